import Tensors
import Testing

@testable import SpikingNetworks

/// Recorders know what they have recorded, and when.
@Suite struct RecordingTests {
  /// A group with a vector `v` of two numbers and three neurons that all spike.
  private func neurons(
    _ network: Network, _ behaviors: [KeyedBehavior]
  ) throws -> NeuronGroup {
    let group = try NeuronGroup(
      size: 3, network: network, tag: "a", behaviors: behaviors)
    group.state["v"] = .tensor(try Tensor.zeros([2], in: group.pool))
    group.state["spike"] = .tensor(
      try Tensor.full([3], .bool(true), type: .bool, in: group.pool))
    return group
  }

  private func coverage(_ recorder: Recorder) -> Coverage? {
    guard case .rows? = recorder.recording(under: "v")?.contents else {
      return nil
    }
    return recorder.recording(under: "v")?.coverage
  }

  @Test func aRecordingKnowsWhenItsRowsWere() throws {
    let network = try Network(seed: 1, timeStep: 0.5)
    let recorder = try Recorder(["v"], gap: 3, maximumLength: 4)
    _ = try neurons(network, [(20, recorder)])
    try network.initialize()
    #expect(coverage(recorder) == Coverage())
    try network.simulateIterations(20)
    #expect(coverage(recorder) == Coverage([9, 12, 15, 18]))
    let recording = try #require(recorder.recording(under: "v"))
    #expect(recording.tag == "a" && recording.timeStep == 0.5)
    #expect(recording.iteration == 20 && recording.shape?.list == [2])
    #expect(recorder.recording(under: "w") == nil)
  }

  @Test func aPauseIsKnown() throws {
    let network = try Network(seed: 1)
    let recorder = try Recorder(["v"])
    _ = try neurons(network, [(20, recorder)])
    try network.initialize()
    try network.simulateIterations(3)
    recorder.isEnabled = false
    try network.simulateIterations(3)
    recorder.isEnabled = true
    try network.simulateIterations(3)
    #expect(coverage(recorder) == Coverage([1, 2, 3, 7, 8, 9]))
    recorder.clear()
    try network.simulateIterations(3)
    #expect(coverage(recorder) == Coverage([10, 11, 12]))
  }

  @Test(arguments: [1, 2, 5])
  func whenRowsWereIsSavedWithThem(count: Int) throws {
    let recorders = try (0..<2).map { _ in try Recorder(["v"], gap: 2) }
    let networks = try (0..<2).map { _ in try Network(seed: 1) }
    for (network, recorder) in zip(networks, recorders) {
      _ = try neurons(network, [(20, recorder)])
      try network.initialize()
    }
    try networks[0].simulateIterations(2 * count)
    // A recorder doesn't hold its network.
    try withExtendedLifetime(networks) {
      try recorders[1].restore(try recorders[0].saved)
      #expect(coverage(recorders[1]) == Coverage((1...count).map { 2 * $0 }))
    }
  }

  @Test func anEventRecorderKnowsWhatItsColumnsAre() throws {
    let network = try Network(seed: 1)
    let recorder = try EventRecorder(["spike"])
    _ = try neurons(network, [(20, recorder)])
    try network.initialize()
    try network.simulateIterations(2)
    var found: [String] = []
    for tag in ["spike", "spike.t", "spike.i", "spike.x", "x"] {
      let recording = recorder.recording(under: tag)
      found.append(recording.map { "\($0.contents) of \($0.variable)" } ?? "-")
    }
    #expect(
      found == [
        "events of spike", "times of spike", "indices of spike", "-", "-",
      ])
  }
}
