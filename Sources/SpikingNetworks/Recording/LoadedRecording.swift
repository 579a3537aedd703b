import Files
import Tensors

/// What a recorder has written to its file.
///
/// ```swift
/// let recording = try LoadedRecording(path: "voltage.rec", in: MemoryPool())
/// let voltage = try recording.data(under: "voltage")    // [rows, neurons]
/// let t = try recording.data(under: "voltage.t")        // [rows]
/// ```
///
/// The data are those that a recorder without a file would have kept of the
/// whole run, to the bit.
public struct LoadedRecording {
  /// Whether the file has the mark of its end. If not, what is here may not be
  /// all: its recorder has not simulated yet or is simulating now, or whoever
  /// wrote it was killed meanwhile, or the disk was full.
  ///
  /// Files of format 1 have no such mark: one that ends with a whole chunk counts
  /// as complete.
  public let isComplete: Bool

  private let variables: [Variable]

  /// The place of each expression among the variables.
  private var places: [String: Int] = [:]

  fileprivate struct Variable {
    let layout: RecordedLayout
    var times: Tensor
    /// The rows, or the places of events.
    var elements: Tensor
    /// How many rows or events are here.
    var count = 0
  }

  /// Reads the file at `path`.
  ///
  /// Its contents are checked once before memory is taken for them, and read
  /// then.
  ///
  /// - Throws: `TensorError.file` if there is no such file, or it is something
  ///   else or of another version or damaged before its end; `.outOfMemory`,
  ///   `.interrupted`.
  public init(path: String, in pool: MemoryPool) throws(TensorError) {
    var reader = try ChunkReader(path, as: .recording, in: pool)
    var layouts: [RecordedLayout] = []
    _ = try reader.forEachEntry(of: &layouts) {
      (reader, entry) throws(TensorError) in
      try reader.skip(entry.byteCount)
    }
    // The names are there from the beginning, however it ends.
    guard !layouts.isEmpty else {
      throw reader.damaged("it doesn't say what was recorded")
    }
    var variables: [Variable] = []
    for layout in layouts {
      variables.append(
        Variable(
          layout: layout,
          times: try Tensor.zeros([layout.count], type: .int64, in: pool),
          elements: try Tensor.zeros(
            try layout.elementShape, type: layout.elementType, in: pool)))
    }
    reader.rewind()
    var again: [RecordedLayout] = []
    // Somebody may have written another file over the one that was checked.
    let changed = reader.damaged("it changed while it was read")
    let hasEnd = try reader.forEachEntry(of: &again) {
      (reader, entry) throws(TensorError) in
      guard variables.indices.contains(entry.variable) else { throw changed }
      try variables[entry.variable].read(entry, from: &reader)
    }
    guard variables.allSatisfy({ $0.count == $0.layout.count }) else {
      throw changed
    }
    self.variables = variables
    isComplete = reader.version == 1 ? !reader.isTorn : hasEnd
    for (place, layout) in layouts.enumerated() { places[layout.name] = place }
  }
  /// The names under which data are found: the text of each expression, and that
  /// with `.t`; of events with `.i` too.
  public var names: [String] {
    var suffixed: [String] = []
    for variable in variables {
      suffixed.append("\(variable.layout.name).t")
      if variable.layout.hasIndices {
        suffixed.append("\(variable.layout.name).i")
      }
    }
    return unique(variables.map(\.layout.name) + suffixed)
  }

  /// The data under a name, as `NetworkObject.find(_:countingFrom:)` gives those
  /// of a recorder: of an expression its rows, or its events as rows
  /// `[t, index...]`. With `.t`, the iteration of each row or event; with `.i`,
  /// the first index of each event.
  ///
  /// - Throws: `NetworkError.unknownWord`, `TensorError.outOfMemory`.
  public func data(
    under name: String, countingFrom base: Int = 0
  ) throws -> Tensor {
    if let variable = variable(name) {
      guard variable.layout.kind == .events else { return variable.elements }
      return try variable.layout.valueShape.events(
        count: variable.times.count, countingFrom: base,
        in: variable.times.pool,
        times: { (column) throws(TensorError) in
          try column.copy(from: variable.times)
        },
        positions: { (column) throws(TensorError) in
          try column.copy(from: variable.elements)
        })
    }
    if let variable = variable(String(name.dropLast(2))) {
      if name.hasSuffix(".t") { return variable.times }
      if name.hasSuffix(".i"), variable.layout.hasIndices {
        let indices = try variable.elements.copied()
        try variable.layout.valueShape.makeIndices(
          of: indices, axis: 0, countingFrom: base)
        return indices
      }
    }
    throw NetworkError.unknownWord(
      kind: "recorded variable", word: name, known: names)
  }

  private func variable(_ name: String) -> Variable? {
    places[name].map { variables[$0] }
  }
}

extension LoadedRecording.Variable {
  /// Reads further rows or events.
  mutating func read(
    _ entry: RecordedEntry, from reader: inout ChunkReader
  ) throws(TensorError) {
    guard count + entry.count <= layout.count else {
      throw reader.damaged("it changed while it was read")
    }
    let times = try reader.elements(.int64, [entry.count])
    let rows = try reader.elements(
      entry.type, try entry.elementShape(of: layout.kind))
    if layout.kind == .events, !entry.holds(rows) {
      throw reader.damaged("an event lies outside of its value")
    }
    try self.times.narrowed(axis: 0, start: count, count: entry.count)
      .copy(from: times)
    try elements.narrowed(axis: 0, start: count, count: entry.count)
      .copy(from: rows)
    count += entry.count
  }
}
