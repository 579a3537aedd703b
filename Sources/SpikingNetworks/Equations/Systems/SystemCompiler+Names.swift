import Glibc
import Tensors

/// What names in a system mean.
extension SystemCompiler {
  /// What a name means, and the dimensions of that; nil if nobody says them.
  struct Meaning {
    let node: ExpressionNode
    let dimensions: Dimensions?
  }

  private var names: [String] {
    lines.map(\.name)
      + behavior.given.names.filter { !behavior.isDescribed($0) }
      + object.state.names
  }

  /// The number of the local value that a name means; nil for other names.
  func local(named path: [String]) throws -> Int? {
    let key = path.joined(separator: ".")
    if let number = numbers[key] { return number }
    if path.count == 2, let synapses = object as? SynapseGroup {
      if path[0] == "src" {
        return foreign(path[1], of: synapses.source, .source, key)
      }
      if path[0] == "dst" {
        return foreign(path[1], of: synapses.destination, .destination, key)
      }
    }
    guard path.count == 1 else { return nil }
    if let line = lines.first(where: { $0.name == key }) {
      return try subexpression(line)
    }
    if behavior.given.names.contains(key), !behavior.isDescribed(key) {
      return nil
    }
    if key == "xi" || key.hasPrefix("xi_") {
      return add(SystemLocal(key, .noise, .each, unit: .noise))
    }
    guard !object.state.hasVariable(key), object is SynapseGroup else {
      return nil
    }
    // Brian2's names of the variables of the ends.
    if key.hasSuffix("_pre") {
      return try local(named: ["src", String(key.dropLast(4))])
    }
    if key.hasSuffix("_post") {
      return try local(named: ["dst", String(key.dropLast(5))])
    }
    return nil
  }

  /// The local value of a variable of an end of a synapse group.
  private func foreign(
    _ name: String, of owner: NeuronGroup, _ location: Location, _ key: String
  ) -> Int {
    let line = owner.declaration(of: name)
    return add(
      SystemLocal(
        name, .state, location, unit: line?.unit ?? .unknown, owner: owner,
        isHeld: line?.flags.contains(.unlessRefractory) ?? false), under: key)
  }

  func meaning(
    of path: [String], _ source: ExpressionText, at column: Int = 1
  ) throws -> Meaning {
    var path = path
    if path.count > 1, ExpressionCompiler.ownerNames.contains(path[0]) {
      path.removeFirst()
    }
    if let number = try local(named: path) {
      let local = system.locals[number]
      return Meaning(
        node: local.unit.inModelUnits(.local(number)),
        dimensions: local.unit.knownDimensions)
    }
    guard path.count == 1 else {
      throw NetworkError.unknownVariable(
        name: path.joined(separator: "."), object: object.label, known: names)
    }
    let name = path[0]
    if behavior.given.names.contains(name), !behavior.isDescribed(name) {
      return try parameter(name, source)
    }
    for owner in [object, object.network as NetworkObject?].compactMap({ $0 })
    where owner.state.hasVariable(name) {
      let unit = owner.declaration(of: name)?.unit ?? .unknown
      return Meaning(
        node: unit.inModelUnits(.variable(StateVariable(name, of: owner))),
        dimensions: unit.knownDimensions)
    }
    if let constant = constant(name) { return constant }
    if let unit = Unit(named: name) {
      return Meaning(
        node: .number(.float(unit.modelValue(of: 1))),
        dimensions: Dimensions(unit.dimension))
    }
    throw source.error(
      at: column,
      "'\(name)' has no meaning: declare it with its unit, as in '\(name) : mV',"
        + " or give it as a parameter"
        + Suggestion.ending(for: name, in: names, called: "names"))
  }

  /// What a name means that stands for the same in every system.
  private func constant(_ name: String) -> Meaning? {
    switch name {
    case "pi": Meaning(node: .number(.float(.pi)), dimensions: Dimensions.none)
    case "e": Meaning(node: .number(.float(M_E)), dimensions: Dimensions.none)
    case "inf": Meaning(node: .number(.float(.infinity)), dimensions: nil)
    case "iteration":
      Meaning(node: .iteration(object.context), dimensions: Dimensions.none)
    case "size", "N":
      (object as? NeuronGroup).map {
        Meaning(node: .number(.integer($0.size)), dimensions: Dimensions.none)
      }
    default: nil
    }
  }

  /// What a parameter is.
  private func parameter(
    _ name: String, _ source: ExpressionText
  ) throws -> Meaning {
    if let known = parameters[name] {
      return Meaning(node: known.node, dimensions: known.1)
    }
    let result: (node: ExpressionNode, Dimensions?)
    switch try behavior.given.value(name, for: object) {
    case .number(let number):
      result = (.number(number), number.double == 0 ? nil : Dimensions.none)
    case .tensor(let tensor):
      try checkSize(of: tensor, name)
      result = (.constant(.tensor(tensor), name: name), Dimensions.none)
    case .text(let text):
      let source = ExpressionText(subject: name, text: text, hasUnits: true)
      let syntax = try SyntaxParser.parse(source)
      try begin(name, source)
      let found = try dimensions(of: syntax, source)
      var compiler = ExpressionCompiler(source: source, object: object)
      let object = object
      compiler.meaning = { [self] (path) throws(NetworkError) in
        try asNetworkError(source) { try meaning(of: path, source).node }
      }
      compiler.drawn = { (function, arguments) throws(NetworkError) in
        try EquationBehavior.draw(
          function, arguments, named: name, for: object, source)
      }
      result = (try compiler.node(syntax), found)
      sizes[name] = try size(of: syntax, source)
      open.removeLast()
    case let value:
      throw behavior.invalid(
        name, value ?? .text(""), "it must be a number, a tensor or a text")
    }
    parameters[name] = result
    return Meaning(node: result.node, dimensions: result.1)
  }
}

extension SystemCompiler {
  /// Throws unless a parameter has a value for each neuron or synapse, or fewer of
  /// which they share some.
  private func checkSize(of tensor: Tensor, _ name: String) throws {
    guard let shape = try object.elementShape,
      shape.broadcast(with: tensor.shape) != shape
    else { return }
    throw behavior.invalid(
      name, .tensor(tensor), "its shape must be \(shape), or of axes of size 1")
  }
}

extension NetworkObject {
  /// The line of an equation of the object that declares a variable.
  fileprivate func declaration(of name: String) -> EquationLine? {
    behaviors.lazy.compactMap { entry in
      (entry.behavior.libraryBehavior as? Equation)?.lines?.first {
        $0.name == name
      }
    }.first
  }
}

/// Calls `body`; what its errors are not is a mistake in the text.
func asNetworkError<Result>(
  _ source: ExpressionText, _ body: () throws -> Result
) throws(NetworkError) -> Result {
  do {
    return try body()
  } catch let error as NetworkError {
    throw error
  } catch {
    throw source.error(at: 1, "\(error)")
  }
}
