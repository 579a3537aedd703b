import Tensors

/// When and where the elements of a value were not zero.
struct EventBuffer: RecordedStore {
  /// The shape of the value.
  let shape: Shape

  /// In which iterations there could have been events: none that are missing
  /// from the buffer. Nil of events from a network that was saved without it.
  var coverage: Coverage? = Coverage()

  /// The place of each event, counted row by row, and its iteration.
  private var events: TimedRows

  init(of shape: Shape, pool: MemoryPool) {
    self.shape = shape
    events = TimedRows(rowShape: [], type: .int64, pool: pool)
  }

  /// Creates a buffer of what `saved()` gave.
  ///
  /// - Throws: `SavedStateMistake`, `TensorError`.
  init(_ saved: [String: SavedValue], pool: MemoryPool) throws {
    let sizes = try saved.integers("shape")
    let times = try RowBuffer(try saved.required("times") { $0 }, pool: pool)
    let positions = try RowBuffer(
      try saved.required("positions") { $0 }, pool: pool)
    guard times.count == positions.count,
      [times, positions].allSatisfy({ $0.type == .int64 && $0.rowShape == [] })
    else { throw SavedStateMistake("its events are of another kind") }
    shape = try Shape(sizes)
    guard try times.isWithin(0..<Network.lastIteration + 1) else {
      throw SavedStateMistake("its 'times' are out of range")
    }
    guard try positions.isWithin(0..<shape.count) else {
      throw SavedStateMistake("an event lies outside of its value")
    }
    coverage = try Coverage(saved, "seen", rows: 0)
    events = TimedRows(positions, times: times)
  }

  /// How many events there are.
  var count: Int { events.count }

  var isEmpty: Bool { count == 0 }

  /// The iteration of each event.
  mutating func times() throws(TensorError) -> Tensor {
    try events.allTimes()
  }

  /// All events: when and where, the shape of the value, and what was seen.
  func saved() throws -> [String: SavedValue] {
    var saved: [String: SavedValue] = [
      "shape": .list(shape.list.map { .integer($0) }),
      "times": try events.times.saved(),
      "positions": try events.rows.saved(),
    ]
    saved["seen"] = coverage?.saved
    return saved
  }

  /// Adds events at these places.
  ///
  /// - Throws: `TensorError`; then nothing was added.
  mutating func append(
    _ positions: Tensor, at iteration: Int
  ) throws(TensorError) {
    try events.append(rows: positions, at: iteration)
  }

  mutating func record(
    _ tensor: UnsafePointer<Tensor>, at iteration: Int, keeping length: Int?
  ) -> Bool {
    guard length == nil, tensor.pointee.shape == shape,
      events.copyPlaces(of: tensor, at: iteration)
    else { return false }
    coverage?.append(iteration)
    return true
  }

  /// Keeps only the last `length` events, and what was seen after the last of
  /// the others.
  ///
  /// - Throws: `TensorError`.
  mutating func trim(to length: Int) throws(TensorError) {
    if length == 0 {
      // What is forgotten at once was never seen.
      coverage?.trim(to: 0)
    } else if count > length {
      let last = try events.times.wholeNumber(count - length - 1)
      coverage?.trim(after: last)
    }
    events.trim(to: length)
  }

  mutating func mark() {
    events.mark()
    coverage?.mark()
  }

  mutating func rewind() {
    events.rewind()
    coverage?.rewind()
  }

  /// The index of each event along `axis`, in a new tensor.
  func indices(
    axis: Int, countingFrom base: Int
  ) throws(TensorError) -> Tensor {
    let result = try events.rows.copied()
    try shape.makeIndices(of: result, axis: axis, countingFrom: base)
    return result
  }

  /// The events as rows `[t, index...]`, in a new tensor.
  func rows(countingFrom base: Int) throws(TensorError) -> Tensor {
    try shape.events(
      count: count, countingFrom: base, in: events.times.pool,
      times: events.times.copyAll, positions: events.rows.copyAll)
  }

  /// The column of the events that `rows` has at this place, part by part.
  func column(_ column: Int) throws(TensorError) -> TensorParts {
    let parts = try (column == 0 ? events.times : events.rows).parts()
    let shape = shape
    return TensorParts(shape: [count], type: .int64, count: parts.count) {
      (number) throws(TensorError) in
      guard column > 0 else { return parts[number] }
      let indices = try parts[number].copied()
      try shape.makeIndices(of: indices, axis: column - 1, countingFrom: 0)
      return indices
    }
  }
}

extension RowBuffer {
  /// Whether all elements, which are whole numbers, are in `range`.
  fileprivate func isWithin(_ range: Range<Int>) throws -> Bool {
    for part in try parts() where part.count > 0 {
      guard case .integer(let least) = try part.reduced(.minimum),
        case .integer(let most) = try part.reduced(.maximum),
        range.contains(least), range.contains(most)
      else { return false }
    }
    return true
  }
}

extension Shape {
  /// Makes places that are counted row by row be indices along `axis`.
  ///
  /// - Throws: `TensorError`.
  func makeIndices(
    of positions: Tensor, axis: Int, countingFrom base: Int
  ) throws(TensorError) {
    var step = 1
    for later in (axis + 1)..<max(rank, axis + 1) { step *= self[later] }
    if step > 1 {
      try positions.apply(.floorDivide, .scalar(.integer(step)))
    }
    if axis > 0 {
      try positions.apply(.modulo, .scalar(.integer(self[axis])))
    }
    if base != 0 { try positions.apply(.add, .scalar(.integer(base))) }
  }

  /// Events as rows `[t, index...]`; `times` and `positions` write when and
  /// where each was to a tensor of shape `[count]`.
  ///
  /// - Throws: `TensorError`.
  func events(
    count: Int, countingFrom base: Int, in pool: MemoryPool,
    times: (Tensor) throws(TensorError) -> Void,
    positions: (Tensor) throws(TensorError) -> Void
  ) throws(TensorError) -> Tensor {
    let result = try Tensor.zeros(
      try Shape([count, 1 + rank]), type: .int64, in: pool)
    try times(try result.selected(axis: 1, index: 0))
    for axis in 0..<rank {
      let indices = try result.selected(axis: 1, index: axis + 1)
      try positions(indices)
      try makeIndices(of: indices, axis: axis, countingFrom: base)
    }
    return result
  }
}
