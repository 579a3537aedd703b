import SpikingNetworks
import Tensors
import Testing

/// A plain model of which iterations a recorder keeps.
private struct PlainRecorder {
  let gap: Int
  let maximumLength: Int?
  var counter = 0
  var rows: [Int] = []

  mutating func see(_ row: [Int]) {
    counter += 1
    if counter < gap { return }
    counter = 0
    rows += row
    if let maximumLength, rows.count > maximumLength {
      rows.removeFirst(rows.count - maximumLength)
    }
  }
}

@Suite struct RecorderTests {
  /// A group whose `v` is `[t, 10 t]` and whose `spike` is true at the indices
  /// that divide `t`, of 1, 2, 3.
  private func neurons(
    _ network: Network, _ behaviors: [KeyedBehavior]
  ) throws -> NeuronGroup {
    let fill = Probe(
      "Fill",
      forward: { object in
        let t = object.iteration
        let v = try object.tensor(named: "v")
        try v.setElement([0], to: .integer(t))
        try v.setElement([1], to: .integer(10 * t))
        let spike = try object.tensor(named: "spike")
        for index in 0..<3 {
          try spike.setElement(
            [index], to: .bool(t % (index + 1) == 0))
        }
      },
      initialize: { object in
        let pool = object.pool
        object.state["v"] = .tensor(try Tensor.zeros([2], in: pool))
        object.state["spike"] = .tensor(
          try Tensor.zeros([3], type: .bool, in: pool))
      })
    return try NeuronGroup(
      size: 3, network: network, tag: "a",
      behaviors: [(10, fill)] + behaviors)
  }

  static let lengths: [Int?] = [nil, 0, 1, 2, 7, 50]

