import Tensors

/// Keeps the values of expressions, such as `voltage` or `mean(voltage)`, one
/// row for each iteration.
///
/// Values are copied. What is seen depends on the recorder's key, as with any
/// behavior. Data are found by tag under the text of their expression.
public final class Recorder: RecordingBehavior {
  public let name = "Recorder"
  public let tags: [String]
  public var isEnabled = true
  public let initializesLast = true

  /// How many of the newest rows are kept; all, if nil.
  public let maximumLength: Int?

  private var gap: RecordingGap
  private var columns: [Column] = []
  private weak var owner: NetworkObject?

  /// One recorded expression.
  fileprivate struct Column {
    let text: String
    var expression: Expression?
    var rows: RowBuffer?
  }

  /// Creates a recorder.
  ///
  /// - Parameters:
  ///   - variables: The expressions to record.
  ///   - gap: Every how many iterations to record; 0 and 1 mean each.
  ///   - maximumLength: How many of the newest rows to keep; all, if nil.
  ///   - tag: The tags; `Recorder` is always one.
  /// - Throws: `NetworkError.negativeCount`.
  public init(
    _ variables: [String], gap: Int = 0, maximumLength: Int? = nil,
    tag: String = ""
  ) throws(NetworkError) {
    try checkLength(maximumLength)
    self.gap = try RecordingGap(width: gap)
    self.maximumLength = maximumLength
    var list = Tags(tag)
    list.append("Recorder")
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
        try columns[index].record(maximumLength)
      } catch {
        throw RecordingFailure(
          variable: columns[index].text, underlying: error)
      }
    }
  }

  /// What was recorded of an expression, in a new tensor: of a vector
  /// `[rows, size]`, of a number `[rows]`; `[0]` before the first row.
  ///
  /// - Throws: `NetworkError.unknownWord` for a text that isn't recorded,
  ///   `TensorError.outOfMemory`.
  public func data(of variable: String) throws -> Tensor {
    let column = columns.first { $0.text == variable }
    guard let column else {
      throw NetworkError.unknownWord(
        kind: "recorded variable", word: variable, known: variables)
    }
    if let rows = column.rows { return try rows.tensor() }
    guard let owner else { throw NetworkError.notInitialized }
    return try Tensor.zeros([0], type: owner.elementType, in: owner.pool)
  }

  /// As `data(of:)` with the first two axes exchanged: of a vector
  /// `[size, rows]`.
  public func swapped(_ variable: String) throws -> Tensor {
    let data = try data(of: variable)
    return data.rank < 2 ? data : try data.transposed(0, 1)
  }

  /// How many rows there are of an expression.
  public func rowCount(of variable: String) -> Int {
    columns.first { $0.text == variable }?.rows?.count ?? 0
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

  /// Keeps only the newest `length` rows.
  ///
  /// - Throws: `NetworkError.negativeCount`.
  public func cutLength(_ length: Int) throws(NetworkError) {
    try checkLength(length)
    for index in columns.indices { columns[index].rows?.trim(to: length) }
  }

  public func clear() {
    for index in columns.indices { columns[index].rows = nil }
  }

  /// Forgets what was recorded; which iteration is recorded next stays.
  public func reset() { clear() }

  public func data(
    under tag: String, countingFrom base: Int
  ) throws -> Tensor? {
    guard owner != nil, variables.contains(tag) else { return nil }
    return try data(of: tag)
  }
}

extension Recorder.Column {
  /// Adds the value of the expression as a row.
  fileprivate mutating func record(_ maximumLength: Int?) throws {
    guard let expression else { return }
    switch try expression.value() {
    case .tensor(let tensor):
      let row = try row(tensor.shape, tensor.type, expression.pool)
      try row.copy(from: tensor)
    case .scalar(let scalar):
      let type: ElementType =
        switch scalar {
        case .bool: .bool
        case .integer: .int64
        case .float: .float64
        }
      try row(Shape(), type, expression.pool).fill(scalar)
    }
    if let maximumLength { rows?.trim(to: maximumLength) }
  }

  private mutating func row(
    _ shape: Shape, _ type: ElementType, _ pool: MemoryPool
  ) throws -> Tensor {
    if rows == nil {
      rows = RowBuffer(rowShape: shape, type: type, pool: pool)
    }
    if let recorded = rows?.rowShape, recorded != shape {
      throw NetworkError.recordedShapeChanged(
        variable: text, from: recorded.list, to: shape.list)
    }
    try rows?.promote(with: type)
    guard let row = try rows?.appendRow() else {
      preconditionFailure("there is a buffer")
    }
    return row
  }
}

/// Throws if `length` is negative.
func checkLength(_ length: Int?) throws(NetworkError) {
  if let length, length < 0 {
    throw .negativeCount(what: "the length of a recorder", found: length)
  }
}
