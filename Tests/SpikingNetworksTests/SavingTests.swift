import Foundation
import SpikingNetworks
import Tensors
import TestSupport
import Testing

/// Saving and loading without Lua.
@Suite struct SavingTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("net.snn")
  }

  @Test func aLoadedNetworkGoesOnToTheBit() throws {
    let whole = try makeNetwork(seed: 7)
    try whole.initialize()
    try whole.simulateIterations(20)
    try whole.save(to: folder.path("whole.snn"))

    let half = try makeNetwork(seed: 7)
    try half.initialize()
    try half.simulateIterations(10)
    try half.save(to: path)
    let rest = try makeNetwork(seed: 8)
    try rest.load(from: path)
    try rest.simulateIterations(10)
    try rest.save(to: path)

    #expect(rest.iteration == 20 && rest.seed == 7)
    #expect(try bytes(path) == bytes(folder.path("whole.snn")))
  }

  @Test func aSavableBehaviorGetsItsState() throws {
    let network = try savedNetwork()
    let counter = try #require(network.counter)
    try network.simulateIterations(5)
    try network.load(from: path)
    #expect(counter.count == 10)
  }

  @Test func whoeverHoldsATensorSeesWhatIsLoaded() throws {
    let network = try savedNetwork()
    let held = try network.neuronGroups[0].tensor(named: "voltage")
    let saved = try held.numbers()
    try held.fill(3)
    try network.load(from: path)
    #expect(try held.numbers() == saved)
    let found = try network.neuronGroups[0].tensor(named: "voltage")
    #expect(found.storage === held.storage)
  }

  @Test func tensorsShareMemoryAsTheyDid() throws {
    let network = try savedNetwork()
    let neurons = network.neuronGroups[0]
    neurons.state["view"] = .tensor(
      try neurons.tensor(named: "voltage").narrowed(axis: 0, start: 1, count: 2)
    )
    try network.save(to: path)
    let other = try makeNetwork(seed: 3)
    try other.load(from: path)
    try other.neuronGroups[0].tensor(named: "view").fill(9)
    #expect(
      try other.neuronGroups[0].numbers("voltage").prefix(4).filter { $0 == 9 }
        .count == 2)
  }

  @Test func variablesThatAreNotInTheFileAreRemoved() throws {
    let network = try savedNetwork()
    network.neuronGroups[0].state["late"] = .number(1)
    try network.load(from: path)
    #expect(network.neuronGroups[0].state["late"] == nil)
  }

  @Test func switchesAndTagsAreLoaded() throws {
    let network = try savedNetwork()
    let neurons = network.neuronGroups[0]
    neurons.addTags("late")
    neurons.isRecording = false
    neurons.behaviors[0].behavior.isEnabled = false
    let timing = try RunTiming(
      every: .iterations(3), until: .milliseconds(2.5))
    let recorder = try #require(
      neurons.behavior(key: 8) as? any TimedBehavior)
    recorder.timing = timing
    try network.save(to: path)
    let other = try makeNetwork(seed: 3)
    try other.load(from: path)
    let loaded = other.neuronGroups[0]
    #expect(loaded.tags.contains("late") && !loaded.isRecording)
    #expect(!loaded.behaviors[0].behavior.isEnabled)
    #expect(loaded.behavior(key: 8)?.timing == timing)
  }

  @Test func behaviorsInAnotherOrderAreAnotherNetwork() throws {
    func make(swapped: Bool) throws -> Network {
      let network = try Network(seed: 1)
      let groups = try ["a", "b"].map {
        try NeuronGroup(size: 1, network: network, tag: $0)
      }
      for group in swapped ? groups.reversed() : groups {
        try group.add(Probe(), key: 1)
      }
      try network.initialize()
      return network
    }
    try make(swapped: false).save(to: path)
    let other = try make(swapped: true)
    #expect(
      message { try other.load(from: path) }?.hasSuffix(
        "number 1 in the order of behaviors was Probe (key 1) of NeuronGroup"
          + " 'a' there, here it is Probe (key 1) of NeuronGroup 'b'") == true)
    try make(swapped: false).load(from: path)
  }

  @Test func aNetworkThatIsNotInitializedCantBeSaved() throws {
    let network = try makeNetwork(seed: 1)
    #expect(
      message { try network.save(to: path) }
        == "save: Network 'Network_1' is not initialized; initialize it first")
  }

  @Test func noBehaviorCanSaveOrLoad() throws {
    let network = try savedNetwork()
    let path = path
    let saver = Probe("Saver", forward: { try $0.network?.save(to: path) })
    try network.neuronGroups[0].add(saver, key: 50)
    #expect(
      message { try network.simulateIteration() }?
        .hasSuffix("save: not while behaviors run (called from Saver)") == true)
  }

  @Test func anotherGroupIsAnErrorThatChangesNothing() throws {
    let network = try savedNetwork()
    try NeuronGroup(size: 4, network: network, tag: "b")
    try network.simulateIterations(1)
    let before = try network.neuronGroups[0].numbers("voltage")
    #expect(
      message { try network.load(from: path) }
        == "\(path): saved by another network: group 2 was missing there, here"
        + " it is NeuronGroup 'b'")
    #expect(try network.neuronGroups[0].numbers("voltage") == before)
    #expect(network.iteration == 11)
  }

  @Test func anotherBehaviorIsAnError() throws {
    let network = try savedNetwork()
    try network.neuronGroups[0].add(Probe(), key: 30)
    #expect(
      message { try network.load(from: path) }
        == "\(path): saved by another network: behavior 4 of NeuronGroup 'a'"
        + " was missing there, here it is Probe (key 30)")
  }

  @Test func otherSizesAndTypesAreErrors() throws {
    _ = try savedNetwork()
    #expect(
      message { try makeNetwork(seed: 1, size: 5).load(from: path) }
        == "\(path): saved by another network: the size of NeuronGroup 'a' was"
        + " 4 there, here it is 5")
    #expect(
      message { try Network(type: .float64).load(from: path) }
        == "\(path): saved by another network: the type was float32 there, here"
        + " it is float64")
  }

  @Test func aStateThatABehaviorRefusesChangesNothing() throws {
    let network = try savedNetwork()
    let counter = try #require(network.counter)
    counter.count = -1
    try network.save(to: path)
    counter.count = 3
    try network.neuronGroups[0].tensor(named: "voltage").fill(2)
    #expect(
      message { try network.load(from: path) }
        == "\(path): the file is damaged: Counter (key 2) of NeuronGroup 'a':"
        + " the count is below 0")
    #expect(counter.count == 3)
    #expect(try network.neuronGroups[0].numbers("voltage") == [2, 2, 2, 2])
  }

  /// A network that was saved to `path` after ten iterations.
  private func savedNetwork() throws -> Network {
    let network = try makeNetwork(seed: 7)
    try network.initialize()
    try network.simulateIterations(10)
    try network.save(to: path)
    return network
  }

  private func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }
}

