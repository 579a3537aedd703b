import Glibc
import TestSupport
import Testing

@testable import Tensors

/// Elementwise operations against plain loops.
@Suite struct ElementwiseTests {
  /// Zero, one, both sides of every vector width, and enough for threads.
  static let counts = [0, 1, 7, 8, 9, 31, 32, 33, 1_000, 70_000]

  let pool = MemoryPool()

  /// Numbers that are positive, negative and zero, and repeat irregularly.
  private func numbers(_ count: Int, seed: Int) -> [Float] {
    (0..<count).map { Float(($0 * 7919 + seed * 31) % 41 - 20) / 4 }
  }

  /// What `operation` should give for two numbers.
  private func plain(
    _ operation: BinaryOperation, _ a: Double, _ b: Double
  ) -> Double? {
    switch operation {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .minimum: min(a, b)
    case .maximum: max(a, b)
    case .angle: atan2(a, b)
    case .hypotenuse: hypot(a, b)
    case .floorDivide: (a / b).rounded(.down)
    case .modulo: b == 0 ? .nan : a - b * (a / b).rounded(.down)
    case .power, .and, .or, .exclusiveOr: nil
    }
  }

  private func agrees(_ a: Float, _ b: Double) -> Bool {
    a.isNaN ? b.isNaN : Double(a) == b || abs(Double(a) - b) < 1e-4
  }

  @Test(arguments: BinaryOperation.allCases, counts)
  func twoVectorsAgreeWithALoop(
    operation: BinaryOperation, count: Int
  ) throws {
    guard plain(operation, 1, 1) != nil else { return }
    let (a, b) = (numbers(count, seed: 1), numbers(count, seed: 2))
    let (x, y) = (try Tensor(a, in: pool), try Tensor(b, in: pool))
    let result: [Float] = try x.applying(operation, .tensor(y)).values()
    try x.apply(operation, .tensor(y))
    let updated: [Float] = x.values()
    for i in 0..<count {
      let expected = try #require(plain(operation, Double(a[i]), Double(b[i])))
      #expect(agrees(result[i], expected), "\(a[i]) \(operation) \(b[i])")
      #expect(result[i].bitPattern == updated[i].bitPattern)
      if count > 1_000, i > 100 { break }
    }
  }

  @Test(arguments: BinaryOperation.allCases)
  func aNumberMayBeOnEitherSide(operation: BinaryOperation) throws {
    guard plain(operation, 1, 1) != nil else { return }
    let a = numbers(33, seed: 3)
    let x = try Tensor(a, in: pool)
    let right: [Float] = try x.applying(operation, 1.5).values()
    let left: [Float] = try x.applying(operation, 1.5, isReversed: true)
      .values()
    for i in a.indices {
      let r = try #require(plain(operation, Double(a[i]), 1.5))
      let l = try #require(plain(operation, 1.5, Double(a[i])))
      #expect(agrees(right[i], r) && agrees(left[i], l), "\(a[i])")
    }
  }

  /// A matrix as it lies in memory, turned, cut out, and repeated.
  private func layouts() throws -> [Tensor] {
    let base = try Tensor(numbers(48, seed: 4), in: pool).reshaped([6, 8])
    return [
      try base.narrowed(axis: 0, start: 1, count: 4)
        .narrowed(axis: 1, start: 2, count: 5),
      try base.transposed().narrowed(axis: 0, start: 0, count: 4)
        .narrowed(axis: 1, start: 1, count: 5),
      try base.selected(axis: 0, index: 2).narrowed(
        axis: 0, start: 0, count: 5
      ).expanded(to: [4, 5]),
      try base.narrowed(axis: 0, start: 0, count: 4)
        .narrowed(axis: 1, start: 3, count: 1).expanded(to: [4, 5]),
    ]
  }

  @Test func layoutDoesNotMatter() throws {
    for x in try layouts() {
      for y in try layouts() {
        let plain = try x.copied().applying(.multiply, .tensor(try y.copied()))
        let walked = try x.applying(.multiply, .tensor(y))
        #expect(walked.values(Float.self) == plain.values(Float.self))
        let compared = try x.comparing(.less, .tensor(y))
        let expected = try x.copied().comparing(.less, .tensor(try y.copied()))
        #expect(compared.values(UInt8.self) == expected.values(UInt8.self))
      }
    }
  }

