import Glibc
import Tensors

/// A file that grows by whole chunks, or not at all.
///
/// It begins with the eight bytes of its format and the format's version in 64
/// bits. Each chunk is the length of its contents in 64 bits, their CRC-32 in
/// 32 bits, and the contents, which are never empty. All numbers have their
/// lowest byte first. Whoever writes it may be ended at any moment: what is
/// behind the last whole chunk then, a reader recognizes.
package struct ChunkedFile: ~Copyable {
  /// Something to be written.
  package enum Part {
    /// These bytes.
    case bytes([UInt8])
    /// The elements of a contiguous tensor.
    case elements(Tensor)
  }

  /// Where the contents of a chunk begin.
  static let chunkHeaderLength = 12

  private let file: File

  /// What stands before the first chunk.
  private let header: [UInt8]

  /// The length of the header and of all whole chunks.
  private var length: Int

  /// Takes in the length and the checksum of each chunk.
  private var chain: CyclicRedundancyCheck

  /// Whether a mark stands behind them.
  package private(set) var isMarked = false

  /// A place between chunks, and what the file up to there is known by.
  package struct Checkpoint: Equatable, Sendable {
    /// The length of the file.
    package let length: Int
    /// The checksum of the lengths and checksums of its chunks.
    package let checksum: UInt32

    /// Creates a checkpoint that another file has given.
    package init(length: Int, checksum: UInt32) {
      self.length = length
      self.checksum = checksum
    }
  }

  /// The end of the last whole chunk.
  package var checkpoint: Checkpoint {
    Checkpoint(length: length, checksum: chain.value)
  }

  /// Puts a file with a first chunk in the place of `path`, and stays the only
  /// one that writes to it.
  ///
  /// - Throws: `TensorError.file`, also if somebody else writes a chunked file
  ///   there; then nothing has changed at `path`.
  package init(
    replacing path: String, as format: Archive.Format, first contents: [Part]
  ) throws(TensorError) {
    try File.check(path)
    if File.isLocked(path) { throw ChunkedFile.isTaken(path, format) }
    let header = ChunkedFile.header(format)
    var chain = CyclicRedundancyCheck()
    var length = header.count
    file = try File.replace(path) { file throws(TensorError) in
      try file.write(header)
      length += try file.writeChunk(contents, &chain)
    }
    self.header = header
    self.length = length
    self.chain = chain
  }

  /// Opens the file at `path` to go on in it behind a checkpoint. Nothing changes
  /// before it is cut there.
  ///
  /// - Throws: `TensorError.file` if there is no such file, or one that is
  ///   another one before the checkpoint, or that somebody writes to.
  package init(
    continuing path: String, as format: Archive.Format,
    from checkpoint: Checkpoint
  ) throws(TensorError) {
    let opened = try File.growing(
      path, orThrow: ChunkedFile.isTaken(path, format))
    let header = ChunkedFile.header(format)
    let chain = try opened.checkedChain(
      upTo: checkpoint, behind: header, format)
    file = opened
    self.header = header
    length = checkpoint.length
    self.chain = chain
  }

  private static func header(_ format: Archive.Format) -> [UInt8] {
    format.bytes + bytes(of: UInt64(format.version))
  }

  private static func isTaken(
    _ path: String, _ format: Archive.Format
  ) -> TensorError {
    .file(
      path: path,
      reason: "another \(format.name) is being written to this file; give"
        + " each one a file of its own")
  }

  /// Whether somebody, here or in another process, writes to the file at
  /// `path`.
  package static func isBeingWritten(at path: String) -> Bool {
    File.isLocked(path)
  }

  /// Whether the file, up to there, is the one that gave a checkpoint.
  package func isSame(upTo checkpoint: Checkpoint) -> Bool {
    file.chain(upTo: checkpoint, behind: header) != nil
  }

  /// Cuts off what is behind a checkpoint that the file has given.
  package mutating func cut(to checkpoint: Checkpoint) {
    guard let chain = file.chain(upTo: checkpoint, behind: header) else {
      return
    }
    file.truncate(to: checkpoint.length)
    (length, isMarked) = (checkpoint.length, false)
    self.chain = chain
  }

  /// Writes a chunk.
  ///
  /// - Throws: `TensorError.file`; the file ends with the last whole chunk then.
  package mutating func append(_ contents: [Part]) throws(TensorError) {
    unmark()
    do throws(TensorError) {
      length += try file.writeChunk(contents, &chain)
    } catch {
      file.truncate(to: length)
      throw error
    }
  }

  /// Writes a chunk that stays until there is another one, as the mark of an
  /// end.
  ///
  /// - Throws: As `append(_:)`.
  package mutating func mark(_ contents: [Part]) throws(TensorError) {
    unmark()
    do throws(TensorError) {
      var chain = chain
      _ = try file.writeChunk(contents, &chain)
      isMarked = true
    } catch {
      file.truncate(to: length)
      throw error
    }
  }

  /// Takes the mark away.
  package mutating func unmark() {
    if isMarked { file.truncate(to: length) }
    isMarked = false
  }
}

