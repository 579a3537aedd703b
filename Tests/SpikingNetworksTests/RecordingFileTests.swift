import Foundation
import SpikingNetworks
import Tensors
import TestSupport
import Testing

/// Recorders that write to a file.
@Suite struct RecordingFileTests {
  let folder: TemporaryFolder
  let network: Network
  let neurons: NeuronGroup

  init() throws {
    folder = try TemporaryFolder()
    network = try Network(seed: 3)
    neurons = try makeNeurons(network)
  }

  private var path: String { folder.path("a.rec") }

  private func load() throws -> LoadedRecording {
    try LoadedRecording(path: path, in: MemoryPool())
  }

  private func count(_ name: String = "v") throws -> Int {
    try load().data(under: name).shape[0]
  }

  // MARK: What is in the file

  static let values = ["v", "mean(v)", "iteration", "W", "spike", "mixed"]

  @Test(arguments: [0, 3])
  func rowsAreThoseOfARecorderWithoutAFile(gap: Int) throws {
    let plain = try Recorder(RecordingFileTests.values, gap: gap)
    let streamed = try Recorder(
      RecordingFileTests.values, gap: gap, file: path)
    try run(plain, streamed)
    let loaded = try load()
    #expect(loaded.isComplete)
    for name in RecordingFileTests.values {
      let data = try loaded.data(under: name)
      #expect(try data.isSame(as: try plain.data(of: name)), "\(name)")
      #expect(
        try loaded.data(under: "\(name).t").numbers()
          == plain.data(of: "iteration").numbers())
    }
  }

  @Test(arguments: [0, 3])
  func eventsAreThoseOfARecorderWithoutAFile(gap: Int) throws {
    let names = ["spike", "v", "W", "iteration > 5", "none"]
    let plain = try EventRecorder(names, gap: gap)
    let streamed = try EventRecorder(names, gap: gap, file: path)
    try run(plain, streamed)
    let loaded = try load()
    for name in names {
      let data = try loaded.data(under: name)
      #expect(try data.isSame(as: try plain.rows(of: name)), "\(name)")
      let times = try loaded.data(under: "\(name).t")
      #expect(try times.isSame(as: try plain.times(of: name)), "\(name)")
      if name == "iteration > 5" { continue }
      let indices = try loaded.data(under: "\(name).i", countingFrom: 1)
      #expect(
        try indices.isSame(as: try plain.indices(of: name, countingFrom: 1)),
        "\(name)")
    }
  }

  /// Runs both recorders with pauses, in calls of several lengths.
  private func run(
    _ plain: any RecordingBehavior, _ streamed: any RecordingBehavior
  ) throws {
    try neurons.add(plain, key: 20)
    try neurons.add(streamed, key: 21)
    try network.initialize()
    try network.simulateIterations(7)
    try network.simulateIteration()
    try network.simulateIterations(4, isRecording: false)
    try network.simulateIterations(2_000)
  }

  @Test func namesAreInTheFileBeforeTheFirstIteration() throws {
    try neurons.add(Recorder(["v", "mean(v)"], file: path), key: 20)
    try network.initialize()
    let loaded = try load()
    #expect(loaded.names == ["v", "mean(v)", "v.t", "mean(v).t"])
    #expect(try loaded.data(under: "v").shape.list == [0])
  }

  @Test func aNameThatIsNotInTheFileIsAnError() throws {
    try neurons.add(EventRecorder(["spike"], file: path), key: 20)
    try network.initialize()
    let loaded = try load()
    #expect(
      message { _ = try loaded.data(under: "spikes") }
        == "there is no recorded variable 'spikes'; did you mean 'spike'?")
  }

  @Test func anExpressionThatIsAddedIsInTheFileToo() throws {
    let recorder = try Recorder(["v"], file: path)
    try neurons.add(recorder, key: 20)
    try network.initialize()
    try network.simulateIterations(3)
    try recorder.addVariable("iteration")
    try network.simulateIterations(2)
    #expect(try load().data(under: "iteration").numbers() == [4, 5])
    #expect(try count() == 5)
  }

  // MARK: When it is written

  @Test func whatAnErrorCutsShortIsInTheFile() throws {
    try neurons.add(Recorder(["v"], file: path), key: 20)
    let mishap = Probe(forward: { object in
      if object.iteration == 5 { throw Mishap() }
    })
    try neurons.add(mishap, key: 15)
    try network.initialize()
    #expect(throws: BehaviorFailure.self) {
      try network.simulateIterations(10)
    }
    #expect(try count() == 4)
  }

  @Test func chunksAreWrittenWhileTheNetworkRuns() throws {
    neurons.state["large"] = .tensor(
      try Tensor.zeros([10_000], in: network.pool))
    try neurons.add(Recorder(["large"], file: path), key: 20)
    try network.initialize()
    var counts: [Int] = []
    try network.simulateIterations(20) { _ in
      counts.append(try count("large"))
    }
    // Seven rows of 40 kB and their times are more than 256 KiB.
    #expect(counts[5...7] == [0, 7, 7])
    #expect(counts[13] == 14)
    #expect(try count("large") == 20)
  }

  @Test func memoryDoesNotGrowWithTheFile() throws {
    neurons.state["large"] = .tensor(
      try Tensor.zeros([10_000], in: network.pool))
    try neurons.add(Recorder(["large"], file: path), key: 20)
    try neurons.add(
      EventRecorder(["large >= 0"], file: folder.path("b.rec")), key: 21)
    try network.initialize()
    // Some 20 MB.
    try network.simulateIterations(100)
    #expect(network.pool.peakBytes < 4_000_000)
  }

  @Test func anIterationAllocatesNothingAfterTheFirstChunks() throws {
    try neurons.add(Recorder(["v", "W"], file: path), key: 20)
    try network.initialize()
    try network.simulateIterations(10_000)
    let before = network.pool.systemAllocations
    try network.simulateIterations(10_000)
    #expect(network.pool.systemAllocations == before)
  }

  // MARK: What is kept in memory

  @Test func withoutALengthNothingIsKeptInMemory() throws {
    let recorder = try Recorder(["v"], file: path)
    try neurons.add(recorder, key: 20)
    try network.initialize()
    try network.simulateIterations(10)
    #expect(try recorder.data(of: "v").shape.list == [0, 2])
  }

  @Test func theNewestRowsAreKeptInMemory() throws {
    let recorder = try Recorder(["iteration"], maximumLength: 3, file: path)
    try neurons.add(recorder, key: 20)
    try network.initialize()
    try network.simulateIterations(10)
    #expect(try recorder.data(of: "iteration").numbers() == [8, 9, 10])
    #expect(try count("iteration") == 10)
  }

  @Test func clearingAndCuttingLeaveTheFileAsItIs() throws {
    let recorder = try Recorder(["v"], maximumLength: 5, file: path)
    try neurons.add(recorder, key: 20)
    try network.initialize()
    try network.simulateIterations(10)
    recorder.clear()
    try network.simulateIterations(5)
    try recorder.cutLength(1)
    #expect(try count() == 15)
  }

  @Test func anotherShapeIsAnErrorAlsoAfterClearing() throws {
    let recorder = try Recorder(["v"], file: path)
    try neurons.add(recorder, key: 20)
    try network.initialize()
    try network.simulateIterations(2)
    recorder.clear()
    neurons.state["v"] = .tensor(try Tensor.zeros([3], in: network.pool))
    #expect(
      message { try network.simulateIterations(1) }
        == "in Recorder:forward (key 20) of NeuronGroup 'a', iteration 3:"
        + " recording 'v': 'v' was recorded with shape [2]; its shape is [3] at"
        + " present")
    #expect(try count() == 2)
  }
}

