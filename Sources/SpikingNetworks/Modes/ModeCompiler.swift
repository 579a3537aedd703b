import Tensors

/// Gives the words of a mode their meaning and works out its constants.
struct ModeCompiler {
  let source: ExpressionText

  func compile() throws(NetworkError) -> ModeExpression.Node {
    try node(try SyntaxParser.parse(source))
  }

  private func node(
    _ syntax: Syntax
  ) throws(NetworkError) -> ModeExpression.Node {
    switch syntax {
    case .number(let number): return .number(number)
    case .name(let path, let column):
      return try call(try function(path, column), [], column)
    case .call(let path, let arguments, let column):
      return try call(try function(path, column), arguments, column)
    case .prefix(.negative, let inner, _):
      let inner = try node(inner)
      guard case .number(let number) = inner else { return .negative(inner) }
      return .number(number.applying(.negative))
    case .infix(.arithmetic(let operation), let left, let right, let column)
    where operation.isArithmetic:
      let (left, right) = (try node(left), try node(right))
      guard case .number(let a) = left, case .number(let b) = right else {
        return .infix(operation, left, right)
      }
      do throws(TensorError) {
        return .number(try a.applying(operation, b))
      } catch {
        throw source.error(at: column, "\(error)")
      }
    case .infix(_, _, _, let column), .prefix(_, _, let column),
      .quantity(_, _, _, let column), .method(_, _, _, let column),
      .index(_, _, let column),
      .list(_, let column):
      throw source.error(
        at: column, "a mode knows numbers, functions and arithmetic only")
    }
  }

  private func function(
    _ path: [String], _ column: Int
  ) throws(NetworkError) -> ModeFunction {
    var path = path
    if path.count > 1, libraryNames.contains(path[0]) { path.removeFirst() }
    let name = path.joined(separator: ".")
    guard let function = ModeFunction(named: name) else {
      throw .unknownWord(
        kind: "mode", word: name, known: ModeFunction.allNames)
    }
    return function
  }

  private func call(
    _ function: ModeFunction, _ arguments: [SyntaxArgument], _ column: Int
  ) throws(NetworkError) -> ModeExpression.Node {
    let parameters = function.parameters
    var values = [Double?](repeating: nil, count: parameters.count)
    for (place, argument) in arguments.enumerated() {
      guard case .number(let number) = try node(argument.value) else {
        throw source.error(at: argument.column, "expected a number")
      }
      let slot = try slot(of: argument, at: place, in: function)
      guard values[slot] == nil else {
        throw source.error(
          at: argument.column, "\(parameters[slot].names[0]) is given twice")
      }
      values[slot] = number.double
    }
    return .call(function, try function.complete(values, source, column))
  }

  /// Which parameter an argument is for.
  private func slot(
    of argument: SyntaxArgument, at place: Int, in function: ModeFunction
  ) throws(NetworkError) -> Int {
    let parameters = function.parameters
    guard let label = argument.label else {
      guard place < parameters.count else {
        let most =
          parameters.isEmpty ? "no arguments" : "at most \(parameters.count)"
        throw source.error(
          at: argument.column, "\(function.names[0]) takes \(most)")
      }
      return place
    }
    guard
      let slot = parameters.firstIndex(where: { $0.names.contains(label) })
    else {
      let ending = Suggestion.ending(
        for: label, in: parameters.flatMap(\.names), called: "arguments")
      throw source.error(
        at: argument.column,
        "\(function.names[0]) has no argument '\(label)'\(ending)")
    }
    return slot
  }
}

/// What may stand before a function's name with a dot, and means nothing.
let libraryNames: Set<String> = ["torch", "np", "numpy", "snn", "math"]

extension BinaryOperation {
  /// Whether the operation is one of the arithmetic operators.
  var isArithmetic: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide, .floorDivide, .modulo, .power:
      true
    default: false
    }
  }
}

extension ModeFunction {
  /// The values of all parameters, of which those that are given are `values`.
  ///
  /// - Throws: `NetworkError.syntax`, at a column of `source`.
  func complete(
    _ values: [Double?], _ source: ExpressionText, _ column: Int
  ) throws(NetworkError) -> [Double] {
    var values = values
    if case .integers = self {
      if values[1] == nil { values = [0, values[0]] }
      if values[0] == nil { values[0] = 0 }
    }
    if case .uniform = self, values[0] != nil, values[1] == nil {
      throw source.error(at: column, "uniform takes both limits or none")
    }
    var complete: [Double] = []
    for (parameter, value) in zip(parameters, values) {
      guard let value = value ?? parameter.standard else {
        throw source.error(
          at: column, "\(names[0]) needs \(parameter.names[0])")
      }
      complete.append(value)
    }
    return complete
  }
}
