import Tensors

/// Delays the currents of synapses, each by a time of its own.
public final class SynapticDelay: LibraryBehavior {
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

  public override func forward(_ object: NetworkObject) throws {
    guard let line else { return }
    let spike = try synapses(object).source.tensor(named: variable)
    try checkWeights(object)
    object.state[result] = .tensor(
      try line.step(spike, try object.tensor(named: weights)))
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
