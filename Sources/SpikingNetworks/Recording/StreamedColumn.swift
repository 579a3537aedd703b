import Files
import Tensors

/// What was recorded of an expression and waits for being written.
struct StreamedColumn {
  /// The text of the expression.
  let name: String

  /// Whether the file has the name.
  private(set) var isNamed: Bool

  /// The rows, or the places of events; nil if nothing was recorded.
  var rows: TimedRows?

  /// The shape of the value, once it is known.
  private(set) var shape: Shape?

  /// Whether the file has the shape.
  private var isShaped = false

  /// Whether something had been recorded at the last mark.
  private var hadRows = false

  init(name: String, isNamed: Bool) {
    self.name = name
    self.isNamed = isNamed
  }

  /// An expression whose name is in the file, and its shape, if there is one.
  init(name: String, shape: Shape?) {
    self.init(name: name, isNamed: true)
    self.shape = shape
    isShaped = shape != nil
  }

  /// Whether there is something to write.
  var isWaiting: Bool {
    if !isNamed { return true }
    guard let rows else { return false }
    return rows.count > 0 || !isShaped
  }

  /// Prepares for a value of this shape and type.
  ///
  /// - Throws: `NetworkError.recordedShapeChanged` if it has another shape than
  ///   those before.
  mutating func begin(
    _ shape: Shape, _ type: ElementType, _ pool: MemoryPool,
    isOfEvents: Bool = false
  ) throws(NetworkError) {
    if let known = self.shape, known != shape {
      throw .recordedShapeChanged(
        variable: name, from: known.list, to: shape.list)
    }
    self.shape = shape
    if rows != nil { return }
    rows = TimedRows(
      rowShape: isOfEvents ? [] : shape, type: type, pool: pool)
  }

  /// Makes what is here be what `rewind()` goes back to.
  mutating func mark() {
    hadRows = rows != nil
    rows?.mark()
  }

  /// Takes back what was recorded since `mark()`.
  mutating func rewind() {
    if hadRows { return rows?.rewind() ?? () }
    rows = nil
    if !isShaped { shape = nil }
  }

  /// Takes note that everything was written.
  mutating func settle() {
    isNamed = true
    isShaped = isShaped || rows != nil
    rows?.removeAll()
  }

  /// What is to be written, for the column of this number in the file.
  func parts(number: Int) throws(TensorError) -> [ChunkedFile.Part] {
    guard let rows, let shape, rows.count > 0 || !isShaped else { return [] }
    var header = [RecordedKind.entries] + bytes(of: UInt32(number))
    header += [UInt8(rows.rows.type.code), UInt8(shape.rank)]
    header += shape.list.flatMap { bytes(of: $0) } + bytes(of: rows.count)
    return [.bytes(header)]
      + (try rows.times.parts() + rows.rows.parts())
      .map { .elements($0) }
  }
}
