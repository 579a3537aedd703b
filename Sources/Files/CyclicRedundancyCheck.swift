/// The checksum of zip archives: CRC-32, as in ISO 3309.
struct CyclicRedundancyCheck {
  private var remainder = UInt32.max

  /// The checksum of the bytes so far.
  var value: UInt32 { ~remainder }

  /// Takes in `bytes`.
  ///
  /// Eight bytes are divided at once: what a byte leaves depends on how many
  /// follow it among the eight, so there is a table for each place (Kounavis
  /// and Berry 2008, doi 10.1109/TC.2008.85).
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var remainder = remainder
    let blocks = bytes.count & ~7
    CyclicRedundancyCheck.steps.withUnsafeBufferPointer { steps in
      for start in stride(from: 0, to: blocks, by: 8) {
        let word =
          UInt64(
            littleEndian: bytes.loadUnaligned(
              fromByteOffset: start, as: UInt64.self)) ^ UInt64(remainder)
        remainder = 0
        for place in 0..<8 {
          let byte = Int(truncatingIfNeeded: word >> (8 * place)) & 0xFF
          remainder ^= steps[(7 - place) * 256 + byte]
        }
      }
      for place in blocks..<bytes.count {
        let byte = Int((remainder ^ UInt32(bytes[place])) & 0xFF)
        remainder = steps[byte] ^ (remainder >> 8)
      }
    }
    self.remainder = remainder
  }

  /// What the division by the polynomial makes of each byte, bits reversed; then
  /// of each byte with one more byte of zeros after it, and so on, up to seven.
  private static let steps: [UInt32] = {
    var steps: [UInt32] = (0..<256).map { byte in
      (0..<8).reduce(UInt32(byte)) { rest, _ in
        rest & 1 == 0 ? rest >> 1 : 0xEDB8_8320 ^ (rest >> 1)
      }
    }
    for place in 256..<8 * 256 {
      let rest = steps[place - 256]
      steps.append(steps[Int(rest & 0xFF)] ^ (rest >> 8))
    }
    return steps
  }()
}
