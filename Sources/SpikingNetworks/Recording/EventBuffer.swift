import Tensors

/// When and where the elements of a value were not zero.
struct EventBuffer {
  /// The shape of the value.
  let shape: Shape

  /// The iteration of each event.
  private(set) var times: RowBuffer

  /// The place of each event, counted row by row.
  private var positions: RowBuffer

  private let pool: MemoryPool

  init(of shape: Shape, pool: MemoryPool) {
    self.shape = shape
    self.pool = pool
    times = RowBuffer(rowShape: [], type: .int64, pool: pool)
    positions = times
  }

  /// Creates a buffer of what `saved()` gave.
  ///
  /// - Throws: `SavedStateMistake`, `TensorError`.
  init(_ saved: [String: SavedValue], pool: MemoryPool) throws {
    let sizes = try saved.required("shape", \.list).compactMap(\.integer)
    let times = try saved.required("times", \.tensor)
    let positions = try saved.required("positions", \.tensor)
    guard times.rank == 1, times.shape == positions.shape,
      times.type == .int64, positions.type == .int64
    else { throw SavedStateMistake("its events are of another kind") }
    shape = try Shape(sizes)
    self.pool = pool
    self.times = try RowBuffer(rows: times, pool: pool)
    self.positions = try RowBuffer(rows: positions, pool: pool)
  }

  /// All events: when and where, and the shape of the value.
  func saved() throws -> [String: SavedValue] {
    [
      "shape": .list(shape.list.map { .integer($0) }),
      "times": .tensor(try times.tensor()),
      "positions": .tensor(try positions.tensor()),
    ]
  }

  /// Adds an event for each element of `value` that is not zero.
  mutating func append(
    _ value: Tensor, at iteration: Int
  ) throws(TensorError) {
    let found = try value.nonzeroPositions()
    var done = 0
    while done < found.count {
      let room = try positions.appendRows(found.count - done)
      try room.copy(
        from: found.narrowed(axis: 0, start: done, count: room.count))
      done += room.count
      var untimed = room.count
      while untimed > 0 {
        let room = try times.appendRows(untimed)
        try room.fill(.integer(iteration))
        untimed -= room.count
      }
    }
  }

  /// Keeps only the last `length` events.
  mutating func trim(to length: Int) {
    times.trim(to: length)
    positions.trim(to: length)
  }

  /// The index of each event along `axis`, in a new tensor.
  func indices(
    axis: Int, countingFrom base: Int
  ) throws(TensorError) -> Tensor {
    let result = try positions.tensor()
    var step = 1
    for later in (axis + 1)..<max(shape.rank, axis + 1) { step *= shape[later] }
    if step > 1 {
      try result.apply(.floorDivide, .scalar(.integer(step)))
    }
    if axis > 0 {
      try result.apply(.modulo, .scalar(.integer(shape[axis])))
    }
    if base != 0 { try result.apply(.add, .scalar(.integer(base))) }
    return result
  }

  /// The events as rows `[t, index...]`, in a new tensor.
  func rows(countingFrom base: Int) throws(TensorError) -> Tensor {
    let result = try Tensor.zeros(
      try Shape([times.count, 1 + shape.rank]), type: .int64, in: pool)
    try result.selected(axis: 1, index: 0).copy(from: times.tensor())
    for axis in 0..<shape.rank {
      try result.selected(axis: 1, index: axis + 1)
        .copy(from: indices(axis: axis, countingFrom: base))
    }
    return result
  }
}
