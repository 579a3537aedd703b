import Tensors

/// Keeps the values of expressions, such as `voltage` or `mean(voltage)`, one
/// row for each iteration.
///
/// Values are copied. What is seen depends on the recorder's key, as with any
/// behavior. Data are found by tag under the text of their expression.
public final class Recorder: RecordingBehavior {
  /// `Recorder`.
  public let name = "Recorder"

  /// Whether and when it records; switched off, it counts nothing.
  public let switches = BehaviorSwitches()

  @exclusivity(unchecked)
  private var recorded: RecordedVariables<RecordedRows>

  /// Creates a recorder.
  ///
  /// - Parameters:
  ///   - variables: The expressions to record.
  ///   - gap: Every how many iterations, or after which time each, to record;
  ///     0 and 1 mean each iteration.
  ///   - maximumLength: How many of the newest rows to keep in memory; if nil,
  ///     all, or none if there is a file.
  ///   - file: The path of a file to which all rows are written, as
  ///     `LoadedRecording` reads them. Initializing begins it anew, loading a
  ///     network goes on in it; `clear()` and `cutLength(_:)` don't touch it.
  ///   - tag: The tags; `Recorder` is always one.
  /// - Throws: `NetworkError.negativeCount`.
  public init(
    _ variables: [String], gap: RunTiming.Span,
    maximumLength: Int? = nil, file: String? = nil, tag: String = ""
  ) throws(NetworkError) {
    recorded = try RecordedVariables(
      of: "Recorder", .rows, variables, gap: gap, maximumLength: maximumLength,
      file: file, tag: tag)
  }

  /// As `init(_:gap:maximumLength:file:tag:)`, for a number of iterations: 0
  /// and 1 mean each.
  ///
  /// - Throws: `NetworkError.negativeCount`.
  public convenience init(
    _ variables: [String], gap: Int = 0, maximumLength: Int? = nil,
    file: String? = nil, tag: String = ""
  ) throws(NetworkError) {
    try self.init(
      variables, gap: .iterations(gap), maximumLength: maximumLength,
      file: file, tag: tag)
  }

  /// The tags that it was given, and `Recorder`.
  public var tags: [String] { recorded.tags }

  /// The expressions that are recorded.
  public var variables: [String] { recorded.texts }

  /// How many of the newest rows are kept in memory; all, if nil.
  public var maximumLength: Int? { recorded.maximumLength }

  /// The path of the file to which rows are written, if there is one.
  public var file: String? { recorded.path }

  /// Every how many iterations, or after which time each, it records.
  public var gap: RunTiming.Span { recorded.span }

  /// What was recorded of an expression, in a new tensor: of a vector
  /// `[rows, size]`, of a number `[rows]`; `[0]` before the first row.
  ///
  /// If there is no room for a new tensor, it is one that shares the memory of
  /// the recorder: what is written there changes what was recorded.
  ///
  /// - Throws: `NetworkError.unknownWord` for a text that isn't recorded,
  ///   `TensorError.outOfMemory`.
  public func data(of variable: String) throws -> Tensor {
    try recorded.withStore(of: variable) { try $0?.values.tensor() }
      ?? recorded.empty([0])
  }

  /// As `data(of:)` with the first two axes exchanged: of a vector
  /// `[size, rows]`.
  public func swapped(_ variable: String) throws -> Tensor {
    let data = try data(of: variable)
    return data.rank < 2 ? data : try data.transposed(0, 1)
  }

  /// How many rows there are of an expression; 0 of one that isn't recorded.
  public func rowCount(of variable: String) -> Int {
    (try? recorded.store(of: variable))?.values.count ?? 0
  }

  /// Records another expression from the next iteration.
  ///
  /// - Throws: `NetworkError.syntax`, `.unknownWord`.
  public func addVariable(_ variable: String) throws(NetworkError) {
    try recorded.add(variable)
  }

  /// Keeps only the newest `length` rows.
  ///
  /// - Throws: `NetworkError.negativeCount`.
  public func cutLength(_ length: Int) throws(NetworkError) {
    try checkLength(length)
    recorded.forEachStore { $0.trim(to: length) }
  }

  /// Whether an iteration was recorded since the last call.
  public func takeNews() -> Bool {
    defer { recorded.hasNews = false }
    return recorded.hasNews
  }

  /// Forgets what was recorded; which iteration is recorded next stays, and what
  /// is in the file.
  public func clear() { recorded.clear() }

  /// Takes back what its last `forward` has recorded.
  public func takeBack() { recorded.rewind() }

  /// Writes what isn't in the file yet and closes it, until the recorder is
  /// initialized again.
  public func closeFile() { recorded.close() }
}