/// A network with noise, a counter and recorders.
func makeNetwork(seed: UInt64, size: Int = 4) throws -> Network {
  let network = try Network(seed: seed)
  let noise = Probe(
    "Noise",
    forward: { object in
      let neurons = try #require(object as? NeuronGroup)
      try neurons.tensor(named: "voltage")
        .apply(.add, .tensor(try neurons.vector("uniform")))
    },
    initialize: { object in
      let neurons = try #require(object as? NeuronGroup)
      neurons.state["voltage"] = .tensor(try neurons.vector("normal(0, 1)"))
    })
  try NeuronGroup(
    size: size, network: network, tag: "a",
    behaviors: [
      (1, noise), (2, Counter()),
      (8, try Recorder(["voltage", "mean(voltage)"], gap: 3)),
    ])
  return network
}

extension Network {
  var counter: Counter? {
    neuronGroups[0].behavior(key: 2) as? Counter
  }
}

/// A behavior with state of its own.
final class Counter: SavableBehavior {
  var isEnabled = true
  var count = 0

  func initialize(_ object: NetworkObject) { count = 0 }

  func forward(_ object: NetworkObject) { count += 1 }

  var saved: [String: SavedValue] { ["count": .integer(count)] }

  func restore(_ saved: [String: SavedValue]) throws {
    let count = try saved.required("count", \.integer)
    guard count >= 0 else { throw SavedStateMistake("the count is below 0") }
    self.count = count
  }
}
