/// The random number generator Philox 4x32-10, a keyed function of a counter.
///
/// Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3
/// (2011), doi 10.1145/2063384.2063405. Any block can be computed without the
/// ones before it, so threads share a stream by sharing out its counters.
enum Philox {
  /// How many blocks a group has: those that are computed side by side.
  static let lanes = 16

  /// How many 32-bit words a group has: four to a block.
  static let groupWords = 64

  /// The four words of the block with this counter and key.
  @inline(__always)
  static func block(
    _ counter: (UInt32, UInt32, UInt32, UInt32), _ key: (UInt32, UInt32)
  ) -> (UInt32, UInt32, UInt32, UInt32) {
    var (x, k) = (counter, key)
    round(&x, &k)
    round(&x, &k)
    round(&x, &k)
    round(&x, &k)
    round(&x, &k)
    round(&x, &k)
    round(&x, &k)
    round(&x, &k)
    round(&x, &k)
    round(&x, &k)
    return x
  }

  @inline(__always)
  private static func round(
    _ x: inout (UInt32, UInt32, UInt32, UInt32), _ key: inout (UInt32, UInt32)
  ) {
    let a = UInt64(x.0) &* 0xD251_1F53
    let b = UInt64(x.2) &* 0xCD9E_8D57
    x = (
      UInt32(truncatingIfNeeded: b >> 32) ^ x.1 ^ key.0,
      UInt32(truncatingIfNeeded: b),
      UInt32(truncatingIfNeeded: a >> 32) ^ x.3 ^ key.1,
      UInt32(truncatingIfNeeded: a)
    )
    key = (key.0 &+ 0x9E37_79B9, key.1 &+ 0xBB67_AE85)
  }

  /// Writes the words of `groups` groups whose first block is `position`.
  ///
  /// Word `w` of lane `l` is element `w * 16 + l` of its group, so that each
  /// round works on whole vectors.
  static func fill(
    _ words: UnsafeMutablePointer<UInt32>, groups: Int, position: UInt64,
    stream: UInt64, seed: UInt64
  ) {
    let key = (
      UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)
    )
    let high = (
      UInt32(truncatingIfNeeded: stream),
      UInt32(truncatingIfNeeded: stream >> 32)
    )
    for group in 0..<groups {
      let out = words + group &* groupWords
      let first = position &+ UInt64(group &* lanes)
      for lane in 0..<lanes {
        let low = first &+ UInt64(lane)
        let x = block(
          (
            UInt32(truncatingIfNeeded: low),
            UInt32(truncatingIfNeeded: low >> 32), high.0, high.1
          ), key)
        out[lane] = x.0
        out[lane &+ 16] = x.1
        out[lane &+ 32] = x.2
        out[lane &+ 48] = x.3
      }
    }
  }
}
