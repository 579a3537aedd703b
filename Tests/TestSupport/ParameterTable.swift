import Foundation

/// Case 08 of the ground truth: inputs and results of `parameter` and of modes.
public struct ParameterTable: Sendable {
  /// The rows about `parameter`.
  public let parameters: [Row]

  /// The rows about modes.
  public let modes: [Row]

  /// Reads the table.
  ///
  /// - Throws: `MissingConformance` and errors of the JSON reader.
  public init() throws {
    let path = ConformanceCase.all.appending(
      path: "08-parameter-table/manifest.json"
    ).path
    guard let data = FileManager.default.contents(atPath: path) else {
      throw MissingConformance(path: path)
    }
    let table = try JSONDecoder().decode(Table.self, from: data)
    parameters = table.parameter_rows
    modes = table.vector_mode_rows
  }

  private struct Table: Decodable {
    let parameter_rows: [Row]
    let vector_mode_rows: [Row]
  }

  /// A row of the table.
  public struct Row: Decodable, Sendable, CustomStringConvertible {
    let n: Int
    let given: Value?
    let `default`: Value?
    let mode: Value?
    let owner: String?
    let object_passed: Bool?
    let options: [String: Value]?
    let given_as: String?
    let key: String?
    let result: Value
    let random: String?
    let advice: String

    /// The number of the row.
    public var number: Int { n }

    /// The number and what is asked.
    public var description: String {
      "\(n): \(mode?.lua ?? given?.lua ?? "nil"), \(advice)"
    }
  }

  /// A value of the reference's, with its type.
  indirect enum Value: Decodable, Sendable {
    case text(String)
    case number(String)
    case list([Value])
    case tensor(shape: [Int], type: String, values: [Value]?)
    case missing
    case error
    /// A type of the reference's language.
    case type
  }
}

extension ParameterTable.Value {
  private enum Key: String, CodingKey {
    case type, value, shape, dtype, values
  }

  init(from decoder: any Decoder) throws {
    guard let box = try? decoder.container(keyedBy: Key.self) else {
      self = try ParameterTable.Value(plain: decoder)
      return
    }
    switch try box.decode(String.self, forKey: .type) {
    case "int": self = .number("\(try box.decode(Int.self, forKey: .value))")
    case "float":
      self = .number("\(try box.decode(Double.self, forKey: .value))")
    case "bool": self = .number("\(try box.decode(Bool.self, forKey: .value))")
    case "string": self = .text(try box.decode(String.self, forKey: .value))
    case "list":
      self = .list(
        try box.decode([ParameterTable.Value].self, forKey: .value))
    case "tensor":
      self = .tensor(
        shape: try box.decode([Int].self, forKey: .shape),
        type: try box.decode(String.self, forKey: .dtype),
        values: try box.decodeIfPresent(
          [ParameterTable.Value].self, forKey: .values))
    case "nil": self = .missing
    case "error": self = .error
    default: self = .type
    }
  }

  /// Reads a value whose type isn't written down.
  private init(plain decoder: any Decoder) throws {
    let box = try decoder.singleValueContainer()
    if let truth = try? box.decode(Bool.self) {
      self = .number("\(truth)")
    } else if let whole = try? box.decode(Int.self) {
      self = .number("\(whole)")
    } else if let number = try? box.decode(Double.self) {
      self = .number("\(number)")
    } else {
      let text = try box.decode(String.self)
      self = text.hasPrefix("(") ? .missing : .text(text)
    }
  }

  /// The value in Lua.
  var lua: String {
    switch self {
    case .text(let text) where text.hasPrefix("tensor("):
      "snn.tensor {\(text.dropFirst(8).dropLast(2))}"
    case .text(let text) where text.hasPrefix("torch."):
      "'\(text.dropFirst(6))'"
    case .text(let text):
      "'\(text.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
    case .number(let number): number
    case .list(let list):
      "{ \(list.map(\.lua).joined(separator: ", ")) }"
    case .tensor, .missing, .error, .type: "nil"
    }
  }
}

extension ParameterTable.Row {
  /// The call that the row describes, in Lua.
  public var call: String {
    let options = (options ?? [:]).sorted { $0.key < $1.key }
      .map { ", \($0.key) = \($0.value.lua)" }.joined()
    if let mode { return "try_mode { \(mode.lua)\(options) }" }
    let given = given?.lua ?? "nil"
    // Positions count from 1 in Lua.
    let name = key == "arg_0" ? "arg_1" : key ?? "p"
    return "try_parameter('\(owner ?? "")', \(object_passed ?? true),"
      + " { \(given_as == nil ? "p = " : "")\(given) },"
      + " { '\(name)', default = \(`default`?.lua ?? "nil")\(options) })"
  }

  /// What must come of it, in Lua.
  ///
  /// - Parameter changes: What must come of rows that are not to be copied.
  /// - Returns: The check, or nil if anything may come of it.
  public func check(changes: [Int: String]) -> String? {
    if advice == "change" { return changes[n] }
    guard advice == "copy" else { return nil }
    switch result {
    case .error: return "fails ''"
    case .tensor(let shape, let type, let values):
      if shape.isEmpty { return "is(\(values?.first?.lua ?? "nil"))" }
      let sizes = shape.map(String.init).joined(separator: ", ")
      let range = random.flatMap(ParameterTable.range(of:)) ?? "-100, 100"
      let check = "has({ \(sizes) }, \(range), '\(type)')"
      guard let values else { return check }
      return "\(check) flat { \(values.map(\.lua).joined(separator: ", ")) }"
    default: return "is(\(result.lua))"
    }
  }
}

extension ParameterTable {
  /// Between what numbers random elements are, in Lua.
  fileprivate static func range(of text: String) -> String? {
    switch text {
    case "uniform [0,1)", "uniform", "square of uniform": "0, 1"
    case "uniform [1,3)": "1, 3"
    case "integers 0..4 as float32", "0..4 as float32": "0, 4"
    case "integers 2..4 as float32": "2, 4"
    case "zeros (0 times a normal draw)": "0, 0"
    default: nil
    }
  }
}
