import Testing

@testable import Programs
@testable import Tensors

/// A tensor of `shape` with different elements, some of them negative.
func sample(
  _ shape: Shape, _ type: ElementType = .float32, seed: UInt64 = 1,
  in pool: MemoryPool
) throws -> Tensor {
  let tensor = try Tensor.zeros(shape, type: type, in: pool)
  let source = RandomSource(seed: seed, stream: 7)
  if type == .bool {
    try source.fillBernoulli(tensor, probability: 0.3)
  } else if type == .int64 {
    try source.fillIntegers(tensor, from: -5, to: 6)
  } else {
    try source.fillUniform(tensor, from: -2, to: 2)
  }
  return tensor
}

/// The bits of a tensor's elements, row by row.
private func bits(_ tensor: Tensor) throws -> [UInt64] {
  let type = tensor.type
  let tensor = try tensor.copied().converted(to: type.computed)
  return switch tensor.type.kernel {
  case .float32: tensor.values(Float.self).map { UInt64($0.bitPattern) }
  case .float64: tensor.values(Double.self).map(\.bitPattern)
  case .int64: tensor.values(Int.self).map { UInt64(bitPattern: Int64($0)) }
  case .bool: tensor.values(UInt8.self).map { UInt64($0) }
  }
}

/// What a plan gives for `inputs`, which it may change.
private func planned(
  _ inputs: [Tensor], runs: Int = 1,
  _ body: (ProgramBuilder, [ProgramTensor]) throws -> [ProgramTensor]
) throws -> (plan: Plan, outputs: [Tensor]) {
  let builder = ProgramBuilder(pool: inputs[0].pool)
  let stand = try inputs.map { try builder.input(like: $0) }
  let plan = try builder.finish(outputs: try body(builder, stand))
    .makePlan(in: inputs[0].pool)
  for (index, input) in inputs.enumerated() {
    #expect(plan.bind(input, as: index))
  }
  for _ in 0..<runs { try plan.run() }
  return (plan, (0..<plan.outputs.count).map { plan.output($0) })
}

@Suite struct PlanTests {
  /// One, both sides of a block, and several blocks.
  static let counts = [1, 7, 100, 1_023, 1_024, 1_025, 5_000]

  @Test(arguments: BinaryOperation.allCases, ElementType.allCases)
  func binaryOperationsGiveTheTensorsBits(
    operation: BinaryOperation, type: ElementType
  ) throws {
    let pool = MemoryPool()
    let a = try sample([33, 65], type, in: pool)
    let others = [
      try sample([33, 65], type, seed: 2, in: pool),
      try sample([65], type, seed: 3, in: pool),
      try sample([33, 1], type, seed: 4, in: pool),
    ]
    guard operation.keeps(type) || !operation.isBitwise else { return }
    for b in others {
      let expected = try a.applying(operation, with: b)
      let reversed = try a.applying(operation, 3, isReversed: true)
      let (_, found) = try planned([a, b]) { builder, x in
        [
          try builder.applying(operation, x[0], .tensor(x[1])),
          try builder.applying(
            operation, x[0], .scalar(.integer(3)), isReversed: true),
        ]
      }
      #expect(try bits(found[0]) == bits(expected))
      #expect(try bits(found[1]) == bits(reversed))
    }
  }

  @Test(arguments: UnaryOperation.allCases, ElementType.allCases)
  func unaryOperationsGiveTheTensorsBits(
    operation: UnaryOperation, type: ElementType
  ) throws {
    let pool = MemoryPool()
    let a = try sample([2_050], type, in: pool)
    let expected = try a.applying(operation)
    let (_, found) = try planned([a]) { builder, x in
      [try builder.applying(operation, x[0])]
    }
    #expect(try bits(found[0]) == bits(expected))
  }

  @Test(arguments: counts)
  func chainsRunInOneLoop(count: Int) throws {
    let pool = MemoryPool()
    let (a, b) = (
      try sample([count], in: pool), try sample([count], seed: 2, in: pool)
    )
    let mask = try a.comparing(.greater, 1)
    let expected = try a.copied()
    try expected.apply(.multiply, 0.9)
    try expected.apply(.add, .tensor(try b.applying(.exponential)))
    try expected.assign(0, where: mask)
    try expected.clamp(minimum: .float(-1), maximum: .float(1))
    let (plan, found) = try planned([a, b]) { builder, x in
      let mask = try builder.comparing(.greater, x[0], .scalar(.integer(1)))
      let v = try builder.copied(x[0])
      try builder.apply(.multiply, to: v, .scalar(.float(0.9)))
      let e = try builder.applying(.exponential, x[1])
      try builder.apply(.add, to: v, .tensor(e))
      try builder.assign(
        .scalar(.integer(0)), to: try builder.selection(of: v, [.mask(mask)]))
      try builder.clamp(v, minimum: .float(-1), maximum: .float(1))
      return [v]
    }
    #expect(plan.stepCount == 1)
    #expect(try bits(found[0]) == bits(expected))
  }

