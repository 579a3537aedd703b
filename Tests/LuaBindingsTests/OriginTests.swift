import Tensors
import Testing

@testable import LuaBindings
@testable import SpikingNetworks

/// Tensors are known by where they were recorded, as long as they live.
@Suite struct OriginTests {
  private let network: Network
  private let recorder: Recorder

  /// Ten rows of a vector with four elements, from iteration 3 on.
  init() throws {
    network = try Network(seed: 1)
    recorder = try Recorder(["v"], maximumLength: 10)
    let group = try NeuronGroup(
      size: 4, network: network, tag: "a", behaviors: [(1, recorder)])
    group.state["v"] = .tensor(try Tensor.zeros([4], in: group.pool))
    try network.initialize()
    try network.simulateIterations(12)
  }

  private func recorded(_ origins: inout Origins) throws -> Tensor {
    let data = try recorder.data(of: "v")
    origins.note(recorder.recording(under: "v"), of: data)
    return data
  }

  /// What the axes of a view of the recorded data go along.
  private func directions(
    _ view: (Tensor) throws -> Tensor
  ) throws -> [Origin.Direction?] {
    var origins = Origins()
    let tensor = try view(try recorded(&origins))
    return (0..<tensor.rank).map { axis in
      origins.origin(of: tensor)?.direction(ofAxis: axis)
    }
  }

  @Test func rowsAreIterationsAndColumnsElements() throws {
    #expect(
      try directions { $0 }
        == [.time(first: 3, step: 1), .elements(first: 0, step: 1)])
  }

  @Test func aPartKnowsWhereItBegins() throws {
    let part = try directions {
      try $0.narrowed(axis: 0, start: 5, count: 2)
        .narrowed(axis: 1, start: 1, count: 3)
    }
    #expect(part == [.time(first: 8, step: 1), .elements(first: 1, step: 1)])
  }

  @Test func aTransposedViewKnowsItsAxes() throws {
    #expect(
      try directions { try $0.transposed(0, 1) }
        == [.elements(first: 0, step: 1), .time(first: 3, step: 1)])
  }

  @Test func oneElementGoesAlongTimeAndOneRowAlongElements() throws {
    #expect(
      try directions { try $0.selected(axis: 1, index: 2) }
        == [.time(first: 3, step: 1)])
    #expect(
      try directions { try $0.selected(axis: 0, index: 2) }
        == [.elements(first: 0, step: 1)])
  }

  @Test func otherViewsHaveNoDirection() throws {
    #expect(try directions { try $0.reshaped([40]) } == [nil])
  }

  @Test func aCopyHasNoOrigin() throws {
    #expect(try directions { try $0.copied() } == [nil, nil])
  }

  @Test func anOriginKeepsNoTensorAlive() throws {
    var origins = Origins()
    for _ in 0..<10_000 { _ = try recorded(&origins) }
    #expect(origins.count <= 128)
    let before = network.pool.bytesInUse
    _ = try recorded(&origins)
    #expect(network.pool.bytesInUse == before)
  }
}
