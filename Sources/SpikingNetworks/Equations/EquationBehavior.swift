import Tensors

/// A behavior that is given as an equation.
///
/// Names in it are, in this order: the behavior's parameters, state variables
/// of its object, those of the network, units.
public class EquationBehavior: LibraryBehavior {
  static var equation: ParameterDescription {
    ParameterDescription(
      "eq", isRequired: true,
      "the equation; numbers may have units, and are in s, Hz, mV, nA, Mohm,"
        + " uS, uF, nC and um; other parameters are names in it, which may be"
        + " drawn: tau = \"uniform(10 ms, 20 ms)\"")
  }

  /// The node that the right side of an equation is; `drawn` is what functions
  /// that draw random numbers mean in it.
  ///
  /// - Throws: `NetworkError.syntax`, `.unknownWord`, `.unknownVariable`,
  ///   `.invalidParameter`.
  func node(
    of equation: EquationText, for object: NetworkObject,
    drawn: ((ModeFunction, [Double]) throws(NetworkError) -> ExpressionNode)? =
      nil
  ) throws -> ExpressionNode {
    var parameters: [String: ExpressionNode] = [:]
    let mentioned = Set(equation.right.names)
    for name in given.names where name != "eq" && name != "method" {
      guard mentioned.contains(name) else { continue }
      parameters[name] = try parameter(name, for: object)
    }
    var compiler = ExpressionCompiler(source: equation.source, object: object)
    compiler.drawn = drawn
    compiler.drawsInstead =
      "give a value for each element as a parameter, tau = \"uniform(10 ms,"
      + " 20 ms)\", and noise as a state variable that a behavior draws"
    compiler.meaning = { (path) throws(NetworkError) in
      if path.count == 1, let node = parameters[path[0]] { return node }
      return try Self.meaning(of: path, for: object)
    }
    return try compiler.node(equation.right)
  }

  /// Whether a name is that of a parameter that isn't a name in equations.
  func isDescribed(_ name: String) -> Bool {
    Self.parameterDescriptions.contains { $0.name == name }
  }

  /// The behaviors of the object that have been initialized, without this one.
  func others(in object: NetworkObject) -> [ScheduledBehavior] {
    object.behaviors.filter {
      $0.isInitialized && $0.behavior.libraryBehavior !== self
    }
  }

  /// The error for a second behavior of one kind for one variable.
  func duplicate(
    of other: ScheduledBehavior, _ variable: String, in object: NetworkObject
  ) -> NetworkError {
    let own = object.behaviors.first { $0.behavior.libraryBehavior === self }
    let key = own?.key ?? 0
    return invalid(
      "eq", given["eq"] ?? .text(""),
      "the \(other.behavior.name) with key \(keyText(other.key)) has"
        + " '\(variable)' of \(object.label) already; this one has key"
        + " \(keyText(key))")
  }

  /// The value of a parameter that the equation uses.
  private func parameter(
    _ name: String, for object: NetworkObject
  ) throws -> ExpressionNode {
    switch try given.value(name, for: object) {
    case .number(let number): return .number(number)
    case .tensor(let tensor):
      return .constant(.tensor(tensor), name: name)
    case .text(let text):
      let source = ExpressionText(subject: name, text: text, hasUnits: true)
      var compiler = ExpressionCompiler(source: source, object: object)
      compiler.drawn = { (function, arguments) throws(NetworkError) in
        try Self.draw(function, arguments, named: name, for: object, source)
      }
      compiler.meaning = { (path) throws(NetworkError) in
        try Self.meaning(of: path, for: object)
      }
      return try compiler.node(try SyntaxParser.parse(source))
    case let value:
      throw invalid(
        name, value ?? .text(""), "it must be a number, a tensor or a text")
    }
  }

  /// Random numbers for the elements of an object's variables, drawn once.
  static func draw(
    _ function: ModeFunction, _ arguments: [Double], named name: String,
    for object: NetworkObject, _ source: ExpressionText
  ) throws(NetworkError) -> ExpressionNode {
    do {
      let shape =
        switch object {
        case let neurons as NeuronGroup: try Shape([neurons.size])
        case let synapses as SynapseGroup:
          try Shape(synapses.matrixShape.list)
        default: Shape()
        }
      let tensor = try Tensor.zeros(
        shape, type: object.elementType, in: object.pool)
      try function.fill(tensor, arguments, from: object.currentRandom)
      return .constant(.tensor(tensor), name: name)
    } catch {
      throw source.error(at: 1, "\(error)")
    }
  }

  /// What a name means; nil if it is one of the object's own, or has a path.
  private static func meaning(
    of path: [String], for object: NetworkObject
  ) throws(NetworkError) -> ExpressionNode? {
    guard path.count == 1 else { return nil }
    let name = path[0]
    let isOwn =
      object.state[name] != nil || name == "iteration"
      || (name == "size" && object is NeuronGroup)
    if isOwn { return nil }
    if let network = object.network, network.state[name] != nil {
      return .variable(StateVariable(name, of: network))
    }
    if let unit = Unit(named: name) {
      return .number(.float(unit.modelValue(of: 1)))
    }
    throw .unknownVariable(
      name: name, object: object.label, known: object.state.names)
  }
}