/// Neurons with a vector `v`, a matrix `W`, truth values `spike`, `none` of which
/// is true, and `mixed`, a whole number at first and a real one later.
func makeNeurons(_ network: Network) throws -> NeuronGroup {
  let fill = Probe(
    "Fill",
    forward: { object in
      let t = object.iteration
      let v = try object.tensor(named: "v")
      try v.setElement([0], to: .float(t % 2 == 0 ? .nan : 1 / Double(t)))
      try v.setElement([1], to: .integer(t % 3))
      let w = try object.tensor(named: "W")
      try w.setElement([t % 2, t % 3], to: .integer(t % 5))
      try object.tensor(named: "spike").setElement(
        [t % 3], to: .bool(t % 4 == 0))
      object.state["mixed"] = .number(
        t < 100 ? .integer(t) : .float(Double(t) / 7))
    })
  let group = try NeuronGroup(
    size: 3, network: network, tag: "a", behaviors: [(10, fill)])
  let pool = network.pool
  group.state["v"] = .tensor(try Tensor.zeros([2], in: pool))
  group.state["W"] = .tensor(
    try Tensor.zeros([2, 3], type: .float64, in: pool))
  group.state["spike"] = .tensor(
    try Tensor.zeros([3], type: .bool, in: pool))
  group.state["none"] = .tensor(try Tensor.zeros([3], type: .bool, in: pool))
  return group
}

extension Tensor {
  /// Whether type, shape and all bits are those of another tensor.
  func isSame(as other: Tensor) throws -> Bool {
    guard type == other.type, shape == other.shape else { return false }
    return try fingerprint() == other.fingerprint()
  }
}
