import TestSupport
import Testing

@testable import Programs
@testable import Tensors

/// Elementwise operations: a plan gives the bits of one element after the other.
@Suite struct InterpretedElementwiseTests {
  let pool = MemoryPool()

  /// None, one, both sides of a block, and several blocks.
  static let counts = [0, 1, 7, 1_023, 1_024, 1_025, 5_000]

  /// A matrix, and tensors that broadcast to it: one more, a row, a column, a
  /// matrix in the order of columns, every second row and column of a larger one,
  /// and a single element.
  func operands(_ type: ElementType) throws -> [Tensor] {
    let wide = try awkward([10, 18], type, seed: 6, in: pool)
    return [
      try awkward([5, 9], type, seed: 1, in: pool),
      try awkward([5, 9], type, seed: 2, in: pool),
      try awkward([9], type, seed: 3, in: pool),
      try awkward([5, 1], type, seed: 4, in: pool),
      try awkward([9, 5], type, seed: 5, in: pool).transposed(0, 1),
      wide.view(
        shape: [5, 9], strides: ([10, 18] as Shape).steps(times: 2), offset: 19),
      try awkward([], type, seed: 7, in: pool),
    ]
  }

  @Test(arguments: BinaryOperation.allCases, ElementType.allCases)
  func binaryOperations(
    _ operation: BinaryOperation, _ type: ElementType
  ) throws {
    let other: ElementType = type == .float32 ? .int64 : .float32
    let inputs =
      try operands(type) + [try awkward([5, 9], other, seed: 8, in: pool)]
    try ProgramComparison(
      inputs, numbers: [(.integer, 2), (.float, 2.5), (.integer, -1)]
    ) { builder, x, numbers in
      let others: [ProgramOperand] =
        x.map { .tensor($0) } + numbers.map { .number($0) } + [
          .scalar(3), .scalar(-2), .scalar(2), .scalar(0.1), .scalar(true),
        ]
      var results: [ProgramTensor] = []
      for a in [x[0], x[4]] {
        for b in others {
          for isReversed in [false, true] {
            try isAllowed {
              results.append(
                try builder.applying(
                  operation, a, b, isReversed: isReversed))
            }
          }
          let target = try builder.copied(a)
          try isAllowed { try builder.apply(operation, to: target, b) }
          results.append(target)
        }
      }
      // Of the inputs themselves, where they overlap and where they don't.
      try isAllowed { try builder.apply(operation, to: x[5], .tensor(x[2])) }
      try isAllowed { try builder.apply(operation, to: x[4], .tensor(x[3])) }
      return results
    }.agree()
  }

  /// Loops over more axes than rows and columns: of what lies in one piece, with
  /// axes in another order, with gaps, and of what is repeated along some axes.
  @Test(arguments: [5, 700], [ElementType.float32, .float64, .int64, .bool])
  func manyAxes(_ columns: Int, _ type: ElementType) throws {
    let shape: Shape = [3, 2, 4, columns]
    let shapes: [Shape] = [
      shape, [columns], [4, 1], [2, 1, columns], [3, 1, 1, 1], [1, 2, 4, 1],
    ]
    let inputs =
      try shapes.map { try awkward($0, type, seed: 1, in: pool) } + [
        try awkward([2, 3, 4, columns], type, seed: 2, in: pool)
          .transposed(0, 1),
        try awkward([4, 2, 3, columns], type, seed: 3, in: pool)
          .transposed(0, 2),
        try awkward([3, 2, 4, columns + 1], type, seed: 4, in: pool)
          .narrowed(axis: 3, start: 1, count: columns),
        try awkward([3, 2, 9, columns], type, seed: 5, in: pool)
          .narrowed(axis: 2, start: 3, count: 4),
      ]
    let comparison = try ProgramComparison(inputs) { builder, x in
      var results: [ProgramTensor] = []
      for a in x where a.shape == shape {
        for b in x {
          let sum = try builder.applying(.maximum, a, .tensor(b))
          results.append(try builder.comparing(.less, sum, .tensor(a)))
          try builder.assign(.tensor(b), to: a)
        }
      }
      return results
    }
    try comparison.agree()
    let text = try comparison.program.makePlan(in: pool).text()
    #expect(text.contains("loop over 3 x 2 x 4 x \(columns) elements"))
    #expect(!text.contains("alone"))
  }

  @Test(arguments: UnaryOperation.allCases, ElementType.allCases)
  func unaryOperations(
    _ operation: UnaryOperation, _ type: ElementType
  ) throws {
    let views = try Samples.views([5, 7, 6], type: type, in: pool)
    let inputs = try operands(type) + [0, 1, 7, 8].map { views[$0] }
    try ProgramComparison(inputs) { builder, x in
      var results = try x.map { try builder.applying(operation, $0) }
      for input in x {
        let target = try builder.copied(input)
        try isAllowed { try builder.apply(operation, to: target) }
        results.append(target)
      }
      try isAllowed { try builder.apply(operation, to: x[5]) }
      try isAllowed { try builder.apply(operation, to: x[8]) }
      return results
    }.agree()
  }

