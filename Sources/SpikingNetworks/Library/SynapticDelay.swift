import Tensors

/// Delays the currents of synapses, each by a time of its own.
public final class SynapticDelay: LibraryBehavior, AlgebraicBehavior {
  public override class var summary: String {
    "Gives the currents that the spikes of a synapse group's source bring its"
      + " targets, each synapse's after a number of iterations of its own. A"
      + " synapse passes on the weight that it has when the spike leaves. The"
      + " weights are a dense matrix; for a sparse one, delay the spikes with"
      + " AxonalDelay."
  }

  public override class var parameterDescriptions: [ParameterDescription] {
    [
      delayDescription("synapse"),
      ParameterDescription(
        "weights", default: "W", "the state variable with the weights"),
      ParameterDescription(
        "variable", default: "spike",
        "the state variable of the source with its spikes"),
      ParameterDescription(
        "result", default: "I",
        "the state variable that gets the currents that arrive"),
    ]
  }

  /// What is on its way; nil before `initialize`.
  public private(set) var line: CurrentDelayLine?

  private var weights = ""
  private var variable = ""
  private var result = ""

  public override func initialize(_ object: NetworkObject) throws {
    let synapses = try synapses(object)
    weights = try text("weights", for: object) ?? ""
    variable = try text("variable", for: object) ?? ""
    result = try text("result", for: object) ?? ""
    try checkName(result, "result", for: object)
    try checkWeights(object)
    line = try CurrentDelayLine(
      delays: try delays(synapses.matrixShape, for: synapses),
      sourceAxis: synapses.context.synapseMode.sourceAxis,
      type: object.elementType)
    object.state[result] = .tensor(try synapses.destination.vector())
  }

  public override var saved: [String: SavedValue] {
    get throws {
      try line.map { ["pending": .tensor(try $0.pending())] } ?? [:]
    }
  }

  public override func restore(_ saved: [String: SavedValue]) throws {
    try line?.restore(try saved.required("pending", \.tensor))
  }

  func step<A: Algebra>(_ object: NetworkObject, in algebra: A) throws {
    guard let line else { return }
    let synapses = try synapses(object)
    let spike = try algebra.tensor(named: variable, of: synapses.source)
    if case .sparse = try algebra.content(of: weights, in: object) {
      try checkWeights(object)
    }
    let weights = try algebra.tensor(named: weights, of: object)
    let shape: Shape = [synapses.destination.size]
    try algebra.set(
      result, of: object,
      to: try algebra.make(
        "delay", [spike, weights], shape, object.elementType
      ) { try line.step($0[0], $0[1]) })
  }

  /// Throws for weights that are a sparse matrix.
  private func checkWeights(_ object: NetworkObject) throws(NetworkError) {
    guard case .sparse? = object.state[weights] else { return }
    throw .wrongKind(
      what: "'\(weights)' of \(object.label)", expected: "a dense matrix",
      found: "a sparse one; AxonalDelay delays the spikes that reach it")
  }

  private func synapses(
    _ object: NetworkObject
  ) throws(NetworkError) -> SynapseGroup {
    try required(object, SynapseGroup.self, for: name, is: "a synapse group")
  }
}
