import Tensors

/// Rows, and the iteration of each.
struct TimedRows {
  /// The rows.
  private(set) var rows: RowBuffer

  /// Their iterations.
  private(set) var times: RowBuffer

  init(rowShape: Shape, type: ElementType, pool: MemoryPool) {
    rows = RowBuffer(rowShape: rowShape, type: type, pool: pool)
    times = RowBuffer(rowShape: [], type: .int64, pool: pool)
  }

  /// Creates rows of buffers that have the same number of them.
  init(_ rows: RowBuffer, times: RowBuffer) {
    self.rows = rows
    self.times = times
  }

  /// The number of rows.
  var count: Int { times.count }

  /// All iterations, as `RowBuffer.tensor()` gives them.
  mutating func allTimes() throws(TensorError) -> Tensor {
    try times.tensor()
  }

  /// Adds a row.
  ///
  /// - Precondition: `value` is of the shape of rows.
  /// - Throws: `TensorError`; then nothing was added.
  mutating func append(
    _ value: Operand, at iteration: Int
  ) throws(TensorError) {
    try adding { (added) throws(TensorError) in
      try added.rows.append(value)
      try added.times.append(.scalar(.integer(iteration)))
    }
  }

  /// Adds the rows of a tensor, all of the same iteration.
  ///
  /// - Precondition: They have the shape and the type of rows.
  /// - Throws: As `append(_:at:)`.
  mutating func append(
    rows tensor: Tensor, at iteration: Int
  ) throws(TensorError) {
    try adding { (added) throws(TensorError) in
      try added.rows.append(rows: tensor)
      try added.times.append(iteration, times: tensor.shape[0])
    }
  }

  /// Adds the places of the true elements of a tensor, all of the same
  /// iteration, if that takes no more than writing them; returns false, and
  /// nothing was added, otherwise.
  mutating func copyPlaces(
    of tensor: UnsafePointer<Tensor>, at iteration: Int
  ) -> Bool {
    guard let found = tensor.pointee.trueCount() else { return false }
    if found == 0 { return true }
    guard rows.place(for: found) != nil, times.place(for: found) != nil,
      (try? times.append(iteration, times: found)) != nil
    else { return false }
    rows.addPlaces(of: tensor, count: found)
    return true
  }

  /// Keeps only the last `length` rows.
  mutating func trim(to length: Int) {
    rows.trim(to: length)
    times.trim(to: length)
  }

  /// Forgets all rows, but keeps memory for the next.
  mutating func removeAll() {
    rows.removeAll()
    times.removeAll()
  }

  /// Makes what is here be what `rewind()` goes back to.
  mutating func mark() {
    rows.mark()
    times.mark()
  }

  /// Takes back what was done since `mark()`.
  mutating func rewind() {
    rows.rewind()
    times.rewind()
  }

  /// Adds what `body` does, or nothing if it throws.
  private mutating func adding(
    _ body: (inout TimedRows) throws(TensorError) -> Void
  ) throws(TensorError) {
    let before = count
    do throws(TensorError) {
      try body(&self)
    } catch {
      rows.truncate(to: before)
      times.truncate(to: before)
      throw error
    }
  }
}
