import Tensors

/// Keeps which elements of expressions, such as `spike`, are not zero, and
/// when.
///
/// An event is a row `[t, index...]` of whole numbers: the iteration, and an
/// index for each axis of the value. Events are in the order of time, then of
/// indices. Data are found by tag under the text of their expression, with
/// `.t` and `.i` appended for times and for first indices alone.
public final class EventRecorder: RecordingBehavior {
  public let name = "EventRecorder"
  public let tags: [String]
  public var isEnabled = true
  public let initializesLast = true

  /// How many of the newest events are kept of each expression; all, if nil.
  public let maximumLength: Int?

  private var gap: RecordingGap
  private var columns: [Column] = []
  private weak var owner: NetworkObject?

  /// The events of one expression.
  fileprivate struct Column {
    let text: String
    var expression: Expression?
    var events: EventBuffer?
  }

  /// Creates a recorder.
  ///
  /// - Parameters:
  ///   - variables: The expressions whose events to record.
  ///   - gap: Every how many iterations to record; 0 and 1 mean each. Events
  ///     of the others are lost.
  ///   - maximumLength: How many of the newest events to keep; all, if nil.
  ///   - tag: The tags; `EventRecorder` is always one.
  /// - Throws: `NetworkError.negativeCount`.
  public init(
    _ variables: [String], gap: Int = 0, maximumLength: Int? = nil,
    tag: String = ""
  ) throws(NetworkError) {
    try checkLength(maximumLength)
    self.gap = try RecordingGap(width: gap)
    self.maximumLength = maximumLength
    var list = Tags(tag)
    list.append("EventRecorder")
    tags = list.list
    columns = unique(variables).map { Column(text: $0) }
  }

  public var variables: [String] { columns.map(\.text) }

  /// Reads the expressions and forgets what was recorded.
  ///
  /// A variable need not exist before it is recorded.
  ///
  /// - Throws: `NetworkError.syntax`, `.unknownWord`; `.duplicateBehavior` if
  ///   the recorder is another object's.
  public func initialize(_ object: NetworkObject) throws {
    if let owner, owner !== object {
      throw NetworkError.duplicateBehavior(behavior: name, owner: owner.label)
    }
    owner = object
    for index in columns.indices {
      columns[index].expression = try Expression(columns[index].text, of: object)
    }
    gap.restart()
    clear()
  }

  public func forward(_ object: NetworkObject) throws {
    guard object.isRecording, gap.isDue() else { return }
    for index in columns.indices {
      do {
        try columns[index].record(object.iteration, maximumLength)
      } catch {
        throw RecordingFailure(
          variable: columns[index].text, underlying: error)
      }
    }
  }

  /// The events of an expression as rows `[t, index...]`: `int64`, of shape
  /// `[events, 1 + axes]`; `[0, 2]` if nothing was recorded.
  ///
  /// - Parameter base: What indices count from.
  /// - Throws: `NetworkError.unknownWord` for a text that isn't recorded,
  ///   `TensorError.outOfMemory`.
  public func rows(
    of variable: String, countingFrom base: Int = 0
  ) throws -> Tensor {
    guard let events = try events(of: variable) else {
      return try empty([0, 2])
    }
    return try events.rows(countingFrom: base)
  }

  /// The iterations of the events of an expression.
  ///
  /// - Throws: As `rows(of:countingFrom:)`.
  public func times(of variable: String) throws -> Tensor {
    try events(of: variable)?.times.tensor() ?? empty([0])
  }

  /// The first indices of the events of an expression: those of neurons, for a
  /// vector.
  ///
  /// - Parameter base: What indices count from.
  /// - Throws: As `rows(of:countingFrom:)`; `NetworkError.wrongKind` if the
  ///   value is a single number.
  public func indices(
    of variable: String, countingFrom base: Int = 0
  ) throws -> Tensor {
    guard let events = try events(of: variable) else { return try empty([0]) }
    guard events.shape.rank > 0 else {
      throw NetworkError.wrongKind(
        what: "'\(variable)'", expected: "a tensor with axes",
        found: "a single number")
    }
    return try events.indices(axis: 0, countingFrom: base)
  }

  /// How many events there are of an expression.
  public func eventCount(of variable: String) -> Int {
    columns.first { $0.text == variable }?.events?.times.count ?? 0
  }

  /// Records another expression from the next iteration.
  ///
  /// - Throws: As `initialize(_:)`.
  public func addVariable(_ variable: String) throws {
    guard !variables.contains(variable) else { return }
    var column = Column(text: variable)
    if let owner { column.expression = try Expression(variable, of: owner) }
    columns.append(column)
  }

  /// Keeps only the newest `length` events of each expression.
  ///
  /// - Throws: `NetworkError.negativeCount`.
  public func cutLength(_ length: Int) throws(NetworkError) {
    try checkLength(length)
    for index in columns.indices { columns[index].events?.trim(to: length) }
  }

  public func clear() {
    for index in columns.indices { columns[index].events = nil }
  }

  /// Forgets what was recorded; which iteration is recorded next stays.
  public func reset() { clear() }

  public func data(
    under tag: String, countingFrom base: Int
  ) throws -> Tensor? {
    guard owner != nil else { return nil }
    if variables.contains(tag) { return try rows(of: tag, countingFrom: base) }
    let variable = String(tag.dropLast(2))
    guard variables.contains(variable) else { return nil }
    if tag.hasSuffix(".t") { return try times(of: variable) }
    if tag.hasSuffix(".i") {
      return try indices(of: variable, countingFrom: base)
    }
    return nil
  }

  private func events(of variable: String) throws -> EventBuffer? {
    let column = columns.first { $0.text == variable }
    guard let column else {
      throw NetworkError.unknownWord(
        kind: "recorded variable", word: variable, known: variables)
    }
    return column.events
  }

  private func empty(_ shape: Shape) throws -> Tensor {
    guard let owner else { throw NetworkError.notInitialized }
    return try Tensor.zeros(shape, type: .int64, in: owner.pool)
  }
}

extension EventRecorder.Column {
  /// Adds the events of one iteration.
  fileprivate mutating func record(
    _ iteration: Int, _ maximumLength: Int?
  ) throws {
    guard let expression else { return }
    let value: Tensor
    switch try expression.value() {
    case .tensor(let tensor): value = tensor
    case .scalar(let scalar):
      value = try Tensor.full(
        Shape(), .bool(scalar.isTrue), type: .bool, in: expression.pool)
    }
    if events == nil {
      events = EventBuffer(of: value.shape, pool: expression.pool)
    }
    if let recorded = events?.shape, recorded != value.shape {
      throw NetworkError.recordedShapeChanged(
        variable: text, from: recorded.list, to: value.shape.list)
    }
    try events?.append(value, at: iteration)
    if let maximumLength { events?.trim(to: maximumLength) }
  }
}
