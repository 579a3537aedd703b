/// Indices of an axis, as a selector has them.
struct IndexList {
  private let indices: Tensor

  /// What the first place is called.
  private let base: Int

  /// The number of places.
  private let size: Int

  /// The number of indices.
  var count: Int { indices.count }

  /// - Throws: `TensorError.invalidArgument` if `indices` aren't whole numbers in
  ///   a vector.
  init(_ indices: Tensor, base: Int, size: Int) throws(TensorError) {
    guard indices.type == .int64, indices.rank == 1 else {
      throw .invalidArgument(
        operation: "index",
        reason: "indices must be an int64 tensor with one axis, found a"
          + " \(indices.type) tensor of shape \(indices.shape)")
    }
    self.indices = indices
    self.base = base
    self.size = size
  }

  /// Calls `body` with the number of each index, and the place, from 0, that it
  /// means; returns whether the places ascend, so that none is there twice.
  ///
  /// - Throws: `TensorError.indexOutOfRange`, `.interrupted`.
  @inline(__always)
  func visit(_ body: (Int, Int) -> Void) throws(TensorError) -> Bool {
    let source = indices.pointer(Int.self)
    let step = indices.strides[0]
    var isAscending = true
    var last = -1
    var check = StopCheck()
    for i in 0..<indices.count {
      let place = source[i &* step] &- base
      guard place >= 0, place < size else {
        throw .indexOutOfRange(index: place, size: size)
      }
      isAscending = isAscending && place > last
      last = place
      body(i, place)
      try check.after(1)
    }
    return isAscending
  }

  /// A place that is there more than once; nil if there is none.
  ///
  /// - Throws: `TensorError.outOfMemory`, `.interrupted`.
  func firstDuplicate(in pool: MemoryPool) throws(TensorError) -> Int? {
    let seen = try Tensor.zeros(Shape(vector: size), type: .bool, in: pool)
    let flags = seen.pointer(UInt8.self)
    var duplicate: Int?
    _ = try visit { _, place in
      if flags[place] != 0, duplicate == nil { duplicate = place }
      flags[place] = 1
    }
    return duplicate
  }
}
