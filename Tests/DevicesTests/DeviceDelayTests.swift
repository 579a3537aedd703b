import DeviceTestSupport
import Programs
import Testing

@testable import Devices
@testable import Tensors

/// Delay lines: on a device, the same arrives and is on its way as on the processor.
@Suite(.needsDevice) struct DeviceDelayTests {
  let pool = MemoryPool()

  private func spikes(_ count: Int, seed: UInt64) throws -> Tensor {
    let mask = try Tensor.zeros([count], type: .bool, in: pool)
    try RandomSource(seed: seed, stream: 1).fillBernoulli(
      mask, probability: .scalar(0.4))
    return mask
  }

  private func delays(_ shape: Shape, upTo most: Int) throws -> Tensor {
    let delays = try Tensor.zeros(shape, type: .int64, in: pool)
    try RandomSource(seed: 4, stream: 1).fillIntegers(
      delays, from: 0, to: most + 1)
    return delays
  }

  /// Lets spikes leave again and again on two lines that are alike, one of which the
  /// processor has and a device the other one; then takes that back, lets both go on
  /// on the processor, and once more.
  private func compare(
    sources: Int, weights: Tensor? = nil, groupSizes: [Int] = [256],
    sourceLocation: SourceLocation = #_sourceLocation,
    _ make: () throws -> DelayLine
  ) throws {
    for groupSize in groupSizes {
      let lines = try [make(), make()]
      let first = try spikes(sources, seed: 0)
      let programs = try lines.map { line in
        let builder = ProgramBuilder(pool: pool)
        let mask = try builder.input(like: first)
        let passed = try weights.map { try builder.input(like: $0) }
        // One line moves on twice.
        let before = try builder.pending(of: line)
        let arrived = try builder.delayed(mask, by: line, weights: passed)
        let none = try builder.comparing(.notEqual, mask, .tensor(mask))
        let later = try builder.delayed(none, by: line, weights: passed)
        return builder.finish(outputs: [arrived, later, before])
      }
      let inputs = [first] + [weights].compactMap { $0 }
      let plans = try programs.map { try $0.makePlan(in: pool) }
      for plan in plans {
        for (index, input) in inputs.enumerated() {
          #expect(plan.bind(input, as: index))
        }
      }
      let there = try DeviceProgram(
        programs[1], on: try TestDevice.open(), inputs, groupSize: groupSize)
      var sum = 0
      for run in 1...14 {
        try first.copy(from: try spikes(sources, seed: UInt64(run)))
        try plans[0].run()
        let found: [Tensor]
        switch run {
        case 7, 8:
          // The processor goes on with what the device had.
          try plans[1].run()
          found = (0..<3).map { plans[1].output($0) }
        default:
          try there.write(first, 0)
          try there.run()
          found = try (0..<3).map { try there.output($0, in: pool) }
        }
        for index in 0..<3 {
          let expected = try plans[0].output(index).copied()
          sum += expected.bits.count { $0 != 0 }
          try #require(
            try found[index].copied().bits == expected.bits,
            "run \(run), output \(index), groups of \(groupSize)",
            sourceLocation: sourceLocation)
        }
      }
      #expect(sum > 0 || sources == 0, sourceLocation: sourceLocation)
      #expect(
        try lines[0].pending().bits == lines[1].pending().bits,
        sourceLocation: sourceLocation)
    }
  }

  @Test func spikesArriveLater() throws {
    for count in deviceCounts {
      let delays = try delays([count], upTo: 9)
      try compare(sources: count) { try SpikeDelayLine(delays: delays) }
    }
  }

  @Test(arguments: [ElementType.float32, .float64], [0, 1])
  func currentsArriveLater(type: ElementType, sourceAxis: Int) throws {
    for (sources, targets) in [(1, 1), (33, 257)] {
      let shape: Shape =
        sourceAxis == 0 ? [sources, targets] : [targets, sources]
      let delays = try delays(shape, upTo: 5)
      for isTurned in sources == 1 ? [false] : [false, true] {
        var weights = try Tensor.zeros(
          isTurned ? [shape[1], shape[0]] : shape, type: type, in: pool)
        try RandomSource(seed: 1, stream: 1).fillUniform(
          weights, from: -1, to: 1)
        if isTurned { weights = try weights.transposed() }
        try compare(sources: sources, weights: weights, groupSizes: [32]) {
          try CurrentDelayLine(
            delays: delays, sourceAxis: sourceAxis, type: type)
        }
      }
    }
  }

  /// With delays of one byte and of two.
  @Test(
    arguments: [ElementType.float32, .float64],
    [(0, 6), (0, 300), (1, 6), (1, 300)])
  func currentsThroughEntriesArriveLater(
    type: ElementType, line: (sourceAxis: Int, most: Int)
  ) throws {
    let (sourceAxis, most) = line
    for (rows, columns) in most == 6 ? [(1, 1), (33, 257)] : [(257, 33)] {
      let structure = try SparseStructure.random(
        rows: rows, columns: columns, density: rows == 1 ? 1 : 0.3,
        from: RandomSource(seed: 5, stream: 1), in: pool)
      let shape = Shape(vector: structure.entryCount)
      let weights = try Tensor.zeros(shape, type: type, in: pool)
      try RandomSource(seed: 1, stream: 1).fillUniform(weights, from: -1, to: 1)
      let delays = try delays(shape, upTo: most)
      try compare(
        sources: structure.shape[sourceAxis], weights: weights,
        groupSizes: [type == .float32 ? 256 : 1]
      ) {
        try SparseDelayLine(
          of: structure, delays: delays, sourceAxis: sourceAxis, type: type)
      }
    }
  }

  @Test func whatIsOnItsWayIsPutThereAndForgotten() throws {
    let delays = try delays([40], upTo: 4)
    let lines = try [0, 1].map { _ in try SpikeDelayLine(delays: delays) }
    let mask = try spikes(40, seed: 3)
    let pending = try deviceSample([5, 40], .int64, in: pool)
    let programs = try lines.map { line in
      let builder = ProgramBuilder(pool: pool)
      let (mask, given) = (
        try builder.input(like: mask), try builder.input(like: pending)
      )
      let first = try builder.delayed(mask, by: line)
      let before = try builder.pending(of: line)
      builder.reset(line)
      let none = try builder.pending(of: line)
      let second = try builder.delayed(mask, by: line)
      try builder.restore(given, of: line)
      let last = try builder.delayed(mask, by: line)
      return builder.finish(outputs: [first, before, none, second, last])
    }
    let plan = try programs[0].makePlan(in: pool)
    #expect(plan.bind(mask, as: 0) && plan.bind(pending, as: 1))
    let there = try DeviceProgram(
      programs[1], on: try TestDevice.open(), [mask, pending])
    for _ in 0..<3 {
      try plan.run()
      try there.run()
      for index in 0..<5 {
        #expect(
          try there.output(index, in: pool).copied().bits
            == plan.output(index).copied().bits)
      }
    }
    #expect(plan.output(2).doubles.allSatisfy { $0 == 0 })
    #expect(try lines[0].pending().bits == lines[1].pending().bits)
  }

  /// A program that forgets what is on its way, beside another one on the device that
  /// has it.
  @Test func whatIsForgottenInOneProgramIsInAnother() throws {
    let line = try SpikeDelayLine(delays: try delays([40], upTo: 4))
    let mask = try spikes(40, seed: 3)
    let device = try TestDevice.open()
    let programs = try [true, false].map { steps in
      let builder = ProgramBuilder(pool: pool)
      let mask = try builder.input(like: mask)
      if steps {
        return builder.finish(outputs: [try builder.delayed(mask, by: line)])
      }
      builder.reset(line)
      return builder.finish(outputs: [])
    }
    let (step, forget) = try (
      DeviceProgram(programs[0], on: device, [mask]),
      DeviceProgram(programs[1], on: device, [mask])
    )
    try step.run()
    try step.run()
    #expect(try line.pending().doubles.contains { $0 != 0 })
    try step.run()
    try forget.run()
    #expect(try line.pending().doubles.allSatisfy { $0 == 0 })
    try step.run()
    try forget.run()
    try mask.fill(0)
    try step.write(mask, 0)
    try step.run()
    #expect(try line.pending().doubles.allSatisfy { $0 == 0 })
  }
}
