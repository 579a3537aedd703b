/// Functions of `Float` that come from a power of 2.
///
/// Nothing in them branches or calls, so that loops over them become vector
/// instructions; and they add and multiply in separate steps, so that an
/// element has the same bits in every loop and on every machine.
///
/// All but the exponential function compute in `Double`, where ranges never
/// end: the conversion at the end gives infinity, subnormal numbers and 0 where
/// they are due, and the only error beside its half unit is that of the
/// polynomial, below 2⁻³² of the result.

/// e to the power of `x`.
///
/// With n the whole number next to x / ln 2 and r the rest of x, it is 2ⁿ eʳ.
/// It stays in `Float`, for twice the lanes; the error is below one unit of the
/// last place (measured, 0.95). The polynomial is the best approximation of
/// (eʳ - 1 - r) / r² for |r| ≤ ln 2 / 2, 2⁻²⁸ of eʳ, found with Remez' algorithm.
@inline(__always)
func vectorExponential(_ x: Float) -> Float {
  // Beyond these limits, it is 0 or infinity; NaN stays.
  let above: Float = x < -105 ? -105 : x
  let bounded: Float = above > 90 ? 90 : above
  // Adding 1.5 · 2²³ leaves no bits for fractions: the last ones are n.
  let shifted = bounded * 0x1.715476p+0 + 0x1.8p23
  let n = shifted - 0x1.8p23
  // The first part of ln 2 has 15 bits, so its multiples are exact.
  let r = (bounded - n * 0x1.62e4p-1) - n * 0x1.7f7d1cp-20
  var p: Float = 0x1.6a241cp-10
  p = p * r + 0x1.1239f6p-7
  p = p * r + 0x1.5558f2p-5
  p = p * r + 0x1.555492p-3
  p = p * r + 0x1.fffffcp-2
  let power = (p * (r * r) + r) + 1
  // In two steps, for 2ⁿ alone may be no Float.
  let whole = Int32(bitPattern: shifted.bitPattern) &- 0x4B40_0000
  let half = whole >> 1
  return power * powerOfTwo(half) * powerOfTwo(whole &- half)
}

/// 2 to the power of `n`, for -126...127.
@inline(__always)
private func powerOfTwo(_ n: Int32) -> Float {
  Float(bitPattern: UInt32(bitPattern: n &+ 127) << 23)
}

/// 2 to the power of `y`, as a power of 2 and what is to be added to it.
///
/// With `n` the whole number next to `y` and `f` the rest, it is 2ⁿ and
/// 2ⁿ (2ᶠ - 1); so where `y` is small, it is precise as the distance from 1,
/// too. The polynomial is the best approximation of (2ᶠ - 1) / f for
/// |f| ≤ 1/2 by relative error, 2⁻³², found with Remez' algorithm.
///
/// - Precondition: |`y`| < 1,000, or `y` is NaN, which is what comes out then.
@inline(__always)
func powerOfTwo(_ y: Double) -> (whole: Double, rest: Double) {
  // Adding 1.5 · 2⁵² leaves no bits for fractions: the last ones are n.
  let shifted = y + 0x1.8p52
  let f = y - (shifted - 0x1.8p52)
  let whole = Double(bitPattern: (shifted.bitPattern &+ 1023) << 52)
  var p = 0x1.ffcbd215863e5p-17
  p = p * f + 0x1.443f6247ce306p-13
  p = p * f + 0x1.5d88bdb914a5ep-10
  p = p * f + 0x1.3b2a1c3624f12p-7
  p = p * f + 0x1.c6b08cb164cb7p-5
  p = p * f + 0x1.ebfbe04530277p-3
  p = p * f + 0x1.62e42fefd3296p-1
  return (whole, whole * (p * f))
}

/// The binary logarithm of e.
private let binaryLogarithmOfE = 0x1.71547652b82fep+0

/// `x`, or the nearest number in -128...128; NaN for NaN. Beyond them, e to the
/// power of it is no number that a `Float` tells from 0 or infinity.
@inline(__always)
private func bounded(_ x: Float) -> Double {
  let above: Float = x < -128 ? -128 : x
  return Double(above > 128 ? 128 : above)
}

/// 1 / (1 + e⁻ˣ)
@inline(__always)
func vectorSigmoid(_ x: Float) -> Float {
  let (whole, rest) = powerOfTwo(bounded(x) * -binaryLogarithmOfE)
  return Float(1 / (1 + (whole + rest)))
}

/// The hyperbolic tangent of `x`.
///
/// With e²ˣ - 1 = d it is d / (d + 2).
@inline(__always)
func vectorTangent(_ x: Float) -> Float {
  // From 16 on, the result is 1.
  let magnitude: Float = x.magnitude > 16 ? 16 : x.magnitude
  let (whole, rest) = powerOfTwo(Double(magnitude) * (2 * binaryLogarithmOfE))
  let distance = (whole - 1) + rest
  let tangent = Float(distance / (distance + 2))
  return Float(bitPattern: tangent.bitPattern | (x.bitPattern & 0x8000_0000))
}
