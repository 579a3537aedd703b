import Files
import Tensors

/// What was recorded of an expression.
protocol RecordedStore {
  /// Whether nothing is in it.
  var isEmpty: Bool { get }

  /// Records a tensor, keeping at most `length`, if that takes no more than
  /// copying it; returns false, and nothing was recorded, otherwise.
  mutating func record(
    _ tensor: UnsafePointer<Tensor>, at iteration: Int, keeping length: Int?
  ) -> Bool

  /// Makes what is here be what `rewind()` goes back to.
  mutating func mark()

  /// Takes back what was recorded since `mark()`.
  mutating func rewind()
}

/// What recorders have in common: expressions, and for each a store of what
/// was recorded of it.
struct RecordedVariables<Store: RecordedStore> {
  /// The tags of the recorder.
  let tags: [String]

  /// How much is kept of each expression; all, if nil.
  let maximumLength: Int?

  /// The object that is recorded, once the recorder has been initialized.
  private(set) weak var owner: NetworkObject?

  /// The path of the file to which it is written; nil if it is only kept in
  /// memory.
  let path: String?

  /// Whether an iteration was recorded that nobody has asked about.
  var hasNews = false

  private let recorder: String
  private let kind: RecordedKind
  private var file: RecordingFile?

  /// What becomes of the file when the network has been loaded.
  private var plan: FilePlan?
  private var gap: RecordingGap
  private var columns: [Column] = []

  /// The expressions that the recorder itself was given: a file that is loaded
  /// may bring others.
  private var given: [String]

  /// Whether the network was saved without a file, and this has one.
  private var lacksFile = false

  /// What `gap` and `hasNews` were at the last mark.
  private var marked: (gap: RecordingGap, hasNews: Bool)

  private struct Column {
    let text: String
    var expression: Expression? {
      didSet { variable = expression?.variable }
    }

    /// The variable that the expression is, if it is nothing else.
    private(set) var variable: StateVariable?

    var store: Store?
    /// Whether there was a store at the last mark.
    var hadStore = false

    init(text: String, expression: Expression? = nil, store: Store? = nil) {
      self.text = text
      self.expression = expression
      self.store = store
      variable = expression?.variable
    }

    /// Records the variable that the expression is, if that takes no more than
    /// copying it; returns false, and nothing was recorded, otherwise.
    @inline(__always)
    mutating func recordVariable(
      at iteration: Int, keeping length: Int?
    ) -> Bool {
      guard let tensor = variable?.tensor else { return false }
      return store?.record(tensor, at: iteration, keeping: length) ?? false
    }
  }

  init(
    of recorder: String, _ kind: RecordedKind, _ variables: [String],
    gap: RunTiming.Span, maximumLength: Int?, file path: String?, tag: String
  ) throws(NetworkError) {
    if let maximumLength { try checkLength(maximumLength) }
    self.recorder = recorder
    self.kind = kind
    self.gap = try RecordingGap(gap)
    marked = (self.gap, false)
    self.maximumLength = maximumLength ?? (path == nil ? nil : 0)
    self.path = path
    var list = Tags(tag)
    list.append(recorder)
    tags = list.list
    given = unique(variables)
    columns = given.map { Column(text: $0) }
  }

  /// Every how many iterations, or after which time each, is recorded.
  var span: RunTiming.Span { gap.span }

  /// The texts of the expressions.
  var texts: [String] { columns.map(\.text) }

  /// Reads the expressions, forgets what was recorded, counts iterations from
  /// the beginning, and begins the file anew.
  ///
  /// - Throws: `NetworkError.syntax`, `.unknownWord`, `.duplicateBehavior` if
  ///   the recorder is another object's; `TensorError.file`.
  mutating func initialize(_ object: NetworkObject) throws {
    if let owner, owner !== object {
      throw NetworkError.duplicateBehavior(
        behavior: recorder, owner: owner.label)
    }
    owner = object
    for index in columns.indices {
      columns[index].expression = try Expression(
        columns[index].text, of: object)
    }
    try gap.restart(in: object.network)
    clear()
    // The one before is closed first: only one may write to a file.
    (file, plan) = (nil, nil)
    // A network that is loaded may go on in the file that there is.
    if object.network?.isLoading == true { return }
    try beginFile(for: object)
  }

