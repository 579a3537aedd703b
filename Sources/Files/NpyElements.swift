import Tensors

/// How the elements of an `.npy` file are stored.
struct NpyElements {
  /// What kind of numbers they are.
  enum Kind: Character {
    case truth = "b"
    case signed = "i"
    case unsigned = "u"
    case real = "f"
  }

  let kind: Kind
  let byteCount: Int

  /// Whether the first byte of an element is its highest.
  let isBigEndian: Bool

  init(_ kind: Kind, _ byteCount: Int, isBigEndian: Bool = false) {
    self.kind = kind
    self.byteCount = byteCount
    self.isBigEndian = isBigEndian
  }

  /// The elements that NumPy calls so, such as `<f4`; nil for those that
  /// tensors can't hold.
  ///
  /// In front is the order of bytes, which may be missing: `<` and `>`, `=` for
  /// that of the machine, `|` where there is none. Then a letter and the number
  /// of bytes, or one of C's letters, or a name such as `float64`.
  init?(named name: String) {
    var rest = name[...]
    var order: Character = "="
    if let first = rest.first, "<>=|".contains(first) {
      order = rest.removeFirst()
    }
    let known = NpyElements.names[String(rest)].map { ($0.0, $0.1) }
    guard let (kind, byteCount) = known ?? NpyElements.parsed(rest) else {
      return nil
    }
    let isNative = order != "<" && order != ">"
    self.init(
      kind, byteCount,
      isBigEndian: isNative ? Int(bigEndian: 1) == 1 : order == ">")
  }

  /// The kinds that have C's letters, and names.
  private static let names: [String: (Kind, Int)] = [
    "?": (.truth, 1), "b": (.signed, 1), "B": (.unsigned, 1),
    "h": (.signed, 2), "H": (.unsigned, 2), "i": (.signed, 4),
    "I": (.unsigned, 4), "l": (.signed, 8), "L": (.unsigned, 8),
    "q": (.signed, 8), "Q": (.unsigned, 8), "e": (.real, 2), "f": (.real, 4),
    "d": (.real, 8), "bool": (.truth, 1), "int8": (.signed, 1),
    "int16": (.signed, 2), "int32": (.signed, 4), "int64": (.signed, 8),
    "uint8": (.unsigned, 1), "uint16": (.unsigned, 2),
    "uint32": (.unsigned, 4), "uint64": (.unsigned, 8), "float16": (.real, 2),
    "float32": (.real, 4), "float64": (.real, 8),
  ]

  private static func parsed(_ name: Substring) -> (Kind, Int)? {
    guard let letter = name.first, let kind = Kind(rawValue: letter),
      let size = Int(name.dropFirst()), String(size) == name.dropFirst()
    else { return nil }
    let sizes =
      switch kind {
      case .truth: [1]
      case .signed, .unsigned: [1, 2, 4, 8]
      case .real: [2, 4, 8]
      }
    return sizes.contains(size) ? (kind, size) : nil
  }

  /// NumPy's name.
  var name: String {
    let order = byteCount == 1 ? "|" : isBigEndian ? ">" : "<"
    return "\(order)\(kind.rawValue)\(byteCount)"
  }

  /// What elements of a name are that tensors can't hold.
  static func description(of name: String) -> String {
    let letters = name.drop { "<>=|".contains($0) }
    // One letter, and the number of bytes or the unit of dates.
    let isCode = letters.dropFirst().first.map { !$0.isLetter } ?? true
    let kind: String? =
      switch isCode ? letters.first : nil {
      case "c", "F", "D", "G": "complex numbers"
      case "U", "S", "a": "texts"
      case "O": "Python objects"
      case "M": "dates"
      case "m": "spans of time"
      case "V": "records"
      case "f", "g": "real numbers of more than 64 bits"
      default: nil
      }
    return "elements '\(name)'" + (kind.map { ", \($0)," } ?? "")
  }

  /// What elements become.
  var elementType: ElementType {
    switch kind {
    case .truth: .bool
    case .signed, .unsigned: .int64
    case .real: byteCount == 2 ? .float16 : byteCount == 4 ? .float32 : .float64
    }
  }

  /// Writes `count` elements at `source` to `out` as those of a tensor; returns
  /// what is wrong with one that has no room there.
  ///
  /// The two may be the same memory, if `source` ends with `out`.
  func widen(
    _ source: UnsafeRawPointer, _ count: Int, into out: UnsafeMutableRawPointer
  ) throws(TensorError) -> String? {
    switch (kind, byteCount) {
    case (.truth, _):
      try convert(source, count, UInt8.self, out) { $0 == 0 ? 0 : 1 as UInt8 }
    case (.signed, 1):
      try convert(source, count, UInt8.self, out) { Int(Int8(bitPattern: $0)) }
    case (.signed, 2):
      try convert(source, count, UInt16.self, out) {
        Int(Int16(bitPattern: $0))
      }
    case (.signed, 4):
      try convert(source, count, UInt32.self, out) {
        Int(Int32(bitPattern: $0))
      }
    case (.unsigned, 1):
      try convert(source, count, UInt8.self, out) { Int($0) }
    case (.unsigned, 2):
      try convert(source, count, UInt16.self, out) { Int($0) }
    case (.unsigned, 4):
      try convert(source, count, UInt32.self, out) { Int($0) }
    case (.unsigned, _):
      var largest: UInt64 = 0
      try convert(source, count, UInt64.self, out) {
        largest = max(largest, $0)
        return $0
      }
      if largest > UInt64(Int.max) {
        return "the element \(largest) of '\(name)' is too large for int64"
      }
    case (.signed, _), (.real, 8):
      try swap(source, count, UInt64.self, out)
    case (.real, 4): try swap(source, count, UInt32.self, out)
    case (.real, _): try swap(source, count, UInt16.self, out)
    }
    return nil
  }

  /// Elements that only their order of bytes may tell from a tensor's.
  private func swap<Bits: FixedWidthInteger & BitwiseCopyable>(
    _ source: UnsafeRawPointer, _ count: Int, _: Bits.Type,
    _ out: UnsafeMutableRawPointer
  ) throws(TensorError) {
    if isBigEndian != (Int(bigEndian: 1) == 1) {
      try convert(source, count, Bits.self, out) { $0 }
    }
  }

  private func convert<
    Bits: FixedWidthInteger & BitwiseCopyable, Result: BitwiseCopyable
  >(
    _ source: UnsafeRawPointer, _ count: Int, _: Bits.Type,
    _ out: UnsafeMutableRawPointer, _ value: (Bits) -> Result
  ) throws(TensorError) {
    let (width, step) = (MemoryLayout<Bits>.size, MemoryLayout<Result>.size)
    try forEachPart(of: count) { part in
      for i in part {
        let bits = source.loadUnaligned(
          fromByteOffset: width &* i, as: Bits.self)
        let ordered =
          isBigEndian ? Bits(bigEndian: bits) : Bits(littleEndian: bits)
        out.storeBytes(
          of: value(ordered), toByteOffset: step &* i, as: Result.self)
      }
    }
  }
}
