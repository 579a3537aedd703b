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

  let pool: MemoryPool
  private var chunks: [Tensor] = []

  /// The memory of the first chunk, if chunks were gathered there.
  private var gathering: ReservedMemory?

  /// Whether somebody may hold the memory of the only chunk.
  private var isLent = false

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

  private var rowBytes: Int { rowShape.count * type.byteCount }

  /// How many rows are in the largest chunks.
  private var chunkCapacity: Int {
    max(1, RowBuffer.chunkBytes / max(1, rowBytes))
  }

  /// The shape of all rows together.
  private var shape: Shape {
    get throws(TensorError) { try Shape([count] + rowShape.list) }
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
    let excess = max(0, count - length)
    dropped += excess
    count -= excess
    changes.trimmed += excess
    setDroppedChunksAside()
  }

  /// Sets chunks aside of which all rows were dropped, but for the last one,
  /// which may have room left.
  private mutating func setDroppedChunksAside() {
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

  /// All rows in one tensor that shares the memory of the buffer.
  ///
  /// Chunk by chunk, they move into a range of addresses as large as the
  /// memory may be; a chunk gives its memory back before the next one moves, and
  /// such a range the part that has moved. Further rows are added there.
  ///
  /// - Throws: `TensorError.outOfMemory`, `.interrupted`, and no row is lost.
  private mutating func gathered() throws(TensorError) -> Tensor {
    guard count > 0 else { return try copied() }
    let bytes = count * rowBytes
    if gathering == nil, chunks.count == 1 { return try lentChunk(bytes) }
    if gathering == nil || chunks.count > 1 {
      // Rows that were dropped since the mark move too: they may come back.
      let all = (count + changes.trimmed) * rowBytes
      let memory = ReservedMemory(
        capacity: max(pool.limit ?? 0, 2 * all), pool: pool)
      chunks = changes.chunks + chunks
      let start = changes.dropped
      var rest = Array(try parts(from: start).reversed())
      let (old, oldEnd) = (gathering, rest.last?.shape[0] ?? 0)
      // Nothing but `rest` holds the chunks from here on.
      (chunks, dropped, gathering) = ([], changes.trimmed, memory)
      (changes.chunks, changes.dropped) = ([], 0)
      var (moved, failure) = (0, TensorError?.none)
      while failure == nil, let part = rest.last {
        let isOld = old != nil && moved < oldEnd
        let held = part.shape[0]
        let count = isOld ? min(held, chunkCapacity) : held
        let end = moved + count
        do throws(TensorError) {
          guard let memory, memory.grow(to: end * rowBytes) else {
            throw .outOfMemory(
              shape: try shape, bytes: bytes, inUse: pool.bytesInUse,
              limit: pool.limit)
          }
          try gatheredRows(from: moved, to: end)
            .copy(from: part.narrowed(axis: 0, start: 0, count: count))
          rest.removeLast()
          if count < held {
            rest.append(
              try part.narrowed(axis: 0, start: count, count: held - count))
          }
          moved = end
          if isOld { old?.release(before: (start + moved) * rowBytes) }
        } catch { failure = error }
      }
      chunks = rest.reversed()
      if moved > 0 {
        chunks.insert(try gatheredRows(from: 0, to: moved), at: 0)
      } else {
        gathering = nil
      }
      used = chunks[chunks.count - 1].shape[0]
      setDroppedChunksAside()
      if let failure { throw failure }
    }
    guard let gathering,
      let result = Tensor(
        viewing: gathering.lend(from: dropped * rowBytes, byteCount: bytes),
        type: type, shape: try shape, steps: try shape.contiguousSteps,
        start: 0)
    else { return try copied() }
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

  /// All rows, if they lie in one chunk, as that of a loaded network's do.
  private mutating func lentChunk(_ bytes: Int) throws(TensorError) -> Tensor {
    let start = chunks[0].start * type.byteCount + dropped * rowBytes
    guard
      let rows = Tensor(
        viewing: chunks[0].storage.part(from: start, byteCount: bytes),
        type: type, shape: try shape, steps: try shape.contiguousSteps,
        start: 0)
    else { return try copied() }
    isLent = true
    return rows
  }

  /// Some rows of the memory into which chunks are gathered.
  private func gatheredRows(
    from start: Int, to end: Int
  ) throws(TensorError) -> Tensor {
    let shape = try Shape([end] + rowShape.list)
    guard let gathering,
      let rows = Tensor(
        viewing: gathering.storage(byteCount: shape.count * type.byteCount),
        type: type, shape: shape, steps: shape.contiguousSteps, start: 0)
    else { preconditionFailure("the memory of rows has their size") }
    return try rows.narrowed(axis: 0, start: start, count: end - start)
  }

  /// All rows in order, in tensors that share the memory of the buffer.
  func parts() throws(TensorError) -> [Tensor] { try parts(from: dropped) }

  /// All rows in order, and before them those that were dropped of the first
  /// chunk, but for `start`.
  private func parts(from start: Int) throws(TensorError) -> [Tensor] {
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
    chunks.append(
      try Tensor.zeros(
        try Shape([rows] + rowShape.list), type: type, in: pool))
    used = 0
  }
}
