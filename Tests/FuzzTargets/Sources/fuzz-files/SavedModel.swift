import Fuzzer
import Glibc
import SpikingNetworks
import Tensors

/// A network of all kinds of things that files keep.
func makeNetwork() throws -> Network {
  let network = try Network(
    seed: 7, timeStep: 0.5, pool: MemoryPool(limit: 16 << 20))
  let neurons = try NeuronGroup(
    size: 4, network: network, tag: "exc",
    behaviors: [
      (1, Variable(["eq": "v = -65 mV"])),
      (2, Equation(["eq": "dv/dt = (0 - v) / tau", "tau": "10 ms"])),
      (3, AxonalDelay(["delay": 2])),
      (8, try Recorder(["v", "mean(v)"], gap: 2, maximumLength: 5)),
      (9, try EventRecorder(["spike"])),
    ])
  neurons.state["spike"] = .tensor(try neurons.vector(1, type: .bool))
  neurons.state["name"] = .text("exc")
  let synapses = try SynapseGroup(
    from: "exc", to: "exc", network: network, tag: "GLU",
    behaviors: [(4, CreateWeights(["density": 0.5]))])
  synapses.state["scale"] = .number(2)
  synapses.state["sparse"] = .sparse(try synapses.sparseMatrix("uniform"))
  try network.initialize()
  return network
}

/// The bytes of the file that the network gives after some iterations.
func savedNetwork() -> [UInt8] {
  let path = "saved.snn"
  do {
    let network = try makeNetwork()
    try network.simulateIterations(10)
    try network.save(to: path)
  } catch { fatalError("\(error)") }
  let file = open(path, O_RDONLY)
  defer { close(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 16)
  let count = read(file, &bytes, bytes.count)
  require(count > 0 && count < bytes.count, "the saved network can't be read")
  return Array(bytes.prefix(count))
}
