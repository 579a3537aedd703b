import Glibc
import Tensors

/// Makes a system of the lines of a text, giving its names their meaning.
///
/// Names are, in this order: the system's variables, the behavior's parameters,
/// what every system knows (`t`, `dt`, `xi`, `pi`, …), at synapses the variables of
/// their ends, state variables of the object and of the network, units.
final class SystemCompiler {
  let behavior: EquationBehavior
  let object: NetworkObject
  let lines: [EquationLine]

  var system = EquationSystem()

  /// The numbers of local values by their names, those of ends as `src.v`.
  private var numbers: [String: Int] = [:]

  /// What parameters are, and the dimensions of each.
  private var parameters: [String: (node: ExpressionNode, Dimensions?)] = [:]

  /// How many parts names stand for, once subexpressions stand in their places.
  private var sizes: [String: Int] = [:]

  /// The names that are being compiled.
  private var open: [String] = []

  /// The sum of the sizes of an expression is at most this, so that no chain of
  /// subexpressions takes forever.
  private static let mostParts = 4_000

  init(
    _ lines: [EquationLine], of behavior: EquationBehavior,
    for object: NetworkObject
  ) throws {
    self.behavior = behavior
    self.object = object
    self.lines = lines
    add(SystemLocal("t", .time, unit: .second))
    add(SystemLocal("dt", .step, unit: .second))
    var names: Set<String> = ["t", "dt"]
    for line in lines {
      guard names.insert(line.name).inserted else {
        throw line.source.error(
          at: 1,
          numbers[line.name] ?? 2 < 2
            ? "'\(line.name)' is a time that every equation knows"
            : "'\(line.name)' has two equations")
      }
      if case .value = line.kind { continue }
      try behavior.checkName(line.name, "eq", for: object)
      let isOfSynapses = object is SynapseGroup
      var location: Location = .each
      if line.flags.contains(.source) || line.flags.contains(.destination) {
        guard isOfSynapses else {
          throw line.source.error(
            at: 1,
            "(source) and (destination) are for variables of a synapse group,"
              + " and this is \(object.label)")
        }
        location = line.flags.contains(.source) ? .source : .destination
      }
      add(
        SystemLocal(
          line.name, .state, location, unit: line.unit,
          isConstant: line.flags.contains(.constant),
          isHeld: line.flags.contains(.unlessRefractory)))
    }
  }

  @discardableResult
  private func add(_ local: SystemLocal, under name: String? = nil)
    -> Int
  {
    system.locals.append(local)
    numbers[name ?? local.name] = system.locals.count - 1
    return system.locals.count - 1
  }

  /// Adds a state variable that no equation has.
  func addState(_ name: String, unit: DeclaredUnit = .one) {
    add(SystemLocal(name, .state, .each, unit: unit))
  }

  // MARK: Equations

  /// Compiles all subexpressions and changes.
  func compileEquations() throws {
    for line in lines {
      if case .value = line.kind { _ = try subexpression(line) }
    }
    for line in lines {
      guard case .change(let syntax) = line.kind,
        let number = numbers[line.name]
      else { continue }
      let local = system.locals[number]
      let wanted = line.unit.dimensions / .time
      try check(
        syntax, line.source, is: wanted, for: "d\(line.name)/dt",
        unit: "\(line.unit.text)/s")
      let rate = try expression(
        syntax, line.source, as: { local.unit.stored($0) })
      try check(rate, fits: local.location, line)
      system.changes.append((number, rate))
    }
  }

  /// The number of the local value of a subexpression.
  private func subexpression(_ line: EquationLine) throws -> Int {
    if let known = numbers[line.name] { return known }
    guard case .value(let syntax) = line.kind else { return 0 }
    try begin(line.name, line.source)
    try behavior.checkName(line.name, "eq", for: object)
    try check(
      syntax, line.source, is: line.unit.dimensions, for: "'\(line.name)'",
      unit: line.unit.text)
    let value = try expression(
      syntax, line.source, as: { line.unit.stored($0) })
    sizes[line.name] = try size(of: syntax, line.source)
    open.removeLast()
    return add(
      SystemLocal(
        line.name, .subexpression(value), value.location, unit: line.unit))
  }

