import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Which synapses a sparse matrix has.
extension Binding {
  /// What only a sparse matrix can be asked for.
  static let sparseMatrixOptions =
    sparseRules + [
      Parameter(
        "autapses", "boolean",
        "sparse: false leaves out synapses of neurons with themselves",
        isOptional: true),
      Parameter(
        "multapses", "boolean",
        "sparse: true lets in_degree, out_degree and total draw a pair more"
          + " than once; the entry has the sum", isOptional: true),
    ]

  fileprivate static let sparseRules = [
    Parameter(
      "in_degree", "integer", "sparse: synapses of each destination",
      isOptional: true),
    Parameter(
      "out_degree", "integer", "sparse: synapses of each source",
      isOptional: true),
    Parameter(
      "total", "integer", "sparse: synapses of all neurons together",
      isOptional: true),
    Parameter(
      "distance", "string|fun(distances: snn.Tensor): snn.Tensor",
      "sparse: what makes probabilities of the distances of some rows: a"
        + " function, or a text such as \"exp(-distance / 5)\"",
      isOptional: true),
  ]
}

extension OptionTable {
  /// Whether a matrix is to be stored as a sparse one.
  func isSparse() throws(LuaRaise) -> Bool {
    try read("layout") { index throws(LuaRaise) in
      if frame.kind(at: index) == .string {
        switch try frame.string(at: index) {
        case "sparse": return true
        case "dense": return false
        default: break
        }
      }
      try frame.pushDescription(of: index)
      throw .message(
        "\(what): layout must be \"dense\" or \"sparse\", not"
          + " \(try frame.string(at: -1))")
    } ?? false
  }

  /// Raises for an option that means nothing for a dense matrix.
  func refuseSparseOptions() throws(LuaRaise) {
    if let name = try given(Binding.sparseMatrixOptions).first {
      throw .message("\(what): '\(name)' needs layout = \"sparse\"")
    }
  }

  /// The names of those options that are given.
  private func given(
    _ options: [Binding.Parameter]
  ) throws(LuaRaise) -> [String] {
    var names: [String] = []
    for option in options {
      _ = try read(option.name) { _ in names.append(option.name) }
    }
    return names
  }

  /// The rule among the options, of which there may be one.
  fileprivate func sparseRule(
    of group: SynapseGroup, density: Scalar?
  ) throws(LuaRaise) -> SparseRule {
    let names =
      (density == nil ? [] : ["density"]) + (try given(Binding.sparseRules))
    guard names.count < 2 else {
      let known = ["density"] + Binding.sparseRules.map(\.name)
      throw .message(
        "\(what): give one of \(known.joined(separator: ", ")); got"
          + " \(names.joined(separator: " and "))")
    }
    switch names.first {
    case "in_degree": return .inDegree(try count("in_degree"))
    case "out_degree": return .outDegree(try count("out_degree"))
    case "total": return .total(try count("total"))
    case "distance": return .distance(try probability(of: group))
    default: return .density(density?.double ?? 1)
    }
  }

  /// The number of synapses that an option is.
  private func count(_ name: String) throws(LuaRaise) -> Int {
    try read(name) { index throws(LuaRaise) in
      if let count = frame.integerIfPresent(at: index) { return count }
      let found =
        frame.numberIfPresent(at: index).map(shown)
        ?? "a \(context.unusable(frame, index))"
      throw .message("\(what): \(name) must be a whole number, not \(found)")
    } ?? 0
  }

  /// What makes probabilities of distances.
  private func probability(
    of group: SynapseGroup
  ) throws(LuaRaise) -> (Tensor) throws -> Operand {
    let index = try index(of: "distance")
    switch frame.kind(at: index) {
    case .string:
      let text = try frame.string(at: index)
      return { [what] distances in
        try group.value(ofDistance: text, distances, operation: what)
      }
    case .function:
      let (context, frame, what) = (context, frame, what)
      return { distances in
        let top = frame.top
        frame.pushValue(at: index)
        try context.pushNew(frame, distances)
        try frame.call(argumentCount: 1, resultCount: 1)
        guard context.isOperand(frame, frame.top) else {
          throw LuaRaise.message(
            "\(what): distance must give a number or a tensor, got"
              + " \(context.unusable(frame, frame.top))")
        }
        let value = try context.operand(frame, frame.top)
        frame.setTop(top)
        return value
      }
    default:
      throw .message(
        "\(what): distance must be a function or a text, got"
          + " \(frame.typeName(at: index))")
    }
  }
}

extension TensorRequest {
  /// A sparse matrix, for which some options mean nothing.
  func sparseMatrix(
    of group: SynapseGroup, _ isOnlyEnabled: Bool?, _ isCloned: Bool?
  ) throws(LuaRaise) -> SparseMatrix {
    for (name, value) in [
      ("only_enabled", isOnlyEnabled), ("clone_along_first_axis", isCloned),
    ] where value != nil {
      throw .message(
        "matrix: '\(name)' can't be used with layout = \"sparse\"")
    }
    guard let options else {
      return try raisingAny { try group.sparseMatrix() }
    }
    let scale = try scale?.number("scale")
    let rule = try options.sparseRule(
      of: group, density: try density?.number("density"))
    let allowsAutapses = try options.flag("autapses") ?? true
    let allowsMultapses = try options.flag("multapses")
    switch rule {
    case .density, .distance:
      if allowsMultapses != nil {
        throw .message(
          "matrix: 'multapses' needs in_degree, out_degree or total; density"
            + " and distance draw each pair once")
      }
    case .inDegree, .outDegree, .total: break
    }
    return try raisingAny {
      try group.sparseMatrix(
        mode, scale: scale, rule: rule, allowsAutapses: allowsAutapses,
        allowsMultapses: allowsMultapses ?? false, type: type)
    }
  }
}

extension Operand {
  /// The number that an option of a sparse matrix must be.
  fileprivate func number(_ name: String) throws(LuaRaise) -> Scalar {
    guard case .scalar(let number) = self else {
      throw .message(
        "matrix: \(name) must be a number with layout = \"sparse\", got a"
          + " tensor")
    }
    return number
  }
}