  private mutating func beginFile(for object: NetworkObject) throws {
    guard let path else { return }
    makeFree(path, for: object)
    let begun = try RecordingFile(path, of: recorder, kind, texts, for: object)
    file = begun
    object.network?.recordingFiles.add(begun)
  }

  /// Has networks that nobody uses let go of the file at `path`.
  private func makeFree(_ path: String, for object: NetworkObject) {
    if ChunkedFile.isBeingWritten(at: path) { object.network?.onTakenFile?() }
  }

  /// Plans what becomes of the file, of which this was saved.
  ///
  /// - Throws: `TensorError.file` if the recorder can't go on in it.
  private mutating func planFile(
    _ saved: [String: SavedValue]?, for object: NetworkObject
  ) throws {
    plan = nil
    lacksFile = path != nil && saved == nil
    guard let path else { return }
    let saved = try saved.map { record throws(SavedStateMistake) in
      try SavedRecordingFile(record)
    }
    guard let saved, saved.path == path else {
      if file == nil { plan = .begin }
      return
    }
    if let file {
      if file.isContinuation(of: saved) { plan = .goOn(saved) }
      return
    }
    makeFree(path, for: object)
    plan = .open(
      try RecordingFile(continuing: saved, of: recorder, kind, for: object),
      saved)
  }

  /// Begins the file if that is planned.
  ///
  /// - Throws: `TensorError.file`, also if what was recorded before the network
  ///   was saved is in no file: it would be missing in this one.
  mutating func beginPlannedFile() throws {
    if let path, lacksFile,
      columns.contains(where: { $0.store?.isEmpty == false })
    {
      throw TensorError.file(
        path: path,
        reason: "the \(recorder) wrote to no file when the network was saved;"
          + " without 'file' it goes on in memory")
    }
    guard let owner, case .begin? = plan else { return }
    try beginFile(for: owner)
  }

  /// Does with the file what is planned.
  mutating func settleFile() {
    guard let owner, let plan = plan.take() else { return }
    switch plan {
    case .begin: break
    case .goOn(let saved): file?.resume(saved)
    case .open(let opened, let saved):
      opened.resume(saved)
      file = opened
      owner.network?.recordingFiles.add(opened)
    }
    for text in texts { file?.add(text) }
  }

  /// Forgets what is planned; returns whether a file is missing.
  mutating func forgetFilePlan() -> Bool {
    plan = nil
    return path != nil && file == nil
  }

  /// Calls `record` with each expression's text, value and store, and the file,
  /// if this iteration is to be recorded.
  ///
  /// - Throws: `RecordingFailure`; `NetworkError.notInitialized` if the file
  ///   couldn't be begun.
  mutating func record(
    _ object: NetworkObject,
    _ record: (String, Operand, inout Store?, RecordingFile?) throws -> Void
  ) throws {
    mark()
    guard object.isRecording, gap.isDue() else { return }
    guard path == nil || file != nil else { throw NetworkError.notInitialized }
    hasNews = true
    for index in columns.indices {
      if file == nil,
        columns[index].recordVariable(
          at: object.iteration, keeping: maximumLength)
      {
        continue
      }
      guard let expression = columns[index].expression else { continue }
      do {
        try record(
          expression.text, try expression.value(), &columns[index].store, file)
      } catch {
        throw RecordingFailure(variable: expression.text, underlying: error)
      }
    }
  }

  private mutating func mark() {
    for index in columns.indices {
      columns[index].hadStore = columns[index].store != nil
      columns[index].store?.mark()
    }
    marked = (gap, hasNews)
    file?.mark()
  }

  /// Takes back what the last call of `record` has done.
  mutating func rewind() {
    for index in columns.indices {
      if columns[index].hadStore {
        columns[index].store?.rewind()
      } else {
        columns[index].store = nil
      }
    }
    (gap, hasNews) = marked
    file?.rewind()
  }

