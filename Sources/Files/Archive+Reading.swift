import Tensors

/// Reading archives.
extension Archive {
  /// The contents of the file at `path`.
  ///
  /// Lengths are checked against the length of the file before memory is taken,
  /// and the checksum is compared before anything is returned.
  ///
  /// - Throws: `TensorError.file` if there is no such file, or it is of another
  ///   format or version or damaged; `.outOfMemory`.
  public static func read(
    _ path: String, as format: Format, in pool: MemoryPool
  ) throws(TensorError) -> Archive {
    var reader = try ArchiveReader.open(path, format)
    let content = try reader.memory(in: pool)
    let count = try reader.number()
    guard count >= 0, count <= reader.left / 16 else {
      throw reader.damaged("it can't have \(count) storages")
    }
    var memory: [Memory] = []
    for _ in 0..<count {
      let code = try reader.number()
      guard ElementType.allCases.indices.contains(code) else {
        throw reader.damaged("it has elements of a type \(code)")
      }
      let type = ElementType.allCases[code]
      let storage = try reader.memory(in: pool)
      guard storage.byteCount % type.byteCount == 0,
        type != .bool || storage.isOfTruthValues
      else { throw reader.damaged("it has elements that are no \(type)") }
      memory.append((storage, type))
    }
    try reader.finish()
    return Archive(
      content: Array(
        UnsafeRawBufferPointer(
          start: content.address, count: content.byteCount)),
      memory: memory)
  }
}

/// Reads the words and blocks of a file, and counts and sums them.
private struct ArchiveReader: ~Copyable {
  /// The number of bytes before the checksum.
  private(set) var left: Int

  private let file: File
  private var checksum = Checksum()

  private init(_ file: consuming File, left: Int, _ checksum: Checksum) {
    self.file = file
    self.left = left
    self.checksum = checksum
  }

  /// Opens a file and reads its header.
  static func open(
    _ path: String, _ format: Archive.Format
  ) throws(TensorError) -> ArchiveReader {
    let file = try File.reading(path)
    let foreign = "this is not a \(format.name)"
    guard file.size >= 8, try file.read(8, foreign) == format.bytes else {
      throw file.error(foreign)
    }
    guard file.size >= 32 else { throw file.damaged("it is cut off") }
    let header = try file.read(16, "it is cut off")
    let version = word(header[..<8])
    guard version == format.version else {
      throw file.error(
        "it was written in format \(version); this program reads format"
          + " \(format.version)")
    }
    let left = word(header[8...])
    guard left == file.size - 32, left % 8 == 0, left >= 16 else {
      throw file.damaged(
        "it says it has \(left) bytes, found \(file.size - 32)")
    }
    var checksum = Checksum()
    checksum.add(format.bytes + header)
    return ArchiveReader(file, left: left, checksum)
  }

  func damaged(_ reason: String) -> TensorError {
    file.damaged(reason)
  }

  /// The next word.
  mutating func number() throws(TensorError) -> Int {
    guard left >= 8 else { throw damaged("it ends too early") }
    left -= 8
    let bytes = try file.read(8, "it is cut off")
    checksum.add(bytes)
    return word(bytes[...])
  }

  /// The next block, after its length.
  mutating func memory(in pool: MemoryPool) throws(TensorError) -> Storage {
    let count = try number()
    guard count >= 0, count <= left else {
      throw damaged("it has a part of \(count) bytes, with \(left) left")
    }
    let bytes = try Tensor(
      uninitialized: try Shape([count]), type: .bool, in: pool)
    let buffer = UnsafeMutableRawBufferPointer(
      start: bytes.storage.address, count: count)
    try file.read(into: buffer, "it is cut off")
    try UnsafeRawBufferPointer(buffer).forEachBlock { checksum.add($0) }
    let rest = try file.read(padded(count) - count, "it is cut off")
    guard rest.allSatisfy({ $0 == 0 }) else {
      throw damaged("there is something between its parts")
    }
    left -= padded(count)
    return bytes.storage
  }

  /// Compares the checksum.
  consuming func finish() throws(TensorError) {
    guard left == 0 else { throw damaged("\(left) bytes are left over") }
    let found = word(try file.read(8, "it is cut off")[...])
    guard found == Int(bitPattern: UInt(checksum.value)) else {
      throw damaged("its checksum is wrong")
    }
  }
}

extension Checksum {
  /// Takes in `bytes`, with zeros after them up to a whole word.
  fileprivate mutating func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { add($0) }
  }
}

extension File {
  fileprivate func damaged(_ reason: String) -> TensorError {
    error("the file is damaged: \(reason)")
  }
}

extension Storage {
  /// Whether each byte is 0 or 1.
  fileprivate var isOfTruthValues: Bool {
    UnsafeRawBufferPointer(start: address, count: byteCount)
      .allSatisfy { $0 <= 1 }
  }
}

/// The number in up to eight bytes, the lowest first.
func word(_ bytes: ArraySlice<UInt8>) -> Int {
  bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
}
