import Glibc

/// Writes `bytes` to the file at `path`, as a whole or not at all: under another
/// name, brought to the disk and then renamed.
///
/// - Throws: `TensorError.file`, and then nothing has changed at `path`.
public func replaceFile(
  at path: String, with bytes: [UInt8]
) throws(TensorError) {
  try File.replace(path) { file throws(TensorError) in try file.write(bytes) }
}

/// Checks that a file can be written at `path` later on, as far as that can be
/// told before: the folder is there and lets files be made, and what is at
/// `path`, if anything, is a file.
///
/// - Throws: `TensorError.file`.
public func checkFileCanBeReplaced(at path: String) throws(TensorError) {
  var status = stat()
  if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
    throw .file(path: path, reason: "this is not a regular file")
  }
  let end = path.utf8.lastIndex(of: UInt8(ascii: "/"))
  let folder = end.map { String(path[...$0]) } ?? "."
  guard access(folder, W_OK | X_OK) == 0 else {
    throw .file(path: path, reason: String(cString: strerror(errno)))
  }
}
