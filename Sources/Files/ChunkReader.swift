import Tensors

/// Reads a file that `ChunkedFile` has written, chunk by chunk.
///
/// Lengths are checked against the length of the file, and those inside a chunk
/// against what is left of it, before memory is taken; nothing in a chunk is
/// believed before its checksum has been compared.
package struct ChunkReader: ~Copyable {
  /// The length of the format and its version.
  private static let headerLength = 16

  /// Whether the file ends with a part of a chunk, once `next()` has come there.
  package private(set) var isTorn = false

  /// The version of the format that the file has.
  package let version: Int

  private let file: File
  private let pool: MemoryPool

  /// Where the next chunk begins.
  private var place = ChunkReader.headerLength

  /// The contents of the chunk.
  private var contents: Storage?

  /// How many bytes of the contents have been read.
  private var position = 0

  /// Opens the file at `path`; its contents go into the memory of `pool` one
  /// chunk at a time.
  ///
  /// - Throws: `TensorError.file` if there is no such file, or it is something
  ///   else or of another version.
  package init(
    _ path: String, as format: Archive.Format, in pool: MemoryPool
  ) throws(TensorError) {
    let file = try File.reading(path)
    let foreign = "this is not a \(format.name)"
    guard file.size >= ChunkReader.headerLength,
      try file.read(8, foreign) == format.bytes
    else { throw file.error(foreign) }
    let version = word(try file.read(8, foreign)[...])
    guard (format.oldestVersion...format.version).contains(version) else {
      throw file.error(
        "it was written in format \(version); this program reads format"
          + " \(format.version)")
    }
    self.version = version
    self.file = file
    self.pool = pool
  }

  /// Goes on to the next chunk; returns whether there is one.
  ///
  /// What a writer that was ended may leave behind is the end of the file: a
  /// part of a chunk, one whose last bytes never got to the disk, or zeros.
  ///
  /// - Throws: `TensorError.file` if the file is damaged before its end,
  ///   `.outOfMemory`, `.interrupted`.
  package mutating func next() throws(TensorError) -> Bool {
    try checkInterruption()
    contents = nil
    let left = file.size - place - ChunkedFile.chunkHeaderLength
    guard left > 0 else {
      isTorn = file.size > place
      return false
    }
    try file.seek(place)
    let header = try file.read(ChunkedFile.chunkHeaderLength, changed)
    let length = word(header[..<8])
    if length == 0, !(try hasOnlyZeros(left)) {
      throw damaged("a chunk at byte \(place) is empty")
    }
    guard length > 0, length <= left else {
      isTorn = true
      return false
    }
    let bytes = try Tensor(
      uninitialized: try Shape([length]), type: .bool, in: pool)
    let buffer = UnsafeMutableRawBufferPointer(
      start: bytes.storage.address, count: length)
    try file.read(into: buffer, changed)
    Interruption.current?.spend(count: length, cost: 1_000)
    var checksum = CyclicRedundancyCheck()
    checksum.add(UnsafeRawBufferPointer(buffer))
    guard Int(checksum.value) == word(header[8...]) else {
      guard length == left else {
        throw damaged("the checksum of a chunk at byte \(place) is wrong")
      }
      isTorn = true
      return false
    }
    place += ChunkedFile.chunkHeaderLength + length
    (contents, position) = (bytes.storage, 0)
    return true
  }

  /// Goes back to where the first chunk is the next.
  package mutating func rewind() { place = ChunkReader.headerLength }

  /// Throws if somebody breaks the reading off.
  package func checkInterruption() throws(TensorError) {
    try Interruption.current?.check()
  }

  // MARK: Inside of a chunk

  /// How many bytes of the chunk have not been read.
  package var left: Int { (contents?.byteCount ?? 0) - position }

  /// The next number, of this many bytes.
  package mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _: Number.Type
  ) throws(TensorError) -> Number {
    let address = try skip(MemoryLayout<Number>.size)
    return Number(littleEndian: address.loadUnaligned(as: Number.self))
  }

  /// The next element type.
  package mutating func elementType() throws(TensorError) -> ElementType {
    let code = Int(try number(UInt8.self))
    guard ElementType.allCases.indices.contains(code) else {
      throw damaged("it has elements of a type \(code)")
    }
    return ElementType.allCases[code]
  }

  /// The next text: the number of its bytes in 64 bits, and the bytes.
  package mutating func text() throws(TensorError) -> String {
    let count = try number(Int.self)
    let bytes = UnsafeRawBufferPointer(start: try skip(count), count: count)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw damaged("it has a text that is not UTF-8")
    }
    return text
  }

  /// The next shape: the number of its axes in 8 bits, and each size in 64.
  package mutating func shape() throws(TensorError) -> Shape {
    let rank = Int(try number(UInt8.self))
    guard rank <= Shape.maximumRank else {
      throw damaged("it has a tensor with \(rank) axes")
    }
    var sizes: [Int] = []
    for _ in 0..<rank { sizes.append(try number(Int.self)) }
    guard let shape = try? Shape(sizes) else {
      throw damaged("it has a tensor of the shape \(sizes)")
    }
    return shape
  }

  /// The next elements, in a new tensor.
  package mutating func elements(
    _ type: ElementType, _ shape: Shape
  ) throws(TensorError) -> Tensor {
    // A shape has at most 2⁴⁰ elements, so this can't overflow.
    let count = shape.count * type.byteCount
    let source = UnsafeRawBufferPointer(start: try skip(count), count: count)
    guard type != .bool || source.allSatisfy({ $0 <= 1 }) else {
      throw damaged("it has elements that are no \(type)")
    }
    let result = try Tensor(uninitialized: shape, type: type, in: pool)
    UnsafeMutableRawBufferPointer(
      start: result.storage.address, count: count
    ).copyMemory(from: source)
    return result
  }

  /// Passes over bytes; returns where they are.
  @discardableResult
  package mutating func skip(_ count: Int) throws(TensorError)
    -> UnsafeRawPointer
  {
    guard let contents, count >= 0, count <= left else {
      throw damaged("a chunk says it has \(count) bytes, with \(left) left")
    }
    defer { position += count }
    return UnsafeRawPointer(contents.address + position)
  }

  /// An error for contents that can't be.
  package func damaged(_ reason: String) -> TensorError {
    file.error("the file is damaged: \(reason)")
  }

  /// What is wrong if the file is shorter than when it was opened.
  private var changed: String { "the file changed while it was read" }

  /// Whether the next bytes are all zero.
  private func hasOnlyZeros(_ count: Int) throws(TensorError) -> Bool {
    var left = count
    while left > 0 {
      let part = min(left, 64 << 10)
      guard try file.read(part, changed).allSatisfy({ $0 == 0 }) else {
        return false
      }
      left -= part
    }
    return true
  }
}
