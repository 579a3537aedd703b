/// A number that tells whether bytes are those that were written.
///
/// It takes in words of 64 bits, `h = (h ^ word) * prime; h = h ^ (h >> 32)`,
/// as FNV-1a does with bytes. Each step can be undone, so a change of one word
/// always changes the result.
struct Checksum {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The bytes of a word that isn't whole yet, and how many they are.
  private var rest: (word: UInt64, count: Int) = (0, 0)

  /// Takes in `bytes`, with zeros after them up to a whole word.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    append(bytes)
    complete()
  }

  /// Takes in `bytes`, right after those before.
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    var place = 0
    while rest.count > 0, place < bytes.count {
      appendToWord(bytes[place])
      place += 1
    }
    var hash = value
    while bytes.count - place >= 8 {
      let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      hash = Checksum.step(hash, UInt64(littleEndian: word))
      place &+= 8
    }
    value = hash
    while place < bytes.count {
      appendToWord(bytes[place])
      place += 1
    }
  }

  /// Takes in zeros up to a whole word.
  mutating func complete() {
    guard rest.count > 0 else { return }
    value = Checksum.step(value, rest.word)
    rest = (0, 0)
  }

  private mutating func appendToWord(_ byte: UInt8) {
    rest.word |= UInt64(byte) << UInt64(8 * rest.count)
    rest.count += 1
    if rest.count == 8 { complete() }
  }

  @inline(__always)
  private static func step(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word) &* 0x0000_0100_0000_01B3
    return product ^ (product >> 32)
  }
}
