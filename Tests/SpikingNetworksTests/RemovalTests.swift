import SpikingNetworks
import Testing

/// Taking groups and behaviors out of a network, and exchanging them.
@Suite struct RemovalTests {
  @Test func aRemovedGroupIsFoundNoMore() throws {
    let network = try Network(seed: 1)
    let a = try NeuronGroup(size: 1, network: network, tag: "a")
    let b = try NeuronGroup(
      size: 1, network: network, tag: "b", behaviors: [(1, Probe())])
    let synapses = try SynapseGroup(
      from: "b", to: "a", network: network, tag: "GLU")
    #expect(try network.remove(b).map(\.tag) == ["b", "GLU"])
    #expect(network.groups.map(\.tag) == ["a"])
    #expect(try network.find("b").isEmpty)
    #expect(a.afferentSynapses("GLU").isEmpty)
    #expect(a.synapseTags(.afferent) == ["All"])
    #expect(network.scheduledBehaviors.isEmpty)
    #expect(b.isRemoved && synapses.isRemoved && b.network == nil)
  }

  @Test func aRemovedTagIsFreeAgain() throws {
    let network = try Network(seed: 1)
    try network.remove(NeuronGroup(size: 1, network: network, tag: "a"))
    let again = try NeuronGroup(size: 2, network: network, tag: "a")
    #expect(network.group("a") === again)
  }

  @Test func aRemovedGroupIsReleased() throws {
    let network = try Network(seed: 1)
    weak var group: NeuronGroup?
    weak var synapses: SynapseGroup?
    do {
      let a = try NeuronGroup(
        size: 1, network: network, behaviors: [(1, Probe())])
      let s = try SynapseGroup(
        from: .group(a), to: .group(a), network: network)
      (group, synapses) = (a, s)
      try network.initialize()
      try network.simulateIteration()
      try network.remove(a)
    }
    #expect(group == nil && synapses == nil)
  }

  @Test func aGroupThatRemovesItselfLivesToTheEndOfTheIteration() throws {
    let network = try Network(seed: 1)
    var log: [String] = []
    weak var group: NeuronGroup?
    try NeuronGroup(
      size: 1, network: network, tag: "a",
      behaviors: [
        (1, Probe { try $0.requiredNetwork().remove($0) }),
        (2, Probe("B") { log.append($0.tag) }),
      ])
    group = network.neuronGroups.first
    try network.initialize()
    try network.simulateIterations(2)
    #expect(log == ["a"])
    #expect(group == nil)
  }

  @Test func aSynapseGroupThatWasConnectedLateIsReleased() throws {
    weak var synapses: SynapseGroup?
    do {
      let network = try Network(seed: 1)
      try NeuronGroup(size: 1, network: network, tag: "exc")
      let late = try SynapseGroup(from: .open, to: .open, network: network)
      try late.connect(source: "exc")
      try late.connect(destination: "exc")
      synapses = late
    }
    #expect(synapses == nil)
  }

  @Test func aGroupRemovedWhileInitializingIsNotInitialized() throws {
    let network = try Network(seed: 1)
    let log = Log()
    weak var group: NeuronGroup?
    try NeuronGroup(
      size: 1, network: network,
      behaviors: [
        (
          1,
          Probe(initialize: { _ = try group.map($0.requiredNetwork().remove) })
        )
      ])
    try NeuronGroup(
      size: 1, network: network, behaviors: [(2, log.probe("b"))])
    group = network.neuronGroups.last
    try network.initialize()
    try network.simulateIteration()
    #expect(log.entries.isEmpty)
    #expect(group == nil)
  }

  @Test func aGroupRemovedWhileItIsMeasuredIsInTheProfile() throws {
    let network = try Network(seed: 1)
    try NeuronGroup(
      size: 1, network: network, tag: "a",
      behaviors: [(1, Probe { try $0.requiredNetwork().remove($0) })])
    try network.initialize()
    let times = try network.profile(iterations: 2)
    #expect(times.map(\.object.tag) == ["a"])
    #expect(times.map(\.calls) == [1])
  }