  /// The store of an expression; nil if nothing was recorded.
  ///
  /// - Throws: `NetworkError.unknownWord` for a text that isn't recorded.
  func store(of text: String) throws(NetworkError) -> Store? {
    guard let column = columns.first(where: { $0.text == text }) else {
      throw .unknownWord(kind: "recorded variable", word: text, known: texts)
    }
    return column.store
  }

  /// Calls `body` with the store of an expression, to be changed in its place.
  ///
  /// - Throws: As `store(of:)`, and what `body` does.
  mutating func withStore<Result>(
    of text: String, _ body: (inout Store?) throws -> Result
  ) throws -> Result {
    guard let index = columns.firstIndex(where: { $0.text == text }) else {
      throw NetworkError.unknownWord(
        kind: "recorded variable", word: text, known: texts)
    }
    return try body(&columns[index].store)
  }

  /// Records another expression too.
  ///
  /// - Throws: As `initialize(_:)`.
  mutating func add(_ text: String) throws(NetworkError) {
    guard !texts.contains(text) else { return }
    var column = Column(text: text)
    if let owner { column.expression = try Expression(text, of: owner) }
    columns.append(column)
    given.append(text)
    file?.add(text)
  }

  /// Calls `body` with each store.
  mutating func forEachStore(_ body: (inout Store) throws -> Void) rethrows {
    for index in columns.indices {
      guard var store = columns[index].store.take() else { continue }
      defer { columns[index].store = store }
      try body(&store)
    }
  }

  /// Forgets what was recorded, but for what is in the file.
  mutating func clear() {
    hasNews = false
    for index in columns.indices { columns[index].store = nil }
  }

  /// The texts, what `saved` makes of their stores, and which iteration is
  /// next.
  func saved(
    _ saved: (Store) throws -> [String: SavedValue]
  ) throws -> [String: SavedValue] {
    let variables = try columns.map { column in
      var record = try column.store.map(saved) ?? [:]
      record["text"] = .text(column.text)
      return SavedValue.record(record)
    }
    var record: [String: SavedValue] = [
      "counter": .integer(gap.counter), "variables": .list(variables),
    ]
    record["file"] = (file?.saved()?.saved).map(SavedValue.record)
    return record
  }

  /// Takes on what `saved(_:)` gave; `store` makes a store of its record, or
  /// nil. Expressions that weren't recorded then follow, without a store.
  mutating func restore(
    _ saved: [String: SavedValue],
    _ store: ([String: SavedValue], MemoryPool) throws -> Store?
  ) throws {
    guard let owner else { throw NetworkError.notInitialized }
    let counter = try saved.required("counter", \.integer)
    var columns = try saved.required("variables", \.list).map { value in
      let record = value.record ?? [:]
      let text = try record.required("text", \.text)
      return Column(
        text: text, expression: try Expression(text, of: owner),
        store: try store(record, owner.pool))
    }
    let known = Set(columns.map(\.text))
    for text in given where !known.contains(text) {
      columns.append(
        Column(text: text, expression: try Expression(text, of: owner)))
    }
    let record =
      saved["file"] == nil ? nil : try saved.required("file", \.record)
    try planFile(record, for: owner)
    self.columns = columns
    gap.restore(counter: counter)
    for text in texts { file?.add(text) }
  }

  /// Writes what isn't yet, and lets others write to the file.
  mutating func close() {
    file?.finish()
    // Somebody is still to be told what went wrong.
    if file?.failure == nil { file = nil }
  }

  /// Zeros of `shape`, for an expression of which nothing was recorded.
  ///
  /// - Throws: `NetworkError.notInitialized`, `TensorError.outOfMemory`.
  func empty(_ shape: Shape, type: ElementType? = nil) throws -> Tensor {
    guard let owner else { throw NetworkError.notInitialized }
    return try Tensor.zeros(
      shape, type: type ?? owner.elementType, in: owner.pool)
  }
}

/// Throws if `length` is negative.
func checkLength(_ length: Int) throws(NetworkError) {
  guard length >= 0 else {
    throw .negativeCount(what: "the length of a recorder", found: length)
  }
}
