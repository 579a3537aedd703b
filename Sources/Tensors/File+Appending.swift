import Glibc

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
}