  @Test func writingThroughAViewChangesOnlyTheView() throws {
    let base = try Tensor.zeros([4, 4], in: pool)
    let middle = try base.narrowed(axis: 0, start: 1, count: 2)
      .narrowed(axis: 1, start: 1, count: 2)
    try middle.apply(.add, 1)
    try middle.transposed().apply(.multiply, 3)
    #expect(
      base.values(Float.self)
        == [0, 0, 0, 0, 0, 3, 3, 0, 0, 3, 3, 0, 0, 0, 0, 0])
  }

  @Test func overlappingOperandsGiveWhatACopyWouldGive() throws {
    let x = try Tensor([1, 2, 3, 4, 5] as [Float], in: pool)
    let head = try x.narrowed(axis: 0, start: 0, count: 4)
    let tail = try x.narrowed(axis: 0, start: 1, count: 4)
    try tail.apply(.add, .tensor(head))
    #expect(x.values(Float.self) == [1, 3, 5, 7, 9])
    let square = try Tensor([1, 2, 3, 4] as [Float], in: pool)
      .reshaped([2, 2])
    try square.apply(.add, .tensor(try square.transposed()))
    #expect(square.values(Float.self) == [2, 5, 5, 8])
  }

  @Test func anExpandedTensorCannotBeWrittenTo() throws {
    let x = try Tensor.zeros([1], in: pool).expanded(to: [3])
    #expect(throws: TensorError.sharedElements(operation: "add", shape: [3])) {
      try x.apply(.add, 1)
    }
  }

  /// Two types, and the type of their sum and of their quotient.
  static let promotions:
    [(ElementType, ElementType, ElementType, ElementType)] =
      [
        (.bool, .bool, .int64, .float32),
        (.bool, .int64, .int64, .float64),
        (.bool, .float32, .float32, .float32),
        (.bool, .float64, .float64, .float64),
        (.int64, .int64, .int64, .float64),
        (.int64, .float32, .float64, .float64),
        (.int64, .float64, .float64, .float64),
        (.float32, .float32, .float32, .float32),
        (.float32, .float64, .float64, .float64),
      ]

  @Test(arguments: promotions)
  func typesPromoteAsInNumPy(
    left: ElementType, right: ElementType, sum: ElementType,
    quotient: ElementType
  ) throws {
    let a = try Tensor.full([2], 1, type: left, in: pool)
    let b = try Tensor.full([2], 1, type: right, in: pool)
    for (x, y) in [(a, b), (b, a)] {
      #expect(try x.applying(.add, .tensor(y)).type == sum)
      #expect(try x.applying(.divide, .tensor(y)).type == quotient)
    }
  }

  @Test func aNumberDoesNotWidenATensor() throws {
    let x = try Tensor.zeros([2], in: pool)
    #expect(try x.applying(.add, 0.1).type == .float32)
    let mask = try Tensor.zeros([2], type: .bool, in: pool)
    #expect(try mask.applying(.multiply, 0.5).type == .float32)
    #expect(try mask.applying(.add, 1).type == .int64)
  }

  @Test func wholeNumbersDivideByZeroAsInNumPy() throws {
    let x = try Tensor([7, -7, Int.min] as [Int], in: pool)
    #expect(try x.applying(.floorDivide, 0).values(Int.self) == [0, 0, 0])
    #expect(try x.applying(.modulo, 0).values(Int.self) == [0, 0, 0])
    #expect(try x.applying(.floorDivide, 2).values(Int.self)[1] == -4)
    #expect(try x.applying(.modulo, 2).values(Int.self)[1] == 1)
    #expect(try x.applying(.floorDivide, -1).values(Int.self)[2] == Int.min)
    #expect(
      try x.applying(.divide, 0).values(Double.self)[0] == .infinity)
  }

  @Test func wholeNumbersWrapAround() throws {
    let x = try Tensor([Int.max], in: pool)
    #expect(try x.applying(.add, 1).values(Int.self) == [Int.min])
  }

  @Test(arguments: UnaryOperation.allCases)
  func layoutDoesNotMatterToOneOperand(operation: UnaryOperation) throws {
    for x in try layouts() {
      let walked = try x.applying(operation)
      let plain = try x.copied().applying(operation)
      if walked.type == .bool {
        #expect(walked.values(UInt8.self) == plain.values(UInt8.self))
      } else {
        #expect(
          walked.values(Float.self).map(\.bitPattern)
            == plain.values(Float.self).map(\.bitPattern))
      }
    }
  }

  @Test func functionsOfOneOperandGiveTheirValues() throws {
    let x = try Tensor([-1.5, 0, 2.5] as [Float], in: pool)
    func values(_ operation: UnaryOperation) throws -> [Float] {
      try x.applying(operation).converted(to: .float32).values()
    }
    #expect(try values(.negative) == [1.5, 0, -2.5])
    #expect(try values(.absoluteValue) == [1.5, 0, 2.5])
    #expect(try values(.sign) == [-1, 0, 1])
    #expect(try values(.floor) == [-2, 0, 2])
    #expect(try values(.ceiling) == [-1, 0, 3])
    #expect(try values(.round) == [-2, 0, 2])
    #expect(try values(.square) == [2.25, 0, 6.25])
    #expect(try values(.exponential)[1] == 1)
    #expect(try values(.sigmoid)[1] == 0.5)
    #expect(try values(.logicalNot) == [0, 1, 0])
    #expect(try values(.squareRoot)[0].isNaN)
    #expect(try values(.logarithm)[1] == -.infinity)
    #expect(try values(.isNaN) == [0, 0, 0])
  }

  @Test(arguments: [ElementType.float32, .float64, .float16])
  func whatIsFiniteIsNeitherInfiniteNorNaN(type: ElementType) throws {
    let numbers: [Float] = [0, -2.5, 65_504, .infinity, -.infinity, .nan]
    let x = try Tensor(numbers, in: pool).converted(to: type)
    #expect(
      try x.applying(.isFinite).values(UInt8.self) == [1, 1, 1, 0, 0, 0])
    #expect(try x.applying(.isNaN).values(UInt8.self) == [0, 0, 0, 0, 0, 1])
  }

  @Test func wholeNumbersAreFinite() throws {
    let x = try Tensor([0, Int.max, Int.min], in: pool)
    #expect(try x.applying(.isFinite).values(UInt8.self) == [1, 1, 1])
  }

  @Test func theReciprocalIsOneDividedByTheElement() throws {
    let numbers: [Float] = [4, -0.5, 3, .infinity, 0, -0.0, .nan]
    let values = try Tensor(numbers, in: pool).applying(.reciprocal)
      .values(Float.self)
    #expect(values.prefix(4) == [0.25, -2, 1 / 3, 0])
    #expect(values[4] == .infinity && values[5] == -.infinity)
    #expect(values[6].isNaN)
    let whole = try Tensor([4, -2] as [Int], in: pool)
    #expect(try whole.applying(.reciprocal).doubles == [0.25, -0.5])
  }

  @Test func numbersThatNoWholeNumberHoldsConvertToTheNearest() throws {
    let x = try Tensor(
      [1e30, -1e30, .nan, .infinity, -2.7] as [Float], in: pool)
    #expect(
      try x.converted(to: .int64).values(Int.self)
        == [.max, .min, 0, .max, -2])
  }

  @Test func clampKeepsNaNAndTakesOneLimit() throws {
    let x = try Tensor([-2, 0.5, 3, .nan] as [Float], in: pool)
    let low = try x.clamping(minimum: 0, maximum: nil).values(Float.self)
    #expect(Array(low[..<3]) == [0, 0.5, 3] && low[3].isNaN)
    try x.clamp(minimum: 0, maximum: 1)
    #expect(Array(x.values(Float.self)[..<3]) == [0, 0.5, 1])
  }

  @Test func choosingBroadcastsAndPromotes() throws {
    let mask = try Tensor([1, 0, 1] as [UInt8], in: pool)
    let a = try Tensor([10, 20, 30] as [Int], in: pool)
    #expect(
      try mask.choosing(.tensor(a), else: 0).values(Int.self) == [10, 0, 30])
    let mixed = try mask.choosing(1.5, else: .tensor(a))
    #expect(mixed.type == .float64)
    #expect(mixed.values(Double.self) == [1.5, 20, 1.5])
    let rows = try mask.unsqueezed(axis: 1).choosing(.tensor(a), else: 0)
    #expect(rows.shape == [3, 3])
  }

  @Test func bitsOfRealNumbersAreRefused() throws {
    let x = try Tensor.zeros([2], in: pool)
    #expect(throws: TensorError.self) { try x.applying(.and, .tensor(x)) }
    #expect(throws: TensorError.self) { try x.apply(.or, .tensor(x)) }
  }
}
