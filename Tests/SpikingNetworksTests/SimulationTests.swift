import SpikingNetworks
import Tensors
import Testing

@Suite struct SimulationTests {
  @Test func theFirstIterationIsOne() throws {
    var seen: [Int] = []
    let network = try Network(
      seed: 1, behaviors: [(1, Probe { seen.append($0.iteration) })])
    try network.initialize()
    #expect(network.iteration == 0)
    try network.simulateIterations(3)
    #expect(seen == [1, 2, 3])
    #expect(try network.simulateIterations(0) == 0)
  }

  @Test func simulatingNeedsInitializing() throws {
    let network = try Network(seed: 1)
    #expect(throws: NetworkError.notInitialized) {
      try network.simulateIteration()
    }
    #expect(throws: NetworkError.notInitialized) {
      try network.simulateIterations(1)
    }
    #expect(
      message { try network.simulateIteration() }
        == "simulate: the network is not initialized; initialize it first")
  }

  @Test func initializingAgainKeepsTheIteration() throws {
    let log = Log()
    let network = try Network(seed: 1, behaviors: [(1, log.probe("a"))])
    try network.initialize()
    try network.simulateIterations(2)
    try network.initialize()
    #expect(log.initialize == ["a", "a"])
    #expect(network.iteration == 2)
  }

  @Test func aFailureLeavesTheLastWholeIteration() throws {
    var fails = true
    let probe = Probe("LIF") { object in
      if object.iteration == 3, fails { throw Mishap() }
    }
    let network = try Network(seed: 1)
    try NeuronGroup(
      size: 1, network: network, tag: "exc", behaviors: [(1, probe)])
    try network.initialize()
    let error = #expect(throws: BehaviorFailure.self) {
      try network.simulateIterations(5)
    }
    #expect(
      error?.description
        == "in LIF:forward (key 1) of NeuronGroup 'exc', iteration 3: mishap")
    #expect(error?.underlying is Mishap)
    #expect(network.iteration == 2)
    fails = false
    try network.simulateIterations(3)
    #expect(network.iteration == 5)
  }

  @Test func aFailureWhileInitializingNamesItsBehavior() throws {
    let probe = Probe("LIF", initialize: { _ in throw Mishap() })
    let network = try Network(seed: 1, behaviors: [(2.5, probe)])
    #expect(
      message { try network.initialize() }
        == "in LIF:initialize (key 2.5) of Network 'Network_1': mishap")
    #expect(throws: NetworkError.notInitialized) {
      try network.simulateIteration()
    }
  }

  @Test func behaviorsCannotRunTheirNetwork() throws {
    var messages: [String?] = []
    let probe = Probe("Loop") { object in
      guard let network = object.network else { return }
      messages = [
        message { try network.simulateIteration() },
        message { try network.simulateIterations(2) },
        message { try network.initialize() },
        message { try network.setIteration(7) },
      ]
    }
    let network = try Network(seed: 1, behaviors: [(1, probe)])
    try network.initialize()
    try network.simulateIteration()
    let ending = ": not while behaviors run (called from Loop)"
    #expect(
      messages == [
        "simulate" + ending, "simulate" + ending, "initialize" + ending,
        "iteration" + ending,
      ])
    #expect(network.iteration == 1)
  }

  @Test func countsAreNotNegative() throws {
    let network = try Network(seed: 1)
    try network.initialize()
    #expect(
      message { try network.simulateIterations(-1) }
        == "iterations must be 0 or more, not -1")
    #expect(throws: NetworkError.self) {
      try network.simulateIterations(1, batch: 0)
    }
    #expect(throws: NetworkError.self) { try network.setIteration(-1) }
  }

  @Test func stoppingEndsBetweenIterations() throws {
    let network = try Network(seed: 1)
    try network.initialize()
    network.shouldStop = { network.iteration == 4 }
    #expect(try network.simulateIterations(10) == 4)
    network.shouldStop = nil
    #expect(network.iteration == 4)
  }

  @Test func theLargestCountCanBeStopped() throws {
    let network = try Network(seed: 1)
    try network.initialize()
    let done = try network.simulateIterations(.max) { $0.stop() }
    #expect(done == 1)
  }

  @Test func progressIsToldAtTheBeginningByBatchAndAtTheEnd() throws {
    let network = try Network(seed: 1)
    try network.initialize()
    var told: [Int] = []
    network.onProgress = { done, _ in told.append(done) }
    try network.simulateIterations(7, batch: 3)
    #expect(told == [0, 3, 6, 7])
  }

  @Test func progressEndsWithAsManyAsWereRun() throws {
    let network = try Network(seed: 1)
    try network.initialize()
    var told: [[Int]] = []
    network.onProgress = { told.append([$0, $1]) }
    try network.simulateIterations(7, batch: 3) { network in
      if network.iteration == 4 { network.stop() }
    }
    #expect(told == [[0, 7], [3, 7], [4, 4]])
  }

  @Test func recordingIsRestoredAfterAnError() throws {
    let network = try Network(
      seed: 1, behaviors: [(1, Probe { _ in throw Mishap() })])
    let a = try NeuronGroup(size: 1, network: network)
    let b = try NeuronGroup(size: 1, network: network)
    b.isRecording = false
    try network.initialize()
    #expect(throws: BehaviorFailure.self) {
      try network.simulateIterations(3, isRecording: false)
    }
    #expect(network.isRecording && a.isRecording && !b.isRecording)
  }

  @Test func aSteadyIterationAsksTheSystemForNothing() throws {
    let network = try Network(seed: 1)
    let decay = Probe(
      "Decay",
      forward: { object in
        guard let neurons = object as? NeuronGroup else { return }
        let voltage = try neurons.tensor(named: "voltage")
        try voltage.apply(.multiply, 0.9)
        try voltage.apply(
          .add, .tensor(try neurons.vector("uniform", density: 0.1)))
      },
      initialize: { object in
        guard let neurons = object as? NeuronGroup else { return }
        neurons.state["voltage"] = .tensor(try neurons.vector(1))
      })
    try NeuronGroup(size: 1000, network: network, behaviors: [(1, decay)])
    try network.initialize()
    try network.simulateIteration()
    let before = network.pool.systemAllocations
    try network.simulateIterations(100)
    #expect(network.pool.systemAllocations == before)
  }
}
