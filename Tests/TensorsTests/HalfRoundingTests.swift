import TestSupport
import Testing

@testable import Tensors

/// All 65,536 numbers of both types of 16 bits, against their definitions.
@Suite struct HalfRoundingTests {
  let pool = MemoryPool()

  static let bits = (0...UInt16.max).map { $0 }

  /// How a type of 16 bits means its bits.
  struct Format: Sendable, CustomStringConvertible {
    let type: ElementType
    let digits: Int
    let bias: Int
    var description: String { type.rawValue }

    /// The number with these bits, from sign, exponent and digits.
    func value(_ bits: UInt16) -> Double {
      let digitBits = digits - 1
      let fraction = Double(bits & (1 << digitBits - 1))
      let exponent = Int(bits & 0x7FFF) >> digitBits
      let unit = Double(sign: .plus, exponent: -digitBits, significand: 1)
      let largest = 0x7FFF >> digitBits
      let magnitude =
        exponent == largest
        ? (fraction == 0 ? .infinity : .nan)
        : exponent == 0
          ? Double(
            sign: .plus, exponent: 1 - bias, significand: fraction * unit)
          : Double(
            sign: .plus, exponent: exponent - bias,
            significand: 1 + fraction * unit)
      return bits >> 15 == 1 ? -magnitude : magnitude
    }
  }

  static let formats = [
    Format(type: .float16, digits: 11, bias: 15),
    Format(type: .bfloat16, digits: 8, bias: 127),
  ]

  /// The tensor of numbers with these bits.
  private func tensor(_ bits: [UInt16], _ type: ElementType) throws -> Tensor {
    type == .float16
      ? try Tensor(bits.map(Float16.init(bitPattern:)), in: pool)
      : try Tensor(bits.map(BFloat16.init(bits:)), in: pool)
  }

  private func bits(_ tensor: Tensor) -> [UInt16] {
    tensor.type == .float16
      ? tensor.values(Float16.self).map(\.bitPattern)
      : tensor.values(BFloat16.self).map(\.bits)
  }

  @Test(arguments: formats)
  func everyNumberIsReadAsItIsDefined(format: Format) throws {
    let x = try tensor(Self.bits, format.type)
    let expected = Self.bits.map(format.value)
    for type in [ElementType.float32, .float64] {
      let found = try x.converted(to: type).doubles
      let same = zip(found, expected).allSatisfy { found, expected in
        found.isNaN && expected.isNaN
          || found == expected && found.sign == expected.sign
      }
      #expect(same, "\(type)")
    }
  }

  /// What machines do that have no instruction for it.
  @Test func operationsOnBitsConvertAsTheCompilerDoes() {
    for bits in Self.bits {
      let half = Float16(bitPattern: bits)
      let (found, expected) = (half.widened, Float(half))
      if half.isNaN ? !found.isNaN : found.bitPattern != expected.bitPattern {
        Issue.record("\(bits) as float32")
      }
    }
    for pattern in stride(from: UInt32(0), to: .max - 1021, by: 1021) {
      let value = Float(bitPattern: pattern)
      let (found, expected) = (Float16.narrowed(value), Float16(value))
      if value.isNaN ? !found.isNaN : found.bitPattern != expected.bitPattern {
        Issue.record("\(value) as float16")
      }
    }
  }

  @Test(arguments: formats, [ElementType.float32, .float64])
  func everyNumberComesBack(format: Format, type: ElementType) throws {
    let x = try tensor(Self.bits, format.type)
    let found = bits(try x.converted(to: type).converted(to: format.type))
    for bits in Self.bits where !format.value(bits).isNaN {
      if found[Int(bits)] != bits { Issue.record("\(bits)") }
    }
    let nan = try x.converted(to: type).converted(to: format.type).doubles
    #expect(
      Self.bits.allSatisfy { format.value($0).isNaN == nan[Int($0)].isNaN })
  }

  @Test(arguments: formats)
  func betweenTwoNumbersTheNearerIsTaken(format: Format) throws {
    // The bits of the positive numbers in order, without the last: infinity.
    let last = Self.bits.first { format.value($0).isInfinite } ?? 0
    let lower = Array(0..<(last - 1))
    let middles = lower.map { (format.value($0) + format.value($0 + 1)) / 2 }
    let even = lower.map { $0 & 1 == 0 ? $0 : $0 + 1 }
    for sign in [1.0, -1.0] {
      let flag: UInt16 = sign < 0 ? 0x8000 : 0
      let floats = middles.map { Float(sign * $0) }
      func rounded(_ values: [Float]) throws -> [UInt16] {
        bits(try Tensor(values, in: pool).converted(to: format.type))
      }
      #expect(try rounded(floats) == even.map { $0 | flag })
      #expect(
        try rounded(middles.map { Float(sign) * Float($0).nextUp })
          == lower.map { ($0 + 1) | flag })
      #expect(
        try rounded(middles.map { Float(sign) * Float($0).nextDown })
          == lower.map { $0 | flag })
      // What is nearer in double precision alone must not be rounded twice.
      let doubles = try Tensor(
        middles.map { sign * $0.nextUp }, in: pool)
      #expect(
        bits(try doubles.converted(to: format.type))
          == lower.map { ($0 + 1) | flag })
    }
  }

  @Test(arguments: formats)
  func whatIsTooLargeBecomesInfinite(format: Format) throws {
    let infinity = Self.bits.first { format.value($0).isInfinite } ?? 0
    let largest = format.value(infinity - 1)
    let step = largest - format.value(infinity - 2)
    let limit = Float(largest + step / 2)
    let x = try Tensor(
      [limit, limit.nextDown, -limit, .infinity, -.infinity, .nan], in: pool
    ).converted(to: format.type)
    let found = x.doubles
    #expect(
      found[..<5] == [.infinity, largest, -.infinity, .infinity, -.infinity])
    #expect(found[5].isNaN)
  }
}
