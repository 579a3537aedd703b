/// The checksum of zip archives: CRC-32, as in ISO 3309.
struct CyclicRedundancyCheck {
  private var remainder = UInt32.max

  /// The checksum of the bytes so far.
  var value: UInt32 { ~remainder }

  /// Takes in `bytes`.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var remainder = remainder
    CyclicRedundancyCheck.steps.withUnsafeBufferPointer { steps in
      for byte in bytes {
        let index = Int((remainder ^ UInt32(byte)) & 0xFF)
        remainder = steps[index] ^ (remainder >> 8)
      }
    }
    self.remainder = remainder
  }

  /// What the division by the polynomial makes of each byte, bits reversed.
  private static let steps: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in
      rest & 1 == 0 ? rest >> 1 : 0xEDB8_8320 ^ (rest >> 1)
    }
  }
}
