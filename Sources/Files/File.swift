import Glibc
import Tensors

/// An open file, closed at the end of its life.
package struct File: ~Copyable {
  let descriptor: Int32

  /// The path that it was opened with, for messages.
  package let path: String

  /// The length in bytes when it was opened.
  package let size: Int

  init(descriptor: Int32, path: String, size: Int) {
    self.descriptor = descriptor
    self.path = path
    self.size = size
  }

  deinit { _ = close(descriptor) }

  /// The file at `path`, opened for reading.
  ///
  /// - Throws: `TensorError.file`.
  package static func reading(_ path: String) throws(TensorError) -> File {
    try check(path)
    var descriptor: Int32
    repeat {
      // A named pipe without a writer must not block.
      descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else { throw systemError(path) }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    let file = File(
      descriptor: descriptor, path: path, size: Int(status.st_size))
    guard isKnown else { throw systemError(path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw file.error("this is not a regular file")
    }
    return file
  }

  /// Moves to `offset`, counted from the beginning.
  func seek(_ offset: Int) throws(TensorError) {
    guard lseek(descriptor, offset, SEEK_SET) >= 0 else {
      throw File.systemError(path)
    }
  }

  /// The next `count` bytes.
  ///
  /// - Throws: `TensorError.file`, with `reason` if the file ends before.
  package func read(
    _ count: Int, _ reason: String
  ) throws(TensorError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let found = bytes.withUnsafeMutableBytes { fill($0) }
    try check(found, count, reason)
    return bytes
  }

  /// Fills `buffer` with the next bytes.
  ///
  /// - Throws: As `read(_:_:)`, and `TensorError.interrupted`.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, _ reason: String
  ) throws(TensorError) {
    let bytes = UnsafeRawBufferPointer(buffer)
    try bytes.forEachBlock { block throws(TensorError) in
      try check(
        fill(UnsafeMutableRawBufferPointer(mutating: block)), block.count,
        reason)
    }
  }

  /// Reads until `buffer` is full or the file ends.
  ///
  /// - Returns: How many bytes were read, or -1 after an error.
  private func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let start = buffer.baseAddress else { return 0 }
    var done = 0
    while done < buffer.count {
      let count = Glibc.read(descriptor, start + done, buffer.count - done)
      if count < 0, errno == EINTR { continue }
      if count < 0 { return -1 }
      if count == 0 { break }
      done += count
    }
    return done
  }

  private func check(
    _ found: Int, _ expected: Int, _ reason: String
  ) throws(TensorError) {
    guard found >= 0 else { throw File.systemError(path) }
    guard found == expected else { throw error(reason) }
  }

  /// Writes all of `bytes`, of which nobody can break off a part.
  func write(_ bytes: UnsafeRawBufferPointer) throws(TensorError) {
    guard let start = bytes.baseAddress else { return }
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, start + done, bytes.count - done)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw File.systemError(path) }
      done += count
    }
  }

  /// Writes all of `bytes`.
  package func write(_ bytes: [UInt8]) throws(TensorError) {
    let copy = UnsafeMutableRawBufferPointer.allocate(
      byteCount: bytes.count, alignment: 1)
    defer { copy.deallocate() }
    copy.copyBytes(from: bytes)
    try write(UnsafeRawBufferPointer(copy))
  }

  /// An error about this file.
  func error(_ reason: String) -> TensorError {
    .file(path: path, reason: reason)
  }

  /// Throws if the path can't be given to the system.
  static func check(_ path: String) throws(TensorError) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw .file(path: path, reason: "this is not a path")
    }
  }

  /// The error that the last system call left.
  static func systemError(_ path: String) -> TensorError {
    .file(path: path, reason: String(cString: strerror(errno)))
  }
}
