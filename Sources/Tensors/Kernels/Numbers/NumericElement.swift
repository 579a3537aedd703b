import CMachine
import Glibc

/// An element type that arithmetic works on.
///
/// Whole numbers wrap around when they overflow, and division by zero follows
/// NumPy: 0 for whole numbers, infinity or NaN for real ones.
protocol NumericElement: Element {
  /// What blocks of a long sum are put together as: a type with more digits,
  /// where there is one.
  associatedtype Wide: NumericElement
  /// The value nearest to `wide`.
  init(narrowing wide: Wide)
  /// The value, with all its digits.
  var wide: Wide { get }

  static var zero: Self { get }
  static func sum(_ a: Self, _ b: Self) -> Self
  static func difference(_ a: Self, _ b: Self) -> Self
  static func product(_ a: Self, _ b: Self) -> Self
  static func floorQuotient(_ a: Self, _ b: Self) -> Self
  static func modulus(_ a: Self, _ b: Self) -> Self
  static func power(_ a: Self, _ b: Self) -> Self
  static func smaller(_ a: Self, _ b: Self) -> Self
  static func larger(_ a: Self, _ b: Self) -> Self
}

/// An element type of real numbers.
protocol RealElement: NumericElement, BinaryFloatingPoint {
  static func root(_ x: Self) -> Self
  static func exponential(_ x: Self) -> Self
  static func logarithm(_ x: Self) -> Self
  static func sine(_ x: Self) -> Self
  static func cosine(_ x: Self) -> Self
  static func hyperbolicTangent(_ x: Self) -> Self
  static func sigmoid(_ x: Self) -> Self
  /// The loops of `sine`.
  static var sineRows: UnaryRows<Self, Self> { get }
  /// The loops of `cosine`.
  static var cosineRows: UnaryRows<Self, Self> { get }
}

extension RealElement {
  @inline(__always) static func sum(_ a: Self, _ b: Self) -> Self { a + b }
  @inline(__always)
  static func difference(_ a: Self, _ b: Self) -> Self { a - b }
  @inline(__always) static func product(_ a: Self, _ b: Self) -> Self { a * b }
  @inline(__always)
  static func floorQuotient(_ a: Self, _ b: Self) -> Self {
    let quotient = (a / b).rounded(.down)
    // The quotient may have been rounded up to a whole number; the sign of the
    // rest, which is rounded once, tells. So 1 // 0.1 is 9 where 0.1 is a
    // little more than a tenth, and `modulus` is what is left over.
    let rest = a.addingProduct(-quotient, b)
    let isBelow = rest != 0 && (rest < 0) != (b < 0)
    let exact = isBelow && rest == rest ? quotient - 1 : quotient
    let isTiny = b.magnitude == .infinity && a.magnitude < .infinity
    return isTiny ? (a != 0 && (a < 0) != (b < 0) ? -1 : 0) : exact
  }
  @inline(__always)
  static func modulus(_ a: Self, _ b: Self) -> Self {
    let rest = a.truncatingRemainder(dividingBy: b)
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
  }
  @inline(__always)
  static func smaller(_ a: Self, _ b: Self) -> Self {
    a < b || a != a ? a : b
  }
  @inline(__always)
  static func larger(_ a: Self, _ b: Self) -> Self {
    a > b || a != a ? a : b
  }
}

extension Float: RealElement {
  @inline(__always) init(narrowing wide: Double) { self = Float(wide) }
  @inline(__always) var wide: Double { Double(self) }
  @inline(__always) static func root(_ x: Float) -> Float {
    machine_square_root_float(x)
  }
  @inline(__always) static func power(_ a: Float, _ b: Float) -> Float {
    vectorPower(a, b)
  }
  @inline(__always)
  static func exponential(_ x: Float) -> Float { vectorExponential(x) }
  @inline(__always)
  static func logarithm(_ x: Float) -> Float { vectorLogarithm(x) }
  @inline(__always) static func sine(_ x: Float) -> Float { vectorSine(x) }
  @inline(__always) static func cosine(_ x: Float) -> Float { vectorCosine(x) }
  @inline(__always)
  static func hyperbolicTangent(_ x: Float) -> Float { vectorTangent(x) }
  @inline(__always)
  static func sigmoid(_ x: Float) -> Float { vectorSigmoid(x) }
  static var sineRows: UnaryRows<Float, Float> {
    UnaryRows(ranged: FloatSine.self)
  }
  static var cosineRows: UnaryRows<Float, Float> {
    UnaryRows(ranged: FloatCosine.self)
  }
}

extension Double: RealElement {
  @inline(__always) init(narrowing wide: Double) { self = wide }
  @inline(__always) var wide: Double { self }
  @inline(__always) static func power(_ a: Double, _ b: Double) -> Double {
    pow(a, b)
  }
  @inline(__always) static func root(_ x: Double) -> Double {
    machine_square_root_double(x)
  }
  @inline(__always) static func exponential(_ x: Double) -> Double { exp(x) }
  @inline(__always) static func logarithm(_ x: Double) -> Double { log(x) }
  @inline(__always) static func sine(_ x: Double) -> Double { sin(x) }
  @inline(__always) static func cosine(_ x: Double) -> Double { cos(x) }
  @inline(__always)
  static func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
  @inline(__always)
  static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
  static var sineRows: UnaryRows<Double, Double> {
    UnaryRows(updating: Sine<Double>.self)
  }
  static var cosineRows: UnaryRows<Double, Double> {
    UnaryRows(updating: Cosine<Double>.self)
  }
}

extension Int: NumericElement {
  @inline(__always) init(narrowing wide: Int) { self = wide }
  @inline(__always) var wide: Int { self }
  @inline(__always) static func sum(_ a: Int, _ b: Int) -> Int { a &+ b }
  @inline(__always) static func difference(_ a: Int, _ b: Int) -> Int { a &- b }
  @inline(__always) static func product(_ a: Int, _ b: Int) -> Int { a &* b }
  @inline(__always)
  static func floorQuotient(_ a: Int, _ b: Int) -> Int {
    if b == 0 { return 0 }
    if b == -1 { return 0 &- a }
    let quotient = a / b
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient
  }
  @inline(__always)
  static func modulus(_ a: Int, _ b: Int) -> Int {
    if b == 0 || b == -1 { return 0 }
    let rest = a % b
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
  }
  /// `a` to the power of `b`; a negative power gives 0 unless `a` is 1 or -1.
  @inline(__always)
  static func power(_ a: Int, _ b: Int) -> Int {
    if b < 0 {
      return a == 1 ? 1 : a == -1 ? (b & 1 == 0 ? 1 : -1) : 0
    }
    var (result, base, exponent) = (1, a, b)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result &* base }
      base = base &* base
      exponent >>= 1
    }
    return result
  }
  @inline(__always) static func smaller(_ a: Int, _ b: Int) -> Int {
    a < b ? a : b
  }
  @inline(__always) static func larger(_ a: Int, _ b: Int) -> Int {
    a > b ? a : b
  }
}
