import TestSupport
import Testing

@testable import Tensors

/// Tensors that only store their elements as 16 bits.
@Suite struct HalfWidthTests {
  static let types = [ElementType.float16, .bfloat16]

  let pool = MemoryPool()

  /// A matrix of one of the types and the same numbers to compute with.
  private func pair(
    _ sizes: [Int], _ type: ElementType
  ) throws -> (stored: Tensor, wide: Tensor) {
    let stored = try Samples.tensor(sizes, type: type, in: pool)
    return (stored, try stored.converted(to: .float32))
  }

  private func mask(_ count: Int, _ isTrue: (Int) -> Bool) throws -> Tensor {
    try Tensor((0..<count).map { isTrue($0) ? 1 : 0 } as [UInt8], in: pool)
  }

  private func isSame(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count
      && zip(a, b).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
  }

  /// Expects both tensors to hold the same numbers, in the type of `expected`.
  private func expectSame(_ found: Tensor, _ expected: Tensor, _ what: String) {
    #expect(found.type == expected.type, "\(what)")
    #expect(found.shape == expected.shape, "\(what)")
    if !isSame(found.doubles, expected.doubles) { Issue.record("\(what)") }
  }

  /// Expects `stored` to hold the numbers of `wide`, rounded.
  private func expectRounded(
    _ stored: Tensor, _ wide: Tensor, _ what: String
  ) throws {
    expectSame(stored, try wide.converted(to: stored.type), what)
  }

  @Test(arguments: types)
  func theyTakeTwoBytesAndPromoteToRealNumbers(type: ElementType) {
    #expect(type.byteCount == 2 && type.isFloat)
    for other in Self.types + [.float32, .bool] {
      #expect(type.promoted(with: other) == .float32)
      #expect(other.promoted(with: type) == .float32)
    }
    for other in [ElementType.float64, .int64] {
      #expect(type.promoted(with: other) == .float64)
      #expect(other.promoted(with: type) == .float64)
    }
  }

  @Test(arguments: types)
  func operationsGiveWhatTheyGiveForTheSameNumbers(type: ElementType) throws {
    let (x, wide) = try pair([7, 9], type)
    let row = try Samples.tensor([9], in: pool)
    let (halfRow, wideRow) = try pair([9], type)
    for operation in BinaryOperation.allCases where !operation.isBitwise {
      let name = operation.rawValue
      for isReversed in [false, true] {
        expectSame(
          try x.applying(operation, .tensor(row), isReversed: isReversed),
          try wide.applying(operation, .tensor(row), isReversed: isReversed),
          name)
        expectSame(
          try x.applying(operation, .tensor(x), isReversed: isReversed),
          try wide.applying(operation, .tensor(wide), isReversed: isReversed),
          name)
        expectSame(
          try x.applying(operation, 1.25, isReversed: isReversed),
          try wide.applying(operation, 1.25, isReversed: isReversed), name)
      }
      expectSame(
        try row.applying(operation, .tensor(halfRow)),
        try row.applying(operation, .tensor(wideRow)), name)
    }
    for operation in UnaryOperation.allCases {
      expectSame(
        try x.applying(operation), try wide.applying(operation),
        operation.rawValue)
    }
    for operation in ComparisonOperation.allCases {
      expectSame(
        try x.comparing(operation, .tensor(row)),
        try wide.comparing(operation, .tensor(row)), operation.rawValue)
      expectSame(
        try x.comparing(operation, with: 0.25),
        try wide.comparing(operation, with: 0.25), operation.rawValue)
    }
    for operation in ReductionOperation.allCases {
      for axis in 0..<2 {
        expectSame(
          try x.reducing(operation, axis: axis),
          try wide.reducing(operation, axis: axis), operation.rawValue)
      }
      #expect(try x.reduced(operation) == wide.reduced(operation))
    }
  }

