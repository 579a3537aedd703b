/// Seeds that follow from others.
extension RandomSource {
  /// The seed number `number`, from 1, of those that follow from `seed`: the
  /// upper 53 bits of that output of the generator SplitMix64 that begins with
  /// `seed` (Steele et al. 2014, doi 10.1145/2660193.2660195).
  ///
  /// Each is found without the others, and those of neighboring seeds have
  /// nothing in common. All numbers of 53 bits are whole numbers in any language.
  public static func seed(_ number: Int, following seed: UInt64) -> UInt64 {
    let number = UInt64(truncatingIfNeeded: number)
    var z = seed &+ number &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return (z ^ (z >> 31)) >> 11
  }
}