/// What the network calls.
extension Recorder {
  /// True: variables exist by then.
  public var initializesLast: Bool { true }

  /// Reads the expressions, forgets what was recorded and begins the file anew.
  ///
  /// A variable need not exist before it is recorded.
  ///
  /// - Throws: `NetworkError.syntax`, `.unknownWord`; `.duplicateBehavior` if
  ///   the recorder is another object's; `TensorError.file`.
  public func initialize(_ object: NetworkObject) throws {
    try recorded.initialize(object)
  }

  /// Records the expressions.
  ///
  /// A file that can't be written is for the network to tell, after the
  /// iteration.
  ///
  /// - Throws: `RecordingFailure`.
  public func forward(_ object: NetworkObject) throws {
    let length = recorded.maximumLength
    try recorded.record(object) { text, value, rows, file in
      try file?.append(value, of: text, at: object.iteration)
      try Recorder.append(
        value, at: object.iteration, to: &rows, text, object.pool)
      if let length { rows?.trim(to: length) }
    }
  }

  /// What was recorded of the expression `tag`, or nil if it isn't recorded.
  public func data(
    under tag: String, countingFrom base: Int
  ) throws -> Tensor? {
    guard recorded.owner != nil, variables.contains(tag) else { return nil }
    return try data(of: tag)
  }

  /// Where the data under `tag` come from.
  public func recording(under tag: String) -> Recording? {
    guard let owner = recorded.owner, variables.contains(tag) else {
      return nil
    }
    let rows = try? recorded.store(of: tag)
    return Recording(
      .rows, of: tag, in: owner, shape: rows?.values.rowShape,
      coverage: rows.map(\.coverage) ?? Coverage())
  }

  /// The rows that were recorded, as `data(of:)` gives them.
  public func arrays(of variable: String) -> [RecordedArray] {
    guard recorded.owner != nil else { return [] }
    return [
      RecordedArray(suffix: "", isEmpty: rowCount(of: variable) == 0) {
        try self.recorded.store(of: variable)?.values.allParts()
          ?? TensorParts(self.recorded.empty([0]))
      }
    ]
  }

  /// What was recorded: the `rows` of each expression, and their `times`.
  public var saved: [String: SavedValue] {
    get throws {
      try recorded.saved { rows in
        var saved = ["rows": try rows.values.saved()]
        saved["times"] = rows.coverage?.saved
        return saved
      }
    }
  }

  /// Takes on what was recorded.
  public func restore(_ saved: [String: SavedValue]) throws {
    try recorded.restore(saved) { record, pool in
      guard let rows = record["rows"] else { return nil }
      let values = try RowBuffer(rows, pool: pool)
      let coverage = try Coverage(record, "times", rows: values.count)
      guard coverage.map({ $0.count == values.count }) ?? true else {
        throw SavedStateMistake("its 'times' are of another kind")
      }
      return RecordedRows(values: values, coverage: coverage)
    }
  }

  private static func append(
    _ value: Operand, at iteration: Int, to rows: inout RecordedRows?,
    _ text: String, _ pool: MemoryPool
  ) throws {
    let (shape, type) = (value.shape, value.type)
    // Changed where it is: a buffer is large to move.
    if rows == nil {
      rows = RecordedRows(
        values: RowBuffer(rowShape: shape, type: type, pool: pool))
    }
    if let found = rows?.values.rowShape, found != shape {
      throw NetworkError.recordedShapeChanged(
        variable: text, from: found.list, to: shape.list)
    }
    try rows?.values.append(value)
    rows?.coverage?.append(iteration)
  }
}

/// What was recorded of an expression, and when.
private struct RecordedRows: RecordedStore {
  var values: RowBuffer

  /// When; nil of rows from a network that was saved without it.
  var coverage: Coverage? = Coverage()

  var isEmpty: Bool { values.count == 0 }

  mutating func record(
    _ tensor: UnsafePointer<Tensor>, at iteration: Int, keeping length: Int?
  ) -> Bool {
    guard values.copyRow(of: tensor) else { return false }
    coverage?.append(iteration)
    if let length { trim(to: length) }
    return true
  }

  mutating func trim(to length: Int) {
    values.trim(to: length)
    coverage?.trim(to: length)
  }

  mutating func mark() {
    values.mark()
    coverage?.mark()
  }

  mutating func rewind() {
    values.rewind()
    coverage?.rewind()
  }
}

extension Recorder: FileRecorder {
  func beginPlannedFile() throws { try recorded.beginPlannedFile() }

  func settleFile() { recorded.settleFile() }

  func forgetFilePlan() -> Bool { recorded.forgetFilePlan() }
}
