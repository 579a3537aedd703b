import Glibc
import Tensors

/// Makes a folder and those that it is in, as far as they aren't there.
///
/// - Throws: `TensorError.file`.
func makeFolders(_ path: String) throws(TensorError) {
  for slash in path.indices.dropFirst() where path[slash] == "/" {
    try makeFolder(String(path[..<slash]))
  }
  try makeFolder(path)
}

/// Makes a folder, unless there is one.
private func makeFolder(_ path: String) throws(TensorError) {
  guard mkdir(path, 0o777) != 0 else { return }
  guard errno == EEXIST else { throw systemError(path) }
  var status = stat()
  guard stat(path, &status) == 0 else { throw systemError(path) }
  guard status.st_mode & S_IFMT == S_IFDIR else {
    throw .file(path: path, reason: String(cString: strerror(ENOTDIR)))
  }
}

/// The error that the last system call left.
func systemError(_ path: String) -> TensorError {
  .file(path: path, reason: String(cString: strerror(errno)))
}
