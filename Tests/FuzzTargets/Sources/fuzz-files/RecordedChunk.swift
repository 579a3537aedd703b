/// The file of a recorder with this as the contents of its second chunk, as
/// `Recordings.md` describes it. The first one makes known rows `v` and events
/// `s`.
func recordingFile(chunk contents: [UInt8]) -> [UInt8] {
  let names = [1, 2] + word(1) + [0x76] + [2, 2] + word(1) + [0x73]
  return [0x7F, 0x52, 0x45, 0x43, 0x0D, 0x0A, 0x1A, 0x0A] + word(1)
    + chunk(names) + chunk(contents)
}

/// A chunk whose checksum is right.
private func chunk(_ contents: [UInt8]) -> [UInt8] {
  var rest = UInt32.max
  for byte in contents {
    rest ^= UInt32(byte)
    for _ in 0..<8 {
      rest = rest & 1 == 0 ? rest >> 1 : 0xEDB8_8320 ^ (rest >> 1)
    }
  }
  return word(contents.count) + word(Int(~rest)).prefix(4) + contents
}

/// The bytes of a number, the lowest first.
private func word(_ value: Int) -> [UInt8] {
  (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}