  @Test(arguments: types)
  func otherFunctionsConvertFirst(type: ElementType) throws {
    let (x, wide) = try pair([7, 9], type)
    let turned = try x.transposed()
    expectSame(
      try x.matrixProduct(turned), try wide.matrixProduct(wide.transposed()),
      "matmul")
    expectSame(
      try x.matrixProduct(Samples.tensor([9], in: pool)),
      try wide.matrixProduct(Samples.tensor([9], in: pool)), "matmul")
    expectSame(
      try x.cumulativeSum(axis: 1), try wide.cumulativeSum(axis: 1), "cumsum")
    let truth = try wide.comparing(.greater, 0)
    expectSame(
      try truth.choosing(.tensor(x), else: .tensor(turned.transposed())),
      try truth.choosing(.tensor(wide), else: .tensor(wide)), "where")
    expectSame(
      try x.nonzeroPositions(), try wide.nonzeroPositions(), "nonzero")
    expectSame(
      try Tensor.concatenated([x, wide]),
      try Tensor.concatenated([wide, wide]),
      "cat")
    #expect(
      try x.clamping(minimum: 0, maximum: 0.5).doubles
        == wide.clamping(minimum: 0, maximum: 0.5).doubles)
    #expect(x.description.contains("[\(type) tensor of shape [7, 9]]"))
    #expect(try x.fingerprint() == x.copied().fingerprint())
    #expect(x.firstNonFinite() == nil)
    try x.setElement([1, 2], to: .float(.nan))
    #expect(x.firstNonFinite() == [1, 2])
  }

  @Test(arguments: types)
  func changesInPlaceRoundTheResult(type: ElementType) throws {
    for view in try Samples.views(type: type, in: pool)
    where !view.hasSharedElements {
      let row = try Samples.tensor([view.shape[2]], in: pool)
      for operation in BinaryOperation.allCases where !operation.isBitwise {
        for operand in [Operand.tensor(row), 0.75, .tensor(view)] {
          let wide = try view.converted(to: .float32)
          let x = try view.copied()
          try x.apply(operation, operand)
          try wide.apply(
            operation,
            operand.isTensor(view) ? .tensor(wide.copied()) : operand)
          try expectRounded(x, wide, operation.rawValue)
        }
      }
      let wide = try view.converted(to: .float32)
      try wide.apply(.sine)
      try view.apply(.sine)
      try expectRounded(view, wide, "sin")
      try wide.apply(.add, 0.3)
      let kept = try view.converted(to: .float32)
      try view.apply(.add, 0.3)
      try kept.apply(.add, 0.3)
      try expectRounded(view, kept, "add")
      try view.clamp(minimum: -0.25, maximum: 0.5)
      try kept.converted(to: type).clamp(minimum: -0.25, maximum: 0.5)
      #expect(view.doubles.allSatisfy { (-0.25...0.5).contains($0) })
    }
    let number = try Tensor.full([], 1, type: type, in: pool)
    try number.apply(.divide, 3)
    try expectRounded(
      number, Tensor.full([], .float(Double(Float(1) / 3)), in: pool), "div")
  }

  @Test(arguments: types)
  func selectionsAgreeWithALoop(type: ElementType) throws {
    let (rows, columns) = (40, 700)
    let pre = try mask(rows) { $0 % 3 == 1 }
    let post = try mask(columns) { $0 % 5 == 2 }
    let weight = try Samples.tensor([rows, 1], in: pool)
    for selectors in [
      [Selector.mask(pre)], [.all, .mask(post)], [.mask(pre), .mask(post)],
    ] {
      let (x, wide) = try pair([rows, columns], type)
      guard case .selection(let stored) = try x.subscripting(selectors),
        case .selection(let plain) = try wide.subscripting(selectors)
      else { return }
      expectSame(
        try stored.gathered(), try plain.gathered().converted(to: type), "read")
      let operand =
        stored.shape[0] == rows ? Operand.tensor(weight) : .scalar(0.3)
      // What is computed is rounded after each step.
      try stored.apply(.multiply, operand)
      try plain.apply(.multiply, operand)
      try expectRounded(x, wide, "mul")
      try wide.copy(from: x)
      try stored.apply(.add, 0.1)
      try plain.apply(.add, 0.1)
      try expectRounded(x, wide, "add")
      try wide.copy(from: x)
      try stored.clamp(minimum: -0.2, maximum: 0.2)
      try plain.clamp(minimum: -0.2, maximum: 0.2)
      try expectRounded(x, wide, "clamp")
      try wide.copy(from: x)
      try stored.apply(.exponential)
      try plain.apply(.exponential)
      try expectRounded(x, wide, "exp")
      try stored.assign(0.7)
      try plain.assign(0.7)
      #expect(
        try stored.gathered().doubles
          == plain.gathered().converted(to: type).doubles)
      for axis in 0..<2 {
        expectSame(
          try stored.sum(axis: axis),
          try plain.gathered().converted(to: type).converted(to: .float32)
            .reducing(.sum, axis: axis), "sum of equal numbers")
      }
    }
  }

  @Test(arguments: types)
  func sumsOfRowsHaveTheBitsOfTheSameNumbers(type: ElementType) throws {
    let (x, wide) = try pair([300, 1_500], type)
    let rows = try mask(300) { $0 % 7 != 0 }
    let columns = try mask(1_500) { $0 % 11 == 0 }
    expectSame(
      try x.selection(where: rows).sum(axis: 0),
      try wide.selection(where: rows).sum(axis: 0), "rows")
    guard
      case .selection(let a) = try x.subscripting([.all, .mask(columns)]),
      case .selection(let b) = try wide.subscripting([.all, .mask(columns)])
    else { return }
    expectSame(try a.sum(axis: 1), try b.sum(axis: 1), "columns")
  }

  @Test(arguments: types)
  func fillsRoundTheSameRandomNumbers(type: ElementType) throws {
    for (index, (_, fill)) in RandomSourceTests.fills.enumerated() {
      let x = try Tensor.zeros([1_003], type: type, in: pool)
      let wide = try Tensor.zeros([1_003], in: pool)
      try fill(RandomSource(seed: 1, stream: 2), x)
      try fill(RandomSource(seed: 1, stream: 2), wide)
      // Of uniform numbers, none is rounded up to the end.
      if index == 0 {
        try wide.clamp(
          minimum: nil, maximum: .float(type.largest(below: 2)))
      }
      try expectRounded(x, wide, "fill \(index)")
    }
    let counted = try Tensor.range(
      from: 0, to: 20, step: 0.5, type: type, in: pool)
    #expect(counted.type == type && counted.doubles[3] == 1.5)
  }

  @Test func bitsOfRealNumbersAreNoOperands() throws {
    let x = try Tensor.zeros([3], type: .float16, in: pool)
    let error = TensorError.wrongType(
      operation: "bitand", expected: "bool or int64", found: .float16)
    #expect(throws: error) { try x.apply(.and, 1) }
    let whole = try Tensor.zeros([3], type: .int64, in: pool)
    let half = TensorError.cannotHold(
      operation: "add", destination: .int64, result: .float64)
    #expect(throws: half) { try whole.apply(.add, .tensor(x)) }
    let shapes = TensorError.shapeMismatch(
      operation: "add", left: [3], right: [4])
    let other = try Tensor.zeros([4], in: pool)
    #expect(throws: shapes) { try x.apply(.add, .tensor(other)) }
    let delays = try Tensor.zeros([2, 2], type: .int64, in: pool)
    let currents = TensorError.wrongType(
      operation: "delay", expected: "currents of real numbers", found: .float16)
    #expect(throws: currents) {
      try CurrentDelayLine(delays: delays, sourceAxis: 0, type: .float16)
    }
  }
}

extension Operand {
  /// Whether the operand is this tensor.
  fileprivate func isTensor(_ tensor: Tensor) -> Bool {
    if case .tensor(let other) = self { return other.isSameView(as: tensor) }
    return false
  }
}
