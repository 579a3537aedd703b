import Glibc

/// Sine and cosine of `Float`, computed like the functions that come from a
/// power of 2: in `Double`, without branches, but only for angles up to a
/// limit. Others are left to the C library.

/// Below it, a multiple of the first part of π is exact: the part has 31 bits
/// that count and a multiple of ½ up to this angle over π at most 22.
private let moderateLimit: Float = 0x1p22

/// Whether the sine and the cosine of the angle are computed here.
@inline(__always)
private func isModerate(_ angle: Float) -> Bool {
  angle.magnitude < moderateLimit
}

/// As `isModerate(_:)`, of each of several angles.
@inline(__always)
private func areModerate(_ x: UnsafePointer<Float>, count: Int) -> Bool {
  // Of bits without a sign, for comparisons of real numbers become branches.
  var largest: UInt32 = 0
  for i in 0..<count {
    let bits = x[i].bitPattern & 0x7FFF_FFFF
    largest = bits > largest ? bits : largest
  }
  return largest < moderateLimit.bitPattern
}

/// The sine of what is left of `angle` without `n` times π.
///
/// What is left lies in -π/2...π/2 but for rounding. π is taken off in two
/// parts, the first exactly and the second with 53 bits of its own, so what is
/// left is precise even where it is smallest. The polynomial is the best approximation of (sin r / r - 1) / r² by the
/// relative error of the sine, 2⁻³⁵, found with Remez' algorithm.
@inline(__always)
private func sine(_ angle: Double, without n: Double) -> Double {
  let r = (angle - n * 0x1.921fb544p+1) - n * 0x1.0b4611a626331p-33
  let square = r * r
  var p = -0x1.9a6806f5738dep-26
  p = p * square + 0x1.71707a9459aa3p-19
  p = p * square - 0x1.a017d9762c0e2p-13
  p = p * square + 0x1.11110c498486bp-7
  p = p * square - 0x1.5555554767a0fp-3
  return r * (p * square + 1)
}

/// 1 / π
private let reciprocalOfPi = 0x1.45f306dc9c883p-2

/// The sine of a moderate angle.
@inline(__always)
func moderateSine(_ x: Float) -> Float {
  let angle = Double(x)
  // Adding 1.5 · 2⁵² leaves no bits for fractions: the last ones are n, and an
  // odd one turns the sign.
  let shifted = angle * reciprocalOfPi + 0x1.8p52
  let value = sine(angle, without: shifted - 0x1.8p52)
  return Float(Double(bitPattern: value.bitPattern ^ shifted.bitPattern << 63))
}

/// The cosine of a moderate angle: the sine of a quarter turn more.
@inline(__always)
func moderateCosine(_ x: Float) -> Float {
  let angle = Double(x)
  let shifted = (angle * reciprocalOfPi + 0.5) + 0x1.8p52
  let value = sine(angle, without: (shifted - 0x1.8p52) - 0.5)
  return Float(Double(bitPattern: value.bitPattern ^ shifted.bitPattern << 63))
}

/// The sine of any angle.
@inline(__always)
func vectorSine(_ x: Float) -> Float {
  isModerate(x) ? moderateSine(x) : Float(sin(Double(x)))
}

/// The cosine of any angle.
@inline(__always)
func vectorCosine(_ x: Float) -> Float {
  isModerate(x) ? moderateCosine(x) : Float(cos(Double(x)))
}

/// Sine and cosine of `Float` as kernels.
enum FloatSine: RangedKernel {
  @inline(__always)
  static func apply(_ x: Float) -> Float { vectorSine(x) }
  @inline(__always)
  static func applyOrdinary(_ x: Float) -> Float { moderateSine(x) }
  @inline(__always)
  static func areOrdinary(_ x: UnsafePointer<Float>, count: Int) -> Bool {
    areModerate(x, count: count)
  }
}
enum FloatCosine: RangedKernel {
  @inline(__always)
  static func apply(_ x: Float) -> Float { vectorCosine(x) }
  @inline(__always)
  static func applyOrdinary(_ x: Float) -> Float { moderateCosine(x) }
  @inline(__always)
  static func areOrdinary(_ x: UnsafePointer<Float>, count: Int) -> Bool {
    areModerate(x, count: count)
  }
}
