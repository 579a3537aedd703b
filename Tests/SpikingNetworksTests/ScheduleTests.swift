import SpikingNetworks
import Testing

@Suite struct ScheduleTests {
  @Test func lowerKeysRunFirstWhateverTheirObject() throws {
    let log = Log()
    let network = try Network(seed: 1, behaviors: [(5, log.probe("n5"))])
    try NeuronGroup(
      size: 1, network: network,
      behaviors: [
        (41.5, log.probe("a41.5")), (-5, log.probe("a-5")),
        (10, log.probe("a10")),
      ])
    try NeuronGroup(
      size: 1, network: network,
      behaviors: [(41, log.probe("b41")), (-2.5, log.probe("b-2.5"))])
    try network.initialize()
    try network.simulateIteration()
    let order = ["a-5", "b-2.5", "n5", "a10", "b41", "a41.5"]
    #expect(log.initialize == order)
    #expect(log.forward == order)
  }

  @Test func tiesKeepTheOrderOfRegistration() throws {
    let log = Log()
    let network = try Network(seed: 1, behaviors: [(1, log.probe("network"))])
    let a = try NeuronGroup(
      size: 1, network: network, tag: "a", behaviors: [(1, log.probe("a"))])
    try SynapseGroup(
      from: .group(a), to: "a", network: network,
      behaviors: [(1, log.probe("synapses"))])
    try NeuronGroup(
      size: 1, network: network, tag: "b", behaviors: [(1, log.probe("b"))])
    try a.add(log.probe("late"), key: 0.5)
    a.removeBehaviors { $0.key == 1 }
    try a.add(log.probe("a again"), key: 1)
    try network.initialize()
    try network.simulateIteration()
    #expect(log.forward == ["late", "network", "synapses", "b", "a again"])
  }

  @Test func whatInitializesLastRunsAtItsKey() throws {
    let log = Log()
    let last = log.probe("last")
    last.initializesLast = true
    let network = try Network(seed: 1)
    try NeuronGroup(
      size: 1, network: network, behaviors: [(1, last), (2, log.probe("b"))])
    try network.initialize()
    try network.simulateIteration()
    #expect(log.entries == ["i:b", "i:last", "f:last", "f:b"])
  }

  @Test func disabledBehaviorsAreInitializedButDontRun() throws {
    let log = Log()
    let probe = log.probe("a")
    probe.isEnabled = false
    let network = try Network(seed: 1, behaviors: [(1, probe)])
    try network.initialize()
    try network.simulateIteration()
    probe.isEnabled = true
    try network.simulateIteration()
    #expect(log.entries == ["i:a", "f:a"])
  }

  @Test func emptyForwardIsNeverCalled() throws {
    let log = Log()
    let probe = log.probe("a")
    probe.hasForward = false
    let network = try Network(seed: 1, behaviors: [(1, probe)])
    try network.initialize()
    try network.simulateIteration()
    #expect(log.entries == ["i:a"])
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func keysAreFinite(key: Double) throws {
    #expect(throws: NetworkError.self) {
      try Network(seed: 1, behaviors: [(key, Probe())])
    }
  }

  @Test func keysAreUniqueInAnObject() throws {
    let found = message {
      _ = try Network(
        seed: 1, behaviors: [(2, Probe("A")), (1, Probe("B")), (2, Probe("C"))])
    }
    #expect(
      found
        == "Network 'Network_1' has a behavior with key 2, A; C needs another"
        + " key")
    let network = try Network(seed: 1, behaviors: [(0, Probe("A"))])
    #expect(throws: NetworkError.self) {
      try network.add(Probe("B"), key: -0.0)
    }
  }

  @Test func aFailedGroupLeavesNoTrace() throws {
    let network = try Network(seed: 1)
    let early = Probe("Early", initialize: { _ in throw Mishap() })
    early.initializesOnCreation = true
    let cases: [[KeyedBehavior]] = [
      [(1, Probe()), (1, Probe())], [(1, Probe()), (2, early)],
    ]
    for behaviors in cases {
      #expect(throws: (any Error).self) {
        try NeuronGroup(
          size: 1, network: network, tag: "a", behaviors: behaviors)
      }
      #expect(network.groups.isEmpty && network.scheduledBehaviors.isEmpty)
    }
    try NeuronGroup(size: 1, network: network, tag: "a")
  }

  @Test func initializingOnCreationHappensOnce() throws {
    let log = Log()
    let early = log.probe("early")
    early.initializesOnCreation = true
    let network = try Network(seed: 1)
    try NeuronGroup(size: 1, network: network, behaviors: [(1, early)])
    #expect(log.entries == ["i:early"])
    try network.initialize()
    #expect(log.entries == ["i:early"])
  }
}

@Suite struct DeferredChangeTests {
  @Test func whatIsAddedRunsFromTheNextIteration() throws {
    let log = Log()
    let network = try Network(seed: 1)
    let adder = Probe("Adder") { object in
      guard object.iteration == 1 else { return }
      try object.add(log.probe("added"), key: 9)
    }
    try network.add(adder, key: 1)
    try network.initialize()
    try network.simulateIteration()
    #expect(log.entries == ["i:added"])
    try network.simulateIteration()
    #expect(log.entries == ["i:added", "f:added"])
  }

  @Test func whatIsRemovedStillRunsInTheIteration() throws {
    let log = Log()
    let remover = Probe("Remover") { object in
      object.removeBehaviors { $0.key == 2 }
    }
    let network = try Network(
      seed: 1, behaviors: [(1, remover), (2, log.probe("a"))])
    try network.initialize()
    try network.simulateIterations(3)
    #expect(log.forward == ["a"])
    #expect(network.behaviors.count == 1)
  }

  @Test func enablingCountsFromTheNextIteration() throws {
    let log = Log()
    let a = log.probe("a")
    let switcher = Probe("Switcher") { object in
      a.isEnabled = object.iteration % 2 == 0
    }
    let network = try Network(seed: 1, behaviors: [(1, switcher), (2, a)])
    try network.initialize()
    try network.simulateIterations(4)
    // Switched off in 1 and 3, on again in 2.
    #expect(log.forward == ["a", "a"])
  }

  @Test func aGroupCreatedInAnIterationJoinsAfterIt() throws {
    let log = Log()
    let creator = Probe("Creator") { object in
      guard object.iteration == 1, let network = object.network else { return }
      let last = log.probe("last")
      last.initializesLast = true
      try NeuronGroup(
        size: 1, network: network,
        behaviors: [(5, last), (6, log.probe("b"))])
    }
    let network = try Network(seed: 1, behaviors: [(1, creator)])
    try network.initialize()
    try network.simulateIteration()
    #expect(log.entries == [])
    try network.simulateIteration()
    #expect(log.entries == ["i:b", "i:last", "f:last", "f:b"])
  }
}
