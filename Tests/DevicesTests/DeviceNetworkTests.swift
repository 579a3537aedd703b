import DeviceTestSupport
import Programs
import Testing

@testable import Devices
@testable import Tensors

/// Whole iterations of a network, on a device as on the processor.
@Suite(.needsDevice) struct DeviceNetworkTests {
  let pool = MemoryPool()
  static let count = 300

  /// Leaky integrate-and-fire neurons with noise, all connected to all, and one-step
  /// STDP: `examples/lif_stdp.lua` as a program. It is given voltages, spikes, those of
  /// the iteration before, noise and weights.
  private func program(_ inputs: [Tensor]) throws -> Program {
    let builder = ProgramBuilder(pool: pool)
    let names = ["voltage", "spikes", "spikes_old", "noise", "W"]
    let x = try zip(inputs, names).map {
      try builder.input(like: $0, named: $1)
    }
    let (voltage, old, noise, weights) = (x[0], x[1], x[3], x[4])
    let spikes = try builder.comparing(.greater, voltage, .scalar(6))
    try builder.assign(
      .scalar(0), to: try builder.selection(of: voltage, [.mask(spikes)]))
    try builder.apply(.multiply, to: voltage, .scalar(0.9))
    builder.beginPart()
    try builder.draw(.uniform, [.scalar(0), .scalar(1)], into: noise)
    try builder.apply(.add, to: voltage, .tensor(noise))
    let fired = try builder.selection(of: weights, [.mask(spikes)])
    try builder.apply(
      .add, to: voltage, .tensor(try builder.sum(fired, axis: 0)))
    builder.beginPart()
    let pairs = try builder.selection(of: weights, [.mask(old), .mask(spikes)])
    try builder.apply(.add, to: pairs, .scalar(0.001))
    try builder.clamp(pairs, minimum: 0, maximum: 1)
    return builder.finish(outputs: [old, spikes])
  }

  private func inputs() throws -> [Tensor] {
    let n = DeviceNetworkTests.count
    let random = RandomSource(seed: 1, stream: 9)
    let voltage = try Tensor.zeros([n], in: pool)
    try random.fillUniform(voltage, from: 0, to: 6)
    let weights = try Tensor.zeros([n, n], in: pool)
    try random.fillUniform(weights, from: 0, to: 2 / Double(n))
    return [
      voltage, try Tensor.zeros([n], type: .bool, in: pool),
      try Tensor.zeros([n], type: .bool, in: pool),
      try Tensor.zeros([n], in: pool), weights,
    ]
  }

  @Test(arguments: [256, 64]) func spikesAndWeightsAreTheSame(
    groupSize: Int
  ) throws {
    var own = try inputs()
    let (others, start) = (try inputs(), own[4].bits)
    let program = try program(own)
    let plan = try program.makePlan(in: pool)
    let there = try DeviceProgram(
      program, on: try TestDevice.open(), others, carrying: [2: 0, 1: 1],
      groupSize: groupSize)
    // A loop, a list for each mask, sums, changed weights, noise, and the sources.
    #expect(there.launchCount <= 8)
    let sources = (0..<3).map { RandomSource(seed: 5, stream: $0) }
    let copies = (0..<3).map { RandomSource(seed: 5, stream: $0) }
    for part in 0..<3 {
      plan.draw(from: sources[part], in: part)
      there.draw(from: copies[part], in: part)
    }
    var spikeCount = 0
    for iteration in 1...200 {
      for (index, tensor) in own.enumerated() {
        #expect(plan.bind(tensor, as: index))
      }
      try withExtendedLifetime((own, sources)) { try plan.run() }
      (own[2], own[1]) = (plan.output(0), plan.output(1))
      try there.run()
      // Most iterations nobody looks at.
      guard iteration % 20 < 3 else { continue }
      let spikes = try there.output(1, in: pool)
      try #require(spikes.bits == own[1].bits, "iteration \(iteration)")
      spikeCount += Int(spikes.bits.reduce(0, +))
    }
    #expect(spikeCount > 50)
    for (index, tensor) in others.enumerated() {
      try there.read(into: tensor, index)
      #expect(tensor.bits == own[index].bits, "input \(index)")
    }
    #expect(own[4].bits != start)
  }

  /// Inputs that are given anew between runs, whatever memory they have then.
  @Test func whatIsWrittenBetweenRunsCounts() throws {
    let (own, others) = (try inputs(), try inputs())
    let program = try program(own)
    let there = try DeviceProgram(
      program, on: try TestDevice.open(), others, carrying: [2: 0, 1: 1])
    for part in 0..<3 {
      there.draw(from: RandomSource(seed: 5, stream: 1), in: part)
    }
    for _ in 0..<4 {
      try there.run()
      let mask = try Tensor.full(
        [DeviceNetworkTests.count], true, type: .bool, in: pool)
      try there.write(mask, 1)
      try there.read(into: others[1], 1)
      #expect(others[1].bits == mask.bits)
      try there.run()
      try there.read(into: others[2], 2)
      #expect(others[2].bits == mask.bits)
    }
  }

  @Test func aTensorOfAnotherShapeIsRefused() throws {
    let all = try inputs()
    let there = try DeviceProgram(
      try program(all), on: try TestDevice.open(), all)
    let error = DeviceError.wrongInput(
      index: 0, expected: "a float32 tensor of shape [300]",
      found: "a float64 tensor of shape [300]")
    #expect(throws: error) {
      try there.write(try all[0].converted(to: .float64), 0)
    }
    #expect(
      "\(error)"
        == "input 0 is a float64 tensor of shape [300], not a float32 tensor of"
        + " shape [300]")
  }
}
