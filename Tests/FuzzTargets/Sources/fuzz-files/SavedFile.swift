import Fuzzer

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
    let body =
      [0x7F, 0x53, 0x4E, 0x4E, 0x0D, 0x0A, 0x1A, 0x0A] + littleEndian(1)
      + littleEndian(content.count + padding.count) + content + padding
    bytes =
      body + littleEndian(Int(bitPattern: UInt(savedNetworkChecksum(of: body))))
  }
}
