/// A number that tells whether bytes are those that were written.
///
/// It takes in words of 64 bits, `h = (h ^ word) * prime; h = h ^ (h >> 32)`,
/// as FNV-1a does with bytes. Each step can be undone, so a change of one word
/// always changes the result.
struct Checksum {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Takes in `bytes`, with zeros after them up to a whole word.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var hash = value
    let words = bytes.count / 8
    for i in 0..<words {
      let word = bytes.loadUnaligned(fromByteOffset: 8 &* i, as: UInt64.self)
      hash = Checksum.step(hash, UInt64(littleEndian: word))
    }
    if bytes.count % 8 != 0 {
      var last: UInt64 = 0
      for i in words * 8..<bytes.count {
        last |= UInt64(bytes[i]) << UInt64(8 &* (i & 7))
      }
      hash = Checksum.step(hash, last)
    }
    value = hash
  }

  @inline(__always)
  private static func step(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word) &* 0x0000_0100_0000_01B3
    return product ^ (product >> 32)
  }
}
