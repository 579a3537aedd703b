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
  var numbers: [String: Int] = [:]

  /// What parameters are, and the dimensions of each.
  var parameters: [String: (node: ExpressionNode, Dimensions?)] = [:]

  /// How many parts names stand for, once subexpressions stand in their places.
  var sizes: [String: Int] = [:]

  /// The names that are being compiled.
  var open: [String] = []

  /// The sum of the sizes of an expression is at most this, so that no chain of
  /// subexpressions takes forever.
  private static let mostParts = 4_000

  /// A chain of names has at most as many.
  private static let mostNames = 100

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
  func add(_ local: SystemLocal, under name: String? = nil)
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
  func subexpression(_ line: EquationLine) throws -> Int {
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

  /// Begins to work out what a name stands for, which isn't known while it is
  /// under way.
  func begin(
    _ name: String, _ source: ExpressionText
  ) throws(NetworkError) {
    if open.contains(name) {
      throw source.error(
        at: 1,
        "'\(name)' is worked out from itself: "
          + (open.drop { $0 != name } + [name]).joined(separator: ", "))
    }
    guard open.count < Self.mostNames else {
      throw source.error(
        at: 1,
        "'\(name)' is the end of a chain of more than \(Self.mostNames) names,"
          + " each worked out from the next one")
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
    var isNeeded: Set<Int> = []
    for number in node.locals {
      locals.insert(number)
      guard case .subexpression(let inner) = system.locals[number].kind else {
        continue
      }
      locals.formUnion(inner.locals)
      for need in inner.needs + [number] where isNeeded.insert(need).inserted {
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
  func size(
    of syntax: Syntax, _ source: ExpressionText
  ) throws(NetworkError) -> Int {
    let total = syntax.names.reduce(1) { $0 + (sizes[$1] ?? 1) }
    guard total <= Self.mostParts else {
      throw source.error(
        at: 1, "it is too long once what its names stand for is in their place")
    }
    return total
  }
}

extension SystemLocal {
  init(
    _ name: String, _ kind: Kind, _ location: Location = [], unit: DeclaredUnit,
    owner: NetworkObject? = nil, isConstant: Bool = false, isHeld: Bool = false
  ) {
    self.init(
      name: name, kind: kind, location: location, unit: unit, owner: owner,
      isConstant: isConstant, isHeld: isHeld)
  }
}