  @Test func aSecondRunStartsFromTheFirst() throws {
    let pool = MemoryPool()
    let a = try sample([10], in: pool)
    let expected = try a.applying(.multiply, 0.25)
    let (_, found) = try planned([a], runs: 2) { builder, x in
      try builder.apply(.multiply, to: x[0], .scalar(.float(0.5)))
      return [x[0]]
    }
    #expect(try bits(found[0]) == bits(expected))
  }

  @Test func rowsColumnsAndBlocksGiveTheTensorsBits() throws {
    let pool = MemoryPool()
    let w = try sample([40, 50], in: pool)
    let pre = try sample([40], .bool, seed: 2, in: pool)
    let post = try sample([50], .bool, seed: 3, in: pool)
    let down = try sample([50], seed: 4, in: pool)
    let up = try sample([40, 1], seed: 5, in: pool)
    let expected = try w.copied()
    let rows = try expected.selection(where: pre)
    try rows.apply(.multiply, .tensor(down))
    try rows.apply(.add, .tensor(try down.applying(.multiply, 0.5)))
    func part(_ selectors: [Selector]) throws -> Selection {
      guard case .selection(let s) = try expected.subscripting(selectors) else {
        throw TensorError.negativeSize(0)
      }
      return s
    }
    let columns = try part([.all, .mask(post)])
    try columns.apply(.multiply, .tensor(up))
    try columns.apply(.absoluteValue)
    let block = try part([.mask(pre), .mask(post)])
    try block.apply(.add, 0.3)
    try block.clamp(minimum: .float(-0.5), maximum: .float(0.5))
    let sum = try expected.selection(where: pre).sum(axis: 0)

    let (plan, found) = try planned([w, pre, post, down, up]) { builder, x in
      let rows = try builder.selection(of: x[0], [.mask(x[1])])
      try builder.apply(.multiply, to: rows, .tensor(x[3]))
      let half = try builder.applying(.multiply, x[3], .scalar(.float(0.5)))
      try builder.apply(.add, to: rows, .tensor(half))
      let columns = try builder.selection(of: x[0], [.all, .mask(x[2])])
      try builder.apply(.multiply, to: columns, .tensor(x[4]))
      try builder.apply(.absoluteValue, to: columns)
      let block = try builder.selection(of: x[0], [.mask(x[1]), .mask(x[2])])
      try builder.apply(.add, to: block, .scalar(.float(0.3)))
      try builder.clamp(block, minimum: .float(-0.5), maximum: .float(0.5))
      return [
        try builder.sum(
          try builder.selection(of: x[0], [.mask(x[1])]), axis: 0)
      ]
    }
    #expect(try bits(w) == bits(expected))
    #expect(try bits(found[0]) == bits(sum))
    // A loop, four blocks, a sum: operations on one selection run together, but
    // for what waits for the loop; and each mask is looked through once.
    #expect(plan.stepCount == 8)
    #expect(plan.scanCount == 2)
  }

  @Test func operationsOnOneSelectionAreOneStep() throws {
    let pool = MemoryPool()
    let w = try sample([40, 50], in: pool)
    let post = try sample([50], .bool, seed: 3, in: pool)
    let up = try sample([40, 1], seed: 5, in: pool)
    let (plan, _) = try planned([w, post, up]) { builder, x in
      let columns = try builder.selection(of: x[0], [.all, .mask(x[1])])
      try builder.apply(
        .multiply, to: columns,
        .tensor(
          try builder.applying(
            .subtract, x[2], .scalar(.integer(1)), isReversed: true)))
      try builder.apply(
        .add, to: columns,
        .tensor(try builder.applying(.multiply, x[2], .scalar(.float(2)))))
      return []
    }
    #expect(plan.stepCount == 3)
    #expect(plan.scanCount == 1)
  }

