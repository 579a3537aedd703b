import Glibc
import Tensors

/// Files in NumPy's `.npy` format.
extension Tensor {
  /// The array in the `.npy` file at `path`.
  ///
  /// Versions 1, 2 and 3 of the format are read, with truth values, and whole
  /// and real numbers of up to 64 bits, in either order of bytes; whole numbers
  /// become `int64`. Arrays in Fortran's order come out with their elements in
  /// the right places. Sizes are checked against the length of the file before
  /// memory is taken.
  ///
  /// The elements are converted to `type`, such as `.bool` for a mask that is
  /// stored as `|u1`, or keep that of the file if it is nil.
  ///
  /// - Throws: `TensorError.file` if there is no such file, or it can't be read
  ///   or isn't of that kind, or an element is too large for `int64`;
  ///   `.outOfMemory`.
  public static func load(
    path: String, type: ElementType? = nil, in pool: MemoryPool
  ) throws(TensorError) -> Tensor {
    let file = try File.reading(path)
    let stored = try read(from: file, in: pool)
    return try stored.converted(to: type ?? stored.type)
  }

  /// The array in the bytes of an `.npy` file.
  ///
  /// - Throws: As `load(path:type:in:)`.
  static func read(
    from source: borrowing some NpySource & ~Copyable, in pool: MemoryPool
  ) throws(TensorError) -> Tensor {
    let header = try NpyHeader(source)
    let stored = try header.read(source, in: pool)
    guard header.isFortranOrder, stored.rank > 1 else { return stored }
    return try stored.permuted(Array((0..<stored.rank).reversed())).copied()
  }

  /// Writes the tensor to the `.npy` file at `path`, as format version 1.0 in
  /// row-major order: `<f2`, `<f4`, `<f8`, `<i8` or `|b1`. The format has no
  /// name for `bfloat16`, which is written as `<f4`.
  ///
  /// The file is written under another name, brought to the disk and then
  /// renamed, so a file at `path` is replaced as a whole or not at all.
  ///
  /// - Throws: `TensorError.file`, `.outOfMemory`, `.interrupted`.
  public func save(path: String) throws(TensorError) {
    try withNpyParts { header, elements throws(TensorError) in
      try File.replace(path) { file throws(TensorError) in
        try file.write(header)
        try elements.forEachBlock { block throws(TensorError) in
          try file.write(block)
        }
      }
    }
  }

  /// Calls `body` with the two parts of an `.npy` file: its header and its
  /// elements.
  func withNpyParts(
    _ body: (
      _ header: UnsafeRawBufferPointer, _ elements: UnsafeRawBufferPointer
    ) throws(TensorError) -> Void
  ) throws(TensorError) {
    if type == .bfloat16 {
      return try converted(to: .float32).withNpyParts(body)
    }
    let rows = isContiguous ? self : try copied()
    let text = NpyHeader.text(type, shape)
    let header = UnsafeMutableRawBufferPointer.allocate(
      byteCount: text.count, alignment: 1)
    defer { header.deallocate() }
    header.copyBytes(from: text)
    try body(
      UnsafeRawBufferPointer(header),
      UnsafeRawBufferPointer(
        start: rows.storage.address + rows.offset * type.byteCount,
        count: rows.count * type.byteCount))
    withExtendedLifetime(rows) {}
  }
}

/// What an `.npy` file says about its contents.
struct NpyHeader {
  private(set) var stored = NpyElements(.real, 4)
  private(set) var isFortranOrder = false
  private(set) var shape = Shape()

  /// Reads the header, and checks that the file is as long as it says.
  init(
    _ file: borrowing some NpySource & ~Copyable
  ) throws(TensorError) {
    let parser = try NpyHeader.parse(file)
    guard let stored = NpyElements(named: parser.typeName) else {
      throw file.error(
        "\(NpyElements.description(of: parser.typeName)) can't be read, only"
          + " truth values, and whole and real numbers of up to 64 bits")
    }
    self.stored = stored
    isFortranOrder = parser.isFortranOrder
    do throws(TensorError) {
      shape = try Shape(parser.sizes)
    } catch {
      throw file.error("the header is malformed: \(error.description)")
    }
    // The shape has at most 2⁴⁰ elements, so this can't overflow.
    let expected = shape.count * stored.byteCount
    let found = file.size - parser.byteCount
    guard found == expected else {
      throw file.error(
        "shape \(shape) of \(stored.name) takes \(expected) bytes, found "
          + "\(found)")
    }
  }

