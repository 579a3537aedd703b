import Testing

@testable import Tensors

/// An element's result is a function of the element alone: not of the call, of
/// its neighbors or of its place in a loop. A compiled plan, which runs the
/// same loops by blocks, depends on it.
@Suite struct CallFormTests {
  let pool = MemoryPool()

  static let unary: [UnaryOperation] = [
    .exponential, .logarithm, .sine, .cosine, .hyperbolicTangent, .sigmoid,
  ]

  /// Ordinary numbers with, here and there, some that are far out or special.
  private static let numbers: [Float] = {
    let specials = FloatFunctionTests.specials + [3e7, -1e30, 1e-40, 89, -104]
    return (0..<1_100).map { index in
      index % 7 == 3 && (300..<900).contains(index)
        ? specials[index / 7 % specials.count]
        : Float((index * 7_919) % 1_009 - 504) / 61
    }
  }()

  private func bits(_ tensor: Tensor) -> [UInt32] {
    tensor.values(Float.self).map(\.bitPattern)
  }

  @Test(arguments: unary)
  func oneOperandGivesTheSameBitsInEveryForm(
    operation: UnaryOperation
  ) throws {
    let numbers = CallFormTests.numbers
    let x = try Tensor(numbers, in: pool)
    // One at a time: no vectors, no neighbors.
    let expected = try numbers.flatMap {
      bits(try Tensor([$0], in: pool).applying(operation))
    }
    #expect(bits(try x.applying(operation)) == expected)
    let updated = try x.copied()
    try updated.apply(operation)
    #expect(bits(updated) == expected)

    let pairs = try Tensor.zeros([numbers.count, 2], in: pool)
    let column = try pairs.selected(axis: 1, index: 1)
    try column.copy(from: x)
    #expect(bits(try column.applying(operation)) == expected)
    try column.apply(operation)
    #expect(bits(column) == expected)

    for (start, count) in CallFormTests.parts {
      let part = try x.copied().narrowed(axis: 0, start: start, count: count)
      let wanted = Array(expected[start..<(start + count)])
      #expect(bits(try part.applying(operation)) == wanted)
      try part.apply(operation)
      #expect(bits(part) == wanted)
    }
  }

  /// Starts and lengths on both sides of vectors and blocks.
  private static let parts =
    [(1, 1_024), (76, 1_024), (255, 258), (300, 512), (511, 1)]
    + (1..<36).map { (290 + $0, $0) }

  @Test func powersAreTheSameBitsInEveryForm() throws {
    let a = CallFormTests.numbers
    let b = a.indices.map { a[($0 * 37 + 11) % a.count] }
    let (x, y) = (try Tensor(a, in: pool), try Tensor(b, in: pool))
    let expected = try zip(a, b).flatMap { a, b in
      bits(
        try Tensor([a], in: pool).applying(
          .power, .tensor(try Tensor([b], in: pool))))
    }
    #expect(bits(try x.applying(.power, .tensor(y))) == expected)
    #expect(
      bits(try y.applying(.power, .tensor(x), isReversed: true)) == expected)
    let updated = try x.copied()
    try updated.apply(.power, .tensor(y))
    #expect(bits(updated) == expected)

    let pairs = try Tensor.zeros([a.count, 2], in: pool)
    let column = try pairs.selected(axis: 1, index: 1)
    try column.copy(from: x)
    #expect(bits(try column.applying(.power, .tensor(y))) == expected)
    try column.apply(.power, .tensor(y))
    #expect(bits(column) == expected)

    for (start, count) in CallFormTests.parts {
      let base = try x.copied().narrowed(axis: 0, start: start, count: count)
      let exponent = try y.narrowed(axis: 0, start: start, count: count)
      let wanted = Array(expected[start..<(start + count)])
      #expect(bits(try base.applying(.power, .tensor(exponent))) == wanted)
      try base.apply(.power, .tensor(exponent))
      #expect(bits(base) == wanted)
    }
  }

  @Test(
    arguments: [-1, 0, 0.5, 1, 2, 3, 1.7, -2.5, .infinity, .nan] as [Float])
  func aNumberIsLikeATensorOfIt(number: Float) throws {
    let x = try Tensor(CallFormTests.numbers, in: pool)
    let scalar = Operand.scalar(.float(Double(number)))
    let tensor = Operand.tensor(
      try Tensor([Float](repeating: number, count: x.count), in: pool))
    let powers = bits(try x.applying(.power, tensor))
    #expect(bits(try x.applying(.power, scalar)) == powers)
    let updated = try x.copied()
    try updated.apply(.power, scalar)
    #expect(bits(updated) == powers)
    #expect(
      bits(try x.applying(.power, scalar, isReversed: true))
        == bits(try x.applying(.power, tensor, isReversed: true)))
  }
}
