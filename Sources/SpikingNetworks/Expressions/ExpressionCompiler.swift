import Tensors

/// Gives the names of a recorder expression their meaning.
struct ExpressionCompiler {
  let source: ExpressionText
  let object: NetworkObject
  var constants: [String: Operand] = [:]

  /// What a name, with the path before it, means besides the object's
  /// variables; nil if it means one of them.
  var meaning: (([String]) throws(NetworkError) -> ExpressionNode?)?

  /// What a call of a function of modes means, such as `uniform(0, 1)`, with the
  /// values of its parameters; nil where nothing is drawn.
  var drawn: ((ModeFunction, [Double]) throws(NetworkError) -> ExpressionNode)?

  /// What to write in place of a function of modes, where they can't be.
  var drawsInstead: String?

  static let ownerNames: Set<String> = [
    "n", "s", "neurons", "neuron", "synapse", "synapses", "network", "net",
    "self",
  ]

  func node(_ syntax: Syntax) throws(NetworkError) -> ExpressionNode {
    switch syntax {
    case .number(let number): return .number(number)
    case .quantity(let number, let unit, _, _):
      return .number(.float(unit.modelValue(of: number)))
    case .name(let path, let column):
      return try variable(path, column)
    case .call(let path, let arguments, let column):
      return try call(path, arguments, column)
    case .method(let receiver, let name, let arguments, let column):
      return try call(
        name, [try node(receiver)] + nodes(of: arguments), column)
    case .prefix(let prefix, let inner, _):
      let inner = try node(inner)
      switch prefix {
      case .negative: return .negative(inner)
      case .complement: return .complement(inner)
      case .not: return .not(inner)
      }
    case .infix(let infix, let left, let right, _):
      let (left, right) = (try node(left), try node(right))
      switch infix {
      case .or: return .either(left, right)
      case .and: return .both(left, right)
      case .comparison(let comparison):
        return .comparison(comparison, left, right)
      case .arithmetic(let operation):
        return .arithmetic(operation, left, right)
      }
    case .index(let base, let selectors, _):
      return .index(try node(base), try nodes(of: selectors))
    case .list(_, let column):
      throw source.error(at: column, "a list may only be an argument of stack")
    }
  }

  /// The object that a path begins with, and the rest of the path.
  private func resolve(
    _ path: [String]
  ) throws(NetworkError) -> (object: NetworkObject, rest: [String]) {
    var (object, path) = (object, path)
    if path.count > 1, ExpressionCompiler.ownerNames.contains(path[0]) {
      path.removeFirst()
    }
    if path.count > 1, let synapses = object as? SynapseGroup {
      if path[0] == "src" {
        object = synapses.source
        path.removeFirst()
      } else if path[0] == "dst" {
        object = synapses.destination
        path.removeFirst()
      }
    }
    return (object, path)
  }

  private func variable(
    _ path: [String], _ column: Int
  ) throws(NetworkError) -> ExpressionNode {
    if let node = try meaning?(path) { return node }
    let found = try resolve(path)
    guard found.rest.count == 1 else {
      throw source.error(
        at: column,
        "'\(found.rest.joined(separator: "."))' is not a variable's name")
    }
    if let constant = constants[found.rest[0]] { return .constant(constant) }
    switch found.rest[0] {
    case "iteration": return .iteration(object.context)
    case "size":
      if let neurons = found.object as? NeuronGroup {
        return .number(.integer(neurons.size))
      }
    default: break
    }
    return .variable(StateVariable(found.rest[0], of: found.object))
  }

  /// A call of a function, or of a method if its path leads to a variable.
  private func call(
    _ path: [String], _ arguments: [SyntaxArgument], _ column: Int
  ) throws(NetworkError) -> ExpressionNode {
    let inner = try nodes(of: arguments)
    if path.count == 1 { return try call(path[0], inner, column) }
    if path.count == 2, libraryNames.contains(path[0]) {
      // PyTorch's are those of a sample.
      if path[0] == "torch",
        let operation = ReductionOperation(rawValue: path[1]),
        let unbiased = operation.unbiased
      {
        try check(inner, path[1], .reduction(unbiased), column)
        return .call(.reduction(unbiased), inner)
      }
      return try call(path[1], inner, column)
    }
    let receiver = try variable(path.dropLast(), column)
    return try call(path[path.count - 1], [receiver] + inner, column)
  }

  private func call(
    _ name: String, _ arguments: [ExpressionNode], _ column: Int
  ) throws(NetworkError) -> ExpressionNode {
    guard let function = ExpressionFunction.named[name] else {
      if let drawn, let mode = ModeFunction(named: name) {
        return try drawn(mode, try constants(arguments, of: mode, column))
      }
      if let drawsInstead, let mode = ModeFunction(named: name) {
        throw source.error(
          at: column, "'\(mode.names[0])' can't be here; \(drawsInstead)")
      }
      throw .unknownWord(
        kind: "function", word: name,
        known: (drawn == nil ? [] : ModeFunction.allNames)
          + ExpressionFunction.named.keys.sorted())
    }
    try check(arguments, name, function, column)
    return .call(function, arguments)
  }

  /// Throws unless a function takes so many arguments.
  private func check(
    _ arguments: [ExpressionNode], _ name: String,
    _ function: ExpressionFunction, _ column: Int
  ) throws(NetworkError) {
    let arity = function.arity
    guard arity.contains(arguments.count) else {
      let wanted =
        (arity.count == 1 ? "" : "at least ") + "\(arity.lowerBound)"
      throw source.error(
        at: column,
        "\(name) takes \(wanted) arguments, found \(arguments.count)")
    }
  }

  /// The values of the parameters of a function of modes.
  private func constants(
    _ arguments: [ExpressionNode], of function: ModeFunction, _ column: Int
  ) throws(NetworkError) -> [Double] {
    guard arguments.count <= function.parameters.count else {
      throw source.error(
        at: column,
        "\(function.names[0]) takes at most \(function.parameters.count)"
          + " arguments, found \(arguments.count)")
    }
    var values = [Double?](repeating: nil, count: function.parameters.count)
    for (place, argument) in arguments.enumerated() {
      let evaluator = ExpressionEvaluator(pool: object.pool)
      guard case .scalar(let number)? = try? evaluator.value(of: argument)
      else {
        throw source.error(
          at: column, "an argument of \(function.names[0]) must be a number")
      }
      values[place] = number.double
    }
    return try function.complete(values, source, column)
  }

  /// Arguments; a list counts as several.
  private func nodes(
    of arguments: [SyntaxArgument]
  ) throws(NetworkError) -> [ExpressionNode] {
    var result: [ExpressionNode] = []
    for argument in arguments {
      if let label = argument.label {
        throw source.error(
          at: argument.column, "'\(label)' can't be given by name here")
      }
      if case .list(let items, _) = argument.value {
        for item in items { result.append(try node(item)) }
      } else {
        result.append(try node(argument.value))
      }
    }
    return result
  }

  private func nodes(
    of selectors: [SyntaxSelector]
  ) throws(NetworkError) -> [ExpressionSelector] {
    var result: [ExpressionSelector] = []
    for selector in selectors {
      switch selector {
      case .single(let index): result.append(.single(try node(index)))
      case .range(let start, let end):
        result.append(.range(try optional(start), try optional(end)))
      }
    }
    return result
  }

  private func optional(
    _ syntax: Syntax?
  ) throws(NetworkError) -> ExpressionNode? {
    guard let syntax else { return nil }
    return try node(syntax)
  }
}
