/// Random numbers that follow from 64 random bits, as many as a draw takes that
/// may be refused.
///
/// The bits are the counter of a generator of their own, so that a draw takes the
/// same from its stream whatever becomes of it.
struct FurtherDigits {
  private let bits: UInt64

  init(_ bits: UInt64) { self.bits = bits }

  /// More attempts than are ever needed: of those of any method here, one in
  /// two fails at the most.
  static let attemptMaximum = 1_000

  /// Two numbers of 64 bits: pair `number`, from 0.
  func words(_ number: Int) -> (UInt64, UInt64) {
    let words = Philox.block(
      (
        UInt32(truncatingIfNeeded: bits),
        UInt32(truncatingIfNeeded: bits >> 32),
        UInt32(truncatingIfNeeded: number), 0
      ), (0, 0))
    return (
      UInt64(words.0) << 32 | UInt64(words.1),
      UInt64(words.2) << 32 | UInt64(words.3)
    )
  }

  /// Two real numbers in [0, 1), multiples of 2⁻⁵³: pair `number`, from 0.
  func units(_ number: Int) -> (Double, Double) {
    let (first, second) = words(number)
    return (
      Double(Int(truncatingIfNeeded: first >> 11)) * 0x1p-53,
      Double(Int(truncatingIfNeeded: second >> 11)) * 0x1p-53
    )
  }

  /// The bits as a real number in [0, 1): those of the smallest numbers have
  /// further digits, so that no probability is rounded to 0.
  var unit: Double {
    let number = Double(Int(truncatingIfNeeded: bits >> 11)) * 0x1p-53
    if bits >> 32 != 0 { return number }
    let further = units(0).0
    return (Double(Int(truncatingIfNeeded: bits)) + further) * 0x1p-64
  }
}
