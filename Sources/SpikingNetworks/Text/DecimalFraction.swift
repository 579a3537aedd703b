/// A number as the decimal fraction of few digits that it was written as: 0.1,
/// which has no exact value as a binary number, is 1 / 10.
struct DecimalFraction {
  /// A whole number; the number itself, if no short fraction is meant.
  private let numerator: Double

  /// A power of ten that is exact.
  private let denominator: Double

  init(_ number: Double) {
    var power = 1.0
    for _ in 0...15 {
      let whole = (number * power).rounded()
      if whole.magnitude >= 0x1p53 { break }
      if whole / power == number {
        (numerator, denominator) = (whole, power)
        return
      }
      power *= 10
    }
    (numerator, denominator) = (number, 1)
  }

  /// The number nearest to `count` times the fraction, divided by a power of
  /// ten, as long as the product has no more digits than a number can hold.
  func multiplied(by count: Int, dividedBy power: Double = 1) -> Double {
    Double(count) * numerator / (denominator * power)
  }

  /// The quotient of two fractions.
  func divided(by other: DecimalFraction) -> Double {
    (numerator * other.denominator) / (denominator * other.numerator)
  }
}
