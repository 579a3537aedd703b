import Fuzzer

/// A part of a file that means something by itself, so that it can be changed
/// without all others losing their meaning.
enum Field {
  /// A byte that says what follows.
  case code(UInt8)
  /// A whole number of so many bytes.
  case number(Int, width: Int)
  /// The bits of a real number of so many bytes.
  case real(UInt64, width: Int)
  /// Bytes that stay as they are.
  case bytes([UInt8])
  /// A number of bytes, and these bytes; another number, if there is one.
  case text([UInt8], length: Int? = nil)
  /// Where what is of a known length begins; another length, if there is one.
  case begin(Block, length: Int? = nil)
  /// Where it ends.
  case end

  /// What may be of a known length.
  enum Block {
    /// As files of networks have it: zeros follow, up to a whole word.
    case padded
    /// As files of recorders have it, with a checksum.
    case chunk
  }

  /// The bytes of fields, with the lengths that they have or say they have.
  static func bytes(of fields: [Field]) -> [UInt8] {
    var outer: [(block: Block, length: Int?, bytes: [UInt8])] = []
    var bytes: [UInt8] = []
    func close() {
      guard let (block, length, before) = outer.popLast() else { return }
      switch block {
      case .padded:
        bytes =
          before + littleEndian(length ?? bytes.count) + bytes
          + [UInt8](repeating: 0, count: -bytes.count & 7)
      case .chunk: bytes = before + recordedChunk(bytes, length: length)
      }
    }
    for field in fields {
      switch field {
      case .code(let code): bytes.append(code)
      case .number(let value, let width):
        bytes += littleEndian(value, width: width)
      case .real(let bits, let width):
        bytes += littleEndian(Int(bitPattern: UInt(bits)), width: width)
      case .bytes(let others): bytes += others
      case .text(let text, let length):
        bytes += littleEndian(length ?? text.count) + text
      case .begin(let block, let length):
        outer.append((block, length, bytes))
        bytes = []
      case .end: close()
      }
    }
    while !outer.isEmpty { close() }
    return bytes
  }
}
