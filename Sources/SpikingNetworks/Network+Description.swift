/// The network in words.
extension Network: CustomStringConvertible {
  /// The network, its groups, and its behaviors in the order in which they
  /// run.
  public var description: String {
    var lines = [
      "\(label): seed \(seed), \(elementType), \(synapseMode.rawValue),"
        + " iteration \(iteration)"
    ]
    lines += groups.map { "  " + $0.summary }
    lines.append("schedule:")
    lines += table(
      scheduledBehaviors.map { entry in
        var marks: [String] = []
        if !entry.behavior.isEnabled { marks.append("disabled") }
        if !entry.behavior.hasForward { marks.append("no forward") }
        if entry.behavior.initializesLast { marks.append("initializes last") }
        return [
          keyText(entry.key), entry.object.tag, entry.behavior.name,
          marks.isEmpty ? "" : "(" + marks.joined(separator: ", ") + ")",
        ]
      })
    return lines.joined(separator: "\n")
  }

  /// Rows with their columns aligned; the first column to the right.
  private func table(_ rows: [[String]]) -> [String] {
    guard let first = rows.first else { return ["  nothing"] }
    let widths = first.indices.map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    return rows.map { row in
      var line = "  "
      for (column, text) in row.enumerated() where !text.isEmpty {
        let padding = String(repeating: " ", count: widths[column] - text.count)
        line += column == 0 ? padding + text : "  " + text + padding
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}

extension NetworkObject {
  /// The object in a line.
  fileprivate var summary: String {
    switch self {
    case let neurons as NeuronGroup:
      return "\(label): \(neurons.size) neurons, tags \(shownTags)"
    case let synapses as SynapseGroup:
      let shape = synapses.matrixShape
      return "\(label): \(synapses.source.tag) => \(synapses.destination.tag),"
        + " \(shape[0]) x \(shape[1]), tags \(shownTags)"
    default: return label
    }
  }

  private var shownTags: String { tags.joined(separator: ", ") }
}
