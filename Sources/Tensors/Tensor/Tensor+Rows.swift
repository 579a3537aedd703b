import Glibc

/// Writing where elements lie side by side, without views: for what is recorded
/// in each iteration, a view would cost more than the copy.
extension Tensor {
  /// Writes elements of `source`, from `first` on, to those from `start` on;
  /// both are counted row by row.
  ///
  /// - Precondition: There are so many elements.
  /// - Returns: False, with nothing written, unless both tensors lie in memory
  ///   row by row without gaps and have the same type.
  public func copyElements(
    at start: Int, from source: Tensor, at first: Int = 0, count: Int
  ) -> Bool {
    guard isContiguous, source.isContiguous, type == source.type else {
      return false
    }
    precondition(
      start >= 0 && first >= 0 && count >= 0 && count <= self.count - start
        && count <= source.count - first)
    let size = type.byteCount
    memmove(
      storage.address + (offset &+ start) &* size,
      source.storage.address + (source.offset &+ first) &* size, count &* size)
    return true
  }

  /// The number of elements that are true; nil unless they are truth values that
  /// lie in memory row by row without gaps.
  public borrowing func trueCount() -> Int? {
    guard type == .bool, isContiguous else { return nil }
    return reduceRow(
      TrueCount(), UnsafePointer(pointer(UInt8.self)), count: count)
  }

  /// Writes the places of the elements of `source` that are true, counted row by
  /// row, to the elements from `start` on.
  ///
  /// - Precondition: There are so many elements; they are `int64` and lie in
  ///   memory row by row without gaps, as those of `source` do.
  public func writePlaces(of source: UnsafePointer<Tensor>, at start: Int) {
    precondition(isContiguous && type == .int64 && start >= 0)
    _ = writePositions(
      of: UnsafePointer(source.pointee.pointer(UInt8.self)),
      count: source.pointee.count, base: 0, to: pointer(Int.self) + start)
  }

  /// Writes a whole number to `count` elements from `start` on, counted row by
  /// row.
  ///
  /// - Precondition: There are so many elements; they are `int64` and lie in
  ///   memory row by row without gaps.
  public func fillElements(at start: Int, count: Int, with value: Int) {
    precondition(
      isContiguous && type == .int64 && start >= 0 && count >= 0
        && count <= self.count - start)
    let x = pointer(Int.self) + start
    for i in 0..<count { x[i] = value }
  }
}