  @Test(arguments: [0, 1, 2, 3, 5], lengths)
  func gapAndLengthFollowAPlainModel(gap: Int, length: Int?) throws {
    let network = try Network(seed: 1)
    let recorder = try Recorder(["v"], gap: gap, maximumLength: length)
    let events = try EventRecorder(["spike"], gap: gap, maximumLength: length)
    let group = try neurons(network, [(20, recorder), (21, events)])
    try network.initialize()
    var rows = PlainRecorder(gap: gap, maximumLength: length)
    var spikes = PlainRecorder(gap: gap, maximumLength: length)
    func run(_ count: Int) throws {
      try network.simulateIterations(count) { network in
        guard group.isRecording else { return }
        let t = network.iteration
        rows.see([t])
        spikes.see((0..<3).filter { t % ($0 + 1) == 0 }.map { 10 * t + $0 })
      }
    }
    func check() throws {
      let found = try recorder.data(of: "v")
      #expect(
        try found.numbers()
          == rows.rows.flatMap { [Double($0), Double(10 * $0)] })
      #expect(recorder.rowCount(of: "v") == rows.rows.count)
      let pairs = try events.rows(of: "spike").numbers()
      #expect(
        pairs == spikes.rows.flatMap { [Double($0 / 10), Double($0 % 10)] })
      #expect(
        try events.times(of: "spike").numbers()
          == spikes.rows.map { Double($0 / 10) })
      #expect(
        try events.indices(of: "spike", countingFrom: 1).numbers()
          == spikes.rows.map { Double($0 % 10 + 1) })
    }
    try run(11)
    try check()
    // Recording off: nothing is counted.
    network.setRecording(false)
    try run(4)
    network.setRecording(true)
    try run(60)
    try check()
    try network.simulateIterations(5, isRecording: false)
    try run(7)
    // Clearing keeps the gap's counter.
    recorder.clear()
    events.clear()
    rows.rows = []
    spikes.rows = []
    try run(8)
    try check()
  }

  @Test func manyRowsAndEventsFillManyChunks() throws {
    let network = try Network(seed: 1)
    let recorder = try Recorder(["v", "iteration"])
    let short = try Recorder(["v"], maximumLength: 1_000)
    let events = try EventRecorder(["spike"])
    _ = try neurons(network, [(20, recorder), (21, short), (22, events)])
    try network.initialize()
    try network.simulateIterations(5_000)
    let t = (1...5_000).map(Double.init)
    #expect(
      try recorder.data(of: "v").numbers() == t.flatMap { [$0, 10 * $0] })
    #expect(try recorder.data(of: "iteration").numbers() == t)
    #expect(
      try short.data(of: "v").numbers()
        == t.suffix(1_000).flatMap { [$0, 10 * $0] })
    #expect(events.eventCount(of: "spike") == 5_000 + 2_500 + 1_666)
  }

  @Test func shapesFollowTheValues() throws {
    let network = try Network(seed: 1)
    let recorder = try Recorder([
      "v", "iteration", "sum(v)", "v:sum()", "m", "v > 10",
    ])
    let group = try neurons(network, [(20, recorder)])
    group.state["m"] = .tensor(try network.tensor(1, shape: [2, 3]))
    try network.initialize()
    #expect(try recorder.data(of: "v").shape == [0])
    try network.simulateIterations(4)
    #expect(try recorder.data(of: "v").shape == [4, 2])
    #expect(try recorder.swapped("v").shape == [2, 4])
    #expect(try recorder.swapped("iteration").shape == [4])
    #expect(try recorder.data(of: "iteration").type == .int64)
    #expect(try recorder.data(of: "sum(v)").shape == [4])
    #expect(try recorder.data(of: "m").shape == [4, 2, 3])
    #expect(try recorder.data(of: "v > 10").type == .bool)
    #expect(
      message { _ = try recorder.data(of: "itration") }
        == "there is no recorded variable 'itration'; did you mean"
        + " 'iteration'?")
  }

  @Test func recordersSeeWhatTheirKeySays() throws {
    let network = try Network(seed: 1)
    let (early, late) = (try Recorder(["v[1]"]), try Recorder(["v[1]"]))
    _ = try neurons(network, [(4, early), (20, late)])
    try network.initialize()
    try network.simulateIterations(3)
    #expect(try early.data(of: "v[1]").numbers() == [0, 1, 2])
    #expect(try late.data(of: "v[1]").numbers() == [1, 2, 3])
  }

  @Test func readDataAreCopies() throws {
    let network = try Network(seed: 1)
    let recorder = try Recorder(["v"])
    _ = try neurons(network, [(20, recorder)])
    try network.initialize()
    try network.simulateIteration()
    try recorder.data(of: "v").fill(99)
    #expect(try recorder.data(of: "v").numbers() == [1, 10])
  }

  @Test func initializingEmptiesRecorders() throws {
    let network = try Network(seed: 1)
    let recorder = try Recorder(["v"], gap: 2)
    _ = try neurons(network, [(20, recorder)])
    try network.initialize()
    try network.simulateIterations(3)
    try network.initialize()
    #expect(recorder.rowCount(of: "v") == 0)
    try network.simulateIterations(2)
    #expect(try recorder.data(of: "v").numbers() == [5, 50])
  }

  @Test func variablesMayBeAddedAndCut() throws {
    let network = try Network(seed: 1)
    let recorder = try Recorder(["v"])
    _ = try neurons(network, [(20, recorder)])
    try network.initialize()
    try network.simulateIterations(3)
    try recorder.addVariable("iteration")
    try network.simulateIterations(2)
    #expect(try recorder.data(of: "iteration").numbers() == [4, 5])
    try recorder.cutLength(1)
    #expect(try recorder.data(of: "v").numbers() == [5, 50])
    #expect(throws: NetworkError.self) { try recorder.cutLength(-1) }
    #expect(throws: NetworkError.self) { try recorder.addVariable("v +") }
    network.clearRecorders()
    #expect(recorder.rowCount(of: "v") == 0)
  }

  @Test func aNewTypeIsPromotedAndANewShapeIsAnError() throws {
    let network = try Network(seed: 1)
    let recorder = try Recorder(["x"])
    try network.add(recorder, key: 1)
    network.state["x"] = .number(1)
    try network.initialize()
    try network.simulateIteration()
    network.state["x"] = .number(2.5)
    try network.simulateIteration()
    #expect(try recorder.data(of: "x").numbers() == [1, 2.5])
    network.state["x"] = .tensor(try network.tensor(1, shape: [2]))
    #expect(
      message { try network.simulateIteration() }
        == "in Recorder:forward (key 1) of Network 'Network_1', iteration 3:"
        + " recording 'x': 'x' was recorded with shape []; its shape is [2] at"
        + " present")
    #expect(try recorder.data(of: "x").numbers() == [1, 2.5])
  }

  @Test func variablesMayAppearAfterInitializing() throws {
    let network = try Network(seed: 1)
    let late = Probe("Late") { $0.state["spike"] = .number(true) }
    try network.add(late, key: 1)
    try network.add(Recorder(["spike"]), key: 2)
    try network.initialize()
    try network.simulateIteration()
  }

  @Test func unknownVariablesAreErrorsWithASuggestion() throws {
    let network = try Network(seed: 1)
    _ = try neurons(network, [(20, try EventRecorder(["spkie"], tag: "e"))])
    try network.initialize()
    #expect(
      message { try network.simulateIteration() }
        == "in EventRecorder:forward (key 20) of NeuronGroup 'a', iteration 1:"
        + " recording 'spkie': NeuronGroup 'a' has no variable 'spkie'; did you"
        + " mean 'spike'?")
  }

  @Test func arecorderBelongsToOneObject() throws {
    let network = try Network(seed: 1)
    let recorder = try Recorder(["iteration"])
    try network.add(recorder, key: 1)
    try NeuronGroup(size: 1, network: network, behaviors: [(1, recorder)])
    #expect(throws: BehaviorFailure.self) { try network.initialize() }
  }

  @Test func optionsAreChecked() {
    #expect(
      message { _ = try Recorder(["v"], gap: -1) }
        == "the gap of a recorder must be 0 or more, not -1")
    #expect(throws: NetworkError.self) {
      try EventRecorder(["v"], maximumLength: -1)
    }
  }
}

