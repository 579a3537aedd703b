/// Real numbers by their bits: the largest exponent means infinity or NaN.
protocol BitPattern: Element {
  associatedtype Bits: FixedWidthInteger & UnsignedInteger

  /// The bits without the sign.
  static var magnitudeMask: Bits { get }

  /// The bits of infinity.
  static var infinityBits: Bits { get }
}

extension Float: BitPattern {
  static var magnitudeMask: UInt32 { 0x7fff_ffff }
  static var infinityBits: UInt32 { 0x7f80_0000 }
}

extension Double: BitPattern {
  static var magnitudeMask: UInt64 { 0x7fff_ffff_ffff_ffff }
  static var infinityBits: UInt64 { 0x7ff0_0000_0000_0000 }
}

extension Float16: BitPattern {
  static var magnitudeMask: UInt16 { 0x7fff }
  static var infinityBits: UInt16 { 0x7c00 }
}

extension BFloat16: BitPattern {
  static var magnitudeMask: UInt16 { 0x7fff }
  static var infinityBits: UInt16 { 0x7f80 }
}

/// The largest of the bits without their signs: of finite numbers less than the
/// bits of infinity, of others at least them.
@inline(__always)
func largestMagnitude<T: BitPattern>(
  _: T.Type, _ x: UnsafePointer<T.Bits>, count: Int
) -> T.Bits {
  var largest: T.Bits = 0
  for i in 0..<count {
    let magnitude = x[i] & T.magnitudeMask
    largest = magnitude > largest ? magnitude : largest
  }
  return largest
}

/// A number that follows from `count` bytes at `start`: other bytes give
/// another one, but for a chance of 2^-64.
///
/// Four lanes let the multiplications overlap. Each step is invertible, so one
/// changed word always changes the number.
///
/// - Throws: `TensorError.interrupted`.
func fingerprint(
  of start: UnsafeRawPointer, count: Int
) throws(TensorError) -> UInt64 {
  let prime: UInt64 = 0x9e37_79b9_7f4a_7c15
  var lanes = SIMD4<UInt64>(1, 2, 3, 4) &* prime
  let body = count & ~31
  try forEachPart(of: body / 32) { part in
    for block in part {
      let words = (start + block &* 32).loadUnaligned(as: SIMD4<UInt64>.self)
      lanes = (lanes ^ words) &* prime
      lanes ^= lanes &>> 29
    }
  }
  var result = UInt64(truncatingIfNeeded: count) &* prime
  for lane in 0..<4 {
    result = (result ^ lanes[lane]) &* prime
    result ^= result &>> 32
  }
  for offset in body..<count {
    let byte = (start + offset).load(as: UInt8.self)
    result = (result ^ UInt64(byte)) &* prime
    result ^= result &>> 32
  }
  return result
}
