import Tensors

/// Delays the currents of synapses, each by a time of its own.
public final class SynapticDelay: DelayBehavior, AlgebraicBehavior {
  public override class var summary: String {
    "Gives the currents that the spikes of a synapse group's source bring its"
      + " targets, each synapse's after a number of iterations of its own. A"
      + " synapse passes on the weight that it has when the spike leaves. Of a"
      + " sparse matrix each entry has its delay, of one or two bytes; an iteration"
      + " takes time for the entries of the sources that spike."
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

  /// True, for the line is made for the weights that there are.
  public override var initializesLast: Bool { true }

  private var weights = ""

  public override func initialize(_ object: NetworkObject) throws {
    let synapses = try synapses(object)
    weights = try text("weights", for: object) ?? ""
    try readNames(for: object, spikesOf: synapses.source)
    let shape = synapses.matrixShape
    let axis = synapses.context.synapseMode.sourceAxis
    switch object.state[weights] {
    case .sparse(let matrix)? where matrix.shape == shape:
      let delays = try delays(
        [matrix.entryCount], for: object,
        note: ", one for each entry in the order of values()")
      try begin(
        try SparseDelayLine(
          of: matrix.structure, delays: delays, sourceAxis: axis,
          type: matrix.type), for: object)
    case .tensor(let tensor)?
    where tensor.shape == shape && tensor.type.isComputedFloat:
      try begin(
        try CurrentDelayLine(
          delays: try delays(shape, for: object), sourceAxis: axis,
          type: tensor.type), for: object)
    case nil:
      throw NetworkError.unknownVariable(
        name: weights, object: object.label, known: object.state.names)
    case let value?: throw otherWeights(value, of: synapses)
    }
  }

  func step<A: Algebra>(_ object: NetworkObject, in algebra: A) throws {
    guard let line else { return }
    let synapses = try synapses(object)
    let spike = try algebra.tensor(named: variable, of: synapses.source)
    let content = try algebra.content(of: weights, in: object)
    switch (line, content) {
    case (let line as SparseDelayLine, .sparse(let matrix, let entries))
    where line.fits(matrix):
      try algebra.set(
        result, of: object,
        to: try algebra.delayed(spike, by: line, weights: entries))
    case (is SparseDelayLine, .sparse):
      throw NetworkError.wrongKind(
        what: "'\(weights)' of \(object.label)",
        expected:
          "the sparse matrix that SynapticDelay was initialized with, or"
          + " one with entries in the same places",
        found: "another one; reinitialize() draws delays for it")
    case (let line as CurrentDelayLine, .value),
      (let line as CurrentDelayLine, .other):
      let weights = try algebra.tensor(named: weights, of: object)
      try algebra.set(
        result, of: object,
        to: try algebra.delayed(spike, by: line, weights: weights))
    default:
      throw NetworkError.wrongKind(
        what: "'\(weights)' of \(object.label)",
        expected: line is SparseDelayLine
          ? "a sparse matrix, as it was" : "a dense matrix, as it was",
        found: line is SparseDelayLine
          ? "a dense one; call reinitialize()"
          : "a sparse one; call reinitialize()")
    }
  }

  /// The error for weights that currents can't come from.
  private func otherWeights(
    _ value: StateValue, of synapses: SynapseGroup
  ) -> NetworkError {
    var found = value.kind
    switch value {
    case .tensor(let tensor): found = "\(tensor.type) of shape \(tensor.shape)"
    case .sparse(let matrix): found = "a sparse matrix of shape \(matrix.shape)"
    default: break
    }
    return .wrongKind(
      what: "'\(weights)' of \(synapses.label)",
      expected: "float32 or float64 weights of shape \(synapses.matrixShape)",
      found: found)
  }

  private func synapses(
    _ object: NetworkObject
  ) throws(NetworkError) -> SynapseGroup {
    try required(object, SynapseGroup.self, for: name, is: "a synapse group")
  }
}