@Suite struct EventRecorderTests {
  @Test func everyAxisHasAnIndex() throws {
    let network = try Network(seed: 1)
    let events = try EventRecorder(["m", "x"])
    try network.add(events, key: 1)
    let m = try network.tensor(0, shape: [2, 3, 4])
    try m.setElement([1, 0, 3], to: 1)
    try m.setElement([0, 2, 1], to: -0.5)
    network.state["m"] = .tensor(m)
    network.state["x"] = .number(2)
    try network.initialize()
    #expect(try events.rows(of: "m").shape == [0, 2])
    try network.simulateIterations(2)
    #expect(
      try events.rows(of: "m").numbers() == [
        1, 0, 2, 1, 1, 1, 0, 3, 2, 0, 2, 1, 2, 1, 0, 3,
      ])
    #expect(
      try events.rows(of: "m", countingFrom: 1).numbers().prefix(4)
        == [1, 1, 3, 2])
    #expect(try events.indices(of: "m").numbers() == [0, 1, 0, 1])
    #expect(try events.rows(of: "x").shape == [2, 1])
    #expect(throws: NetworkError.self) { try events.indices(of: "x") }
  }

  @Test func timesAndIndicesAreFoundByTag() throws {
    let network = try Network(seed: 1)
    try network.add(EventRecorder(["x"]), key: 1)
    let x = try network.tensor(0, shape: [3])
    try x.setElement([2], to: 1)
    network.state["x"] = .tensor(x)
    func found(_ tag: String, _ base: Int = 0) throws -> [Double]? {
      guard
        case .data(let data, _)? = try network.find(tag, countingFrom: base)
          .first
      else { return nil }
      return try data.numbers()
    }
    #expect(try found("x.t") == nil)
    try network.initialize()
    #expect(try found("x.t") == [])
    try network.simulateIterations(2)
    #expect(try found("x.t") == [1, 2])
    #expect(try found("x.i") == [2, 2])
    #expect(try found("x.i", 1) == [3, 3])
    #expect(try found("x") == [1, 2, 2, 2])
    #expect(try found("x.j") == nil)
    #expect(try found("i") == nil)
  }
}
