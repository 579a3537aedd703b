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

extension File {
  /// Writes a file with `body` and puts it in the place of `path`.
  ///
  /// It is written under another name, brought to the disk and then renamed. If
  /// the process dies meanwhile, the other file stays; the next one that
  /// replaces `path` removes it.
  ///
  /// - Returns: The file, to which more can be written; it is locked for as long
  ///   as it is open.
  /// - Throws: `TensorError.file`, and then nothing has changed at `path`.
  @discardableResult
  package static func replace(
    _ path: String,
    _ body: (borrowing File) throws(TensorError) -> Void
  ) throws(TensorError) -> File {
    try check(path)
    // What isn't a file, such as /dev/null, must not become one.
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw .file(path: path, reason: "this is not a regular file")
    }
    let (name, descriptor) = try unfinishedFile(for: path)
    // It stays open, and with that locked, until it has its name: so closing
    // can't fail any more in a way that matters.
    let file = File(descriptor: descriptor, path: path, size: 0)
    do throws(TensorError) {
      try body(file)
      while fsync(descriptor) != 0 {
        guard errno == EINTR else { throw systemError(path) }
      }
      guard rename(name, path) == 0 else { throw systemError(path) }
    } catch {
      unlink(name)
      throw error
    }
    syncFolder(of: path)
    return file
  }

  /// A new file beside `path`, open and locked.
  ///
  /// Its name is always the same, unless another writes to `path` right now: so
  /// what a process that died has left is found, and doesn't pile up.
  private static func unfinishedFile(
    for path: String
  ) throws(TensorError) -> (name: String, descriptor: Int32) {
    for attempt in 0..<1_000 {
      let name = path + ".unfinished" + (attempt == 0 ? "" : "-\(attempt)")
      removeIfUnused(name)
      let descriptor = open(
        name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        // Another may have seen it before it was locked, and removed it. Where
        // files can't be locked, as on some network file systems, nobody does.
        let isLocked = flock(descriptor, LOCK_EX | LOCK_NB) == 0
        if isLocked ? isName(name, of: descriptor) : errno != EWOULDBLOCK {
          return (name, descriptor)
        }
        _ = close(descriptor)
      } else if errno != EEXIST && errno != EINTR {
        throw systemError(path)
      }
    }
    throw .file(path: path, reason: "too many write to it at a time")
  }

  /// Removes an unfinished file that a process has left, if that is no more.
  private static func removeIfUnused(_ name: String) {
    let descriptor = open(
      name, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    var status = stat()
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0,
      isName(name, of: descriptor), fstat(descriptor, &status) == 0,
      status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid()
    {
      unlink(name)
    }
    _ = close(descriptor)
  }

  /// Whether an open file is still the one with this name.
  private static func isName(_ name: String, of descriptor: Int32) -> Bool {
    var (opened, named) = (stat(), stat())
    return fstat(descriptor, &opened) == 0 && lstat(name, &named) == 0
      && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }

  /// Brings the name of the file at `path` to the disk.
  ///
  /// The file is in its place already, so a folder that can't be synced, as on
  /// some network file systems, is no error.
  private static func syncFolder(of path: String) {
    let end = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = end.map { String(path[...$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    _ = close(descriptor)
  }
}
