import Fuzzer

/// The file of a recorder with this as the contents of its second chunk, as
/// `Recordings.md` describes it. The first one makes known rows `v` and events
/// `s`.
func recordingFile(chunk contents: [UInt8]) -> [UInt8] {
  let names =
    [1, 2] + littleEndian(1) + [0x76] + [2, 2] + littleEndian(1) + [0x73]
  return [0x7F, 0x52, 0x45, 0x43, 0x0D, 0x0A, 0x1A, 0x0A] + littleEndian(2)
    + recordedChunk(names) + recordedChunk(contents)
}
