/// Buffers of the last rows, such as the last states of a vector.
extension Tensor {
  /// The tensor with its rows moved on: row *i* becomes row *i* + 1, and `new`
  /// the first row; the last row, if `new` is nil.
  ///
  /// Backward, row *i* becomes row *i* - 1, and `new` the last row; the first
  /// row, if `new` is nil.
  ///
  /// This tensor keeps its elements. The result shares with it the rows that
  /// both have, where it can: it needs memory for one more row, and there is
  /// spare memory beside every result. So only the tensor that `rolled` gave
  /// last is rolled on without a copy, and some rolls in a row cost one copy of
  /// the rows. Whoever writes to a result sees the shared rows change in the
  /// tensors before it.
  ///
  /// - Throws: `TensorError.axisOutOfRange` if there are no axes,
  ///   `.shapeMismatch`, `.tooManyElements`, `.outOfMemory`.
  public func rolled(
    new: Operand? = nil, isBackward: Bool = false
  ) throws(TensorError) -> Tensor {
    let operation = "buffer_roll"
    try check(0, operation)
    let length = shape[0]
    guard length > 0 else { return self }
    var row = new
    if case .tensor(let tensor) = new {
      var rowShape = shape
      rowShape.remove(0)
      row = .tensor(try tensor.expanded(to: rowShape, operation: operation))
    } else if new == nil {
      row = .tensor(
        try selected(axis: 0, index: isBackward ? 0 : length - 1))
    }
    let result: Tensor
    if let view = grown(isBackward) {
      result = view
    } else {
      result = try moved(isBackward)
    }
    if let row {
      try result.selected(axis: 0, index: isBackward ? length - 1 : 0)
        .assign(row)
    }
    return result
  }

  /// Whether there is spare memory beside the tensor, as beside each result of
  /// `rolled`.
  public var hasSpareMemory: Bool { storage.used.count < storage.byteCount }

  /// The view that is one row further on; nil unless the memory of that row is
  /// spare.
  private func grown(_ isBackward: Bool) -> Tensor? {
    guard isContiguous, count > 0 else { return nil }
    let row = count / shape[0]
    let bytes = row &* type.byteCount
    let start = offset &* type.byteCount
    let end = start &+ count &* type.byteCount
    let used = storage.used
    if isBackward {
      guard end == used.upperBound, bytes <= storage.byteCount &- end else {
        return nil
      }
      storage.used = used.lowerBound..<(end &+ bytes)
    } else {
      guard start == used.lowerBound, bytes <= start else { return nil }
      storage.used = (start &- bytes)..<used.upperBound
    }
    return view(
      shape: shape, strides: shape.contiguousStrides,
      offset: isBackward ? offset &+ row : offset &- row)
  }

  /// A copy of the rows where they move to, with spare memory beside it; the
  /// row that is to be new is undefined.
  private func moved(_ isBackward: Bool) throws(TensorError) -> Tensor {
    let length = shape[0]
    let rowBytes = max(1, count / length &* type.byteCount)
    let spare = max(length, min(16, 65_536 / rowBytes))
    var room = shape
    room[0] = length + spare
    let all = try Tensor(uninitialized: room, type: type, in: pool)
    let result = try all.narrowed(
      axis: 0, start: isBackward ? 0 : spare, count: length)
    let start = result.offset &* type.byteCount
    all.storage.used = start..<(start &+ count &* type.byteCount)
    let kept = length - 1
    try result.narrowed(axis: 0, start: isBackward ? 0 : 1, count: kept)
      .copy(
        from: narrowed(axis: 0, start: isBackward ? 1 : 0, count: kept))
    return result
  }
}
