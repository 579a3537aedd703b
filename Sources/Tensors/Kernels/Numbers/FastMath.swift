/// Elementary functions that the compiler turns into vector instructions,
/// because nothing in them branches or calls.

/// A word as a real number in (0, 1].
@inline(__always)
func unitFloat(_ word: UInt32) -> Float {
  // The lowest bit keeps it off 0.
  Float(word | 1) * 0x1p-32
}

/// The natural logarithm of a positive normal number.
///
/// The error is below one unit of the last place for numbers up to 1 (measured,
/// 0.83). The polynomial is that of Cephes' `logf` (Moshier 1992).
@inline(__always)
func fastLogarithm(_ x: Float) -> Float {
  // x = m · 2ᵉ with m in [√½, √2).
  let shifted = x.bitPattern &- 0x3F35_04F3
  let exponent = Float(Int32(bitPattern: shifted) >> 23)
  let m = Float(bitPattern: (shifted & 0x007F_FFFF) &+ 0x3F35_04F3) - 1
  let square = m * m
  var p: Float = 7.037_683_629_2e-2
  p = p * m - 1.151_461_031_0e-1
  p = p * m + 1.167_699_874_0e-1
  p = p * m - 1.242_014_084_6e-1
  p = p * m + 1.424_932_278_7e-1
  p = p * m - 1.666_805_766_5e-1
  p = p * m + 2.000_071_476_5e-1
  p = p * m - 2.499_999_399_3e-1
  p = p * m + 3.333_333_117_4e-1
  // The logarithm of 2 in two parts, of which the first is exact when
  // multiplied with an exponent.
  let low = p * m * square - 2.121_944_40e-4 * exponent - 0.5 * square
  return (m + low) + 0.693_359_375 * exponent
}

/// Sine and cosine of an angle in units of 2⁻³² turns.
///
/// The error is below 2⁻²³ (measured). The polynomials are those of Cephes'
/// `sinf` and `cosf` (Moshier 1992).
@inline(__always)
func fastSineCosine(turn: UInt32) -> (sine: Float, cosine: Float) {
  let quarter = (turn &+ 0x2000_0000) >> 30
  let rest = Int32(bitPattern: turn &- quarter << 30)
  let angle = Float(rest) * (2 * Float.pi * 0x1p-32)  // in [-π/4, π/4]
  let square = angle * angle
  var s: Float = -1.951_529_589_1e-4
  s = s * square + 8.332_160_873_6e-3
  s = s * square - 1.666_665_461_1e-1
  s = s * square * angle + angle
  var c: Float = 2.443_315_711_809_948e-5
  c = c * square - 1.388_731_625_493_765e-3
  c = c * square + 4.166_664_568_298_827e-2
  c = c * square * square - 0.5 * square + 1
  // A choice by bits, for one by a condition becomes a branch.
  let swap = 0 &- (quarter & 1)
  let change = (s.bitPattern ^ c.bitPattern) & swap
  let sine = s.bitPattern ^ change ^ (quarter & 2) << 30
  let cosine = c.bitPattern ^ change ^ ((quarter &+ 1) & 2) << 30
  return (Float(bitPattern: sine), Float(bitPattern: cosine))
}
