/// Where the elements that are not zero are. NaN is not zero.
extension Tensor {
  /// The indices of the elements that are not zero, counted from `base`: one
  /// `int64` tensor for each axis, in row-major order.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func nonzeroIndices(
    base: Int = 0
  ) throws(TensorError) -> [Tensor] {
    if rank == 0 { return [] }
    if rank == 1 { return [try nonzeroPositions(base: base)] }
    let positions = try nonzeroPositions()
    let count = positions.count
    let x = positions.pointer(Int.self)
    var result: [Tensor] = []
    var step = self.count
    for axis in 0..<rank {
      step = shape[axis] == 0 ? 0 : step / shape[axis]
      let indices = try Tensor(
        uninitialized: positions.shape, type: .int64, in: pool)
      let out = indices.pointer(Int.self)
      let size = shape[axis]
      try forEachPart(of: count) { part in
        for i in part { out[i] = x[i] / step % size &+ base }
      }
      result.append(indices)
    }
    withExtendedLifetime(positions) {}
    return result
  }

  /// The places of the elements that are not zero, counted row by row from
  /// `base`, as an `int64` tensor.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func nonzeroPositions(
    base: Int = 0
  ) throws(TensorError) -> Tensor {
    let truth = type == .bool ? self : try comparing(.notEqual, 0)
    let mask = truth.isContiguous ? truth : try truth.copied()
    let (x, size) = (mask.pointer(UInt8.self), mask.count)
    var found = 0
    try forEachPart(of: size) { part in
      found &+= reduceRow(
        TrueCount(), x + part.lowerBound, count: part.count)
    }
    let result = try Tensor(
      uninitialized: try Shape([found]), type: .int64, in: pool)
    var out = result.pointer(Int.self)
    try forEachPart(of: size) { part in
      out += writePositions(
        of: x + part.lowerBound, count: part.count,
        base: base &+ part.lowerBound, to: out)
    }
    withExtendedLifetime(mask) {}
    return result
  }
}

/// Writes `base` plus the index of each byte of `mask` that is 1; returns how
/// many there are.
///
/// Eight bytes are looked at together: of truth values, each is one bit.
func writePositions(
  of mask: UnsafePointer<UInt8>, count: Int, base: Int,
  to out: UnsafeMutablePointer<Int>
) -> Int {
  var found = 0
  var start = 0
  while start &+ 8 <= count {
    var word = UInt64(
      littleEndian: UnsafeRawPointer(mask + start).loadUnaligned(
        as: UInt64.self))
    while word != 0 {
      out[found] = base &+ start &+ word.trailingZeroBitCount >> 3
      found &+= 1
      word &= word &- 1
    }
    start &+= 8
  }
  for i in start..<count where mask[i] != 0 {
    out[found] = base &+ i
    found &+= 1
  }
  return found
}
