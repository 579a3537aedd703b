import Tensors

/// Rows of one shape that grow in number.
///
/// Rows lie in chunks, each a tensor. Adding a row never moves others, so time
/// and memory are linear in the number of rows; rows that are dropped at the
/// front give their chunk back as soon as it is empty.
///
/// What was done since `mark()`, `rewind()` takes back: an iteration that an
/// error cuts short leaves no row.
struct RowBuffer {
  /// The bytes of the largest chunks.
  private static let chunkBytes = 1 << 20

  /// The shape of each row.
  let rowShape: Shape

  /// The type of the elements.
  private(set) var type: ElementType

  /// The number of rows.
  private(set) var count = 0

  private let pool: MemoryPool
  private var chunks: [Tensor] = []

  /// The rows of the first chunk that were dropped.
  private var dropped = 0

  /// The rows of the last chunk that are in use.
  private var used = 0

  /// What was done since the last mark.
  private var changes = Changes()

  /// What `rewind()` has to know.
  private struct Changes {
    /// How many rows were added.
    var added = 0
    /// How many rows were dropped at the front, and the chunks of them that
    /// were given back.
    var trimmed = 0
    var chunks: [Tensor] = []
    /// The rows of the first chunk that were dropped before.
    var dropped = 0
  }

  init(rowShape: Shape, type: ElementType, pool: MemoryPool) {
    self.rowShape = rowShape
    self.type = type
    self.pool = pool
  }

  /// Creates a buffer with the rows of a tensor, which it copies.
  ///
  /// - Throws: `SavedStateMistake` for a tensor without axes, `TensorError`.
  init(rows: Tensor, pool: MemoryPool) throws {
    guard rows.rank > 0 else { throw SavedStateMistake("there are no rows") }
    self.init(
      rowShape: try Shape(Array(rows.shape.list.dropFirst())), type: rows.type,
      pool: pool)
    guard rows.shape[0] > 0 else { return }
    chunks = [try rows.copied()]
    (count, used) = (rows.shape[0], rows.shape[0])
  }

  /// Room for the next row.
  ///
  /// - Throws: `TensorError.tooManyAxes`, `.outOfMemory`.
  mutating func appendRow() throws(TensorError) -> Tensor {
    if chunks.isEmpty || used == chunks[chunks.count - 1].shape[0] {
      try addChunk()
    }
    let row = try chunks[chunks.count - 1].selected(axis: 0, index: used)
    used += 1
    count += 1
    changes.added += 1
    return row
  }

  /// Room for up to `wanted` rows, which lie together.
  ///
  /// - Precondition: `wanted` is not 0.
  /// - Throws: As `appendRow()`.
  mutating func appendRows(_ wanted: Int) throws(TensorError) -> Tensor {
    if chunks.isEmpty || used == chunks[chunks.count - 1].shape[0] {
      try addChunk()
    }
    let last = chunks[chunks.count - 1]
    let taken = min(wanted, last.shape[0] - used)
    let rows = try last.narrowed(axis: 0, start: used, count: taken)
    used += taken
    count += taken
    changes.added += taken
    return rows
  }

  /// Adds a row with the elements of `value`, or with the number.
  ///
  /// - Precondition: `value` is of the shape of rows.
  /// - Throws: As `appendRow()`; then nothing was added.
  mutating func append(_ value: Operand) throws(TensorError) {
    try promote(with: value.type)
    let row = try appendRow()
    try Interruption.shielding { () throws(TensorError) in
      switch value {
      case .tensor(let tensor): try row.copy(from: tensor)
      case .scalar(let scalar): try row.fill(scalar)
      }
    }
  }

  /// Keeps only the last `length` rows.
  mutating func trim(to length: Int) {
    while count > length {
      let held = chunkRows(0)
      let excess = min(count - length, held)
      dropped += excess
      count -= excess
      changes.trimmed += excess
      guard excess == held else { return }
      // The last chunk may have room left, so it stays.
      if chunks.count == 1 {
        dropped = used
        return
      }
      changes.chunks.append(chunks.removeFirst())
      dropped = 0
    }
  }