  @Test func anUpdateWaitsForWhatItReads() throws {
    let pool = MemoryPool()
    let a = try sample([64], in: pool)
    let total = try a.reduced(.sum)
    let expected = try a.applying(.multiply, .scalar(total))
    let (_, found) = try planned([a]) { builder, x in
      let sum = try builder.reduced(.sum, x[0])
      let before = try builder.applying(.multiply, x[0], .number(sum))
      try builder.assign(.scalar(.integer(0)), to: x[0])
      return [before]
    }
    #expect(try bits(found[0]) == bits(expected))
    #expect(try a.reduced(.sum) == .float(0))
  }

  @Test func overlappingViewsAreNotMixedUp() throws {
    let pool = MemoryPool()
    let a = try sample([100], in: pool)
    let expected = try a.copied()
    let (left, right) = (
      try expected.narrowed(axis: 0, start: 0, count: 99),
      try expected.narrowed(axis: 0, start: 1, count: 99)
    )
    try right.apply(.add, .tensor(left))
    try left.apply(.multiply, .tensor(right))
    _ = try planned([a]) { builder, x in
      let left = try builder.viewed(x[0]) { v throws(TensorError) in
        try v.narrowed(axis: 0, start: 0, count: 99)
      }
      let right = try builder.viewed(x[0]) { v throws(TensorError) in
        try v.narrowed(axis: 0, start: 1, count: 99)
      }
      try builder.apply(.add, to: right, .tensor(left))
      try builder.apply(.multiply, to: left, .tensor(right))
      return []
    }
    #expect(try bits(a) == bits(expected))
  }

  @Test func aRunAllocatesNothingOnceItsResultsAreReleased() throws {
    let pool = MemoryPool()
    let a = try sample([1_000], in: pool)
    let (plan, outputs) = try planned([a], runs: 3) { builder, x in
      let doubled = try builder.applying(.multiply, x[0], .scalar(.float(2)))
      return [try builder.comparing(.greater, doubled, .scalar(.float(1)))]
    }
    _ = outputs
    let before = pool.allocations
    for _ in 0..<10 { try plan.run() }
    #expect(pool.allocations <= before + 1)
  }

  @Test func aResultThatIsHeldKeepsItsElements() throws {
    let pool = MemoryPool()
    let a = try sample([8], in: pool)
    let (plan, outputs) = try planned([a]) { builder, x in
      [try builder.applying(.add, x[0], .scalar(.float(1)))]
    }
    let before = try bits(outputs[0])
    try a.fill(.float(50))
    try plan.run()
    #expect(try bits(outputs[0]) == before)
    #expect(try plan.output(0).element([0]) == .float(51))
  }

  @Test func aMaskThatWasChangedAfterTheSelectionIsAnError() throws {
    let pool = MemoryPool()
    let a = try sample([8], in: pool)
    let mask = try sample([8], .bool, in: pool)
    let builder = ProgramBuilder(pool: pool)
    let (x, m) = (try builder.input(like: a), try builder.input(like: mask))
    let selection = try builder.selection(of: x, [.mask(m)])
    try builder.assign(.scalar(.bool(true)), to: m)
    #expect(throws: TensorError.self) {
      try builder.apply(.add, to: selection, .scalar(.float(1)))
    }
  }

  @Test func aPlanWithTooManyResultsIsAnError() throws {
    let pool = MemoryPool()
    let builder = ProgramBuilder(pool: pool)
    let x = try builder.input(like: try sample([8], in: pool))
    for _ in 1..<ProgramBuilder.mostCells { _ = try builder.copied(x) }
    #expect(throws: TensorError.planTooLong(limit: 5_000)) {
      try builder.copied(x)
    }
  }

  @Test(arguments: [1, 2, 4])
  func resultsDoNotDependOnTheNumberOfThreads(threads: Int) throws {
    let before = WorkerPool.shared.threadCount
    defer { WorkerPool.shared.threadCount = before }
    WorkerPool.shared.threadCount = threads
    let pool = MemoryPool()
    let a = try sample([700_000], in: pool)
    let expected = try a.applying(.multiply, with: a).applying(.add, 1)
      .applying(.squareRoot)
    let (_, found) = try planned([a]) { builder, x in
      let square = try builder.applying(.multiply, x[0], .tensor(x[0]))
      return [
        try builder.applying(
          .squareRoot,
          try builder.applying(.add, square, .scalar(.integer(1))))
      ]
    }
    #expect(try bits(found[0]) == bits(expected))
  }
}
