/// Functions of `Float` that come from a logarithm, computed like those that
/// come from a power of 2: in `Double`, without branches.

/// The binary logarithm of a positive normal number.
///
/// With `x` = 2ᵏ m, m in [√½, √2), and s = (m - 1) / (m + 1), it is
/// k + log₂((1 + s) / (1 - s)), an odd function of s. The polynomial is the
/// best approximation of it over s by relative error, 2⁻³⁷, found with Remez'
/// algorithm; so the result is as precise near 1, where k is 0.
@inline(__always)
func binaryLogarithm(_ x: Double) -> Double {
  // The bits of √½; k is made positive for machines without an arithmetic
  // shift of 64 bits, and put in the last bits of 2⁵² for those that can't
  // convert it.
  let root: UInt64 = 0x3FE6_A09E_667F_3BCD
  let shifted = x.bitPattern &- root &+ (1023 << 52)
  let k =
    Double(bitPattern: shifted >> 52 | 0x4330_0000_0000_0000)
    - (0x1p52 + 1023)
  let m = Double(bitPattern: (shifted & 0x000F_FFFF_FFFF_FFFF) &+ root)
  let s = (m - 1) / (m + 1)
  let square = s * s
  var p = 0x1.5ce85a622fc37p-2
  p = p * square + 0x1.a58d888300de8p-2
  p = p * square + 0x1.27777fe8f7afbp-1
  p = p * square + 0x1.ec709d12cf29cp-1
  p = p * square + 0x1.71547652bedf3p+1
  return k + p * s
}

/// The natural logarithm of `x`.
@inline(__always)
func vectorLogarithm(_ x: Float) -> Float {
  // A Float that is subnormal is a normal Double.
  let natural = Float(binaryLogarithm(Double(x)) * 0x1.62e42fefa39efp-1)
  let above: Float = x < .infinity ? natural : x  // which may be NaN
  let from: Float = x == 0 ? -.infinity : above
  return x < 0 ? .nan : from
}

/// `a` to the power of `b`, with the special cases of C's `pow`.
///
/// Every NaN that comes out is the same, for of two that go in, it would depend
/// on the loop which one does. The square is the product, to the bit.
@inline(__always)
func vectorPower(_ a: Float, _ b: Float) -> Float {
  let base = a.magnitude
  let finite = binaryLogarithm(Double(base))
  let positive: Double = base < .infinity ? finite : Double(base)
  let logarithm: Double = base == 0 ? -.infinity : positive
  // Beyond these limits every power is 0 or infinity.
  let product = Double(b) * logarithm
  let above: Double = product < -256 ? -256 : product
  let (whole, rest) = powerOfTwo(above > 256 ? 256 : above)
  let power = Float(whole + rest)

  // From 2²⁴ on, all numbers are even; and so is infinity here.
  let exponent: Double = b.magnitude < 0x1p24 ? Double(b) : 0
  // Adding 1.5 · 2⁵² leaves no bits for fractions: the last one tells odd ones.
  let shifted = exponent + 0x1.8p52
  let isWhole = shifted - 0x1.8p52 == exponent
  let odd = isWhole ? UInt32(truncatingIfNeeded: shifted.bitPattern) << 31 : 0
  let signed = Float(bitPattern: power.bitPattern | (a.bitPattern & odd))

  let isDefined =
    power == power && (isWhole || !(a < 0) || a == -.infinity)
  let general: Float = isDefined ? signed : .nan
  let square: Float = b == 2 ? a * a : general
  let isOne =
    b == 0 || a == 1 || (a == -1 && b.magnitude == .infinity)
  return isOne ? 1 : square
}