extension Archive.Format {
  /// The file of a recorder.
  package static let recording = Archive.Format(
    "\u{7F}REC\r\n\u{1A}\n", version: 2, oldestVersion: 1, name: "recording")
}

extension File {
  /// Throws if a recorder, here or in another process, writes to the file at
  /// `path`: what it records later would be in no file.
  static func checkIsNoneOfARecorder(
    _ path: String
  ) throws(TensorError) {
    if Archive.Format.recording.isBegun(at: path), isLocked(path) {
      throw .file(
        path: path,
        reason: "a recording is being written to this file; give each one a"
          + " file of its own")
    }
  }

  /// Writes a chunk, if there is something in it; returns its length.
  ///
  /// Small parts are written together. A chunk that was written is added to
  /// `chain`.
  fileprivate func writeChunk(
    _ contents: [ChunkedFile.Part], _ chain: inout CyclicRedundancyCheck
  ) throws(TensorError) -> Int {
    var checksum = CyclicRedundancyCheck()
    var length = 0
    for part in contents {
      part.withBytes {
        checksum.add($0)
        length += $0.count
      }
    }
    guard length > 0 else { return 0 }
    let header = bytes(of: UInt64(length)) + bytes(of: checksum.value)
    var small = header
    for part in contents {
      try part.withBytes { bytes throws(TensorError) in
        guard bytes.count > 16 << 10 else { return small += bytes }
        try write(small)
        small = []
        try write(bytes)
      }
    }
    try write(small)
    header.withUnsafeBytes { chain.add($0) }
    return ChunkedFile.chunkHeaderLength + length
  }

  /// As `chain(upTo:behind:)`.
  ///
  /// - Throws: `TensorError.file` if there is none.
  fileprivate func checkedChain(
    upTo checkpoint: ChunkedFile.Checkpoint, behind header: [UInt8],
    _ format: Archive.Format
  ) throws(TensorError) -> CyclicRedundancyCheck {
    if let chain = chain(upTo: checkpoint, behind: header) { return chain }
    throw error(
      "this is not the \(format.name) that it was when the network was saved;"
        + " give the recorder another file")
  }

  /// Takes in the length and the checksum of each chunk up to a checkpoint; nil
  /// if they don't give its checksum.
  fileprivate func chain(
    upTo checkpoint: ChunkedFile.Checkpoint, behind header: [UInt8]
  ) -> CyclicRedundancyCheck? {
    guard contents(at: 0, count: header.count) == header else { return nil }
    var chain = CyclicRedundancyCheck()
    var place = header.count
    while place < checkpoint.length {
      guard
        let bytes = contents(at: place, count: ChunkedFile.chunkHeaderLength)
      else { return nil }
      let length = word(bytes[..<8])
      let left = checkpoint.length - place - bytes.count
      guard length > 0, length <= left else { return nil }
      bytes.withUnsafeBytes { chain.add($0) }
      place += bytes.count + length
    }
    var status = stat()
    guard place == checkpoint.length, chain.value == checkpoint.checksum,
      fstat(descriptor, &status) == 0, status.st_size >= place
    else { return nil }
    return chain
  }
}

extension ChunkedFile.Part {
  fileprivate func withBytes<Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    switch self {
    case .bytes(let bytes):
      let copy = UnsafeMutableRawBufferPointer.allocate(
        byteCount: bytes.count, alignment: 1)
      defer { copy.deallocate() }
      copy.copyBytes(from: bytes)
      try body(UnsafeRawBufferPointer(copy))
    case .elements(let tensor):
      precondition(tensor.isContiguous)
      let size = tensor.type.byteCount
      try body(
        UnsafeRawBufferPointer(
          start: tensor.storage.address + tensor.offset * size,
          count: tensor.count * size))
      withExtendedLifetime(tensor) {}
    }
  }
}

/// The bytes of a number, the lowest first.
package func bytes<Number: FixedWidthInteger>(of number: Number) -> [UInt8] {
  (0..<Number.bitWidth / 8).map {
    UInt8(truncatingIfNeeded: number >> Number($0 * 8))
  }
}