  @Test func aGroupRemovedWhileItIsTracedIsListenedToNoMore() throws {
    let network = try Network(seed: 1)
    let group = try NeuronGroup(
      size: 1, network: network,
      behaviors: [(1, Probe { try $0.requiredNetwork().remove($0) })])
    try network.initialize()
    try network.traceIteration()
    group.state["voltage"] = .number(.float(1))
    #expect(group.state["voltage"] != nil)
  }

  @Test func theNetworkTellsWhatWasReleased() throws {
    let shared = Probe("Shared")
    let network = try Network(seed: 1, behaviors: [(1, shared)])
    let group = try NeuronGroup(
      size: 1, network: network, behaviors: [(1, shared), (2, Probe("Own"))])
    var released: [String] = []
    network.onRelease = { objects in
      released += objects.map {
        ($0 as? any Behavior)?.name ?? ($0 as? NetworkObject)?.tag ?? "?"
      }
    }
    try network.remove(group)
    #expect(released == ["Own", "NeuronGroup_1"])
  }

  @Test func aReplacementKeepsThePlace() throws {
    let log = Log()
    let network = try Network(seed: 1, behaviors: [(1, log.probe("old"))])
    try NeuronGroup(
      size: 1, network: network, behaviors: [(1, log.probe("b"))])
    try network.initialize()
    let old = try network.replaceBehavior(key: 1, with: log.probe("new"))
    #expect(old.name == "old" || old.name == "Probe")
    try network.simulateIteration()
    #expect(log.forward == ["new", "b"])
  }

  @Test func aReplacementThatFailsLeavesTheOldOne() throws {
    let log = Log()
    let network = try Network(seed: 1, behaviors: [(1, log.probe("old"))])
    try network.initialize()
    let bad = Probe(initialize: { _ in throw Mishap() })
    #expect(throws: BehaviorFailure.self) {
      try network.replaceBehavior(key: 1, with: bad)
    }
    try network.simulateIteration()
    #expect(log.forward == ["old"])
    #expect(
      message { _ = try network.replaceBehavior(key: 2, with: bad) }
        == "Network 'Network_1' has no behavior with key 2; it has old at key 1"
    )
  }

  @Test func behaviorsAreAddedTogetherOrNotAtAll() throws {
    let network = try Network(seed: 1)
    try network.initialize()
    let bad = Probe(initialize: { _ in throw Mishap() })
    #expect(throws: BehaviorFailure.self) {
      try network.add([(1, Probe()), (2, bad)])
    }
    #expect(network.behaviors.isEmpty)
  }

  @Test func aBehaviorIsInitializedAgainWithAllItsObjects() throws {
    let log = Log()
    let probe = log.probe("a")
    let network = try Network(seed: 1, behaviors: [(1, probe)])
    try NeuronGroup(size: 1, network: network, behaviors: [(1, probe)])
    try network.reinitialize(probe)
    #expect(log.entries == ["i:a", "i:a"])
    #expect(
      message { try network.reinitialize(Probe()) }
        == "Network 'Network_1' has no behavior that is this Probe; it has a at"
        + " key 1")
  }

  @Test func manySynapseGroupsShareATag() throws {
    let network = try Network(seed: 1)
    try NeuronGroup(size: 1, network: network, tag: "a")
    for _ in 0..<3_000 {
      try SynapseGroup(from: "a", to: "a", network: network, tag: "GLU")
    }
    let group = try #require(network.group("a") as? NeuronGroup)
    #expect(group.afferentSynapses("GLU").count == 3_000)
    try network.remove(group)
    #expect(network.groups.isEmpty)
  }

  @Test func manyBehaviorsAreAddedToOneObject() throws {
    let network = try Network(seed: 1)
    var last = 0.0
    for key in 0..<20_000 {
      try network.add(Probe { _ in last = Double(key) }, key: Double(key))
    }
    try network.initialize()
    try network.simulateIteration()
    #expect(last == 19_999)
  }
}
