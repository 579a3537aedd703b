import Tensors

/// What is told of a program.
public enum ProgramForm: String, CaseIterable, Sendable {
  /// The steps of the plan that was made of it.
  case steps
  /// Its values, before instructions were put together.
  case values
}

extension Plan {
  /// The plan, or the program that it was made of, for people.
  ///
  /// - Parameters:
  ///   - form: What is told.
  ///   - given: The names of what the plan gives, in order.
  /// - Returns: Lines.
  public func text(_ form: ProgramForm, outputs given: [String] = []) -> String
  {
    switch form {
    case .steps: text(outputs: given)
    case .values: program.text(outputs: given)
    }
  }

  /// The steps of the plan, for people: what each does to which tensors, and
  /// where the operations are written.
  ///
  /// ```
  /// loop over 100 elements:
  ///   v = v * 0.9  -- model.lua:8
  ///   t1 = v > 1.0  -- model.lua:9
  /// t2 = sum of the rows of W where t1  -- model.lua:14
  /// ```
  ///
  /// - Parameter given: The names of what the plan gives, in order.
  /// - Returns: A line for each operation, and one above those of a loop.
  public func text(outputs given: [String] = []) -> String {
    var lines = steps.flatMap { $0.text(names) }
    for (name, output) in zip(given, outputs) where names.tensor(output) != name
    {
      lines.append("\(name) = \(names.tensor(output))")
    }
    return lines.joined(separator: "\n")
  }
}

extension Plan {
  /// What the text calls the output `index`.
  public func outputName(_ index: Int, _ form: ProgramForm = .steps) -> String {
    switch form {
    case .steps: names.tensor(outputs[index])
    case .values:
      PlanNames(program, [], tellsValues: true).tensor(program.outputs[index])
    }
  }

  /// What the text calls a number.
  public func name(of number: ProgramNumber) -> String {
    names.number(number.place)
  }
}

extension PlanStep {
  /// The lines of the step in the text of a plan, and where they are written.
  func text(_ names: PlanNames) -> [String] {
    var lines = lines(names)
    if lines.count == 1 { lines[0] += remark(position) }
    return lines
  }
}

/// Where something is written, as a remark behind it.
func remark(_ position: String?) -> String {
  position.map { "  -- \($0)" } ?? ""
}

extension LoopInstruction {
  /// The operation with the names of operands.
  func text(_ names: [String]) -> String {
    operation.text(operands.map { names[$0.index] }, into: names[out])
      + remark(position)
  }
}

extension LoopOperation {
  /// The operation with the names of operands.
  func text(_ operands: [String], into out: String) -> String {
    if case .assign = self { return "\(out)[\(operands[0])] = \(operands[1])" }
    return "\(out) = \(expression(operands, of: out))"
  }

  /// What the operation makes of operands, and of what is there already.
  func expression(_ operands: [String], of old: String) -> String {
    switch self {
    case .binary(let operation, _): operation.text(operands[0], operands[1])
    case .comparison(let operation, _):
      "\(operands[0]) \(operation.symbol) \(operands[1])"
    case .unary(let operation, _):
      "\(operation.rawValue)(\(operands.first ?? old))"
    case .update(let operation, _): operation.text(old, operands[0])
    case .clamp(let limits, _): "clamp(\(old), \(limits.text))"
    case .choose: "where(\(operands.joined(separator: ", ")))"
    case .copy: operands[0]
    case .convert(_, let type): "\(type)(\(operands[0]))"
    case .assign: "where(\(operands[0]), \(operands[1]), \(old))"
    }
  }
}

extension BinaryOperation {
  /// The operation of two operands as Lua writes it.
  func text(_ a: String, _ b: String) -> String {
    symbol.map { "\(a) \($0) \(b)" } ?? "\(rawValue)(\(a), \(b))"
  }

  /// The sign between two operands; nil if it is a function.
  package var symbol: String? {
    switch self {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    case .floorDivide: "//"
    case .modulo: "%"
    case .power: "^"
    case .and: "&"
    case .or: "|"
    case .exclusiveOr: "~"
    case .minimum, .maximum, .angle, .hypotenuse: nil
    }
  }
}

extension ComparisonOperation {
  /// The sign between two operands.
  package var symbol: String {
    switch self {
    case .equal: "=="
    case .notEqual: "~="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }
}

extension ClampLimits {
  var text: String {
    [minimum, maximum].map { $0.map { "\($0)" } ?? "nil" }
      .joined(separator: ", ")
  }
}

extension PlanNames {
  /// `W[rows, columns]`, with `{}` for what is taken whole.
  func selection(_ selection: ProgramSelection) -> String {
    let selectors = selection.selectors.map { $0.tensor.map(tensor) ?? "{}" }
    return "\(tensor(selection.base))[\(selectors.joined(separator: ", "))]"
  }

  func selection(_ selection: ProgramSparseSelection) -> String {
    let masks = [selection.rows, selection.columns]
      .map { $0.map(tensor) ?? "{}" }
    return "\(tensor(selection.base.values))[\(masks[0]), \(masks[1])]"
  }
}

extension SparseOperation {
  /// The operation, or those of an expression, each as a line.
  func lines(_ names: PlanNames, _ position: String?) -> [String] {
    let line = { (text: String) in [text + remark(position)] }
    return switch self {
    case .sum(let axis, let result):
      line("\(names.tensor(result)) = sum(w, \(axis + 1))")
    case .update(let operation, let operand):
      line("w = \(operation.text("w", names.operand(operand)))")
    case .unary(let operation): line("w = \(operation.rawValue)(w)")
    case .clamp(let limits): line("w = clamp(w, \(limits.text))")
    case .assign(let operand): line("w = \(names.operand(operand))")
    case .expression(let expression): expression.lines(names)
    }
  }
}

extension ProgramFunction {
  /// The function with its operands.
  func text(_ operands: [String]) -> String {
    let all = operands.joined(separator: ", ")
    return switch self {
    case .reduction(let operation): "\(operation.rawValue)(\(all))"
    case .reductionAlong(let operation, let axis, let keepsAxis):
      "\(operation.rawValue)(\(all), \(axis + 1)\(keepsAxis ? ", true" : ""))"
    case .element(let index): "\(all)\(index.map { $0 + 1 })"
    case .part: "\(operands[0])[\(operands[1]) + 1]"
    case .product(let operation): "\(operation.rawValue)(\(all))"
    case .sparseProduct(_, let isFromLeft):
      isFromLeft
        ? "matmul(\(operands[1]), sparse \(operands[0]))"
        : "matmul(sparse \(operands[0]), \(operands[1]))"
    case .roll(let shift, let axis):
      "roll(\(all), \(shift)\(axis.map { ", \($0 + 1)" } ?? ""))"
    case .cumulativeSum(let axis): "cumsum(\(all), \(axis + 1))"
    case .arithmetic(let operation, _):
      operation.text(operands[0], operands[1])
    case .hostTensor(let name, _, _), .hostNumber(let name, _):
      "host \(name)(\(all))"
    }
  }
}
