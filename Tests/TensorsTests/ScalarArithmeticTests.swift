import Testing

@testable import Tensors

/// Numbers are computed with as tensors of their types without axes are.
@Suite struct ScalarArithmeticTests {
  static let numbers: [Scalar] = [
    .bool(true), .bool(false), .integer(3), .integer(-2), .integer(1 << 40),
    .float(2), .float(-0.5),
  ]
  static let operations: [BinaryOperation] = [
    .add, .subtract, .multiply, .divide, .power,
  ]

  @Test("A9: arithmetic on numbers is that on tensors", arguments: operations)
  func arithmeticIsThatOfTensors(operation: BinaryOperation) throws {
    let pool = MemoryPool()
    for (a, b) in Self.numbers.flatMap({ a in Self.numbers.map { (a, $0) } }) {
      let left = try Tensor.full([], a, type: a.type, in: pool)
      guard
        let expected = try? left.applying(operation, .scalar(b)),
        let found = a.applying(operation, b)
      else { continue }
      // A tensor of quotients may be of float32.
      let (x, y) = (Float(found.double), Float(expected.doubles[0]))
      let comment = Comment(rawValue: "\(a) \(operation) \(b): \(x), \(y)")
      #expect(found.type == .int64 ? expected.type == .int64 : true, comment)
      #expect((found.type == .bool) == (expected.type == .bool), comment)
      #expect(x == y || x.isNaN && y.isNaN, comment)
    }
  }
}