  /// The text in an array of one, in bytes or in 32 bits a letter, as Python's
  /// two kinds of texts are.
  static func text(
    from file: borrowing some NpySource & ~Copyable
  ) throws(TensorError) -> String {
    let parser = try parse(file)
    let name = parser.typeName
    let width = name.contains("U") ? 4 : 1
    guard parser.sizes.isEmpty, let kind = name.first(where: \.isLetter),
      kind == "S" || kind == "U",
      let count = Int(name.drop { !$0.isNumber }), count >= 0, count <= 1_000,
      file.size == parser.byteCount + count * width
    else { throw file.error("expected a short text, found elements '\(name)'") }
    let bytes = try file.read(count * width, "the text is cut off")
    return String(
      decoding: bytes.filter { $0 > 0 && $0 < 0x80 }, as: UTF8.self)
  }

  /// Reads the bytes before the elements.
  private static func parse(
    _ file: borrowing some NpySource & ~Copyable
  ) throws(TensorError) -> NpyHeaderParser {
    let prefix = try file.read(10, "the file is too short for a .npy header")
    guard prefix.prefix(6) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59] else {
      throw file.error("this is not a .npy file")
    }
    let version = prefix[6]
    guard (1...3).contains(version) else {
      throw file.error("format version \(version) is not known")
    }
    var length = Int(prefix[8]) | Int(prefix[9]) << 8
    var start = 10
    if version > 1 {
      let rest = try file.read(2, "the file is too short for a .npy header")
      length |= Int(rest[0]) << 16 | Int(rest[1]) << 24
      start += 2
    }
    guard length >= 2, length <= file.size - start, length <= 1 << 16 else {
      throw file.error("the header has an impossible length, \(length)")
    }
    let text = try file.read(length, "the header is cut off")
    var parser = NpyHeaderParser(text)
    do throws(NpyHeaderParser.Problem) {
      try parser.parse()
    } catch {
      throw file.error("the header is malformed: \(error.reason)")
    }
    parser.byteCount = start + length
    return parser
  }

  /// Reads the elements in the order of the file; the axes are reversed for
  /// Fortran's order.
  func read(
    _ file: borrowing some NpySource & ~Copyable, in pool: MemoryPool
  ) throws(TensorError) -> Tensor {
    let shape =
      isFortranOrder
      ? try Shape(self.shape.list.reversed()) : self.shape
    let result = try Tensor(
      uninitialized: shape, type: stored.elementType, in: pool)
    let count = result.count
    let address = result.storage.address
    // Narrow elements are read to the end of their room and widened from the
    // front, so none is overwritten before it is used.
    let start = count * (result.type.byteCount - stored.byteCount)
    let room = UnsafeMutableRawBufferPointer(
      start: address + start, count: count * stored.byteCount)
    try file.read(into: room, "the elements are cut off")
    if let problem = try stored.widen(
      address + start, count, into: result.storage.address)
    {
      throw file.error(problem)
    }
    return result
  }

  /// The beginning of a file, up to its elements.
  static func text(_ type: ElementType, _ shape: Shape) -> [UInt8] {
    let stored =
      switch type {
      case .float16: NpyElements(.real, 2)
      case .float32, .bfloat16: NpyElements(.real, 4)
      case .float64: NpyElements(.real, 8)
      case .int64: NpyElements(.signed, 8)
      case .bool: NpyElements(.truth, 1)
      }
    return text(stored.name, shape)
  }

  /// The beginning of a file with elements that NumPy calls so.
  static func text(_ name: String, _ shape: Shape) -> [UInt8] {
    let sizes = shape.list.map { "\($0)," }.joined(separator: " ")
    let tuple =
      shape.rank > 1 ? String(sizes.dropLast()) : sizes
    var text = Array(
      ("{'descr': '\(name)', 'fortran_order': False, "
        + "'shape': (\(tuple)), }").utf8)
    while (10 + text.count + 1) % 64 != 0 { text.append(0x20) }
    text.append(0x0A)
    return [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0]
      + [UInt8(text.count & 0xFF), UInt8(text.count >> 8)] + text
  }
}
