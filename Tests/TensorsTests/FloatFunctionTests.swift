import Glibc
import Testing

@testable import Tensors

/// Functions of single precision against the C library's of double precision,
/// over all numbers there are.
@Suite struct FloatFunctionTests {
  let pool = MemoryPool()

  /// The functions that are computed here, with the reference.
  static let functions: [(UnaryOperation, @Sendable (Double) -> Double)] = [
    (.exponential, { exp($0) }),
    (.logarithm, { log($0) }),
    (.sine, { sin($0) }),
    (.cosine, { cos($0) }),
    (.hyperbolicTangent, { tanh($0) }),
    (.sigmoid, { 1 / (1 + exp(-$0)) }),
  ]

  /// How far `value` is from `exact` in units of the last place of a `Float`
  /// there; infinite for a wrong infinity, NaN or sign of 0.
  static func distance(_ value: Float, _ exact: Double) -> Double {
    let nearest = Float(exact)
    if nearest.isNaN || value.isNaN {
      return nearest.isNaN && value.isNaN ? 0 : .infinity
    }
    if nearest.isInfinite || value.isInfinite {
      return nearest == value ? 0 : .infinity
    }
    if value.sign != nearest.sign { return .infinity }
    return (Double(value) - exact).magnitude / Double(nearest.ulp)
  }

  /// What isn't like its neighbors, of both signs.
  static let specials: [Float] = [
    0, 0x1p-149, 0x1.fffffcp-127, 0x1p-126, 1, 2, 0.5, 0x1p22, 0x1p23, 0x1p24,
    .greatestFiniteMagnitude, .infinity, .nan,
  ].flatMap { [$0, -$0] }

  /// The numbers at which something begins or ends, and multiples of π/2.
  static let turningPoints: [Float] = {
    var points: [Float] = [
      0.346_573_6, 0.707_106_77, 1, 1.414_213_5, 2, 8.664_34, 9.010_914, 16,
      16.635_53, 87.336_54, 88.722_84, 103.278_93, 103.972_08, 128, 0x1p-126,
      0x1p-12, 0x1p22, 0x1p24, 3e38,
    ]
    for multiple in 1...300 { points.append(Float(Double(multiple) * .pi / 2)) }
    for power in 8...25 {
      points.append(Float(Double(1 << power) * .pi))
      points.append(Float((Double(1 << power) - 0.5) * .pi))
    }
    return points
  }()

  /// Numbers from every part of the range, subnormal ones among them: a step
  /// and a start that hit each exponent at other places.
  static let sweep: [Float] = {
    let starts = stride(from: 12_345, through: Int(UInt32.max), by: 24_593)
    let spread = starts.map { Float(bitPattern: UInt32($0)) }
    let dense = turningPoints.flatMap { point in
      (-6...6).flatMap { (offset: Int32) -> [Float] in
        let bits = Int32(bitPattern: point.bitPattern) + offset
        let near = Float(bitPattern: UInt32(bitPattern: bits))
        return [near, -near]
      }
    }
    // Evenly, where most models compute.
    var result = spread + dense + specials
    for step in -4_000..<4_000 { result.append(Float(step) * 0.005_003) }
    return result
  }()

  @Test(arguments: functions.indices)
  func eachNumberIsWithinTwoUnitsOfTheExactOne(index: Int) throws {
    let (operation, reference) = FloatFunctionTests.functions[index]
    let x = FloatFunctionTests.sweep
    let values: [Float] = try Tensor(x, in: pool).applying(operation).values()
    var (worst, place) = (0.0, Float(0))
    for i in x.indices {
      let distance = FloatFunctionTests.distance(
        values[i], reference(Double(x[i])))
      if distance > worst { (worst, place) = (distance, x[i]) }
    }
    #expect(worst <= 2, "\(operation) of \(place)")
  }

  @Test func powersAreWithinTwoUnitsOfTheExactOnes() throws {
    let pairs = PowerPairs.all
    let (a, b) = (pairs.map(\.0), pairs.map(\.1))
    let values: [Float] = try Tensor(a, in: pool).applying(
      .power, .tensor(try Tensor(b, in: pool))
    ).values()
    var (worst, place) = (0.0, (Float(0), Float(0)))
    for i in a.indices {
      let distance = FloatFunctionTests.distance(
        values[i], pow(Double(a[i]), Double(b[i])))
      if distance > worst { (worst, place) = (distance, pairs[i]) }
    }
    #expect(worst <= 2, "\(place.0) to the power of \(place.1)")
  }

  @Test func exactResultsAreExact() throws {
    func values(
      _ operation: UnaryOperation, _ x: [Float]
    ) throws -> [Float] {
      try Tensor(x, in: pool).applying(operation).values()
    }
    #expect(try values(.exponential, [0, -0.0]) == [1, 1])
    #expect(
      try values(.logarithm, [1, 0, -0.0]) == [0, -.infinity, -.infinity])
    #expect(try values(.cosine, [0, -0.0]) == [1, 1])
    #expect(try values(.hyperbolicTangent, [-20, 20]) == [-1, 1])
    #expect(try values(.sigmoid, [-200, 0, 200]) == [0, 0.5, 1])
    let roots = try Tensor((0..<500).map { Float($0 * $0) }, in: pool)
      .applying(.power, 0.5).values(Float.self)
    #expect(roots == (0..<500).map { Float($0) })
    let cubes = try Tensor((-100..<100).map { Float($0) }, in: pool)
      .applying(.power, 3).values(Float.self)
    #expect(cubes == (-100..<100).map { Float($0 * $0 * $0) })
  }
}

/// Bases and exponents to test with.
private enum PowerPairs {
  static let all = specials + spread + inRange

  /// Each number that has a rule of its own, with each.
  private static let specials: [(Float, Float)] = {
    let list =
      FloatFunctionTests.specials
      + [
        3, -3, 1.5, -1.5, 4.5, 0x1p22 + 0.5, 0x1p23 + 1, 0x1p24 - 1, 0x1p25,
        1 + 0x1p-23, 1 - 0x1p-24, -1 - 0x1p-23, 1e10,
      ]
    var pairs: [(Float, Float)] = []
    for a in list { for b in list { pairs.append((a, b)) } }
    return pairs
  }()

  /// Any two numbers.
  private static let spread: [(Float, Float)] = (0..<20_000).map {
    let bits = UInt64($0) &* 0x9E37_79B9_7F4A_7C15
    return (
      Float(bitPattern: UInt32(truncatingIfNeeded: bits >> 32)),
      Float(bitPattern: UInt32(truncatingIfNeeded: bits >> 13))
    )
  }

  /// Pairs whose powers cover the whole range evenly, with bases that are
  /// anywhere or near 1.
  private static let inRange: [(Float, Float)] = (1..<10_000).flatMap {
    index -> [(Float, Float)] in
    let bits = UInt32(truncatingIfNeeded: index &* 2_654_435_761)
    let power = Double(index - 5_000) * 0.03
    let any = Float(bitPattern: bits & 0x7FFF_FFFF)
    let near = Float(bitPattern: 0x3F80_0000 &+ bits >> 10 &- 0x20_0000)
    return [any, near].map { ($0, Float(power / log2(Double($0)))) }
  }
}
