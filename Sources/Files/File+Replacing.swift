import Glibc
import Tensors

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
  let target = try File.target(of: path)
  _ = try File.mode(of: target, at: path)
  try File.checkIsNoneOfARecorder(path)
  guard access(File.folder(of: target), W_OK | X_OK) == 0 else {
    throw File.systemError(path)
  }
}

extension File {
  /// Writes a file with `body` and puts it in the place of `path`.
  ///
  /// It is written under another name, brought to the disk and then renamed. If
  /// the process dies meanwhile, the other file stays; the next one that
  /// replaces `path` removes it. The file has the permissions of the one that it
  /// replaces; of a symbolic link, what it leads to is replaced.
  ///
  /// - Returns: The file, to which more can be written; it is locked for as long
  ///   as it is open.
  /// - Throws: `TensorError.file`, also if a recorder writes there, and then nothing has changed at `path`.
  @discardableResult
  package static func replace(
    _ path: String,
    _ body: (borrowing File) throws(TensorError) -> Void
  ) throws(TensorError) -> File {
    try check(path)
    let target = try target(of: path)
    let mode = try mode(of: target, at: path)
    try checkIsNoneOfARecorder(path)
    let (name, descriptor) = try unfinishedFile(
      for: target, mode: mode, at: path)
    // It stays open, and with that locked, until it has its name: so closing
    // can't fail any more in a way that matters.
    let file = File(descriptor: descriptor, path: path, size: 0)
    do throws(TensorError) {
      try body(file)
      if let mode, fchmod(descriptor, mode) != 0 { throw systemError(path) }
      while fsync(descriptor) != 0 {
        guard errno == EINTR else { throw systemError(path) }
      }
      guard rename(name, target) == 0 else { throw systemError(path) }
    } catch {
      unlink(name)
      throw error
    }
    syncFolder(of: target)
    return file
  }

  /// Where a path leads: links are followed, also one to what isn't there.
  ///
  /// - Throws: `TensorError.file` for links that lead in a circle.
  fileprivate static func target(
    of path: String
  ) throws(TensorError) -> String {
    var place = path
    var characters = [CChar](repeating: 0, count: Int(PATH_MAX))
    for _ in 0..<40 {
      let count = readlink(place, &characters, characters.count)
      if count < 0 { return place }
      let link = String(
        decoding: characters[..<count].map { UInt8(bitPattern: $0) },
        as: UTF8.self)
      place = link.hasPrefix("/") ? link : folder(of: place) + "/" + link
    }
    errno = ELOOP
    throw systemError(path)
  }

  /// The permissions of the file at `target`, or nil if there is none. Messages
  /// name `path`.
  ///
  /// - Throws: `TensorError.file` for what isn't a file, such as `/dev/null`,
  ///   which must not become one, and for a name that no file can have.
  fileprivate static func mode(
    of target: String, at path: String
  ) throws(TensorError) -> mode_t? {
    var status = stat()
    guard stat(target, &status) == 0 else {
      if errno == ENAMETOOLONG { throw systemError(path) }
      return nil
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .file(path: path, reason: "this is not a regular file")
    }
    return status.st_mode & 0o777
  }

  /// The folder that a path names something in.
  fileprivate static func folder(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) }
      ?? "."
  }

  /// A new file beside `target`, open and locked, which nobody may read who
  /// may not read the file that it is to replace. Messages name `path`.
  ///
  /// Its name is always the same, unless another writes to `target` right now:
  /// so what a process that died has left is found, and doesn't pile up.
  private static func unfinishedFile(
    for target: String, mode: mode_t?, at path: String
  ) throws(TensorError) -> (name: String, descriptor: Int32) {
    let first = unfinishedName(for: target)
    for attempt in 0..<1_000 {
      let name = first + (attempt == 0 ? "" : "-\(attempt)")
      removeIfUnused(name)
      let descriptor = open(
        name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
        mode.map { $0 | 0o200 } ?? 0o666)
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

  /// The name of a file that becomes the one at `target`: that name with
  /// `.unfinished` at its end, or a short one where the system doesn't take so
  /// long names.
  private static func unfinishedName(for target: String) -> String {
    let name = target + ".unfinished"
    let start =
      target.utf8.lastIndex(of: UInt8(ascii: "/"))
      .map { target.utf8.index(after: $0) } ?? target.startIndex
    let most = max(pathconf(folder(of: target), Int32(_PC_NAME_MAX)), 64)
    // The number of an attempt may follow.
    let length = name.utf8.count + 4
    if length - target[..<start].utf8.count <= most, length < Int(PATH_MAX) {
      return name
    }
    let hash = RandomSource.stream(String(target[start...]))
    return "\(target[..<start]).unfinished-\(String(hash, radix: 16))"
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
    let descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    _ = close(descriptor)
  }
}
