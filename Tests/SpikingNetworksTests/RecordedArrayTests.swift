import Files
import SpikingNetworks
import Tensors
import TestSupport
import Testing

@Suite struct RecordedArrayTests {
  /// A group with `v = [t, 10 t]` and `W = [[0, 1], [t, 0]]`.
  private func group(
    _ network: Network, _ behaviors: [KeyedBehavior]
  ) throws -> NeuronGroup {
    let fill = Probe(
      "Fill",
      forward: { object in
        let t = object.iteration
        object.state["v"] = .tensor(
          try Tensor([Float(t), 10 * Float(t)], in: object.pool))
        object.state["W"] = .tensor(
          try Tensor([0, 1, Float(t), 0], in: object.pool).reshaped([2, 2]))
      })
    return try NeuronGroup(
      size: 2, network: network, tag: "exc",
      behaviors: [(1, fill)] + behaviors)
  }

  private func contents(of networks: [Network]) throws -> String {
    let folder = try TemporaryFolder()
    let path = folder.path("record.npz")
    try RecordedArrays(of: networks).save(path: path)
    return try npzContents(path)
  }

  @Test func rowsAndEventsAreNamedAfterObjectAndVariable() throws {
    let network = try Network(seed: 1)
    _ = try group(
      network,
      [(2, Recorder(["v", "mean(v)"])), (3, EventRecorder(["v > 15", "W"]))])
    try network.initialize()
    try network.simulateIterations(2)
    let found = try contents(of: [network])
    #expect(
      found == """
        exc.v.npy <f4 (2, 2) [1.0, 10.0, 2.0, 20.0]
        exc.mean(v).npy <f8 (2,) [5.5, 11.0]
        exc.v > 15.t.npy <i8 (1,) [2]
        exc.v > 15.i.npy <i8 (1,) [1]
        exc.W.t.npy <i8 (4,) [1, 1, 2, 2]
        exc.W.i.npy <i8 (4,) [0, 1, 0, 1]
        exc.W.j.npy <i8 (4,) [1, 0, 1, 0]

        """)
  }

  @Test func aNameThatIsTakenGetsANumber() throws {
    let networks = try (1...2).map { _ in
      let network = try Network(seed: 1)
      _ = try group(
        network,
        [(2, Recorder(["v"])), (3, Recorder(["v"])), (4, EventRecorder(["v"]))])
      try network.initialize()
      return network
    }
    #expect(
      RecordedArrays(of: networks).entries.map(\.name)
        == [
          "exc.v", "exc.v_2", "exc.v.t", "exc.v.i",
          "exc.v_3", "exc.v_4", "exc.v_2.t", "exc.v_2.i",
        ])
  }

  @Test func beforeTheFirstIterationArraysAreEmpty() throws {
    let network = try Network(seed: 1)
    _ = try group(network, [(2, Recorder(["v"])), (3, EventRecorder(["v"]))])
    try network.initialize()
    let found = try contents(of: [network])
    #expect(
      found == """
        exc.v.npy <f4 (0,) []
        exc.v.t.npy <i8 (0,) []
        exc.v.i.npy <i8 (0,) []

        """)
  }

  @Test func aRecorderThatWasNotInitializedHasNoArrays() throws {
    let network = try Network(seed: 1)
    _ = try group(network, [(2, Recorder(["v"])), (3, EventRecorder(["v"]))])
    #expect(RecordedArrays(of: [network]).entries.isEmpty)
  }
}

@Suite struct BehaviorProfilerTests {
  @Test func initializingAndRunningAreCountedApart() throws {
    let network = try Network(seed: 1, behaviors: [(1, Probe("A"))])
    let profiler = BehaviorProfiler()
    network.addObserver(profiler)
    defer { network.removeObserver(profiler) }
    try network.initialize()
    #expect(profiler.times.map(\.calls) == [0])
    try network.simulateIterations(3)
    #expect(profiler.times.map(\.calls) == [3])
    #expect(profiler.times.map(\.entry.behavior.name) == ["A"])
    #expect(profiler.times.allSatisfy { $0.initializationSeconds > 0 })
  }

  @Test func behaviorsThatOnlyInitializeAreNoPartOfAProfile() throws {
    let silent = Probe("A")
    silent.hasForward = false
    let network = try Network(seed: 1, behaviors: [(1, silent)])
    try network.initialize()
    #expect(try network.profile(iterations: 1).isEmpty)
  }
}
