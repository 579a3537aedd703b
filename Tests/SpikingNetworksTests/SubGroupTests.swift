import SpikingNetworks
import Tensors
import Testing

@Suite struct SubGroupTests {
  let network: Network
  let neurons: NeuronGroup
  let ends: NeuronSubGroup

  init() throws {
    network = try Network(seed: 1)
    neurons = try NeuronGroup(size: 4, network: network, tag: "exc")
    ends = try NeuronSubGroup(
      of: neurons, where: try Self.mask([1, 0, 0, 1]), tag: "ends")
  }

  private static func mask(_ truth: [UInt8]) throws -> Tensor {
    try Tensor(truth, in: MemoryPool())
  }

  private func set(_ values: [Float]) throws {
    neurons.state["v"] = .tensor(try Tensor(values, in: neurons.pool))
  }

  private func values(_ object: NetworkObject) throws -> [Float] {
    try object.tensor(named: "v").values()
  }

  @Test func aNetworkIsReleasedWithSynapsesOfItsSubGroups() throws {
    weak var group: NeuronGroup?
    do {
      let network = try Network(seed: 1)
      let whole = try NeuronGroup(size: 4, network: network)
      let other = try NeuronGroup(size: 2, network: network)
      let part = try NeuronSubGroup(
        of: whole, where: try Self.mask([1, 0, 0, 1]), tag: "part")
      try SynapseGroup(
        from: .group(part), to: .group(other), network: network)
      group = whole
    }
    #expect(group == nil)
  }

  @Test func readingGathers() throws {
    try set([1, 2, 3, 4])
    #expect(try values(ends) == [1, 4])
  }

  @Test func writingScatters() throws {
    try set([1, 2, 3, 4])
    try ends.set(
      "v", to: .tensor(try Tensor([5, 6] as [Float], in: ends.pool)))
    #expect(try values(neurons) == [5, 2, 3, 6])
    try ends.set("v", to: 0)
    #expect(try values(neurons) == [0, 2, 3, 0])
  }

  @Test func aWriteToNeighborsIsSeenThroughAView() throws {
    let middle = try NeuronSubGroup(
      of: neurons, where: try Self.mask([0, 1, 1, 0]))
    try set([1, 2, 3, 4])
    try middle.tensor(named: "v").apply(.multiply, 10)
    #expect(try values(neurons) == [1, 20, 30, 4])
  }

  @Test func aMatrixOfNeuronsIsPickedFromByRows() throws {
    let matrix = try Tensor((0..<8).map(Float.init), in: neurons.pool)
      .reshaped([4, 2])
    neurons.state["v"] = .tensor(matrix)
    #expect(try values(ends) == [0, 1, 6, 7])
  }

  @Test func theMaskIsACopy() throws {
    let given = try Self.mask([1, 0, 0, 1])
    let part = try NeuronSubGroup(of: neurons, where: given)
    try given.fill(true)
    try part.places.mask().fill(false)
    try set([1, 2, 3, 4])
    #expect(try values(part) == [1, 4])
  }

  @Test func onlyTaggedOnesAreGroupsOfTheNetwork() throws {
    _ = try NeuronSubGroup(of: neurons, where: try Self.mask([1, 0, 0, 0]))
    #expect(network.groups.map(\.tag) == ["exc", "ends"])
    #expect(network.neuronGroups.map(\.tag) == ["exc"])
    #expect(network.objects(tagged: "ends").first === ends)
  }

  @Test func aNetworkWithSubGroupsIsReleased() throws {
    weak var part: NeuronSubGroup?
    weak var synapses: SynapseGroup?
    do {
      let network = try Network(seed: 1)
      let neurons = try NeuronGroup(size: 2, network: network)
      let some = try NeuronSubGroup(of: neurons, where: try Self.mask([1, 0]))
      part = some
      let joined = try SynapseGroup(
        from: .group(some), to: .group(neurons), network: network)
      synapses = joined
    }
    #expect(part == nil)
    #expect(synapses == nil)
  }

  @Test func synapsesOfDifferentPartsDrawDifferentNumbers() throws {
    let first = try NeuronSubGroup(
      of: neurons, where: try Self.mask([1, 1, 0, 0]))
    let second = try NeuronSubGroup(
      of: neurons, where: try Self.mask([0, 0, 1, 1]))
    let weights = try [first, second].map {
      try SynapseGroup(
        from: .group($0), to: .group(neurons), network: network, tag: "syn"
      ).matrix("uniform").values(Float.self)
    }
    #expect(weights[0] != weights[1])
  }

  @Test func aPartOfSynapsesHasItsBlock() throws {
    let synapses = try SynapseGroup(
      from: .group(neurons), to: .group(neurons), network: network, tag: "GLU")
    synapses.state["W"] = .tensor(
      try Tensor((0..<16).map(Float.init), in: network.pool)
        .reshaped([4, 4]))
    let part = try synapses.part(
      from: try Self.mask([0, 1, 0, 0]), to: try Self.mask([1, 0, 0, 1]))
    #expect(try part.tensor(named: "W").values(Float.self) == [4, 7])
    #expect(part.ownTags == ["GLU"])
    #expect(neurons.afferentSynapses("GLU").count == 2)
  }

  @Test func aGridIsAGroupsSize() throws {
    let grid = NeuronDimension(["width": 3, "height": 2])
    let group = try NeuronGroup(size: grid, network: network)
    #expect(group.size == 6)
    try grid.move(by: [1, 0, 0])
    #expect(
      try group.coordinate("x").values(Float.self) == [0, 1, 2, 0, 1, 2])
    #expect(
      try grid.areaMask(first: [0, 1, 0], end: [1, -1, -1]).values(UInt8.self)
        == [0, 0, 0, 1, 0, 0])
  }
}
