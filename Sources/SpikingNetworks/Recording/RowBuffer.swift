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
  var count = 0

  let pool: MemoryPool
  var chunks: [Tensor] = []

  /// The memory of the first chunk, if chunks were gathered there.
  var gathering: ReservedMemory?

  /// Whether somebody may hold the memory of the only chunk.
  var isLent = false

  /// The rows of the first chunk that were dropped.
  var dropped = 0

  /// The rows of the last chunk that are in use.
  var used = 0

  /// What was done since the last mark.
  var changes = Changes()

  /// What `rewind()` has to know.
  struct Changes {
    /// How many rows were added.
    var added = 0
    /// How many rows were dropped at the front, and the chunks of them that
    /// were set aside.
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

  /// Creates a buffer of what `saved` gave, whose memory it shares.
  ///
  /// - Throws: `SavedStateMistake` unless these are rows, `TensorError`.
  init(_ saved: SavedValue, pool: MemoryPool) throws {
    let (shape, type, parts): (Shape, ElementType, [Tensor])
    switch saved {
    case .tensor(let rows):
      (shape, type, parts) = (rows.shape, rows.type, [rows])
    case .rows(let rows):
      (shape, type, parts) = (rows.shape, rows.type, try rows.tensors())
    default: throw SavedStateMistake("its rows are of another kind")
    }
    guard shape.rank > 0 else { throw SavedStateMistake("there are no rows") }
    self.init(
      rowShape: try Shape(Array(shape.list.dropFirst())), type: type, pool: pool
    )
    guard shape[0] > 0 else { return }
    chunks = try parts.map { $0.isContiguous ? $0 : try $0.copied() }
    (count, used) = (shape[0], chunks[chunks.count - 1].shape[0])
  }

  /// All rows, for a file: they share the memory of the buffer.
  func saved() throws(TensorError) -> SavedValue { .rows(try allParts()) }

  /// All rows, in tensors that share the memory of the buffer.
  func allParts() throws(TensorError) -> TensorParts {
    let parts = try parts()
    return TensorParts(shape: try shape, type: type, count: parts.count) {
      (number) throws(TensorError) in parts[number]
    }
  }

  var rowBytes: Int { rowShape.count * type.byteCount }

  /// How many rows are in the largest chunks.
  var chunkCapacity: Int {
    max(1, RowBuffer.chunkBytes / max(1, rowBytes))
  }

  /// The shape of all rows together.
  var shape: Shape {
    get throws(TensorError) { try Shape([count] + rowShape.list) }
  }

  /// Room for the next row.
  ///
  /// - Throws: `TensorError.tooManyAxes`, `.outOfMemory`.
  private mutating func appendRow() throws(TensorError) -> Tensor {
    let place = try makeRoom(1).place
    let row = try chunks[chunks.count - 1].selected(axis: 0, index: place)
    added(1)
    return row
  }

  /// Where the next rows are in the last chunk, up to `wanted` of them.
  private mutating func makeRoom(
    _ wanted: Int
  ) throws(TensorError) -> (place: Int, count: Int) {
    if chunks.isEmpty || used == chunks[chunks.count - 1].shape[0] {
      try addChunk()
    }
    return (used, min(wanted, chunks[chunks.count - 1].shape[0] - used))
  }

  /// Records that rows were added in the last chunk.
  private mutating func added(_ rows: Int) {
    used += rows
    count += rows
    changes.added += rows
  }

  /// Adds the rows of a tensor.
  ///
  /// - Precondition: They have the shape and the type of rows.
  /// - Throws: As `appendRow()`; then some may have been added.
  mutating func append(rows tensor: Tensor) throws(TensorError) {
    let (total, size) = (tensor.shape[0], rowShape.count)
    var done = 0
    while done < total {
      let (place, room) = try makeRoom(total - done)
      let chunk = chunks.count - 1
      let isCopied = chunks[chunk].copyElements(
        at: place * size, from: tensor, at: done * size, count: room * size)
      if !isCopied {
        try chunks[chunk].narrowed(axis: 0, start: place, count: room).copy(
          from: tensor.narrowed(axis: 0, start: done, count: room))
      }
      added(room)
      done += room
    }
  }

  /// Where the next rows go in the last chunk; nil if there is no room for so
  /// many there.
  func place(for rows: Int) -> Int? {
    guard let last = chunks.indices.last,
      rows <= chunks[last].shape[0] - used
    else { return nil }
    return used
  }

  /// Adds a row with the elements of a tensor, if that takes no more than copying
  /// them; returns false, and nothing was added, otherwise.
  mutating func copyRow(of tensor: UnsafePointer<Tensor>) -> Bool {
    guard let place = place(for: 1), tensor.pointee.shape == rowShape,
      chunks[chunks.count - 1].copyElements(
        at: place * rowShape.count, from: tensor.pointee,
        count: rowShape.count)
    else { return false }
    added(1)
    return true
  }

  /// Adds the places of the true elements of a tensor as rows.
  ///
  /// - Precondition: There is room for so many in the last chunk.
  mutating func addPlaces(of tensor: UnsafePointer<Tensor>, count: Int) {
    chunks[chunks.count - 1].writePlaces(of: tensor, at: used)
    added(count)
  }

  /// Adds the same whole number as so many rows.
  ///
  /// - Precondition: Each row is a whole number.
  /// - Throws: As `append(rows:)`.
  mutating func append(_ number: Int, times: Int) throws(TensorError) {
    var rest = times
    while rest > 0 {
      let (place, room) = try makeRoom(rest)
      chunks[chunks.count - 1].fillElements(
        at: place, count: room, with: number)
      added(room)
      rest -= room
    }
  }

  /// Adds a row with the elements of `value`, or with the number.
  ///
  /// - Precondition: `value` is of the shape of rows.
  /// - Throws: As `appendRow()`; then nothing was added.
  mutating func append(_ value: Operand) throws(TensorError) {
    try promote(with: value.type)
    if case .tensor(let tensor) = value {
      let size = rowShape.count
      let place = try makeRoom(1).place
      let isCopied = chunks[chunks.count - 1].copyElements(
        at: place * size, from: tensor, count: size)
      if isCopied { return added(1) }
    }
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
    let excess = max(0, count - length)
    dropped += excess
    count -= excess
    changes.trimmed += excess
    setDroppedChunksAside()
  }

  /// Sets chunks aside of which all rows were dropped, but for the last one,
  /// which may have room left.
  mutating func setDroppedChunksAside() {
    while chunks.count > 1, dropped >= chunks[0].shape[0] {
      dropped -= chunks[0].shape[0]
      changes.chunks.append(chunks.removeFirst())
      gathering = nil
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
    chunks = gathering == nil ? Array(chunks.suffix(1)) : []
    (count, dropped, used) = (0, 0, 0)
    (gathering, changes) = (nil, Changes())
  }

  /// Makes what is here be what `rewind()` goes back to.
  mutating func mark() {
    if !changes.chunks.isEmpty { changes.chunks = [] }
    (changes.added, changes.trimmed, changes.dropped) = (0, 0, dropped)
    gathering?.release(before: dropped * rowBytes)
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
  ///
  /// - Throws: `TensorError.outOfMemory`; then nothing has changed.
  mutating func promote(with other: ElementType) throws(TensorError) {
    let common = type.promoted(with: other)
    guard common != type else { return }
    var converted: [Tensor] = []
    for chunk in changes.chunks + chunks {
      converted.append(try chunk.converted(to: common))
    }
    changes.chunks = Array(converted.prefix(changes.chunks.count))
    chunks = Array(converted.dropFirst(changes.chunks.count))
    (type, gathering, isLent) = (common, nil, false)
  }

  /// All rows in a tensor of shape `[count, ...]`: a new one, or one that shares
  /// the memory of the buffer, if there is no room for another.
  mutating func tensor() throws(TensorError) -> Tensor {
    do throws(TensorError) {
      return try copied()
    } catch {
      guard case .outOfMemory = error else { throw error }
      return try gathered()
    }
  }

  /// All rows in a new tensor of shape `[count, ...]`.
  func copied() throws(TensorError) -> Tensor {
    let result = try Tensor.zeros(try shape, type: type, in: pool)
    try copyAll(to: result)
    return result
  }

  /// Copies all rows to a tensor of shape `[count, ...]`.
  func copyAll(to result: Tensor) throws(TensorError) {
    var start = 0
    for rows in try parts() {
      let held = rows.shape[0]
      try result.narrowed(axis: 0, start: start, count: held).copy(from: rows)
      start += held
    }
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
  func parts() throws(TensorError) -> [Tensor] { try parts(from: dropped) }

  /// All rows in order, and before them those that were dropped of the first
  /// chunk, but for `start`.
  func parts(from start: Int) throws(TensorError) -> [Tensor] {
    var parts: [Tensor] = []
    for index in chunks.indices {
      let first = index == 0 ? start : 0
      let end = index == chunks.count - 1 ? used : chunks[index].shape[0]
      parts.append(
        try chunks[index].narrowed(axis: 0, start: first, count: end - first))
    }
    return parts
  }

  /// How many rows of a chunk are in use.
  private func chunkRows(_ index: Int) -> Int {
    let end = index == chunks.count - 1 ? used : chunks[index].shape[0]
    return end - (index == 0 ? dropped : 0)
  }

  private mutating func addChunk() throws(TensorError) {
    if chunks.count == 1, dropped == used, used > 0, changes.trimmed == 0 {
      // Nothing in the only chunk is needed.
      (dropped, used) = (0, 0)
      changes.dropped = 0
      if gathering == nil, !isLent { return }
      (chunks, gathering, isLent) = ([], nil, false)
    }
    // Each chunk is as large as all before it, until they are large enough.
    let rows = min(chunkCapacity, max(16, count))
    if let gathering, chunks.count == 1 {
      let end = chunks[0].shape[0] + rows
      if gathering.grow(to: end * rowBytes) {
        chunks[0] = try gatheredRows(from: 0, to: end)
        return
      }
    }
    // No row is read before it was written.
    chunks.append(
      try Tensor(
        uninitialized: try Shape([rows] + rowShape.list), type: type, in: pool))
    used = 0
  }
}
