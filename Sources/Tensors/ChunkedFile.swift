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

  /// The length of the header and of all whole chunks.
  private var length: Int

  /// Whether a mark stands behind them.
  private var isMarked = false

  /// Puts a file with a first chunk in the place of `path`, and stays the only
  /// one that writes to it.
  ///
  /// - Throws: `TensorError.file`, also if somebody else writes a chunked file
  ///   there; then nothing has changed at `path`.
  package init(
    replacing path: String, as format: Archive.Format, first contents: [Part]
  ) throws(TensorError) {
    try File.check(path)
    guard !File.isLocked(path) else {
      throw .file(
        path: path,
        reason: "another \(format.name) is being written to this file; give"
          + " each one a file of its own")
    }
    let header = format.bytes + bytes(of: UInt64(format.version))
    var length = 0
    file = try File.replace(path) { file throws(TensorError) in
      try file.write(header)
      length = header.count + (try file.writeChunk(contents))
    }
    self.length = length
  }

  /// Writes a chunk.
  ///
  /// - Throws: `TensorError.file`; the file ends with the last whole chunk then.
  package mutating func append(_ contents: [Part]) throws(TensorError) {
    unmark()
    do throws(TensorError) {
      length += try file.writeChunk(contents)
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
      _ = try file.writeChunk(contents)
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

extension File {
  /// Writes a chunk, if there is something in it; returns its length.
  ///
  /// Small parts are written together.
  fileprivate func writeChunk(
    _ contents: [ChunkedFile.Part]
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
    var small = bytes(of: UInt64(length)) + bytes(of: checksum.value)
    for part in contents {
      try part.withBytes { bytes throws(TensorError) in
        guard bytes.count > 16 << 10 else { return small += bytes }
        try write(small)
        small = []
        try write(bytes)
      }
    }
    try write(small)
    return ChunkedFile.chunkHeaderLength + length
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
