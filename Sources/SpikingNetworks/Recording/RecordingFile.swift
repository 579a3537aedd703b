import Files
import Tensors

/// The file to which a recorder writes what it records.
///
/// It is there, with the names of the expressions, before anything is recorded.
/// What is recorded is collected and written as chunks, which end between
/// iterations: when enough has come together, and at the end of each simulation.
/// Then a mark stands at the end of the file, until the next simulation begins.
/// SpikingNetworks.docc tells what is in it.
final class RecordingFile {
  /// From how many bytes on what was recorded is written.
  private static let chunkBytes = 256 << 10

  private var file: ChunkedFile
  private let path: String

  /// What messages call the recorder.
  private let recorder: String

  private let kind: RecordedKind
  private let type: ElementType
  private let pool: MemoryPool
  private var columns: [StreamedColumn] = []

  /// The place of each expression among the columns.
  private var places: [String: Int] = [:]

  /// How many bytes are waiting to be written, and how many were at the last
  /// mark.
  private var waiting = 0
  private var markedWaiting = 0

  /// Whether nothing more is written, because something couldn't be.
  private var hasStopped = false

  /// Why, until somebody is told.
  private(set) var failure: NetworkError?

  /// Begins a file at `path`, in the place of what is there.
  ///
  /// - Throws: `TensorError.file`.
  init(
    _ path: String, of recorder: String, _ kind: RecordedKind,
    _ variables: [String], for object: NetworkObject
  ) throws(TensorError) {
    let type = object.elementType
    self.path = path
    self.recorder = "\(recorder) of \(object.label)"
    self.kind = kind
    self.type = type
    pool = object.pool
    file = try ChunkedFile(
      replacing: path, as: .recording,
      first: [.bytes(variables.flatMap { kind.header(of: $0, type) })])
    for variable in variables { add(variable, isNamed: true) }
  }

  /// Opens a file in which a recorder goes on, once it is resumed.
  ///
  /// - Throws: `TensorError.file`.
  init(
    continuing saved: SavedRecordingFile, of recorder: String,
    _ kind: RecordedKind, for object: NetworkObject
  ) throws(TensorError) {
    path = saved.path
    self.recorder = "\(recorder) of \(object.label)"
    self.kind = kind
    type = object.elementType
    pool = object.pool
    file = try ChunkedFile(
      continuing: saved.path, as: .recording, from: saved.checkpoint)
    hasStopped = true
  }

  /// What a saved network holds of the file; nil if it can't be written.
  func saved() -> SavedRecordingFile? {
    finish()
    guard !hasStopped else { return nil }
    return SavedRecordingFile(
      path: path, checkpoint: file.checkpoint,
      columns: columns.map { ($0.name, $0.shape) })
  }

  /// Whether it is the file that was saved, and further.
  func isContinuation(of saved: SavedRecordingFile) -> Bool {
    file.isSame(upTo: saved.checkpoint)
  }

  /// Goes on behind what was saved, and forgets what is there.
  func resume(_ saved: SavedRecordingFile) {
    file.cut(to: saved.checkpoint)
    columns = saved.columns.map {
      StreamedColumn(name: $0.name, shape: $0.shape)
    }
    places = [:]
    for (place, column) in columns.enumerated() { places[column.name] = place }
    (waiting, hasStopped, failure) = (0, false, nil)
  }

  /// Who has let go of a recorder wants what it has recorded nevertheless.
  deinit { finish() }

  /// Takes note of another expression.
  func add(_ variable: String) { _ = place(of: variable) }

  /// Takes on a row of values.
  ///
  /// - Throws: `NetworkError.recordedShapeChanged`, `TensorError`.
  func append(
    _ value: Operand, of variable: String, at iteration: Int
  ) throws {
    guard !hasStopped else { return }
    let place = place(of: variable)
    try columns[place].begin(value.shape, value.type, pool)
    try columns[place].rows?.append(value, at: iteration)
    waiting += 8 + value.shape.count * value.type.byteCount
  }

  /// Takes on events: the places, counted row by row, of the elements of a value
  /// of this shape.
  ///
  /// - Throws: As `append(_:of:at:)`.
  func append(
    events: Tensor, in shape: Shape, of variable: String, at iteration: Int
  ) throws {
    guard !hasStopped else { return }
    let place = place(of: variable)
    try columns[place].begin(shape, .int64, pool, isOfEvents: true)
    try columns[place].rows?.append(rows: events, at: iteration)
    waiting += 16 * events.count
  }

  /// Makes what is waiting be what `rewind()` goes back to.
  func mark() {
    for index in columns.indices { columns[index].mark() }
    markedWaiting = waiting
  }

  /// Takes back what was taken on since `mark()`; nothing was written since.
  func rewind() {
    for index in columns.indices { columns[index].rewind() }
    waiting = markedWaiting
  }

  /// Writes what is waiting, if that is enough for a chunk; what goes wrong is
  /// for `check()`.
  func endIteration() {
    if waiting >= RecordingFile.chunkBytes { write() }
  }

  /// Writes what is waiting; what goes wrong is for `check()`.
  func write() {
    guard !hasStopped, columns.contains(where: \.isWaiting) else { return }
    do {
      try file.append(try parts())
    } catch {
      hasStopped = true
      failure = stop(because: error)
    }
    waiting = 0
    for index in columns.indices { columns[index].settle() }
  }

  /// Takes note that a simulation begins.
  func begin() {
    if !hasStopped { file.unmark() }
  }

  /// Writes what is waiting, and that it is all there is for now; what goes wrong
  /// is for `check()`.
  func finish() {
    write()
    guard !hasStopped, !file.isMarked else { return }
    do {
      try file.mark([.bytes([RecordedKind.end])])
    } catch {
      hasStopped = true
      failure = stop(because: error)
    }
  }

  /// Tells once why nothing more is written.
  ///
  /// - Throws: `NetworkError.recordingStopped`.
  func check() throws(NetworkError) {
    guard let failure else { return }
    self.failure = nil
    throw failure
  }

  private func stop(because error: any Error) -> NetworkError {
    let reason =
      if case TensorError.file(_, let reason) = error { reason } else {
        "\(error)"
      }
    return .recordingStopped(recorder: recorder, path: path, reason: reason)
  }

  /// The place of an expression among the columns, at the end if it is another
  /// one.
  private func place(of variable: String) -> Int {
    if let place = places[variable] { return place }
    add(variable, isNamed: false)
    return columns.count - 1
  }

  private func add(_ variable: String, isNamed: Bool) {
    places[variable] = columns.count
    columns.append(StreamedColumn(name: variable, isNamed: isNamed))
  }

  /// The contents of the next chunk.
  private func parts() throws -> [ChunkedFile.Part] {
    var parts: [ChunkedFile.Part] = []
    for column in columns where !column.isNamed {
      parts.append(.bytes(kind.header(of: column.name, type)))
    }
    for (number, column) in columns.enumerated() {
      parts += try column.parts(number: number)
    }
    return parts
  }
}

/// What of an expression is recorded, and the number that stands for it in files.
enum RecordedKind: UInt8 {
  case rows = 1
  case events = 2

  /// Makes an expression known in a file.
  func header(of variable: String, _ type: ElementType) -> [UInt8] {
    let name = Array(variable.utf8)
    return [rawValue, UInt8(type.code)] + bytes(of: name.count) + name
  }

  /// What begins values or events of an expression in a file.
  static let entries: UInt8 = 3

  /// What says that nothing is missing.
  static let end: UInt8 = 4
}
