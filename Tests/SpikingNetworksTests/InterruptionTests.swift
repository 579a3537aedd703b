import SpikingNetworks
import Tensors
import Testing

/// Ending simulations from outside, asked by a behavior where a signal might.
@Suite struct InterruptionTests {
  let interruption = Interruption()

  /// A network in which `body` runs in iteration 3.
  private func network(_ body: @escaping () throws -> Void) throws -> Network {
    let network = try Network(
      seed: 1,
      behaviors: [(1, Probe { if $0.iteration == 3 { try body() } })])
    try network.initialize()
    return network
  }

  @Test func aSimulationEndsAfterItsIteration() throws {
    let network = try network { [interruption] in interruption.stop() }
    try interruption.covering { () throws in
      #expect(try network.simulateIterations(10) == 3)
      #expect(network.incompleteIteration == nil)
      #expect(try network.simulateIterations(10) == 10)
    }
    #expect(network.iteration == 13)
  }

  @Test func theEndOfASimulationMayBeTheEndOfEverything() throws {
    let network = try network { [interruption] in interruption.end() }
    try interruption.covering { () throws in
      #expect(try network.simulateIterations(10) == 3)
      #expect(interruption.isBreakingOff)
    }
  }

  @Test func breakingOffIsAnErrorBetweenIterations() throws {
    let network = try network { [interruption] in interruption.breakOff() }
    interruption.covering {
      #expect(throws: TensorError.interrupted("interrupted!")) {
        try network.simulateIterations(10)
      }
    }
    #expect(network.iteration == 3)
    #expect(network.incompleteIteration == nil)
  }

  @Test func anIterationThatIsCutShortIsKnown() throws {
    let network = try network { [interruption] in
      interruption.breakOff()
      _ = try Tensor.zeros([1_000_000], in: MemoryPool())
        .applying(.exponential)
    }
    try interruption.covering { () throws in
      let error = #expect(throws: BehaviorFailure.self) {
        try network.simulateIterations(10)
      }
      #expect(
        error?.description
          == "in Probe:forward (key 1) of Network 'Network_1', iteration 3:"
          + " interrupted!")
      #expect(network.iteration == 2)
      #expect(network.incompleteIteration == 3)
      interruption.clear()
      network.scheduledBehaviors[0].behavior.isEnabled = false
      try network.simulateIterations(1)
    }
    #expect(network.incompleteIteration == nil)
  }

  @Test func onlyTheThreadThatIsCoveredIsStopped() throws {
    let network = try network { [interruption] in interruption.stop() }
    #expect(try network.simulateIterations(10) == 10)
  }

  @Test func aSimulationIsKnownWhileItRuns() throws {
    var seen: [Bool] = []
    let network = try network { [interruption] in
      seen.append(interruption.isSimulating)
    }
    try interruption.covering { _ = try network.simulateIterations(3) }
    #expect(seen == [true])
    #expect(!interruption.isSimulating)
  }
}
