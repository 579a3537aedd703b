import SpikingNetworks
import Tensors

/// A small network for texts to be about.
struct Model {
  let network: Network
  let neurons: NeuronGroup
  let synapses: SynapseGroup

  init() throws {
    network = try Network(
      seed: 1, timeStep: 0.5, pool: MemoryPool(limit: 16 << 20))
    neurons = try NeuronGroup(size: 5, network: network, tag: "exc, e")
    synapses = try SynapseGroup(
      from: "exc", to: "exc", network: network, tag: "GLU")
    neurons.state["voltage"] = .tensor(try neurons.vector("normal(0, 1)"))
    neurons.state["spike"] = .tensor(try neurons.vector(1, type: .bool))
    neurons.state["count"] = .tensor(try neurons.vector(3, type: .int64))
    neurons.state["tau"] = .number(20)
    neurons.state["name"] = .text("exc")
    synapses.state["W"] = .tensor(try synapses.matrix("uniform"))
  }
}
