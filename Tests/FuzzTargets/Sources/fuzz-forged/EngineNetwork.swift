import Fuzzer
import SpikingNetworks
import Tensors

/// A network of all kinds of things that files keep, but for those of Lua.
private func makeNetwork(isInitialized: Bool = true) throws -> Network {
  let network = try Network(
    seed: 7, timeStep: 0.5, behaviors: [(0, Clock(["step": "0.5 ms"]))],
    pool: MemoryPool(limit: 16 << 20))
  let neurons = try NeuronGroup(
    size: 4, network: network, tag: "exc",
    behaviors: [
      (1, Variable(["eq": "v = -65 mV"])),
      (2, Equation(["eq": "dv/dt = (0 - v) / tau", "tau": "10 ms"])),
      (3, Firing()),
      (4, RefractoryPeriod(["period": 2])),
      (5, AxonalDelay(["delay": 2])),
      (8, try Recorder(["v", "mean(v)", "spike"], gap: 2, maximumLength: 5)),
      (9, try EventRecorder(["spike"])),
      (10, try Recorder(["v"], maximumLength: 3, file: "engine.rec")),
    ])
  neurons.state["name"] = .text("exc")
  neurons.state["half"] = .tensor(
    try neurons.vector().converted(to: .bfloat16))
  let timing = try RunTiming(
    every: .iterations(2), from: .iterations(1), until: .milliseconds(100))
  (neurons.behavior(key: 9) as? EventRecorder)?.timing = timing
  let synapses = try SynapseGroup(
    from: "exc", to: "exc", network: network, tag: "GLUTAMATE",
    behaviors: [
      (1, CreateWeights(["density": 0.5])), (4, SynapticDelay(["delay": 3])),
      (6, WeightClip()), (8, try EventRecorder(["W > 0.1"])),
    ])
  try neurons.add(SynapticNormalization(), key: 7)
  synapses.state["scale"] = .number(2)
  let sparse = try synapses.sparseMatrix("uniform", rule: .density(0.5))
  synapses.state["sparse"] = .sparse(sparse)
  synapses.state["values"] = .tensor(sparse.values)
  if isInitialized { try network.initialize() }
  return network
}

/// Lets some neurons spike in each iteration.
private final class Firing: Behavior {
  var isEnabled = true

  func initialize(_ object: NetworkObject) throws {
    guard let neurons = object as? NeuronGroup else { return }
    neurons.state["spike"] = .tensor(try neurons.vector(type: .bool))
  }

  func forward(_ object: NetworkObject) throws {
    guard let neurons = object as? NeuronGroup else { return }
    neurons.state["spike"] = .tensor(
      try neurons.vector("uniform").comparing(.greater, 0.5))
  }
}

/// The bytes of the file that the network gives after some iterations.
func savedEngineNetwork() -> [UInt8] {
  do {
    let network = try makeNetwork()
    try network.simulateIterations(10)
    try network.save(to: "engine.snn")
  } catch { fatalError("\(error)") }
  return read("engine.snn")
}

/// Loads the file into a network that has run, and uses that.
func loadIntoRunningNetwork() {
  do {
    let network = try makeNetwork()
    try network.simulateIterations(2)
    load(network)
  } catch { fatalError("\(error)") }
}

/// Loads the file into a network that wasn't initialized, which goes on in the
/// file of its recorder.
func loadIntoNewNetwork() {
  write(recordedByEngineNetwork, to: "engine.rec")
  do {
    load(try makeNetwork(isInitialized: false))
  } catch { fatalError("\(error)") }
}

/// What the recorder with a file had written when the network was saved.
private let recordedByEngineNetwork = {
  _ = savedEngineNetwork()
  return read("engine.rec")
}()

private func load(_ network: Network) {
  let before = network.iteration
  do {
    try network.load(from: "engine.snn")
  } catch {
    require(
      network.iteration == before && network.seed == 7,
      "a file that was refused changed something")
  }
  use(network)
  _ = try? network.simulateIterations(3)
  use(network)
  guard (try? network.save(to: "again.snn")) != nil,
    let other = try? makeNetwork()
  else { return }
  // What the network saves, one that is built in the same way takes.
  do { try other.load(from: "again.snn") } catch {
    if case TensorError.outOfMemory = error { return }
    fatalError("what was saved is refused: \(error)")
  }
  _ = try? other.simulateIterations(2)
}

/// Looks at everything that a network shows.
private func use(_ network: Network) {
  _ = network.description
  for object in [network] + network.groups {
    for name in object.state.names {
      switch object.state[name] {
      case .tensor(let tensor): use(tensor)
      case .sparse(let matrix): use(matrix)
      default: break
      }
    }
    for entry in object.behaviors {
      guard let recorder = entry.behavior as? any RecordingBehavior else {
        continue
      }
      for variable in recorder.variables {
        for tag in [variable, "\(variable).t", "\(variable).i"] {
          _ = recorder.recording(under: tag)
          if let data = try? recorder.data(under: tag, countingFrom: 1) {
            use(data)
          }
        }
        for array in recorder.arrays(of: variable) {
          if let data = try? array.contents() { _ = try? data.tensors() }
        }
      }
    }
  }
  _ = try? RecordedArrays(of: [network]).save(path: "arrays.npz")
}

/// Computes with a tensor.
func use(_ tensor: Tensor) {
  _ = tensor.description
  _ = try? tensor.applying(.add, 1).reduced(.sum)
  _ = try? tensor.reducing(.maximum, axis: 0)
  if let copy = try? tensor.copied() {
    _ = try? copy.copy(from: tensor)
    _ = try? tensor.apply(.add, .tensor(copy))
    _ = try? tensor.copy(from: copy)
  }
}

private func use(_ matrix: SparseMatrix) {
  use(matrix.values)
  _ = try? matrix.dense()
  let count = matrix.structure.columnCount
  guard
    let vector = try? Tensor.full(
      [count], 1, type: matrix.values.type, in: matrix.values.pool)
  else { return }
  _ = try? matrix.matrixProduct(vector)
}
