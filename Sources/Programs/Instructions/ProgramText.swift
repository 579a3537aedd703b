import Tensors

extension Program {
  /// The instructions, for people, before they are made into passes over memory:
  /// the values, each of which is made once, and where that is written.
  ///
  /// ```
  /// v.1 = v * 0.9  -- model.lua:8
  /// t1 = v.1 > 1.0  -- model.lua:9
  /// v.2 = 0 where t1 else v.1  -- model.lua:10
  /// spike = t1
  /// ```
  ///
  /// `v.1` is the value that `v` has after it was written once. What the program
  /// computes itself is `t1`, `t2` … and, of numbers, `n1`, `n2` …, with a dot and
  /// a number from the second value on.
  ///
  /// - Parameter given: The names of what the program gives, in order.
  /// - Returns: A line for each instruction, and one above those of an
  ///   expression of selected elements.
  public func text(outputs given: [String] = []) -> String {
    let names = PlanNames(self, [], tellsValues: true)
    var lines = instructions.flatMap { instruction in
      var lines = instruction.lines(names)
      if lines.count == 1 { lines[0] += remark(instruction.position) }
      return lines
    }
    for (name, output) in zip(given, outputs) {
      lines.append("\(name) = \(names.tensor(output))")
    }
    return lines.joined(separator: "\n")
  }
}

extension Instruction {
  /// The instruction: a line, or one and those of an expression.
  fileprivate func lines(_ names: PlanNames) -> [String] {
    let texts = operands.map(names.operand)
    switch (operation, result) {
    case (.elementwise(let operation), .tensor(let target)):
      let old = names.tensor(target.before)
      return [
        "\(names.tensor(target)) = \(operation.expression(texts, of: old))"
      ]
    case (.selected(let operation, let selection), .tensor(let target)):
      let old = names.selection(selection)
      return [
        "\(names.tensor(target)) = \(names.tensor(selection.base)) with \(old)"
          + " = \(operation.expression(texts, of: old))"
      ]
    case (.update(let update), _): return lines(update, names)
    case (.selectionSum(let selection, let axis), .tensor(let target)):
      return [
        "\(names.tensor(target)) = sum(\(names.selection(selection)),"
          + " \(axis + 1))"
      ]
    case (.sparseSum(let selection, let axis), .tensor(let target)):
      return [
        "\(names.tensor(target)) = sum(sparse \(names.selection(selection)),"
          + " \(axis + 1))"
      ]
    case (.sparseSelected(let operation, let selection), .tensor(let target)):
      let old = names.selection(selection)
      return [
        "\(names.tensor(target)) = \(names.tensor(selection.base.values)) with"
          + " sparse \(old) = \(operation.expression(texts, of: old))"
      ]
    case (.draw(let distribution), .tensor(let target)):
      let name = distribution.rawValue.dropLast()
      return [
        "\(names.tensor(target)) = \(name)(\(texts.joined(separator: ", ")))"
      ]
    case (.setPart, .tensor(let base)):
      let old = names.tensor(base.before)
      return [
        "\(names.tensor(base)) = \(old) with \(old)[\(texts[0]) + 1] ="
          + " \(texts[1])"
      ]
    case (.delay(_, let action), let result):
      return [action.text(texts, result, names)]
    case (.function(let function), .tensor(let target)):
      return ["\(names.tensor(target)) = \(function.text(texts))"]
    case (.function(let function), .number(let number)):
      return ["\(names.number(number.place)) = \(function.text(texts))"]
    default: preconditionFailure("an instruction makes what it computes")
    }
  }

  /// An expression of selected elements.
  private func lines(_ update: ElementUpdate, _ names: PlanNames) -> [String] {
    let elements =
      switch update.target {
      case .selection(let selection): names.selection(selection)
      case .entries(let selection): "sparse \(names.selection(selection))"
      case .given, .nothing: "the elements"
      }
    var lines = ["w in \(elements):"]
    let value = { (number: Int) in number == 0 ? "w" : "w\(number)" }
    for (number, operation) in update.body.enumerated() {
      let texts = operation.operands.map { operand in
        switch operand {
        case .value(let number): value(number)
        case .operand(let operand): names.operand(operand)
        case .elements(let tensor):
          names.picked(tensor, update)
        }
      }
      lines.append(
        "  \(value(number + 1)) ="
          + " \(operation.operation.expression(texts, of: texts[0]))"
          + remark(operation.position))
    }
    guard case .tensor(let target) = result else {
      return lines + ["  the elements = \(value(update.result))"]
    }
    let base = update.base.map(names.tensor) ?? "?"
    return lines + [
      "\(names.tensor(target)) = \(base) with \(elements) ="
        + " \(value(update.result))"
    ]
  }
}

extension DelayAction {
  /// What is done, and what it gives.
  func text(
    _ operands: [String], _ result: Instruction.Result, _ names: PlanNames
  ) -> String {
    let name = self == .step ? "delay" : "\(rawValue) delay"
    let call = "\(name)(\(operands.joined(separator: ", ")))"
    guard case .tensor(let target) = result else { return call }
    return "\(names.tensor(target)) = \(call)"
  }
}

extension ProgramTensor {
  /// What its cell held before the value that it has.
  var before: ProgramTensor {
    var tensor = self
    tensor.version -= 1
    return tensor
  }
}

extension PlanNames {
  /// `x[rows, columns]`, for what an expression picks from a tensor.
  fileprivate func picked(
    _ tensor: ProgramTensor, _ update: ElementUpdate
  ) -> String {
    let masks = update.block?.masks ?? []
    let picks = masks.map { $0.map(self.tensor) ?? "{}" }
    return "\(self.tensor(tensor))[\(picks.joined(separator: ", "))]"
  }
}
