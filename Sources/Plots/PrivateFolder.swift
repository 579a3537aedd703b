import Glibc

/// A folder that nobody else can read, removed at the end of its life with
/// what is in it.
struct PrivateFolder: ~Copyable {
  let path: String

  /// Creates the folder.
  ///
  /// - Throws: `PlotError.file`.
  init() throws(PlotError) { path = try makePrivateFolder() }

  deinit {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) {
            String(cString: $0)
          }
        }
        unlink(path + "/" + name)
      }
      closedir(folder)
    }
    rmdir(path)
  }

  /// Writes a file.
  ///
  /// - Throws: `PlotError.file`.
  func write(_ name: String, _ bytes: RawSpan) throws(PlotError) {
    let file = path + "/" + name
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw systemError(file) }
    defer { close(descriptor) }
    let isWritten = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
    guard isWritten else { throw systemError(file) }
  }
}

/// Creates a folder that nobody else can read in `TMPDIR`, or in `/tmp`, and
/// returns its path.
///
/// - Throws: `PlotError.file`.
func makePrivateFolder() throws(PlotError) -> String {
  let parent = getenv("TMPDIR").map { String(cString: $0) } ?? ""
  let pattern = (parent.isEmpty ? "/tmp" : parent) + "/snn-lua-XXXXXX"
  var bytes = Array(pattern.utf8CString)
  let isMade = bytes.withUnsafeMutableBufferPointer { buffer in
    buffer.baseAddress.flatMap { mkdtemp($0) } != nil
  }
  guard isMade else { throw systemError(pattern) }
  return String(
    decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// Writes all bytes; false after an error, which is in `errno`.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
  var rest = bytes[...]
  while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress,
    !rest.isEmpty
  {
    let count = Glibc.write(descriptor, start, rest.count)
    if count < 0, errno == EINTR { continue }
    if count < 0 { return false }
    rest = rest.dropFirst(count)
  }
  return true
}

/// What the last system call had to say about `path`.
func systemError(_ path: String) -> PlotError {
  .file(path: path, reason: String(cString: strerror(errno)))
}
