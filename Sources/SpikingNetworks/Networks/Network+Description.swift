/// The network in words.
extension NetworkObject: CustomStringConvertible {
  /// The object in a line; of a network, its groups too, and its behaviors in
  /// the order in which they run.
  public var description: String {
    (self as? Network)?.wholeDescription ?? summary
  }
}

extension Network {
  fileprivate var wholeDescription: String {
    var lines = [
      "\(label): seed \(seed), \(elementType), \(synapseMode.rawValue),"
        + " iteration \(iteration)"
        + (placement.map {
          ", on \($0.device.info.name) (\($0.device.info.id))"
        }
          ?? "")
    ]
    lines += groups.map { "  " + $0.summary }
    lines.append("schedule:")
    let entries = scheduledBehaviors
    let programs = programNumbers
    lines +=
      entries.isEmpty
      ? ["  nothing"]
      : alignedRows(
        entries.map { entry in
          [
            keyText(entry.key), entry.object.tag, entry.behavior.name,
            entry.marks(inProgram: programs[ObjectIdentifier(entry)]),
          ]
        }
      ).map { "  " + $0 }
    return lines.joined(separator: "\n")
  }

  /// Which program each behavior runs in, counted from 1.
  private var programNumbers: [ObjectIdentifier: Int] {
    var numbers: [ObjectIdentifier: Int] = [:]
    for (number, program) in programs.enumerated() {
      for entry in program.behaviors {
        numbers[ObjectIdentifier(entry)] = number + 1
      }
    }
    return numbers
  }

  /// The description, and what each behavior read and wrote in the iteration
  /// that was traced last.
  public var report: String {
    guard let traced = lastTraceIteration else { return description }
    let rows = scheduledBehaviors.compactMap { entry in
      trace(of: entry).map { trace in
        [
          keyText(entry.key), entry.object.tag, entry.behavior.name,
          names(trace.reads, of: entry), names(trace.writes, of: entry),
        ]
      }
    }
    let table = alignedRows(
      [["key", "object", "behavior", "reads", "writes"]] + rows)
    return description + "\niteration \(traced):\n"
      + table.map { "  " + $0 }.joined(separator: "\n")
  }

  /// Variables as their behavior's object names them: other objects' with their
  /// tag before the name.
  private func names(
    _ variables: [BehaviorTrace.Variable], of entry: ScheduledBehavior
  ) -> String {
    if variables.isEmpty { return "-" }
    return variables.map {
      $0.object == entry.object.tag ? $0.name : "\($0.object).\($0.name)"
    }.joined(separator: ", ")
  }
}

extension ScheduledBehavior {
  /// What is special about it, in parentheses.
  fileprivate func marks(inProgram program: Int?) -> String {
    var marks = program.map { ["program \($0)"] } ?? []
    if !behavior.isEnabled { marks.append("disabled") }
    if !behavior.hasForward { marks.append("no forward") }
    if behavior.initializesLast { marks.append("initializes last") }
    if let remark = (behavior as? LibraryBehavior)?.remark {
      marks.append(remark)
    }
    return marks.isEmpty ? "" : "(" + marks.joined(separator: ", ") + ")"
  }
}

extension NetworkObject {
  /// The object in a line.
  fileprivate var summary: String {
    switch self {
    case let part as NeuronSubGroup:
      return "\(label): \(part.size) neurons of \(part.base.tag), tags"
        + " \(shownTags)"
    case let neurons as NeuronGroup:
      return "\(label): \(neurons.size) neurons, tags \(shownTags)"
    case let synapses as SynapseGroup:
      let shape = synapses.matrixShape
      return "\(label): \(synapses.source.tag) => \(synapses.destination.tag),"
        + " \(shape[0]) x \(shape[1]), tags \(shownTags)"
    default: return "\(label): tags \(shownTags)"
    }
  }

  private var shownTags: String { tags.joined(separator: ", ") }
}
