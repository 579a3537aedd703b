import Glibc
import Tensors

/// The contents of a file that keeps the memory of tensors, with bytes that
/// say what it means.
///
/// All numbers in the file are words of 64 bits, the lowest byte first. It has
/// a header of three words: the eight bytes of the format, its version, and
/// the number of bytes between this word and the checksum. Then come blocks,
/// each with zeros after it up to a whole word: the length of `content` and its
/// bytes; the number of storages; for each of them the place of its type in
/// `ElementType.allCases`, its length and its bytes. The last word is the
/// checksum of everything before it.
public struct Archive {
  /// What kind of file it is.
  public struct Format: Sendable {
    /// Its first eight bytes.
    let magic: StaticString

    /// The version that is written and read.
    let version: Int

    /// The oldest version that is read; only `ChunkReader` reads older ones.
    let oldestVersion: Int

    /// What messages call such a file: `saved network`.
    let name: String

    /// Describes a format.
    ///
    /// - Precondition: `magic` has eight bytes.
    public init(
      _ magic: StaticString, version: Int, oldestVersion: Int? = nil,
      name: String
    ) {
      precondition(magic.utf8CodeUnitCount == 8)
      self.magic = magic
      self.version = version
      self.oldestVersion = oldestVersion ?? version
      self.name = name
    }

    /// The first eight bytes.
    var bytes: [UInt8] {
      magic.withUTF8Buffer { Array($0) }
    }

    /// Whether the file at `path` begins as one of this format.
    public func isBegun(at path: String) -> Bool {
      let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard file >= 0 else { return false }
      defer { close(file) }
      var start = [UInt8](repeating: 0, count: 8)
      return Glibc.read(file, &start, 8) == 8 && start == bytes
    }
  }

  /// The memory of tensors, all of one type.
  public typealias Memory = (storage: Storage, type: ElementType)

  /// What the tensors mean, in bytes of whoever writes the file.
  public var content: [UInt8]

  /// The memory of tensors.
  public var memory: [Memory]

  /// What is written as the memory of tensors.
  public enum WrittenMemory {
    /// All of a storage.
    case storage(Storage, ElementType)
    /// A tensor row by row, as if it had a storage of its own.
    case rows(TensorParts)

    var type: ElementType {
      switch self {
      case .storage(_, let type): type
      case .rows(let parts): parts.type
      }
    }

    var byteCount: Int {
      switch self {
      case .storage(let storage, _): storage.byteCount
      case .rows(let parts): parts.byteCount
      }
    }

    func forEachBlock(
      _ body: (UnsafeRawBufferPointer) throws(TensorError) -> Void
    ) throws(TensorError) {
      switch self {
      case .storage(let storage, _):
        try UnsafeRawBufferPointer(
          start: storage.address, count: storage.byteCount
        ).forEachBlock(body)
      case .rows(let parts): try parts.forEachBlock(body)
      }
    }
  }

  /// Creates contents of a file.
  public init(content: [UInt8], memory: [Memory]) {
    self.content = content
    self.memory = memory
  }

  /// Writes the file at `path`, as a whole or not at all: under another name,
  /// brought to the disk and then renamed.
  ///
  /// - Throws: `TensorError.file`, `.interrupted`, what making parts of tensors
  ///   does.
  public static func write(
    content: [UInt8], memory: [WrittenMemory], to path: String,
    as format: Format
  ) throws(TensorError) {
    let length =
      8 + padded(content.count) + 8
      + memory.reduce(0) { $0 + 16 + padded($1.byteCount) }
    try File.replace(path) { file throws(TensorError) in
      var checksum = Checksum()
      try file.write(
        format.bytes + word(format.version) + word(length)
          + word(content.count), &checksum)
      try file.write(content, &checksum)
      try file.write(word(memory.count), &checksum)
      for memory in memory {
        let (type, byteCount) = (memory.type, memory.byteCount)
        try file.write(word(type.code) + word(byteCount), &checksum)
        try memory.forEachBlock { block throws(TensorError) in
          checksum.append(block)
          try file.write(block)
        }
        checksum.complete()
        try file.write(zeros(after: byteCount))
      }
      try file.write(word(Int(bitPattern: UInt(checksum.value))))
    }
  }
}

extension File {
  /// Writes `bytes` with zeros up to a whole word.
  fileprivate func write(
    _ bytes: [UInt8], _ checksum: inout Checksum
  ) throws(TensorError) {
    bytes.withUnsafeBytes { checksum.add($0) }
    try write(bytes)
    try write(zeros(after: bytes.count))
  }
}

extension ElementType {
  /// The number that stands for the type in files.
  package var code: Int { ElementType.allCases.firstIndex(of: self) ?? 0 }
}

/// `count` rounded up to whole words.
func padded(_ count: Int) -> Int { (count &+ 7) & ~7 }

/// The zeros that make whole words of `count` bytes.
private func zeros(after count: Int) -> [UInt8] {
  [UInt8](repeating: 0, count: padded(count) - count)
}

/// The bytes of a number, the lowest first.
private func word(_ value: Int) -> [UInt8] {
  (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}
