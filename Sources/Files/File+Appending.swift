import Glibc
import Tensors

/// Files that stay open and grow.
extension File {
  /// Whether somebody, here or in another process, has the file at `path` open
  /// that `replace(_:_:)` has put there. A file system without locks doesn't
  /// tell.
  static func isLocked(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { _ = close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  /// Cuts off what is behind the first `length` bytes, as far as that can be
  /// done.
  func truncate(to length: Int) {
    while ftruncate(descriptor, length) != 0, errno == EINTR {}
    _ = lseek(descriptor, length, SEEK_SET)
  }

  /// The file at `path`, opened to be read and to grow, and locked.
  ///
  /// - Throws: `TensorError.file`; `taken` if somebody else has locked it.
  static func growing(
    _ path: String, orThrow taken: TensorError
  ) throws(TensorError) -> File {
    try check(path)
    let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw systemError(path) }
    let file = File(descriptor: descriptor, path: path, size: 0)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw systemError(path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw file.error("this is not a regular file")
    }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      throw taken
    }
    return file
  }

  /// The bytes at a place, wherever reading and writing is; nil if there are not
  /// so many.
  func contents(at place: Int, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let read = bytes.withUnsafeMutableBytes {
        pread(
          descriptor, $0.baseAddress.map { $0 + done }, count - done,
          place + done)
      }
      if read < 0, errno == EINTR { continue }
      guard read > 0 else { return nil }
      done += read
    }
    return bytes
  }
}
