/// A line of the table.
struct Row {
  let name: String
  let unit: Unit
  let aim: Double?
  /// The median and the best of the batches; nil if it couldn't be measured.
  let figure: Measurement?

  /// The cells: name, median, best, unit, aim.
  var cells: [String] {
    let aimText = aim.map { (unit == .steps ? "> " : "< ") + shown($0) }
    return [
      name, figure.map { shown($0.median) } ?? "-",
      figure.map { shown($0.minimum) } ?? "-", unit.rawValue, aimText ?? "",
    ]
  }

  /// As an object of JSON.
  var json: String {
    var fields = [
      "\"name\": \(quoted(name))", "\"unit\": \(quoted(unit.rawValue))",
    ]
    if let aim { fields.append("\"aim\": \(aim)") }
    if let figure {
      fields.append("\"median\": \(figure.median)")
      fields.append("\"best\": \(figure.minimum)")
    }
    return "{\(fields.joined(separator: ", "))}"
  }
}

/// A number with about three digits that count.
func shown(_ value: Double) -> String {
  if value >= 100 { return "\(Int(value.rounded()))" }
  let scale = value >= 10 ? 10.0 : value >= 1 ? 100 : 1_000
  return "\((value * scale).rounded() / scale)"
}

/// `text` as a string of JSON.
func quoted(_ text: String) -> String {
  var result = "\""
  for character in text.unicodeScalars {
    switch character {
    case "\"", "\\": result += "\\\(character)"
    case let other where other.value < 32: result += " "
    case let other: result.unicodeScalars.append(other)
    }
  }
  return result + "\""
}
