/// Looking at all elements without changing them.
extension Tensor {
  /// The index of the first element, row by row, that is NaN, or infinite if
  /// `allowsInfinity` is false; nil if there is none.
  public func firstNonFinite(allowsInfinity: Bool = false) -> [Int]? {
    switch type {
    case .float32: firstNonFinite(Float.self, allowsInfinity)
    case .float64: firstNonFinite(Double.self, allowsInfinity)
    case .float16: firstNonFinite(Float16.self, allowsInfinity)
    case .bfloat16: firstNonFinite(BFloat16.self, allowsInfinity)
    case .int64, .bool: nil
    }
  }

  /// A number that follows from type, shape and elements, and changes with
  /// them, but for a chance of 2^-64.
  ///
  /// It tells whether something was written; it is no checksum to keep.
  public func fingerprint() throws(TensorError) -> UInt64 {
    let rows = isContiguous ? self : try copied()
    let start = rows.storage.address + rows.offset * type.byteCount
    var result = try Tensors.fingerprint(
      of: start, count: count * type.byteCount)
    for size in shape.list {
      result = (result ^ UInt64(truncatingIfNeeded: size)) &* 0x100_0000_01b3
    }
    withExtendedLifetime(rows) {}
    return result ^ UInt64(type.byteCount)
  }

  private func firstNonFinite<T: BitPattern>(
    _: T.Type, _ allowsInfinity: Bool
  ) -> [Int]? {
    let limit = allowsInfinity ? T.infinityBits : T.infinityBits - 1
    let x: UnsafeMutablePointer<T> = pointer()
    let nest = LoopNest(shape, strides)
    let step = nest.rowStride[0]
    var isFound = false
    nest.forEachRow { at in
      let row = UnsafeRawPointer(x + at[0])
        .assumingMemoryBound(to: T.Bits.self)
      if step == 1 {
        isFound =
          isFound || largestMagnitude(T.self, row, count: nest.rowCount) > limit
      } else {
        for i in 0..<nest.rowCount {
          isFound = isFound || row[i &* step] & T.magnitudeMask > limit
        }
      }
    }
    return isFound ? firstIndex(T.self, above: limit) : nil
  }

  /// The index of the first element whose magnitude has bits above `limit`.
  private func firstIndex<T: BitPattern>(
    _: T.Type, above limit: T.Bits
  ) -> [Int]? {
    let x = UnsafeRawPointer(pointer(T.self))
      .assumingMemoryBound(to: T.Bits.self)
    var index = [Int](repeating: 0, count: rank)
    for _ in 0..<count {
      var place = 0
      for axis in 0..<rank { place += index[axis] * strides[axis] }
      if x[place] & T.magnitudeMask > limit { return index }
      for axis in stride(from: rank - 1, through: 0, by: -1) {
        index[axis] += 1
        if index[axis] < shape[axis] { break }
        index[axis] = 0
      }
    }
    return nil
  }
}
