import Programs
import Tensors

/// What a stretch tells of itself: to scripts, to those who watch, and to people.
extension ProgramStretch {
  /// Records which numbers that went into the plan change.
  func noteChangingNumbers(byScripts: Bool) {
    for index in 0..<constants.count {
      let constant = constants[index]
      let state = constant.state.takeUnretainedValue()
      guard state.revision(at: constant.slot) != constant.revision,
        case .number? = state.peek(at: constant.slot)
      else { continue }
      if byScripts {
        state.noteChangingByScript(constant.slot)
      } else {
        state.noteChanging(constant.slot)
      }
    }
  }

  /// Tells those who watch what the plan reads.
  func noteReads() {
    for index in 0..<inputs.count {
      _ = inputs[index].state.takeUnretainedValue()
        .value(at: inputs[index].slot)
    }
    for index in 0..<numbers.count {
      _ = numbers[index].state.takeUnretainedValue()
        .value(at: numbers[index].slot)
    }
    for index in 0..<constants.count {
      _ = constants[index].state.takeUnretainedValue()
        .value(at: constants[index].slot)
    }
  }

  /// Tells copies of the variables what was set; of a field, those of the behavior
  /// that has it.
  public func tell(
    _ store: (String, StateValue?, NetworkObject, (any TracedBehavior)?) -> Void
  ) {
    isDirty = false
    for index in 0..<writes.count {
      let owner = owners[writes[index].owner]
      guard let object = owner.object,
        !owner.isField || owner.behavior != nil
      else { continue }
      store(
        owner.name, owner.state.peek(at: writes[index].slot), object,
        owner.behavior)
    }
  }

  /// Tells those who listen to the variables, where no host keeps copies.
  func tellListeners() {
    isDirty = false
    for index in 0..<writes.count {
      let owner = owners[writes[index].owner]
      owner.state.onChange?(
        owner.name, owner.state.peek(at: writes[index].slot))
    }
  }

  /// What the program does, for people.
  public func text(_ form: ProgramForm = .steps) -> String {
    var lines: [String] = []
    for index in 0..<writes.count {
      let write = writes[index]
      let name = owners[write.owner].label
      if write.isOutput {
        let value = plan.outputName(write.index, form)
        if value != name { lines.append("\(name) = \(value)") }
        continue
      }
      switch otherValues[write.index] {
      case .number(let number):
        lines.append("\(name) = \(plan.name(of: number))")
      case .constant(let scalar): lines.append("\(name) = \(scalar)")
      case .tensor, .sparse: break
      }
    }
    let steps = plan.text(form)
    return ((steps.isEmpty ? [] : [steps]) + lines).joined(separator: "\n")
  }
}
