import Glibc
import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Lua values as a prompt shows them.
struct ValueText {
  let context: ScriptContext
  let frame: LuaFrame

  private static let depth = 3
  private static let itemLimit = 30
  private static let width = 76

  /// The value at `index` by itself.
  func text(of index: Int) throws(LuaRaise) -> String {
    try text(of: index, depth: 0)
  }

  /// A line about the value at `index`.
  func line(of index: Int) throws(LuaRaise) -> String {
    let text = try text(of: index, depth: ValueText.depth - 1)
    let line = text.split(separator: "\n", maxSplits: 1).first ?? ""
    return line.count < text.count ? "\(line) …" : String(line)
  }

  private func text(
    of index: Int, depth: Int
  ) throws(LuaRaise) -> String {
    switch frame.kind(at: index) {
    case .string: return quoted(try frame.bytes(at: index))
    case .userdata:
      if let tensor = frame.payload(at: index, of: context.tensorType) {
        return text(of: tensor.pointee, isShort: depth > 0)
      }
      return try described(index)
    case .table:
      if let object = context.objectIfPresent(frame, index) {
        return depth > 0 ? object.label : text(of: object)
      }
      if hasText(index) { return try described(index) }
      return try text(ofTable: index, depth: depth)
    default: return try described(index)
    }
  }

  /// What Lua's `tostring` gives.
  private func described(_ index: Int) throws(LuaRaise) -> String {
    try frame.pushDescription(of: index)
    defer { frame.pop() }
    return try frame.string(at: -1, maximumLength: .max)
  }

  private func hasText(_ index: Int) -> Bool {
    guard frame.pushMetatable(of: index) else { return false }
    defer { frame.pop() }
    guard frame.kind(at: -1) == .table,
      let kind = try? frame.rawGet(at: -1, key: "__tostring")
    else { return false }
    frame.pop()
    return kind != .nil
  }

  // MARK: Tensors and objects

  private func text(of tensor: Tensor, isShort: Bool) -> String {
    let kind = "[\(tensor.type.rawValue) tensor of shape \(tensor.shape)"
    let range = tensor.range.map { ", \($0)" } ?? ""
    if isShort { return "\(kind)\(range)]" }
    // The description ends with its own line of type and shape.
    let lines = "\(tensor)".split(
      separator: "\n", omittingEmptySubsequences: false)
    return (lines.dropLast() + ["\(kind)\(range)]"]).joined(separator: "\n")
  }

  private func text(of object: NetworkObject) -> String {
    let variables = object.state.silently { variables in
      variables.names.sorted().map { name in
        ["", name, variables[name].map { row(of: $0) } ?? ""]
      }
    }
    return (["\(object)"] + alignedRows(variables)).joined(separator: "\n")
  }

  private func row(of value: StateValue) -> String {
    switch value {
    case .tensor(let tensor):
      "\(tensor.type.rawValue) \(tensor.shape)"
        + (tensor.range.map { ", \($0)" } ?? "")
    case .sparse(let matrix):
      "sparse \(matrix.shape), \(matrix.entryCount) synapses"
    case .number(let number): "\(number)"
    case .text(let text): quoted(text)
    case .opaque: "a Lua value"
    }
  }

  // MARK: Tables

  private func text(
    ofTable index: Int, depth: Int
  ) throws(LuaRaise) -> String {
    if depth == ValueText.depth { return "{ … }" }
    let index = frame.absolute(index)
    try frame.reserve(20)
    let length = frame.rawLength(at: index)
    var items: [String] = []
    for position in 0..<min(length, ValueText.itemLimit) {
      frame.rawGet(at: index, index: position + 1)
      items.append(try text(of: -1, depth: depth + 1))
      frame.pop()
    }
    let fields = try fields(of: index, beyond: length)
    for field in fields.prefix(ValueText.itemLimit - items.count) {
      field.push(frame)
      frame.rawGet(at: index)
      items.append("\(field.text) = \(try text(of: -1, depth: depth + 1))")
      frame.pop()
    }
    let left = length + fields.count - items.count
    if left > 0 { items.append("… \(left) more") }
    return laidOut(items, depth)
  }

  /// The keys of a table that are not those of its list: numbers, then texts.
  private func fields(
    of index: Int, beyond length: Int
  ) throws(LuaRaise) -> [Field] {
    var fields: [Field] = []
    frame.pushNil()
    while try frame.next(at: index) {
      frame.pop()
      if let field = try Field(frame, beyond: length) { fields.append(field) }
    }
    return fields.sorted()
  }