  private func begin(
    _ name: String, _ source: ExpressionText
  ) throws(NetworkError) {
    if open.contains(name) {
      throw source.error(
        at: 1,
        "'\(name)' is worked out from itself: "
          + (open.drop { $0 != name } + [name]).joined(separator: ", "))
    }
    open.append(name)
  }

  private func check(
    _ value: SystemExpression, fits location: Location, _ line: EquationLine
  ) throws(NetworkError) {
    guard object is SynapseGroup, !value.location.isSubset(of: location) else {
      return
    }
    throw line.source.error(
      at: 1,
      "'\(line.name)' is \(location.phrase), and '\(value.syntax.text)'"
        + " \(value.location.phrase)")
  }

  // MARK: Expressions

  /// What a draw in an expression is.
  typealias Drawn = (ModeFunction, [Double]) -> ExpressionNode

  /// What draws are in expressions that are worked out in each iteration, for
  /// each neuron.
  func drawn() throws -> Drawn? {
    guard let neurons = object as? NeuronGroup else { return nil }
    let random = object.currentRandom
    let sample = try neurons.vector()
    return { .draw($0, $1, like: sample, from: random) }
  }

  /// Compiles an expression; `finished` makes of it what it is used as.
  func expression(
    _ syntax: Syntax, _ source: ExpressionText, drawn: Drawn? = nil,
    as finished: (ExpressionNode) -> ExpressionNode = { $0 }
  ) throws -> SystemExpression {
    var compiler = ExpressionCompiler(source: source, object: object)
    compiler.meaning = { [self] (path) throws(NetworkError) in
      try asNetworkError(source) { try meaning(of: path, source).node }
    }
    if let drawn {
      compiler.drawn = { (function, arguments) throws(NetworkError) in
        drawn(function, arguments)
      }
    } else {
      compiler.drawsInstead =
        "noise in an equation is xi; the threshold and resets of neurons, and"
        + " values at the beginning, may be drawn"
    }
    let node = finished(try compiler.node(syntax))
    _ = try size(of: syntax, source)
    return expression(node, syntax)
  }

  /// What an expression needs to know of its node.
  func expression(_ node: ExpressionNode, _ syntax: Syntax) -> SystemExpression
  {
    var (needs, locals): ([Int], Set<Int>) = ([], [])
    for number in node.locals {
      locals.insert(number)
      guard case .subexpression(let inner) = system.locals[number].kind else {
        continue
      }
      locals.formUnion(inner.locals)
      for need in inner.needs + [number] where !needs.contains(need) {
        needs.append(need)
      }
    }
    return SystemExpression(
      node: node, syntax: syntax,
      location: node.location(ofLocals: system), needs: needs,
      locals: locals)
  }

  /// Throws unless an expression is of these dimensions; `what` is what must be.
  func check(
    _ syntax: Syntax, _ source: ExpressionText, is wanted: Dimensions,
    for what: String, unit: String? = nil
  ) throws {
    try dimensionCheck(source).require(syntax, wanted, for: what, unit: unit)
  }

  /// The dimensions of an expression, all of whose parts must fit together.
  func dimensions(
    of syntax: Syntax, _ source: ExpressionText
  ) throws(NetworkError) -> Dimensions? {
    try dimensionCheck(source).dimensions(of: syntax)
  }

  private func dimensionCheck(_ source: ExpressionText) -> DimensionCheck {
    DimensionCheck(source: source) {
      [self] (path, column) throws(NetworkError) in
      try asNetworkError(source) {
        try meaning(of: path, source, at: column).dimensions
      }
    }
  }

  /// How many parts an expression has, with those of what its names stand for.
  private func size(
    of syntax: Syntax, _ source: ExpressionText
  ) throws(NetworkError) -> Int {
    let total = syntax.names.reduce(1) { $0 + (sizes[$1] ?? 1) }
    guard total <= Self.mostParts else {
      throw source.error(
        at: 1, "it is too long once what its names stand for is in their place")
    }
    return total
  }

  // MARK: Names

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

  private func meaning(
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

extension SystemLocal {
  fileprivate init(
    _ name: String, _ kind: Kind, _ location: Location = [], unit: DeclaredUnit,
    owner: NetworkObject? = nil, isConstant: Bool = false, isHeld: Bool = false
  ) {
    self.init(
      name: name, kind: kind, location: location, unit: unit, owner: owner,
      isConstant: isConstant, isHeld: isHeld)
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
private func asNetworkError<Result>(
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
