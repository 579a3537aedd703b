import Tensors

/// Files in NumPy's `.npz` format: several arrays with names, each of them an
/// `.npy` file in a zip archive that is not compressed.
///
/// In Python, `numpy.load(path)["exc.voltage"]` is one of the arrays. Lengths
/// and places have 64 bits, so there is no limit to the size.
public enum NpzFile {
  /// An array of a file.
  public struct Entry {
    /// The name under which it is found.
    public let name: String

    /// Makes the array when it is written, so that not all of them need memory
    /// at a time.
    let contents: () throws(TensorError) -> NpyContents

    /// Describes an array.
    ///
    /// - Precondition: The name has at most 65,000 bytes.
    public init(
      name: String, tensor: @escaping () throws(TensorError) -> Tensor
    ) {
      self.init(
        parts: { () throws(TensorError) in TensorParts(try tensor()) },
        named: name)
    }

    /// Describes an array that lies in parts.
    ///
    /// - Precondition: The name has at most 65,000 bytes.
    public init(
      parts contents: @escaping () throws(TensorError) -> TensorParts,
      named name: String
    ) {
      precondition(name.utf8.count <= 65_000)
      self.name = name
      self.contents = { () throws(TensorError) in
        NpyContents(try contents())
      }
    }

    /// Describes an array that is there.
    ///
    /// - Precondition: The name has at most 65,000 bytes.
    init(name: String, contents: NpyContents) {
      precondition(name.utf8.count <= 65_000)
      self.name = name
      self.contents = { contents }
    }
  }

  /// Whether the file at `path` begins as a zip archive.
  ///
  /// - Throws: `TensorError.file`.
  public static func isArchive(
    at path: String
  ) throws(TensorError) -> Bool {
    let file = try File.reading(path)
    guard file.size >= 2 else { return false }
    return try file.read(2, "it is cut off") == [0x50, 0x4B]
  }

  /// Writes the file at `path`, as a whole or not at all: under another name,
  /// brought to the disk and then renamed.
  ///
  /// Elements are stored as `Tensor.save(path:)` does.
  ///
  /// - Throws: `TensorError.file`, `.outOfMemory`, and what an entry throws.
  public static func write(
    _ entries: [Entry], to path: String
  ) throws(TensorError) {
    try File.replace(path) { file throws(TensorError) in
      var directory: [UInt8] = []
      var place = 0
      for entry in entries {
        let elements = try entry.contents()
        let header = elements.header
        var checksum = CyclicRedundancyCheck()
        header.withUnsafeBytes { checksum.add($0) }
        try elements.forEachBlock { block throws(TensorError) in
          checksum.add(block)
        }
        let member = ZipMember(
          name: entry.name + ".npy", place: place,
          length: header.count + elements.byteCount, checksum: checksum.value)
        let start = member.header
        try file.write(start + header)
        try elements.forEachBlock { block throws(TensorError) in
          try file.write(block)
        }
        directory += member.directoryEntry
        place += start.count + member.length
      }
      try file.write(
        directory
          + ZipMember.end(
            count: entries.count, length: directory.count, place: place))
    }
  }
}

/// A file in a zip archive, as its headers describe it.
///
/// The fields of 32 bits for lengths and places are full, which refers readers
/// to the fields of 64 bits in the *extra* part at the end of a header.
private struct ZipMember {
  let name: [UInt8]
  let place: Int
  let length: Int
  private let checksum: UInt32

  /// The version of the format that has lengths of 64 bits.
  private static let version = 45

  init(name: String, place: Int, length: Int, checksum: UInt32) {
    self.name = Array(name.utf8)
    self.place = place
    self.length = length
    self.checksum = checksum
  }

  /// What is in front of the member's bytes.
  var header: [UInt8] {
    let extra = bytes(1, 2) + bytes(16, 2) + bytes(length, 8) + bytes(length, 8)
    return bytes(0x0403_4B50, 4) + bytes(ZipMember.version, 2)
      + description + bytes(extra.count, 2) + name + extra
  }

  /// What the directory at the end of the archive says of the member.
  var directoryEntry: [UInt8] {
    let extra =
      bytes(1, 2) + bytes(24, 2) + bytes(length, 8) + bytes(length, 8)
      + bytes(place, 8)
    let readableByAll = 0o100_644 << 16
    return bytes(0x0201_4B50, 4) + bytes(3 << 8 | ZipMember.version, 2)
      + bytes(ZipMember.version, 2) + description + bytes(extra.count, 2)
      + bytes(0, 6) + bytes(readableByAll, 4) + bytes(0xFFFF_FFFF, 4) + name
      + extra
  }

  /// What both headers have: flags, method, time, checksum and lengths. The
  /// time is the first of 1980, so that equal contents are equal files.
  private var description: [UInt8] {
    let namesAreUTF8 = 0x0800
    return bytes(namesAreUTF8, 2) + bytes(0, 2) + bytes(0, 2) + bytes(0x21, 2)
      + bytes(Int(checksum), 4) + bytes(0xFFFF_FFFF, 4)
      + bytes(0xFFFF_FFFF, 4) + bytes(name.count, 2)
  }

  /// The end of an archive: where its directory is.
  ///
  /// Of an empty archive it is all there is, and NumPy knows only the short form
  /// by its first bytes.
  static func end(count: Int, length: Int, place: Int) -> [UInt8] {
    if count == 0 {
      return bytes(0x0605_4B50, 4) + [UInt8](repeating: 0, count: 18)
    }
    let wide =
      bytes(0x0606_4B50, 4) + bytes(44, 8) + bytes(version, 2)
      + bytes(version, 2) + bytes(0, 8) + bytes(count, 8) + bytes(count, 8)
      + bytes(length, 8) + bytes(place, 8)
    let locator =
      bytes(0x0706_4B50, 4) + bytes(0, 4) + bytes(place + length, 8)
      + bytes(1, 4)
    return wide + locator + bytes(0x0605_4B50, 4) + bytes(0, 4)
      + bytes(0xFFFF, 2) + bytes(0xFFFF, 2) + bytes(0xFFFF_FFFF, 4)
      + bytes(0xFFFF_FFFF, 4) + bytes(0, 2)
  }
}

/// The lowest `count` bytes of a number, the lowest first.
private func bytes(_ value: Int, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}