  @Test(arguments: ComparisonOperation.allCases, ElementType.allCases)
  func comparisons(
    _ comparison: ComparisonOperation, _ type: ElementType
  ) throws {
    try ProgramComparison(
      try operands(type), numbers: [(.float, -3.5)]
    ) { builder, x, numbers in
      let others: [ProgramOperand] =
        x.map { .tensor($0) } + [
          .number(numbers[0]), .scalar(1), .scalar(.float(.nan)),
        ]
      return try [x[0], x[4]].flatMap { a in
        try others.map { try builder.comparing(comparison, a, $0) }
      }
    }.agree()
  }

  @Test(arguments: ElementType.allCases, ElementType.allCases)
  func conversionsAndCopies(
    _ type: ElementType, _ other: ElementType
  ) throws {
    try ProgramComparison(try operands(type)) { builder, x in
      var results = try x.map { try builder.converted($0, to: other) }
      for source in x {
        // Whole numbers refuse what is none: that has a test of its own.
        if other == .int64, type.isFloat { continue }
        let target = try builder.converted(x[0], to: other)
        try builder.assign(.tensor(source), to: target)
        results.append(target)
      }
      return results
    }.agree()
  }

  @Test(arguments: ElementType.allCases)
  func numbersBecomeElements(_ type: ElementType) throws {
    let values: [Scalar] = [
      0, 1, -7, .integer(1 << 60 + 1), .float(-0.0), 3, .float(2.5),
      .float(1e300), .float(.nan), .float(-.infinity), true,
    ]
    let inputs = try operands(type)
    for value in values {
      let kind: Scalar.Kind =
        switch value {
        case .bool: .bool
        case .integer: .integer
        case .float: .float
        }
      try ProgramComparison(
        inputs, numbers: [(kind, value)]
      ) { builder, x, numbers in
        for (place, source) in [
          ProgramOperand.scalar(value), .number(numbers[0]),
        ].enumerated() {
          try isAllowed { try builder.assign(source, to: x[place]) }
          try isAllowed { try builder.assign(source, to: x[place + 4]) }
        }
        return []
      }.agree()
    }
  }

  @Test(arguments: [Scalar.float(2.5), .float(1e19), .float(.nan), 4.0])
  func wholeNumbersHoldNoFractions(_ value: Scalar) throws {
    let error = try ProgramComparison(
      [try awkward([9], .int64, in: pool)], numbers: [(.float, value)]
    ) { builder, x, numbers in
      try builder.assign(.number(numbers[0]), to: x[0])
      return []
    }.agree()
    #expect((error == nil) == (value == 4.0))
    let source = try Tensor.full([9], value, type: .float32, in: pool)
    let other = try ProgramComparison(
      [try awkward([9], .int64, in: pool), source]
    ) { builder, x in
      try builder.assign(.tensor(x[1]), to: x[0])
      return []
    }.agree()
    #expect((other == nil) == (value == 4.0))
  }

  @Test(arguments: ElementType.allCases)
  func limitsChoicesAndMasks(_ type: ElementType) throws {
    let masks = [
      try sample([5, 9], .bool, seed: 9, in: pool),
      try sample([9], .bool, seed: 10, in: pool),
      try sample([5, 1], .bool, seed: 11, in: pool),
    ]
    try ProgramComparison(try operands(type) + masks) { builder, x in
      var results: [ProgramTensor] = []
      let limits: [(Scalar?, Scalar?)] = [
        (nil, nil), (-1, 1), (.float(-0.5), .float(0.75)), (1, nil), (nil, 0),
        (2, 1), (false, nil),
      ]
      for (low, high) in limits {
        for input in x[..<6] {
          try isAllowed {
            results.append(
              try builder.clamping(input, minimum: low, maximum: high))
          }
        }
      }
      try isAllowed { try builder.clamp(x[5], minimum: 0, maximum: 1) }
      for mask in x {
        for (a, b) in [(1, 2), (3, 5), (6, 0), (4, 4)] {
          results.append(
            try builder.choosing(mask, .tensor(x[a]), else: .tensor(x[b])))
        }
        results.append(
          try builder.choosing(mask, .scalar(1), else: .tensor(x[5])))
        results.append(
          try builder.choosing(mask, .scalar(1), else: .scalar(-0.5)))
      }
      for mask in x[7...] where mask.shape == x[0].shape {
        for input in x[..<6] where input.shape == mask.shape {
          let target = try builder.copied(input)
          let picked = try builder.selection(of: target, [.mask(mask)])
          try isAllowed { try builder.assign(.scalar(1), to: picked) }
          try isAllowed { try builder.assign(.tensor(x[6]), to: picked) }
          results.append(target)
        }
      }
      return results
    }.agree()
  }

