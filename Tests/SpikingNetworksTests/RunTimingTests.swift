import SpikingNetworks
import Testing

@Suite struct RunTimingTests {
  /// The iterations of 12 in which a behavior with this timing runs.
  private func iterations(
    _ timing: RunTiming, timeStep: Double? = nil
  ) throws -> [Int] {
    var seen: [Int] = []
    let probe = Probe { seen.append($0.iteration) }
    probe.timing = timing
    let network = try Network(
      seed: 1, timeStep: timeStep, behaviors: [(1, probe)])
    try network.initialize()
    try network.simulateIterations(12)
    return seen
  }

  @Test func everyRunsItsMultiples() throws {
    #expect(
      try iterations(RunTiming(every: .iterations(5))) == [5, 10])
    #expect(
      try iterations(RunTiming(every: .iterations(1)))
        == Array(1...12))
  }

  @Test func aTimingCountsFromWhenItIsSet() throws {
    var seen: [Int] = []
    let probe = Probe { seen.append($0.iteration) }
    let network = try Network(seed: 1, behaviors: [(1, probe)])
    try network.initialize()
    try network.simulateIterations(2)
    probe.timing = try RunTiming(every: .iterations(3))
    try network.simulateIterations(4)
    probe.timing = nil
    try network.simulateIterations(2)
    #expect(seen == [1, 2, 3, 6, 7, 8])
  }

  @Test func aWindowHasBothItsEnds() throws {
    #expect(
      try iterations(RunTiming(from: .iterations(3), until: .iterations(5)))
        == [3, 4, 5])
    #expect(
      try iterations(
        RunTiming(every: .iterations(4), from: .iterations(3)))
        == [3, 7, 11])
  }

  @Test func timesAreCountedInSteps() throws {
    let timing = try RunTiming(
      every: .time("1 ms"),
      until: .time("3 ms")
    )
    #expect(try iterations(timing, timeStep: 0.5) == [2, 4, 6])
    #expect(
      message { _ = try iterations(timing) }
        == "in Probe:forward (key 1) of Network 'Network_1', iteration 1: 1.0"
        + " ms can't be counted in iterations of unknown length; give the"
        + " network its dt, as in Network { dt = 0.1 }, in ms")
  }

  @Test func spansArePositiveAndInOrder() {
    #expect(
      message { _ = try RunTiming(every: .iterations(0)) }
        == "run_every must be more than 0, not 0")
    #expect(
      message { _ = try RunTiming(from: .time("-1 ms")) }
        == "run_from must be more than 0, not -1.0 ms")
    #expect(
      message {
        _ = try RunTiming(from: .iterations(5), until: .iterations(4))
      } == "run_until must be run_from, 5, or more, not 4")
  }

  @Test func aTimeIsAWholeNumberOfIterations() throws {
    let network = try Network(seed: 1, timeStep: 0.1)
    #expect(try network.iterations(in: "100 ms") == 1000)
    #expect(try network.iterations(in: "0.3 ms") == 3)
    #expect(
      message { _ = try network.iterations(in: "0.26 ms") }
        == "0.26 ms is 2.6 iterations of 0.1 ms, not a whole number; 0.2 ms and"
        + " 0.3 ms are")
    try network.initialize()
    #expect(try network.simulate("0.5 ms") == 5)
    #expect(network.iteration == 5)
    #expect(
      message { _ = try network.iterations(in: "-1 ms") }
        == "a time must be 0 or more, and countable, not -1.0 ms")
    #expect(
      message { try network.setTimeStep(0) }
        == "dt must be a positive number of ms, not 0.0")
  }

  @Test func stopEndsAfterTheRunningIteration() throws {
    var log: [Int] = []
    let network = try Network(
      seed: 1,
      behaviors: [
        (
          1,
          Probe { object in
            if object.iteration == 3 { object.network?.stop() }
          }
        ), (2, Probe("B") { log.append($0.iteration) }),
      ])
    try network.initialize()
    #expect(try network.simulateIterations(10) == 3)
    #expect(log == [1, 2, 3])
    #expect(try network.simulateIterations(2) == 2)
  }
}
