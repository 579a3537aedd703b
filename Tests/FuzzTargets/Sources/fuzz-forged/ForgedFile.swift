import Fuzzer
import Glibc

/// A valid file, what makes it of fields again, and who uses it.
struct ForgedFile {
  /// The fields of the valid file.
  let fields: [Field]

  /// The bytes of a file with such fields.
  let bytes: ([Field]) -> [UInt8]

  /// Where the file is read.
  let path: String

  /// Reads the file and uses what is in it.
  let use: () -> Void

  /// Those that are loaded by networks of the engine's behaviors and of behaviors
  /// in Lua, and those of recorders.
  nonisolated(unsafe) static let all: [ForgedFile] = [
    ForgedFile(
      fields: savedNetworkFields(savedEngineNetwork()), bytes: savedNetworkFile,
      path: "engine.snn", use: loadIntoRunningNetwork),
    ForgedFile(
      fields: savedNetworkFields(savedEngineNetwork()), bytes: savedNetworkFile,
      path: "engine.snn", use: loadIntoNewNetwork),
    ForgedFile(
      fields: savedNetworkFields(ScriptNetwork.saved()),
      bytes: savedNetworkFile, path: "script.snn", use: ScriptNetwork.load),
    ForgedFile(
      fields: recordingFields(recordedRows()), bytes: recordingFile,
      path: "rows.rec", use: readRows),
    ForgedFile(
      fields: recordingFields(recordedEvents()), bytes: recordingFile,
      path: "events.rec", use: readEvents),
  ]
}

/// The bytes of the file at `path`.
func read(_ path: String) -> [UInt8] {
  let file = open(path, O_RDONLY)
  defer { close(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 20)
  let count = read(file, &bytes, bytes.count)
  require(count > 0 && count < bytes.count, "\(path) can't be read")
  return Array(bytes.prefix(count))
}

/// Makes these bytes be the file at `path`.
func write(_ bytes: [UInt8], to path: String) {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
  defer { close(file) }
  require(
    write(file, bytes, bytes.count) == bytes.count, "\(path) can't be written")
}
