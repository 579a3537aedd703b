import Tensors

/// Keeps which elements of expressions, such as `spike`, are not zero, and
/// when.
///
/// An event is a row `[t, index...]` of whole numbers: the iteration, and an
/// index for each axis of the value. Events are in the order of time, then of
/// indices. Data are found by tag under the text of their expression, with
/// `.t` and `.i` appended for times and for first indices alone.
public final class EventRecorder: RecordingBehavior {
  /// `EventRecorder`.
  public let name = "EventRecorder"

  /// Whether and when it records; switched off, it counts nothing.
  public let switches = BehaviorSwitches()

  @exclusivity(unchecked)
  private var recorded: RecordedVariables<EventBuffer>

  /// Creates a recorder.
  ///
  /// - Parameters:
  ///   - variables: The expressions whose events to record.
  ///   - gap: Every how many iterations, or after which time each, to record;
  ///     0 and 1 mean each iteration. Events of the others are lost.
  ///   - maximumLength: How many of the newest events to keep in memory; if
  ///     nil, all, or none if there is a file.
  ///   - file: The path of a file to which all events are written, as
  ///     `LoadedRecording` reads them. Initializing begins it anew, loading a
  ///     network goes on in it; `clear()` and `cutLength(_:)` don't touch it.
  ///   - tag: The tags; `EventRecorder` is always one.
  /// - Throws: `NetworkError.negativeCount`.
  public init(
    _ variables: [String], gap: RunTiming.Span,
    maximumLength: Int? = nil, file: String? = nil, tag: String = ""
  ) throws(NetworkError) {
    recorded = try RecordedVariables(
      of: "EventRecorder", .events, variables, gap: gap,
      maximumLength: maximumLength, file: file, tag: tag)
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

  /// The tags that it was given, and `EventRecorder`.
  public var tags: [String] { recorded.tags }

  /// The expressions whose events are recorded.
  public var variables: [String] { recorded.texts }

  /// How many of the newest events are kept in memory of each expression; all,
  /// if nil.
  public var maximumLength: Int? { recorded.maximumLength }

  /// The path of the file to which events are written, if there is one.
  public var file: String? { recorded.path }

  /// Every how many iterations, or after which time each, it records.
  public var gap: RunTiming.Span { recorded.span }

  /// The events of an expression as rows `[t, index...]`: `int64`, of shape
  /// `[events, 1 + axes]`; `[0, 2]` if nothing was recorded. Indices count
  /// from `base`.
  ///
  /// - Throws: `NetworkError.unknownWord` for a text that isn't recorded,
  ///   `TensorError.outOfMemory`.
  public func rows(
    of variable: String, countingFrom base: Int = 0
  ) throws -> Tensor {
    try recorded.store(of: variable)?.rows(countingFrom: base)
      ?? recorded.empty([0, 2], type: .int64)
  }

  /// The iterations of the events of an expression.
  ///
  /// - Throws: As `rows(of:countingFrom:)`.
  public func times(of variable: String) throws -> Tensor {
    try recorded.withStore(of: variable) { try $0?.times() }
      ?? recorded.empty([0], type: .int64)
  }

  /// The first indices of the events of an expression: those of neurons, for a
  /// vector. They count from `base`.
  ///
  /// - Throws: As `rows(of:countingFrom:)`; `NetworkError.wrongKind` if the
  ///   value is a single number.
  public func indices(
    of variable: String, countingFrom base: Int = 0
  ) throws -> Tensor {
    guard let events = try recorded.store(of: variable) else {
      return try recorded.empty([0], type: .int64)
    }
    guard events.shape.rank > 0 else {
      throw NetworkError.wrongKind(
        what: "'\(variable)'", expected: "a tensor with axes",
        found: "a single number")
    }
    return try events.indices(axis: 0, countingFrom: base)
  }

  /// How many events there are of an expression; 0 of one that isn't recorded.
  public func eventCount(of variable: String) -> Int {
    (try? recorded.store(of: variable))?.count ?? 0
  }

  /// Records another expression from the next iteration.
  ///
  /// - Throws: `NetworkError.syntax`, `.unknownWord`.
  public func addVariable(_ variable: String) throws(NetworkError) {
    try recorded.add(variable)
  }

  /// Keeps only the newest `length` events of each expression.
  ///
  /// What was seen begins after the last event that isn't kept.
  ///
  /// - Throws: `NetworkError.negativeCount`.
  public func cutLength(_ length: Int) throws {
    try checkLength(length)
    try recorded.forEachStore { try $0.trim(to: length) }
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
extension EventRecorder {
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

  /// Records the events of the iteration.
  ///
  /// A file that can't be written is for the network to tell, after the
  /// iteration.
  ///
  /// - Throws: `RecordingFailure`.
  public func forward(_ object: NetworkObject) throws {
    let length = recorded.maximumLength
    try recorded.record(object) { text, value, events, file in
      let tensor: Tensor
      switch value {
      case .tensor(let found): tensor = found
      case .scalar(let number):
        tensor = try Tensor.full(
          Shape(), number, type: number.type, in: object.pool)
      }
      // Changed where it is: a buffer is large to move.
      if events == nil {
        events = EventBuffer(of: tensor.shape, pool: object.pool)
      }
      if let shape = events?.shape, shape != tensor.shape {
        throw NetworkError.recordedShapeChanged(
          variable: text, from: shape.list, to: tensor.shape.list)
      }
      let found = try tensor.nonzeroPositions()
      try file?.append(
        events: found, in: tensor.shape, of: text, at: object.iteration)
      try events?.append(found, at: object.iteration)
      events?.coverage?.append(object.iteration)
      if let length { try events?.trim(to: length) }
    }
  }

  /// Where the data under `tag` come from.
  public func recording(under tag: String) -> Recording? {
    guard let owner = recorded.owner else { return nil }
    let isWhole = variables.contains(tag)
    let variable = isWhole ? tag : String(tag.dropLast(2))
    guard variables.contains(variable) else { return nil }
    let contents: Recording.Contents
    switch (isWhole, tag.suffix(2)) {
    case (true, _): contents = .events
    case (_, ".t"): contents = .times
    case (_, ".i"): contents = .indices
    default: return nil
    }
    let events = try? recorded.store(of: variable)
    return Recording(
      contents, of: variable, in: owner, shape: events?.shape,
      coverage: events.map(\.coverage) ?? Coverage())
  }

  /// The columns of the events: `.t`, the iterations; `.i`, `.j` and so on, the
  /// indices along each axis, which count from 0.
  public func arrays(of variable: String) -> [RecordedArray] {
    guard recorded.owner != nil else { return [] }
    let axes = (try? recorded.store(of: variable))?.shape.rank ?? 1
    let names = ["t"] + "ijklmnop".prefix(axes).map(String.init)
    let isEmpty = eventCount(of: variable) == 0
    return names.enumerated().map { column, name in
      RecordedArray(suffix: ".\(name)", isEmpty: isEmpty) {
        try self.recorded.store(of: variable)?.column(column)
          ?? TensorParts(self.recorded.empty([0], type: .int64))
      }
    }
  }

  /// What was recorded: the `times`, `positions` and `shape` of each
  /// expression, and the iterations that were `seen`.
  public var saved: [String: SavedValue] {
    get throws { try recorded.saved { try $0.saved() } }
  }

  /// Takes on what was recorded.
  public func restore(_ saved: [String: SavedValue]) throws {
    try recorded.restore(saved) { record, pool in
      guard record["shape"] != nil else { return nil }
      return try EventBuffer(record, pool: pool)
    }
  }

  /// The events of the expression `tag`, or their times for `tag` with `.t`,
  /// first indices with `.i`; nil if it isn't recorded.
  public func data(
    under tag: String, countingFrom base: Int
  ) throws -> Tensor? {
    guard recorded.owner != nil else { return nil }
    if variables.contains(tag) { return try rows(of: tag, countingFrom: base) }
    let variable = String(tag.dropLast(2))
    guard variables.contains(variable) else { return nil }
    if tag.hasSuffix(".t") { return try times(of: variable) }
    if tag.hasSuffix(".i") {
      return try indices(of: variable, countingFrom: base)
    }
    return nil
  }
}

extension EventRecorder: FileRecorder {
  func beginPlannedFile() throws { try recorded.beginPlannedFile() }

  func settleFile() { recorded.settleFile() }

  func forgetFilePlan() -> Bool { recorded.forgetFilePlan() }
}
