import SpikingNetworks
import Tensors
import Testing

@Suite struct RandomStreamTests {
  /// The numbers that group `a` draws in three iterations, in a network that
  /// `change` may add to before or after the group.
  private func draws(
    seed: UInt64 = 1, before: (Network) throws -> Void = { _ in },
    after: (NeuronGroup) throws -> Void = { _ in }
  ) throws -> [Double] {
    let network = try Network(seed: seed)
    try before(network)
    var drawn: [Double] = []
    let noise = Probe("Noise") { object in
      guard let neurons = object as? NeuronGroup else { return }
      drawn += try neurons.vector("normal").numbers()
    }
    let a = try NeuronGroup(
      size: 4, network: network, tag: "a", behaviors: [(1, noise)])
    try after(a)
    try network.initialize()
    try network.simulateIterations(3)
    return drawn
  }

  @Test func theSameSeedGivesTheSameNumbers() throws {
    #expect(try draws() == draws())
    #expect(try draws() != draws(seed: 2))
    #expect(Set(try draws()).count == 12)
  }

  @Test func anotherGroupChangesNobodysNumbers() throws {
    let noise = Probe("Noise") { _ = try ($0 as? NeuronGroup)?.vector("rand") }
    let changed = try draws(before: {
      try NeuronGroup(
        size: 7, network: $0, tag: "other", behaviors: [(1, noise)])
    })
    #expect(try draws() == changed)
  }

  @Test func anotherBehaviorChangesNobodysNumbers() throws {
    let changed = try draws(after: { neurons in
      let noise = Probe("Other") {
        _ = try ($0 as? NeuronGroup)?.vector("rand")
      }
      try neurons.add(noise, key: 0)
      try neurons.add(Recorder(["size"]), key: 2)
      // Drawn outside of behaviors.
      _ = try neurons.vector("rand")
    })
    #expect(try draws() == changed)
  }

  @Test func synapseGroupsWithTheSameTagDiffer() throws {
    let network = try Network(seed: 1)
    let a = try NeuronGroup(size: 3, network: network, tag: "a")
    let weights = Probe("Weights") { object in
      guard let synapses = object as? SynapseGroup else { return }
      synapses.state["W"] = .tensor(try synapses.matrix("uniform"))
    }
    let groups = try (0..<2).map { _ in
      try SynapseGroup(
        from: .group(a), to: .group(a), network: network, tag: "GLU",
        behaviors: [(1, weights)])
    }
    try network.initialize()
    try network.simulateIteration()
    #expect(try groups[0].numbers("W") != groups[1].numbers("W"))
  }

  @Test func aSeedIsDrawnAndTold() throws {
    let (one, two) = (try Network(), try Network())
    #expect(one.seed != two.seed)
    #expect(one.seed < 1 << 53)
    #expect(try draws(seed: one.seed) == draws(seed: one.seed))
  }
}
