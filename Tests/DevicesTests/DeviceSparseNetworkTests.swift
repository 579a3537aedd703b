import DeviceTestSupport
import Devices
import Programs
import Testing

@testable import SpikingNetworks
@testable import Tensors

/// Networks whose synapses are entries of a sparse matrix, on a device as on the
/// processor.
@Suite(.needsDevice) struct DeviceSparseNetworkTests {
  /// Leaky integrate-and-fire neurons with noise, sparse connections, and STDP of pairs
  /// whose first spike is on a delay line.
  private func network() throws -> Network {
    let network = try Network(seed: 3)
    let line = try SpikeDelayLine(
      delays: try Tensor.range(from: 0, through: 299, in: network.pool)
        .applying(.modulo, 4))
    let behavior = TracedNeurons("Sparse") { group in
      for name in ["spikes", "spikes_old"] {
        group.state[name] = .tensor(try group.vector(type: .bool))
      }
      group.state["voltage"] = .tensor(try group.vector("uniform(0, 6)"))
      let matrix = SparseMatrix(
        try SparseStructure.random(
          rows: group.size, columns: group.size, density: 0.1,
          from: RandomSource(seed: 1, stream: 2), in: network.pool),
        values: try group.tensor(
          "uniform(0, 0.1)", shape: [self.entryCount(group, network)]))
      group.state["W"] = .sparse(matrix)
    } _: { group, tracer in
      let builder = tracer.builder
      let voltage = try tracer.tensor("voltage", of: group)
      let old = try tracer.tensor("spikes_old", of: group)
      let spikes = try builder.comparing(.greater, voltage, .scalar(6))
      try builder.assign(
        .scalar(0), to: try builder.selection(of: voltage, [.mask(spikes)]))
      try builder.apply(.multiply, to: voltage, .scalar(0.9))
      let noise = try builder.drawn(
        .uniform, [.scalar(0), .scalar(1)], [group.size], .float32)
      try builder.apply(.add, to: voltage, .tensor(noise))
      guard
        case .sparse(let matrix)? = try tracer.read(
          tracer.variable("W", of: group))
      else { throw NetworkError.notInitialized }
      let arrived = try builder.sum(
        try builder.selection(of: matrix, rows: spikes, columns: nil), axis: 0)
      try builder.apply(.add, to: voltage, .tensor(arrived))
      let pairs = try builder.selection(
        of: matrix, rows: old, columns: spikes)
      try builder.apply(.add, to: pairs, .scalar(0.01))
      try builder.clamp(pairs, minimum: 0, maximum: 0.5)
      try tracer.set(
        "spikes_old", of: group, to: try builder.delayed(spikes, by: line))
      try tracer.set("spikes", of: group, to: spikes)
    }
    try NeuronGroup(
      size: 300, network: network, tag: "exc", behaviors: [(1, behavior)])
    try network.initialize()
    return network
  }

  private func entryCount(
    _ group: NeuronGroup, _ network: Network
  ) throws -> Int {
    try SparseStructure.random(
      rows: group.size, columns: group.size, density: 0.1,
      from: RandomSource(seed: 1, stream: 2), in: network.pool
    ).entryCount
  }

  /// The bits of voltages, spikes and weights.
  private func bits(_ network: Network) throws -> [[UInt64]] {
    let group = network.neuronGroups[0]
    guard case .sparse(let matrix)? = group.state["W"] else { return [] }
    return try ["voltage", "spikes", "spikes_old"].map {
      try group.tensor(named: $0).copied().bits
    } + [try matrix.values.copied().bits]
  }

  @Test func itGivesTheBitsOfTheProcessor() throws {
    let (own, other) = (try network(), try network())
    try other.place(
      on: DevicePlacement(try TestDevice.open(), allowsHost: false))
    let before = try bits(own)
    for count in [1, 40, 0, 25] {
      try own.simulateIterations(count)
      #expect(try other.simulateIterations(count) == count)
      try #require(try bits(other) == bits(own), "after \(own.iteration)")
    }
    // Some have fired, and some weights have changed.
    let after = try bits(own)
    #expect(after[1].contains(1) && after[3] != before[3])
    // What is changed between runs counts.
    for network in [own, other] {
      guard case .sparse(let matrix)? = network.neuronGroups[0].state["W"]
      else { continue }
      try matrix.values.apply(.multiply, 0.5)
      try network.neuronGroups[0].tensor(named: "voltage")
        .apply(.add, .scalar(0.5))
    }
    try own.simulateIterations(10)
    try other.simulateIterations(10)
    #expect(try bits(other) == bits(own))
  }

  /// As that, where the processor runs each iteration as well.
  @Test func aCheckedNetworkGoesOnAsOneThatIsNot() throws {
    let (own, other) = (try network(), try network())
    try other.place(
      on: DevicePlacement(try TestDevice.open(), isChecked: true))
    try own.simulateIterations(30)
    try other.simulateIterations(30)
    #expect(try bits(other) == bits(own))
  }
}
