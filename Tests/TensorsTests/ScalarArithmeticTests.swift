import Testing

@testable import Tensors

/// Numbers are computed with as Lua does it.
///
/// `ExpressionAgreementTests` compare all operations with Lua itself.
@Suite struct ScalarArithmeticTests {
  static let numbers: [Scalar] = [
    .integer(0), .integer(3), .integer(-2), .integer(1 << 40), .integer(.min),
    .float(2), .float(-0.5), .float(0.1), .float(1e300), .float(-.infinity),
    .float(.nan), .float(65519), .float(1 + 0x1p-8 + 0x1p-40),
  ]

  @Test(
    "A9: arithmetic on numbers is that of Lua",
    arguments: [
      (3, .power, 37, .float(450_283_905_890_997_376)),
      (3, .power, 41, .float(36_472_996_377_170_786_403.0)),
      (2, .power, -1, 0.5), (-3, .power, 2, 9.0), (7, .divide, 2, 3.5),
      (7, .floorDivide, -2, -4), (-7, .modulo, 3, 2), (7.0, .modulo, 0, nil),
      (1, .floorDivide, 0.1, 10.0), (1.0, .floorDivide, 0, .float(.infinity)),
      (.integer(.max), .add, 1, .integer(.min)),
      (.integer(.min), .floorDivide, -1, .integer(.min)),
      (6, .and, 3.0, 2), (true, .and, false, false), (true, .add, true, 2),
      (true, .maximum, false, true), (true, .divide, 2, 0.5),
    ] as [(Scalar, BinaryOperation, Scalar, Scalar?)])
  func arithmeticIsThatOfLua(
    a: Scalar, operation: BinaryOperation, b: Scalar, expected: Scalar?
  ) throws {
    let found = try a.applying(operation, b)
    guard let expected else {
      #expect(found.double.isNaN)
      return
    }
    #expect(found == expected)
  }

  @Test(
    arguments: [
      (7, .floorDivide, 0, "floordiv: attempt to perform 'n//0'"),
      (7, .modulo, 0, "mod: attempt to perform 'n%%0'"),
      (7, .or, 0.5, "bitor: number has no integer representation"),
    ] as [(Scalar, BinaryOperation, Scalar, String)])
  func whatLuaRefusesIsAnError(
    a: Scalar, operation: BinaryOperation, b: Scalar, message: String
  ) {
    let error = #expect(throws: TensorError.self) {
      try a.applying(operation, b)
    }
    #expect(error.map { "\($0)" } == message)
  }

  @Test func numbersAreComparedByTheirExactValues() {
    let odd: Scalar = .integer(1 << 53 + 1)
    #expect(!odd.comparing(.equal, .float(0x1p53)))
    #expect(odd.comparing(.greater, .float(0x1p53)))
    #expect(Scalar.float(0x1p53).comparing(.less, odd))
    #expect(Scalar.integer(.max).comparing(.less, .float(0x1p63)))
    #expect(Scalar.integer(.min).comparing(.equal, .float(-0x1p63)))
    #expect(Scalar.integer(.min).comparing(.greater, .float(-.infinity)))
    #expect(Scalar.integer(-1).comparing(.less, .float(-0.5)))
    #expect(Scalar.integer(-1).comparing(.greater, .float(-1.5)))
    #expect(Scalar.integer(0).comparing(.notEqual, .float(.nan)))
    #expect(!Scalar.integer(0).comparing(.lessOrEqual, .float(.nan)))
    #expect(Scalar.bool(true).comparing(.equal, 1))
  }

  @Test(arguments: UnaryOperation.allCases)
  func functionsAreThoseOfTensors(operation: UnaryOperation) throws {
    let pool = MemoryPool()
    for number in Self.numbers {
      let tensor = try Tensor.full([], number, type: number.type, in: pool)
      let expected = try tensor.applying(operation).element([])
      let found = number.applying(operation)
      #expect(isSame(found, expected), "\(number): \(found), \(expected)")
    }
    // A truth value counts as a whole number.
    #expect(
      Scalar.bool(true).applying(operation)
        == Scalar.integer(1).applying(operation))
  }

  @Test(arguments: ElementType.allCases)
  func conversionsAreThoseOfTensors(type: ElementType) throws {
    let pool = MemoryPool()
    for number in Self.numbers {
      let tensor = try Tensor.full([], number, type: number.type, in: pool)
      let expected = try tensor.converted(to: type).element([])
      let found = number.converted(to: type)
      #expect(isSame(found, expected), "\(number): \(found), \(expected)")
    }
  }

  private func isSame(_ a: Scalar, _ b: Scalar) -> Bool {
    guard case .float(let x) = a, case .float(let y) = b else { return a == b }
    return x.bitPattern == y.bitPattern || x.isNaN && y.isNaN
  }
}