  private func laidOut(_ items: [String], _ depth: Int) -> String {
    if items.isEmpty { return "{}" }
    let line = "{ \(items.joined(separator: ", ")) }"
    if line.count + 2 * depth <= ValueText.width, !line.contains("\n") {
      return line
    }
    let indent = String(repeating: "  ", count: depth + 1)
    return "{\n" + items.map { "\(indent)\($0),\n" }.joined()
      + indent.dropLast(2) + "}"
  }
}

/// A key of a table that can be looked up again.
private enum Field: Comparable {
  case number(Double, Int?)
  case name(String)
  case truth(Bool)

  /// The key on top of the stack, which stays; nil for one that is in the list
  /// or an object.
  init?(_ frame: LuaFrame, beyond length: Int) throws(LuaRaise) {
    switch frame.kind(at: -1) {
    case .number:
      let number = try frame.number(at: -1)
      guard frame.isInteger(at: -1) else {
        self = .number(number, nil)
        return
      }
      let integer = try frame.integer(at: -1)
      if length > 0, (1...length).contains(integer) { return nil }
      self = .number(number, integer)
    case .string: self = .name(try frame.string(at: -1, maximumLength: .max))
    case .boolean: self = .truth(try frame.boolean(at: -1))
    default: return nil
    }
  }

  func push(_ frame: LuaFrame) {
    switch self {
    case .number(_, let integer?): frame.push(integer)
    case .number(let number, nil): frame.push(number)
    case .truth(let truth): frame.push(truth)
    case .name(let name):
      do throws(LuaRaise) { try frame.push(name) } catch { frame.pushNil() }
    }
  }

  var text: String {
    switch self {
    case .number(_, let integer?): "[\(integer)]"
    case .number(let number, nil): "[\(shown(number))]"
    case .truth(let truth): "[\(truth)]"
    case .name(let name): name.isLuaName ? name : "[\(quoted(name))]"
    }
  }

  static func < (left: Field, right: Field) -> Bool {
    switch (left, right) {
    case (.number(let a, _), .number(let b, _)): a < b
    case (.name(let a), .name(let b)): a < b
    case (.truth(let a), .truth(let b)): !a && b
    case (.number, _), (.name, .truth): true
    default: false
    }
  }
}

extension Tensor {
  /// The smallest, mean and largest element, or how many are true; nil if there
  /// are none.
  fileprivate var range: String? {
    if count == 0 { return nil }
    do throws(TensorError) {
      if type == .bool {
        return "\(try reduced(.countNonzero)) true"
      }
      let (low, mean, high) = (
        try reduced(.minimum), try reduced(.mean), try reduced(.maximum)
      )
      return "min \(short(low)), mean \(short(mean)), max \(short(high))"
    } catch {
      return nil
    }
  }
}

/// A number with four digits.
private func short(_ scalar: Scalar) -> String {
  if case .integer(let integer) = scalar { return "\(integer)" }
  let number = scalar.double
  guard number.isFinite, number != 0 else { return shown(number) }
  let scale = pow(10, 3 - log10(number.magnitude).rounded(.down))
  let rounded = (number * scale).rounded() / scale
  return shown(rounded.isFinite ? rounded : number)
}

/// A text as it stands in Lua source; bytes that aren't UTF-8 are numbers.
private func quoted(_ bytes: UnsafeRawBufferPointer) -> String {
  if let text = String(validating: bytes, as: UTF8.self) { return quoted(text) }
  let parts = bytes.map { byte in
    byte < 128 ? escaped(Unicode.Scalar(byte)) : numbered(UInt32(byte))
  }
  return "\"\(parts.joined())\""
}

/// A text as it stands in Lua source.
private func quoted(_ text: String) -> String {
  "\"\(text.unicodeScalars.map(escaped).joined())\""
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "\"": "\\\""
  case "\\": "\\\\"
  case "\n": "\\n"
  case "\t": "\\t"
  case "\r": "\\r"
  case _ where scalar.value < 32 || scalar.value == 127:
    numbered(scalar.value)
  default: String(scalar)
  }
}

/// A byte by its number, with three digits, since a digit may follow.
private func numbered(_ byte: UInt32) -> String {
  let digits = String(byte)
  return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
}

extension String {
  /// Whether this can be written as a field: `t.name`.
  var isLuaName: Bool {
    guard let first = utf8.first, isLetter(first) else { return false }
    return utf8.allSatisfy { isLetter($0) || (48...57).contains($0) }
      && !luaKeywords.contains(self)
  }
}

private func isLetter(_ byte: UInt8) -> Bool {
  (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
}

/// The words that are no names in Lua.
let luaKeywords: Set<String> = [
  "and", "break", "do", "else", "elseif", "end", "false", "for", "function",
  "goto", "if", "in", "local", "nil", "not", "or", "repeat", "return", "then",
  "true", "until", "while",
]
