import Files
import Foundation
import SpikingNetworks
import Tensors
import TestSupport
import Testing

/// Recorders that hold more than half of the memory there may be.
@Suite struct LargeRecordingTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let size = 60_000

  /// A group with `v = t` in each of its neurons, in which the even ones spike.
  private func makeNetwork(
    limit: Int, _ recorder: any RecordingBehavior
  ) throws -> Network {
    let pool = MemoryPool(limit: limit)
    let network = try Network(seed: 1, pool: pool)
    let fill = Probe(
      "Fill",
      forward: { object in
        try (object as? NeuronGroup)?.tensor(named: "v")
          .fill(.integer(object.iteration))
      },
      initialize: { object in
        object.state["v"] = .tensor(
          try Tensor.zeros([LargeRecordingTests.size], in: object.pool))
        let spike = try Tensor.zeros(
          [LargeRecordingTests.size], type: .bool, in: object.pool)
        try spike.narrowed(axis: 0, start: 0, count: 20_000).fill(1)
        object.state["spike"] = .tensor(spike)
      })
    try NeuronGroup(
      size: LargeRecordingTests.size, network: network, tag: "a",
      behaviors: [(1, fill), (2, recorder)])
    return network
  }

  /// Whether the rows of a recorder are those of these iterations.
  private func isRight(_ data: Tensor, _ iterations: ClosedRange<Int>) throws
    -> Bool
  {
    guard
      data.shape.list == [iterations.count, LargeRecordingTests.size]
    else { return false }
    for (row, iteration) in iterations.enumerated() {
      let row = try data.selected(axis: 0, index: row)
      guard try row.reduced(.minimum).double == Double(iteration),
        try row.reduced(.maximum).double == Double(iteration)
      else { return false }
    }
    return true
  }

  /// 60 rows of 240 kB in 20 MB.
  @Test("A3: a recorder larger than half of the memory is read without a copy")
  func largeRecordersAreRead() throws {
    let recorder = try Recorder(["v"])
    let network = try makeNetwork(limit: 20 << 20, recorder)
    try network.initialize()
    try network.simulateIterations(60)
    #expect(try isRight(recorder.data(of: "v"), 1...60))
    // It grows where it is, while somebody holds what was read.
    let held = try recorder.data(of: "v")
    try network.simulateIterations(10)
    #expect(try isRight(recorder.data(of: "v"), 1...70))
    #expect(try isRight(held, 1...60))
    #expect(network.pool.peakBytes <= 20 << 20)
  }

  @Test("A3: a recorder larger than half of the memory is saved and loaded")
  func largeRecordersAreSaved() throws {
    let path = folder.path("net.snn")
    let network = try makeNetwork(limit: 20 << 20, try Recorder(["v"]))
    try network.initialize()
    try network.simulateIterations(60)
    try network.save(to: path)
    try RecordedArrays(of: [network]).save(path: folder.path("a.npz"))
    let other = try Recorder(["v"])
    let loaded = try makeNetwork(limit: 20 << 20, other)
    try loaded.load(from: path)
    #expect(try isRight(other.data(of: "v"), 1...60))
    let contents = try Data(contentsOf: URL(filePath: folder.path("a.npz")))
    #expect(contents.count > 60 * 4 * LargeRecordingTests.size)
    // The bytes are those of a network with room for copies.
    let wide = try makeNetwork(limit: 100 << 20, try Recorder(["v"]))
    try wide.initialize()
    try wide.simulateIterations(60)
    try wide.save(to: folder.path("wide.snn"))
    try RecordedArrays(of: [wide]).save(path: folder.path("wide.npz"))
    #expect(
      try Data(contentsOf: URL(filePath: folder.path("wide.snn")))
        == Data(contentsOf: URL(filePath: path)))
    #expect(
      try Data(contentsOf: URL(filePath: folder.path("wide.npz")))
        == contents)
  }

  @Test("A3: what doesn't fit is an error, and no row is lost")
  func fullRecordersKeepTheirRows() throws {
    let recorder = try Recorder(["v"])
    let network = try makeNetwork(limit: 10 << 20, recorder)
    try network.initialize()
    var count = 0
    while (try? network.simulateIterations(1)) != nil { count += 1 }
    #expect(count > 30)
    // Nothing is left to move rows through.
    let rest = try #require(
      (1...64).reversed().lazy.compactMap {
        try? Tensor.zeros([$0 << 14], in: network.pool)
      }.first)
    if case let data? = try? recorder.data(of: "v") {
      #expect(try isRight(data, 1...count))
    }
    try network.save(to: folder.path("net.snn"))
    withExtendedLifetime(rest) {}
    let other = try Recorder(["v"])
    let loaded = try makeNetwork(limit: 40 << 20, other)
    try loaded.load(from: folder.path("net.snn"))
    #expect(try isRight(other.data(of: "v"), 1...count))
  }

  @Test("A3: the newest rows give memory back after they were read")
  func trimmedRecordersStayBounded() throws {
    let recorder = try Recorder(["v"], maximumLength: 50)
    let network = try makeNetwork(limit: 18 << 20, recorder)
    try network.initialize()
    for end in stride(from: 60, through: 300, by: 60) {
      try network.simulateIterations(60)
      #expect(try isRight(recorder.data(of: "v"), (end - 49)...end))
    }
  }

  /// 20,000 events of 16 bytes in each of 40 iterations.
  @Test("A3: times and indices of many events are read and written in parts")
  func largeEventRecordersAreRead() throws {
    let recorder = try EventRecorder(["spike"])
    let network = try makeNetwork(limit: 22 << 20, recorder)
    try network.initialize()
    try network.simulateIterations(40)
    #expect(
      try recorder.times(of: "spike").reduced(.sum).double
        == 20_000 * Double(40 * 41 / 2))
    #expect(
      try recorder.indices(of: "spike").reduced(.maximum).double == 19_999)
    try RecordedArrays(of: [network]).save(path: folder.path("a.npz"))
    try network.save(to: folder.path("net.snn"))
  }

  @Test("C11: arrays in which something is get the names of empty ones")
  func emptyArraysGiveWay() throws {
    let path = folder.path("a.npz")
    let network = try Network(seed: 1)
    let neurons = try NeuronGroup(size: 1, network: network, tag: "exc")
    neurons.state["v"] = .tensor(try neurons.vector("ones"))
    try neurons.add(try Recorder(["v"], file: folder.path("a.rec")), key: 1)
    try neurons.add(try Recorder(["v"]), key: 2)
    try network.initialize()
    try network.simulateIterations(2)
    try RecordedArrays(of: [network]).save(path: path)
    #expect(
      try npzContents(path) == """
        exc.v_2.npy <f4 (0, 1) []
        exc.v.npy <f4 (2, 1) [1.0, 1.0]

        """)
  }
}
