import SpikingNetworks

/// How long the behaviors of a run took.
struct ProfileReport {
  /// The networks, each with what was measured.
  let networks: [(network: Network, times: [BehaviorTime])]

  /// A table for each network, the slowest behavior first.
  var text: String {
    networks.map { network, times in
      let total = times.reduce(0) { $0 + $1.seconds }
      let title =
        "\(network.tag): \(network.iteration) iterations,"
        + " \(fixed(total * 1000)) ms in behaviors\n"
      let rows = times.sorted { $0.seconds > $1.seconds }.map { time in
        [
          fixed(time.seconds * 1000),
          fixed(total > 0 ? 100 * time.seconds / total : 0, digits: 1),
          "\(time.calls)", fixed(time.initializationSeconds * 1000),
          shown(time.entry.key),
          "\(time.entry.behavior.name) of \(time.object.tag)",
        ]
      }
      let columns = ["ms", "%", "calls", "initialize ms", "key", "behavior"]
      return title + aligned([columns] + rows)
    }.joined()
  }

  /// The same as JSON, behaviors in the order in which they first ran.
  var json: String {
    let networks = networks.map { network, times in
      let behaviors = times.map { time in
        "        {\"key\": \(shown(time.entry.key)),"
          + " \"behavior\": \(quoted(time.entry.behavior.name)),"
          + " \"object\": \(quoted(time.object.tag)),"
          + " \"calls\": \(time.calls), \"seconds\": \(time.seconds),"
          + " \"initialize_seconds\": \(time.initializationSeconds)}"
      }
      return """
            {
              "tag": \(quoted(network.tag)),
              "iterations": \(network.iteration),
              "behaviors": [\(lines(behaviors, indented: "      "))]
            }
        """
    }
    return "{\n  \"networks\": [\(lines(networks, indented: "  "))]\n}\n"
  }
}

/// Lines between brackets; nothing, if there are none.
private func lines(_ lines: [String], indented indent: String) -> String {
  lines.isEmpty ? "" : "\n\(lines.joined(separator: ",\n"))\n\(indent)"
}

/// Rows with all columns but the last aligned to the right.
private func aligned(_ rows: [[String]]) -> String {
  guard let first = rows.first else { return "" }
  let widths = first.indices.map { column in
    rows.map { $0[column].count }.max() ?? 0
  }
  return rows.map { row in
    row.indices.map { column in
      let padding = widths[column] - row[column].count
      return column == row.count - 1
        ? row[column] : String(repeating: " ", count: padding) + row[column]
    }.joined(separator: "  ") + "\n"
  }.joined()
}

/// A number that is not negative with so many digits behind the point.
private func fixed(_ number: Double, digits: Int = 3) -> String {
  let unit = (0..<digits).reduce(1) { unit, _ in unit * 10 }
  let scaled = Int(min(number, 1e12) * Double(unit) + 0.5)
  let fraction = "\(scaled % unit)"
  let zeros = String(repeating: "0", count: digits - fraction.count)
  return "\(scaled / unit).\(zeros)\(fraction)"
}

/// A key as the model has it: 1, 41.5.
private func shown(_ key: Double) -> String {
  Int(exactly: key).map { "\($0)" } ?? "\(key)"
}

/// A text as a string of JSON.
private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": result += "\\\(scalar)"
    case "\u{0}"..<" ":
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