  /// Keeps only the first `length` rows.
  mutating func truncate(to length: Int) {
    while count > length {
      let held = chunkRows(chunks.count - 1)
      let excess = min(count - length, held)
      used -= excess
      count -= excess
      changes.added -= min(changes.added, excess)
      guard excess == held, chunks.count > 1 else { continue }
      chunks.removeLast()
      used = chunks[chunks.count - 1].shape[0]
    }
  }

  /// Forgets all rows, but keeps memory for the next.
  mutating func removeAll() {
    chunks = Array(chunks.suffix(1))
    (count, dropped, used) = (0, 0, 0)
    changes = Changes()
  }

  /// Makes what is here be what `rewind()` goes back to.
  mutating func mark() {
    changes.chunks.removeAll(keepingCapacity: true)
    (changes.added, changes.trimmed, changes.dropped) = (0, 0, dropped)
  }

  /// Takes back the rows that were added since `mark()`, and brings those back
  /// that were dropped for them. Elements keep their type, if it has become
  /// wider.
  mutating func rewind() {
    chunks = changes.chunks + chunks
    dropped = changes.dropped
    count += changes.trimmed
    truncate(to: count - changes.added)
    mark()
  }

  /// Makes the elements of a type that holds those of `other` too.
  mutating func promote(with other: ElementType) throws(TensorError) {
    let common = type.promoted(with: other)
    guard common != type else { return }
    for index in chunks.indices {
      chunks[index] = try chunks[index].converted(to: common)
    }
    for index in changes.chunks.indices {
      changes.chunks[index] = try changes.chunks[index].converted(to: common)
    }
    type = common
  }

  /// All rows in a new tensor of shape `[count, ...]`.
  func tensor() throws(TensorError) -> Tensor {
    let result = try Tensor.zeros(
      try Shape([count] + rowShape.list), type: type, in: pool)
    var start = 0
    for rows in try parts() {
      let held = rows.shape[0]
      try result.narrowed(axis: 0, start: start, count: held).copy(from: rows)
      start += held
    }
    return result
  }

  /// A row that is one whole number.
  ///
  /// - Throws: `TensorError.indexOutOfRange` if there is no such row.
  func wholeNumber(_ row: Int) throws(TensorError) -> Int {
    var place = dropped + row
    for chunk in chunks {
      if place < chunk.shape[0] { return try chunk.element([place]).integer }
      place -= chunk.shape[0]
    }
    throw .indexOutOfRange(operation: "recorder", index: row, size: count)
  }

  /// All rows in order, in tensors that share the memory of the buffer.
  func parts() throws(TensorError) -> [Tensor] {
    var parts: [Tensor] = []
    for index in chunks.indices {
      parts.append(
        try chunks[index].narrowed(
          axis: 0, start: index == 0 ? dropped : 0, count: chunkRows(index)))
    }
    return parts
  }

  /// How many rows of a chunk are in use.
  private func chunkRows(_ index: Int) -> Int {
    let end = index == chunks.count - 1 ? used : chunks[index].shape[0]
    return end - (index == 0 ? dropped : 0)
  }

  private mutating func addChunk() throws(TensorError) {
    if chunks.count == 1, dropped == used, used > 0 {
      // Nothing in the only chunk is needed.
      (dropped, used) = (0, 0)
      changes.dropped = 0
      return
    }
    let rowBytes = max(1, rowShape.count * type.byteCount)
    let most = max(1, RowBuffer.chunkBytes / rowBytes)
    // Each chunk is as large as all before it, until they are large enough.
    let rows = min(most, max(16, count))
    chunks.append(
      try Tensor.zeros(
        try Shape([rows] + rowShape.list), type: type, in: pool))
    used = 0
  }
}

extension Operand {
  /// The shape of the tensor; a number has no axes.
  var shape: Shape {
    switch self {
    case .tensor(let tensor): tensor.shape
    case .scalar: Shape()
    }
  }

  /// The type of the elements, or one that is exact for the number.
  var type: ElementType {
    switch self {
    case .tensor(let tensor): tensor.type
    case .scalar(let scalar): scalar.type
    }
  }
}
