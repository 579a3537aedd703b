import DeviceTestSupport
import Programs
import Testing

@testable import Devices
@testable import Tensors

/// What masks pick out, views, and random numbers: a device gives the processor's
/// bits.
@Suite(.needsDevice) struct DeviceSelectionTests {
  let pool = MemoryPool()

  /// No row, some, one block of a sum, and several.
  @Test(arguments: [ElementType.float32, .float64, .int64])
  func sumsOfPickedRows(type: ElementType) throws {
    let shares = [0, 0.01, 0.3, 1]
    for (rows, columns) in [(1, 1), (33, 31), (1_025, 257), (260, 1)] {
      let matrix = try Tensor.zeros([rows, columns], type: .float64, in: pool)
      try RandomSource(seed: 3, stream: 3).fillUniform(matrix, from: -9, to: 9)
      let inputs =
        [try matrix.converted(to: type)]
        + (try shares.map { try deviceMask(rows, $0, seed: 7, in: pool) })
      try DeviceComparison(inputs) { builder, x in
        try x[1...].map { mask in
          let picked = try builder.selection(of: x[0], [.mask(mask)])
          return try builder.sum(picked, axis: 0)
        }
      }.agree(on: try TestDevice.open(), groupSizes: [256, 32])
    }
  }

  /// Rows, columns and blocks that are changed by numbers, by rows, by columns and by
  /// what is picked of another matrix.
  @Test(arguments: deviceTypes, [(1, 1), (33, 257), (256, 32)])
  func pickedElements(type: ElementType, size: (Int, Int)) throws {
    let (n, m) = size
    let inputs = [
      try deviceSample([n, m], type, in: pool),
      try deviceSample([n, m], type, seed: 4, in: pool),
      try deviceSample([m], type, seed: 5, in: pool),
      try deviceSample([n, 1], type, seed: 6, in: pool),
      try deviceMask(n, 0.4, seed: 1, in: pool),
      try deviceMask(m, 0.4, seed: 2, in: pool),
      try deviceMask(n, 0, seed: 3, in: pool),
    ]
    let operation: BinaryOperation = type == .bool ? .exclusiveOr : .multiply
    try DeviceComparison(inputs) { builder, x in
      let (rows, columns, none) = (x[4], x[5], x[6])
      for selectors: [ProgramSelector] in [
        [.mask(rows)], [.all, .mask(columns)], [.mask(rows), .mask(columns)],
        [.mask(none), .mask(columns)],
      ] {
        let picked = try builder.selection(of: x[0], selectors)
        try builder.apply(
          operation, to: picked, .scalar(type == .bool ? true : 3))
        let other = try builder.elements(of: picked.moved(to: x[1]))
        let value = try builder.applying(
          operation, other, .elements(try builder.elements(of: picked)))
        try builder.assign(
          try builder.clamping(value, minimum: false, maximum: true), to: picked
        )
      }
      try builder.apply(
        operation, to: try builder.selection(of: x[1], [.mask(rows)]),
        .tensor(x[2]))
      try builder.apply(
        operation,
        to: try builder.selection(of: x[1], [.all, .mask(columns)]),
        .tensor(x[3]))
      return []
    }.agree(on: try TestDevice.open(), groupSizes: [256, 32])
  }

  /// Of rows and columns in another order, with gaps, repeated, and of many axes.
  @Test(arguments: deviceTypes) func views(type: ElementType) throws {
    let wide = try deviceSample([40, 50], type, in: pool)
    let inputs = [
      try deviceSample([33, 31], type, seed: 1, in: pool),
      try deviceSample([31, 33], type, seed: 2, in: pool).transposed(0, 1),
      try wide.narrowed(axis: 0, start: 3, count: 33)
        .narrowed(axis: 1, start: 7, count: 31),
      try deviceSample([31], type, seed: 3, in: pool),
      try deviceSample([33, 1], type, seed: 4, in: pool),
      try deviceSample([], type, seed: 5, in: pool),
      try deviceSample([3, 4, 33, 31], type, seed: 6, in: pool),
      try deviceSample([4, 3, 33, 31], type, seed: 7, in: pool)
        .transposed(0, 1),
    ]
    try DeviceComparison(inputs) { builder, x in
      var results: [ProgramTensor] = []
      for (place, a) in x.enumerated() {
        for b in x[place...] {
          results.append(try builder.applying(.maximum, a, .tensor(b)))
          results.append(try builder.comparing(.less, b, .tensor(a)))
        }
        results.append(try builder.copied(a))
      }
      try builder.assign(.tensor(x[3]), to: x[2])
      try builder.assign(.tensor(x[2]), to: x[1])
      return results
    }.agree(on: try TestDevice.open())
  }

  @Test func numbersAreGivenBeforeARun() throws {
    let inputs = try deviceTypes.map { try deviceSample([33], $0, in: pool) }
    try DeviceComparison(
      inputs, numbers: [(.float, 2.5), (.integer, -3), (.bool, true)]
    ) { builder, x, numbers in
      try x.flatMap { x in
        try numbers.flatMap { number in
          [
            try builder.applying(.maximum, x, .number(number)),
            try builder.comparing(.less, x, .number(number)),
          ]
        }
      }
    }.agree(on: try TestDevice.open())
  }

  /// Some of one part come after those of another, and go on in the next run.
  @Test func randomNumbers() throws {
    let inputs =
      try deviceCounts.flatMap { count in
        try deviceTypes.map { try Tensor.zeros([count], type: $0, in: pool) }
      } + [try Tensor.zeros([7, 65], in: pool).transposed(0, 1)]
    let all = deviceTypes.count
    try DeviceComparison(inputs) { builder, x in
      for size in deviceCounts.indices {
        if size % 4 == 3 { builder.beginPart() }
        let (single, double) = (x[size * all], x[size * all + 1])
        let (whole, truth) = (x[size * all + 2], x[size * all + 3])
        try builder.draw(.uniform, [.scalar(-1), .scalar(0.1)], into: single)
        try builder.draw(.uniform, [.scalar(-1), .scalar(3)], into: double)
        try builder.draw(.integers, [.scalar(-5), .scalar(9)], into: whole)
        try builder.draw(.bernoulli, [.scalar(0.3)], into: truth)
        let other = try builder.copied(single)
        try builder.draw(.normal, [.scalar(1), .scalar(2.5)], into: single)
        try builder.apply(.add, to: single, .tensor(other))
        try builder.draw(.exponential, [.scalar(0.7)], into: other)
        try builder.apply(.add, to: single, .tensor(other))
        try builder.draw(.bernoulli, [.scalar(1e-9)], into: other)
        try builder.apply(.add, to: single, .tensor(other))
      }
      try builder.draw(.normal, [.scalar(0), .scalar(1)], into: x.last ?? x[0])
      return []
    }.agree(on: try TestDevice.open(), runs: 3, groupSizes: [256, 64])
  }

  @Test func aPartWithoutRandomNumbersIsToldOf() throws {
    let x = try Tensor.zeros([4], in: pool)
    let comparison = try DeviceComparison([x]) { builder, x in
      try builder.draw(.uniform, [.scalar(0), .scalar(1)], into: x[0])
      return []
    }
    let program = try DeviceProgram(
      comparison.program, on: try TestDevice.open(), [x])
    #expect(throws: DeviceError.noRandomness(part: 0)) { try program.run() }
  }
}