  @Test(arguments: counts)
  func chainsOfAnyLength(_ count: Int) throws {
    let inputs = [
      try sample([count], in: pool), try sample([count], seed: 2, in: pool),
      try sample([count], .int64, seed: 3, in: pool),
    ]
    try ProgramComparison(inputs) { builder, x in
      let mask = try builder.comparing(.greater, x[0], .scalar(1))
      try builder.apply(.multiply, to: x[0], .scalar(0.9))
      let e = try builder.applying(.exponential, x[1])
      try builder.apply(.add, to: x[0], .tensor(e))
      try builder.apply(.modulo, to: x[0], .scalar(3))
      try builder.assign(
        .scalar(0), to: try builder.selection(of: x[0], [.mask(mask)]))
      let total = try builder.reduced(.sum, x[0])
      let whole = try builder.applying(.floorDivide, x[2], .scalar(2))
      let mixed = try builder.applying(.subtract, whole, .tensor(x[0]))
      try builder.apply(.add, to: x[1], .number(total))
      return [mask, mixed, x[1], e]
    }.agree(runs: 3)
  }

  /// Views of a vector longer than a block, of rows with gaps and of rows without:
  /// what one operation writes, another reads at other places.
  @Test(arguments: [1, 7, 40])
  func overlappingViews(_ rows: Int) throws {
    let wide = try sample([rows + 1, 60], in: pool)
    let inputs = [
      try sample([rows * 60 + 1], in: pool),
      try wide.narrowed(axis: 1, start: 3, count: 50), wide,
      try sample([rows + 1, 50], seed: 2, in: pool),
    ]
    try ProgramComparison(inputs) { builder, x in
      try x.flatMap { input in
        let count = input.shape[0] - 1
        let (a, b) = (
          try builder.viewed(input) { x throws(TensorError) in
            try x.narrowed(axis: 0, start: 0, count: count)
          },
          try builder.viewed(input) { x throws(TensorError) in
            try x.narrowed(axis: 0, start: 1, count: count)
          }
        )
        let twice = try builder.applying(.multiply, a, .scalar(2))
        try builder.apply(.add, to: b, .tensor(twice))
        let half = try builder.applying(.multiply, a, .scalar(0.5))
        try builder.apply(.subtract, to: a, .tensor(b))
        try builder.apply(.multiply, to: b, .tensor(half))
        return [twice, half, try builder.applying(.add, a, .tensor(b))]
      }
    }.agree()
  }

  /// One number as an element of many types, in one program.
  @Test func aNumberIsAnElementOfEachType() throws {
    let inputs = try ElementType.allCases.map { try sample([40], $0, in: pool) }
    try ProgramComparison(inputs, numbers: [(.float, 3)]) {
      builder, x, numbers in
      try x.flatMap { input in
        try [.scalar(1), .scalar(1.0), .scalar(true), .number(numbers[0])].map {
          try builder.applying(.add, input, $0)
        }
      }
    }.agree()
  }

  /// Two loops and a block, each with enough work for several threads.
  @Test(arguments: [1, 3])
  func threadsDoNotMatter(_ threads: Int) throws {
    let before = WorkerPool.shared.threadCount
    defer { WorkerPool.shared.threadCount = before }
    WorkerPool.shared.threadCount = threads
    let inputs = [
      try sample([25_000], in: pool), try sample([25_000], seed: 2, in: pool),
      try sample([300, 130], seed: 3, in: pool), try sample([130], in: pool),
      try sample([300], .bool, seed: 4, in: pool),
    ]
    let requests = WorkerPool.shared.requests
    try ProgramComparison(inputs) { builder, x in
      for _ in 0..<6 {
        try builder.apply(.multiply, to: x[0], .tensor(x[1]))
        try builder.apply(.subtract, to: x[0], .scalar(1.25))
      }
      for _ in 0..<3 {
        try builder.apply(.multiply, to: x[2], .tensor(x[3]))
        try builder.apply(.add, to: x[2], .scalar(1.25))
      }
      let mask = try builder.comparing(.lessOrEqual, x[4], .scalar(true))
      let rows = try builder.selection(of: x[2], [.mask(mask)])
      for _ in 0..<6 {
        try builder.apply(.multiply, to: rows, .tensor(x[3]))
      }
      return [
        try builder.sum(
          try builder.selection(of: x[2], [.mask(x[4])]), axis: 0)
      ]
    }.agree(runs: 1)
    #expect(WorkerPool.shared.requests >= requests + 3)
  }
}

extension Shape {
  /// The steps of every `factor`-th element along each axis.
  fileprivate func steps(times factor: Int) -> AxisValues {
    var steps = contiguousStrides
    for axis in 0..<rank { steps[axis] *= factor }
    return steps
  }
}
