/// The checksum of a saved network, of whole words, as `SavedNetworks.md`
/// describes it.
public func savedNetworkChecksum(of bytes: [UInt8]) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for start in stride(from: 0, to: bytes.count, by: 8) {
    let word = bytes[start..<(start + 8)].reversed()
      .reduce(0) { $0 << 8 | UInt64($1) }
    hash = (hash ^ word) &* 0x100_0000_01B3
    hash ^= hash >> 32
  }
  return hash
}

/// A chunk of the file of a recorder, whose checksum is right, as
/// `Recordings.md` describes it.
public func recordedChunk(_ contents: [UInt8], length: Int? = nil) -> [UInt8] {
  var rest = UInt32.max
  for byte in contents {
    rest ^= UInt32(byte)
    for _ in 0..<8 {
      rest = rest & 1 == 0 ? rest >> 1 : 0xEDB8_8320 ^ (rest >> 1)
    }
  }
  return littleEndian(length ?? contents.count)
    + littleEndian(Int(~rest), width: 4) + contents
}

/// The lowest bytes of a number, the lowest first.
public func littleEndian(_ value: Int, width: Int = 8) -> [UInt8] {
  (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}
