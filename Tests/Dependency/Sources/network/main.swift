import SpikingNetworks

/// Halves the voltage in each iteration.
final class Decay: Behavior {
  var isEnabled = true

  func initialize(_ object: NetworkObject) throws {
    guard let neurons = object as? NeuronGroup else { return }
    neurons.state["voltage"] = .tensor(try neurons.vector("8"))
  }

  func forward(_ object: NetworkObject) throws {
    try object.tensor(named: "voltage").apply(.multiply, 0.5)
  }
}

let network = try Network(seed: 1)
let neurons = try NeuronGroup(
  size: 3, network: network, behaviors: [(1, Decay())])
try network.initialize()
try network.simulateIterations(2)
print(try neurons.tensor(named: "voltage").values(Float.self))
