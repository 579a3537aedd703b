import Files
import Tensors

/// What the file of a recorder says of an expression, and how much there is.
struct RecordedLayout {
  /// Whether rows or events were recorded.
  let kind: RecordedKind

  /// The text of the expression.
  let name: String

  /// The type of the elements.
  private(set) var type: ElementType

  /// The shape of the value; nil before something was recorded.
  private(set) var shape: Shape?

  /// The number of rows or events.
  private(set) var count = 0

  init(kind: RecordedKind, name: String, type: ElementType) {
    self.kind = kind
    self.name = name
    self.type = type
  }

  /// The shape of the value, as far as it is known: events of which there are
  /// none are of a vector.
  var valueShape: Shape { shape ?? [0] }

  /// Whether events have indices.
  var hasIndices: Bool { kind == .events && valueShape.rank > 0 }

  /// The type of rows, or of the places of events.
  var elementType: ElementType { kind == .events ? .int64 : type }

  /// The shape of all rows, or of the places of all events.
  var elementShape: Shape {
    get throws(TensorError) {
      kind == .events
        ? [count] : try Shape([count] + (shape?.list ?? []))
    }
  }

  /// Takes note of further rows or events; returns whether they are of the same
  /// shape.
  mutating func add(_ entry: RecordedEntry) -> Bool {
    guard shape == nil || shape == entry.shape else { return false }
    type = shape == nil ? entry.type : type.promoted(with: entry.type)
    shape = entry.shape
    count += entry.count
    return true
  }
}

/// Rows or events of an expression that stand together in a file.
struct RecordedEntry {
  /// The number of the expression.
  let variable: Int
  /// The type of the elements.
  let type: ElementType
  /// The shape of the value.
  let shape: Shape
  /// The number of rows or events.
  let count: Int
  /// How many bytes times and elements take up.
  let byteCount: Int

  /// The shape of the elements.
  func elementShape(of kind: RecordedKind) throws(TensorError) -> Shape {
    kind == .events ? [count] : try Shape([count] + shape.list)
  }

  /// Whether all of these places are in the value.
  func holds(_ positions: Tensor) -> Bool {
    let size = shape.count
    return positions.values(Int.self).allSatisfy { (0..<size).contains($0) }
  }
}

extension ChunkReader {
  /// Reads all chunks: calls `body` with each entry, which has to read or skip
  /// its bytes, and completes the list of expressions.
  ///
  /// - Returns: Whether there is the mark of the end.
  /// - Throws: What `body` throws; `TensorError.file` for contents that can't
  ///   be.
  mutating func forEachEntry(
    of layouts: inout [RecordedLayout],
    _ body: (inout ChunkReader, RecordedEntry) throws(TensorError) -> Void
  ) throws(TensorError) -> Bool {
    var names: Set<String> = []
    var hasEnd = false
    while try next() {
      while left > 0 {
        try checkInterruption()
        let code = try number(UInt8.self)
        if hasEnd { throw damaged("there is something behind its end") }
        if code == RecordedKind.end, version > 1 {
          hasEnd = true
          continue
        }
        if code == RecordedKind.entries {
          let entry = try entry(of: layouts)
          guard layouts[entry.variable].add(entry) else {
            throw damaged(
              "'\(layouts[entry.variable].name)' has rows of several shapes")
          }
          try body(&self, entry)
          continue
        }
        guard let kind = RecordedKind(rawValue: code) else {
          throw damaged("it has a record of a kind \(code)")
        }
        let type = try elementType()
        let name = try text()
        guard names.insert(name).inserted else {
          throw damaged("it has '\(name)' twice")
        }
        layouts.append(RecordedLayout(kind: kind, name: name, type: type))
      }
    }
    return hasEnd
  }

  /// The description of an entry.
  private mutating func entry(
    of layouts: [RecordedLayout]
  ) throws(TensorError) -> RecordedEntry {
    let variable = Int(try number(UInt32.self))
    guard layouts.indices.contains(variable) else {
      throw damaged("it has rows of a variable \(variable)")
    }
    let kind = layouts[variable].kind
    let type = try elementType()
    let shape = try shape()
    let count = try number(Int.self)
    guard kind == .rows || type == .int64 else {
      throw damaged("it has events of the type \(type)")
    }
    // A shape has at most 2⁴⁰ elements of 8 bytes.
    let rowBytes =
      8 + (kind == .events ? 8 : shape.count * type.byteCount)
    guard count >= 0, count <= left / rowBytes else {
      throw damaged(
        "a chunk says it has \(count) rows, with \(left) bytes left")
    }
    return RecordedEntry(
      variable: variable, type: type, shape: shape, count: count,
      byteCount: count * rowBytes)
  }
}
