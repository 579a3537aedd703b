/// The file of a saved network with any content, as `SavedNetworks.md` describes
/// it.
struct SavedFile {
  /// All bytes of the file.
  let bytes: [UInt8]

  /// What is between the header and the checksum.
  var content: [UInt8] { Array(bytes.dropFirst(24).dropLast(8)) }

  /// The file that the network here gives.
  static let ofNetwork = SavedFile(bytes: savedNetwork())

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// Puts a header before `content`, and zeros up to a whole word and a
  /// checksum after it.
  init(content: [UInt8]) {
    let padding = [UInt8](repeating: 0, count: -content.count & 7)
    let length = UInt64(content.count + padding.count)
    let body =
      [0x7F, 0x53, 0x4E, 0x4E, 0x0D, 0x0A, 0x1A, 0x0A] + SavedFile.word(1)
      + SavedFile.word(length) + content + padding
    bytes = body + SavedFile.word(SavedFile.checksum(of: body))
  }

  /// The checksum of whole words.
  private static func checksum(of bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for start in stride(from: 0, to: bytes.count, by: 8) {
      let word = bytes[start..<(start + 8)].reversed()
        .reduce(0) { $0 << 8 | UInt64($1) }
      hash = (hash ^ word) &* 0x100_0000_01B3
      hash ^= hash >> 32
    }
    return hash
  }

  /// The bytes of a number, the lowest first.
  private static func word(_ value: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
