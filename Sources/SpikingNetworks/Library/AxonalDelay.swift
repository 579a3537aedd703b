import Tensors

/// Delays spikes on their way along the axons of neurons.
public final class AxonalDelay: DelayBehavior, AlgebraicBehavior {
  public override class var summary: String {
    "Delays spikes, each neuron's by a number of iterations of its own. Of a"
      + " neuron group, the delayed spikes are its variable delayed_spike; of"
      + " a synapse group, the spikes of its source are delayed, for this group"
      + " alone, and the variable is the synapse group's."
  }

  public override class var parameterDescriptions: [ParameterDescription] {
    [
      delayDescription("neuron"),
      ParameterDescription(
        "variable", default: "spike", "the state variable with the spikes"),
      ParameterDescription(
        "result", default: "delayed_spike",
        "the state variable that gets those that arrive"),
    ]
  }

  public override func initialize(_ object: NetworkObject) throws {
    let neurons = try neurons(of: object)
    try readNames(for: object, spikesOf: neurons)
    let delays = try delays(try Shape([neurons.size]), for: neurons)
    try begin(try SpikeDelayLine(delays: delays), for: object)
  }

  func step<A: Algebra>(_ object: NetworkObject, in algebra: A) throws {
    guard let line else { return }
    let neurons = try neurons(of: object)
    let spike = try algebra.tensor(named: variable, of: neurons)
    try algebra.set(
      result, of: object,
      to: try algebra.delayed(spike, by: line, weights: nil))
  }

  private func neurons(
    of object: NetworkObject
  ) throws(NetworkError) -> NeuronGroup {
    if let synapses = object as? SynapseGroup { return synapses.source }
    return try required(
      object, NeuronGroup.self, for: name, is: "a neuron or synapse group")
  }
}
