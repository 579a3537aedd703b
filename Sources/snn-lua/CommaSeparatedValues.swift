import LuaRuntime

/// Tables of comma-separated values, quoted as RFC 4180 says; lines end with
/// a line feed alone.
enum CommaSeparatedValues {
  /// A row as a line.
  static func line(_ fields: [String]) -> String {
    // A single empty field would be no field at all.
    if fields == [""] { return "\"\"\n" }
    return fields.map(quoted).joined(separator: ",") + "\n"
  }

  /// The rows of a text.
  static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"" where isQuoted && rest.first == "\"":
        rest.removeFirst()
        field.unicodeScalars.append(scalar)
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        row.append(field)
        field = ""
      case "\n" where !isQuoted:
        rows.append(row + [field])
        (row, field) = ([], "")
      default: field.unicodeScalars.append(scalar)
      }
    }
    return rows
  }

  private static func quoted(_ field: String) -> String {
    guard
      field.unicodeScalars.contains(where: {
        ",\"\r\n".unicodeScalars.contains($0)
      })
    else { return field }
    let inner = field.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }
    return "\"\(inner.joined())\""
  }
}

extension LuaValue {
  /// The value in a table: numbers so that they read back the same.
  var field: String {
    switch self {
    case .nil: ""
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): value.isNaN ? "nan" : "\(value)"
    case .string(let value): value
    }
  }
}
