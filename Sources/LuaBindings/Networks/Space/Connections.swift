import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Which synapses there are, as a rule makes them.
extension Binding {
  static var connect: Binding {
    Binding(
      owner: .synapseGroup, name: "connect",
      parameters: [
        Parameter(
          "rule", "snn.ConnectionRule", "one of these, and autapses",
          options: connectionOptions)
      ],
      result: "snn.Tensor",
      summary: "A bool matrix of the synapses that a rule makes:"
        + " synapse.enabled = synapse:connect { in_degree = 10 }.",
      product: .tensor
    ) { context, frame throws(LuaRaise) in
      let group = try context.synapses(frame, 1)
      let options = try OptionTable(
        context, frame, 2, "connect", connectionOptions, required: true)
      let allowsAutapses = try options.flag("autapses") ?? true
      let rule = try options.connectionRule(of: group)
      return try context.give(
        frame,
        try raisingAny {
          try group.connections(rule, allowsAutapses: allowsAutapses)
        })
    }
  }

  fileprivate static let connectionRules = [
    Parameter(
      "in_degree", "integer",
      "sources of each destination, drawn without repetition",
      isOptional: true),
    Parameter(
      "out_degree", "integer",
      "destinations of each source, drawn without repetition",
      isOptional: true),
    Parameter(
      "density", "number|snn.Tensor", "a probability, or a matrix of them",
      isOptional: true),
    Parameter(
      "distance", "string|fun(distances: snn.Tensor): snn.Tensor",
      "what makes probabilities, or a bool matrix, of the distances: a"
        + " function, or a text such as \"exp(-distance / 5)\"",
      isOptional: true),
    Parameter(
      "rule", "\"all\"|\"one_to_one\"",
      "all synapses, or those of neurons with the same number",
      isOptional: true),
  ]

  private static let connectionOptions =
    connectionRules + [
      Parameter(
        "autapses", "boolean",
        "false leaves out synapses of neurons with themselves",
        isOptional: true)
    ]
}

extension OptionTable {
  /// The rule among the options, of which there must be one.
  fileprivate func connectionRule(
    of group: SynapseGroup
  ) throws(LuaRaise) -> ConnectionRule {
    let rules = Binding.connectionRules.map(\.name)
    var given: [String] = []
    for name in rules {
      try push(name)
      if !frame.isNoneOrNil(at: -1) { given.append(name) }
      frame.pop()
    }
    guard let name = given.first, given.count == 1 else {
      let found = given.isEmpty ? "none" : given.joined(separator: " and ")
      throw .message(
        "connect: give one of \(rules.joined(separator: ", ")); got \(found)")
    }
    let value = try index(of: name)
    let rule: ConnectionRule =
      switch name {
      case "in_degree": .inDegree(try degree(name, value))
      case "out_degree": .outDegree(try degree(name, value))
      case "rule": try namedRule(value)
      case "distance": try probability(ofDistance: value, group)
      default: .probability(try probability(name, value))
      }
    frame.setTop(value - 1)
    return rule
  }

  private func degree(
    _ name: String, _ value: Int
  ) throws(LuaRaise) -> Int {
    if let count = frame.integerIfPresent(at: value) { return count }
    let found =
      frame.numberIfPresent(at: value).map(shown)
      ?? "a \(frame.typeName(at: value))"
    throw .message("connect: \(name) must be a whole number, not \(found)")
  }

  private func namedRule(_ value: Int) throws(LuaRaise) -> ConnectionRule {
    switch frame.kind(at: value) == .string ? try frame.string(at: value) : ""
    {
    case "all": return .all
    case "one_to_one": return .oneToOne
    default:
      try frame.pushDescription(of: value)
      throw .message(
        "connect: rule must be \"all\" or \"one_to_one\", not"
          + " \(try frame.string(at: -1))")
    }
  }

  /// What the function or the expression at `value` makes of distances.
  private func probability(
    ofDistance value: Int, _ group: SynapseGroup
  ) throws(LuaRaise) -> ConnectionRule {
    switch frame.kind(at: value) {
    case .string:
      let text = try frame.string(at: value)
      return .probability(
        try raisingAny { try group.value(ofDistance: text) })
    case .function:
      frame.pushValue(at: value)
      try context.pushNew(frame, try raisingAny { try group.distances() })
      try frame.call(argumentCount: 1, resultCount: 1)
      return .probability(try probability("distance", frame.top))
    default:
      throw .message(
        "connect: distance must be a function or a text, got"
          + " \(frame.typeName(at: value))")
    }
  }

  private func probability(
    _ name: String, _ value: Int
  ) throws(LuaRaise) -> Operand {
    guard context.isOperand(frame, value) else {
      throw .message(
        "connect: \(name) must be a number or a tensor, got"
          + " \(context.unusable(frame, value))")
    }
    return try context.operand(frame, value)
  }
}
