import Glibc
import Tensors

/// What keeps other processes from running a run of a sweep at the same time: a
/// lock on a file in its folder.
///
/// The run, which inherits it, holds it too. So it is free when the run has
/// ended, even if the sweep was killed before.
final class RunLock {
  /// Why the file system can't lock the file; nil if it is locked.
  let problem: String?

  private let descriptor: Int32

  /// Locks the file at `path`, which is made if it isn't there. Nil if somebody
  /// else has the lock; `waits` until nobody has.
  ///
  /// - Throws: `TensorError.file`.
  init?(_ path: String, waits: Bool) throws(TensorError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw .file(path: path, reason: String(cString: strerror(errno)))
    }
    while flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK:
        close(descriptor)
        return nil
      default: break
      }
      problem = String(cString: strerror(errno))
      return
    }
    problem = nil
  }

  /// Calls `start`, which starts the run: it alone inherits the lock.
  func inherited<Child>(
    by start: () throws(TensorError) -> Child
  ) throws(TensorError) -> Child {
    _ = fcntl(descriptor, F_SETFD, 0)
    defer { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    return try start()
  }

  deinit {
    // What the run has left behind doesn't keep it.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
