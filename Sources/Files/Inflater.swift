import Tensors

/// Takes apart compressed bytes, a piece at a time: DEFLATE, as in RFC 1951.
///
/// It keeps the last 32 KiB that came out, to which later bytes may refer.
struct Inflater {
  /// What came out last, at the places of its numbers modulo the size.
  private var window = [UInt8](repeating: 0, count: 1 << 15)

  /// How many bytes came out.
  private var produced = 0

  /// What is left to do of a block.
  private enum Block {
    /// Nothing: the next one begins.
    case none
    /// So many bytes as they are.
    case stored(Int)
    case coded(lengths: HuffmanCode, distances: HuffmanCode)
  }

  private var block = Block.none
  private var isLast = false

  /// A copy of earlier bytes that isn't complete.
  private var copy = (length: 0, distance: 0)

  private var bits: BitReader

  /// - Parameters:
  ///   - more: Gives some more compressed bytes, or none at the end.
  ///   - error: The error that something is wrong with them.
  init(
    more: @escaping () throws(TensorError) -> [UInt8],
    error: @escaping (String) -> TensorError
  ) {
    bits = BitReader(more: more, error: error)
  }

  /// Writes up to `count` bytes to `out`, and returns how many: fewer at the end
  /// alone.
  ///
  /// - Throws: What the bytes do, and the error that they are wrong.
  mutating func fill(
    _ out: UnsafeMutablePointer<UInt8>, count: Int
  ) throws(TensorError) -> Int {
    var done = 0
    while done < count {
      if copy.length > 0 {
        let byte = window[(produced - copy.distance) & 0x7FFF]
        put(byte, out + done)
        done += 1
        copy.length -= 1
        continue
      }
      switch block {
      case .none:
        if isLast { return done }
        try beginBlock()
      case .stored(let left):
        if left == 0 {
          block = .none
          continue
        }
        put(UInt8(try bits.take(8)), out + done)
        done += 1
        block = .stored(left - 1)
      case .coded(let lengths, let distances):
        let symbol = try lengths.next(&bits)
        if symbol < 256 {
          put(UInt8(symbol), out + done)
          done += 1
        } else if symbol == 256 {
          block = .none
        } else {
          try beginCopy(symbol - 257, distances)
        }
      }
    }
    return done
  }

  private mutating func put(_ byte: UInt8, _ out: UnsafeMutablePointer<UInt8>) {
    window[produced & 0x7FFF] = byte
    out.pointee = byte
    produced += 1
  }

  // MARK: Blocks

  private mutating func beginBlock() throws(TensorError) {
    isLast = try bits.take(1) == 1
    switch try bits.take(2) {
    case 0:
      bits.skipToByte()
      let length = try bits.take(16)
      guard try bits.take(16) == ~length & 0xFFFF else {
        throw bits.error("the length of a block is wrong")
      }
      block = .stored(length)
    case 1: block = .coded(lengths: .fixedLengths, distances: .fixedDistances)
    case 2: block = try codes()
    default: throw bits.error("there is no block of such a kind")
    }
  }

  /// The codes in front of a block that has its own.
  private mutating func codes() throws(TensorError) -> Block {
    let lengthCount = try bits.take(5) + 257
    let distanceCount = try bits.take(5) + 1
    let order = [
      16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
    ]
    var sizes = [Int](repeating: 0, count: 19)
    for place in 0..<(try bits.take(4) + 4) {
      sizes[order[place]] = try bits.take(3)
    }
    let sizeCode = try code(sizes)
    var all: [Int] = []
    while all.count < lengthCount + distanceCount {
      let symbol = try sizeCode.next(&bits)
      switch symbol {
      case 0..<16: all.append(symbol)
      case 16:
        guard let last = all.last else {
          throw bits.error("a code repeats what isn't there")
        }
        all += [Int](repeating: last, count: try bits.take(2) + 3)
      case 17: all += [Int](repeating: 0, count: try bits.take(3) + 3)
      default: all += [Int](repeating: 0, count: try bits.take(7) + 11)
      }
    }
    guard all.count == lengthCount + distanceCount, all[256] > 0 else {
      throw bits.error("the codes of a block are wrong")
    }
    return .coded(
      lengths: try code(Array(all[..<lengthCount])),
      distances: try code(Array(all[lengthCount...])))
  }

  private func code(_ sizes: [Int]) throws(TensorError) -> HuffmanCode {
    guard let code = HuffmanCode(sizes) else {
      throw bits.error("a code has too many symbols")
    }
    return code
  }

  /// Begins to repeat what came out earlier.
  private mutating func beginCopy(
    _ number: Int, _ distances: HuffmanCode
  ) throws(TensorError) {
    guard number < 29 else {
      throw bits.error("there is no such length")
    }
    // Four numbers to each size, from the ninth on; the last is a whole one.
    var length = number + 3
    if number == 28 {
      length = 258
    } else if number >= 8 {
      let extra = number / 4 - 1
      length = (4 + number % 4) << extra + 3 + (try bits.take(extra))
    }
    let symbol = try distances.next(&bits)
    guard symbol < 30 else {
      throw bits.error("there is no such distance")
    }
    var distance = symbol + 1
    if symbol >= 4 {
      let extra = symbol / 2 - 1
      distance = (2 + symbol % 2) << extra + 1 + (try bits.take(extra))
    }
    guard distance <= produced else {
      throw bits.error("a distance reaches before the beginning")
    }
    copy = (length, distance)
  }
}

/// Compressed bytes as a sequence of bits, the lowest of a byte first.
private struct BitReader {
  /// Gives some more bytes, or none at the end.
  let more: () throws(TensorError) -> [UInt8]

  /// The error that something is wrong with them.
  let error: (String) -> TensorError

  private var bytes: [UInt8] = []
  private var next = 0
  private var buffer: UInt64 = 0
  private var count = 0

  init(
    more: @escaping () throws(TensorError) -> [UInt8],
    error: @escaping (String) -> TensorError
  ) {
    self.more = more
    self.error = error
  }

  /// Makes `wanted` bits be there, or as many as there are left.
  private mutating func need(_ wanted: Int) throws(TensorError) {
    while count < wanted {
      if next == bytes.count {
        bytes = try more()
        next = 0
        if bytes.isEmpty { return }
      }
      buffer |= UInt64(bytes[next]) << UInt64(count)
      next += 1
      count += 8
    }
  }

  /// The next `wanted` bits as a number, up to 16.
  mutating func take(_ wanted: Int) throws(TensorError) -> Int {
    let value = try peek(wanted)
    try skip(wanted)
    return value
  }

  /// The next bits, and zeros after the last.
  mutating func peek(_ wanted: Int) throws(TensorError) -> Int {
    try need(wanted)
    return Int(buffer & (1 << UInt64(wanted) - 1))
  }

  mutating func skip(_ bits: Int) throws(TensorError) {
    guard bits <= count else {
      throw error("it is cut off")
    }
    buffer >>= UInt64(bits)
    count -= bits
  }

  /// Goes on at the next whole byte.
  mutating func skipToByte() {
    buffer >>= UInt64(count % 8)
    count -= count % 8
  }
}

/// A code in which frequent symbols have few bits.
///
/// A table has for all that the next bits may be the symbol and its length, in
/// one number; no code is longer than 15 bits.
private struct HuffmanCode {
  private let table: [UInt16]
  private let longest: Int

  /// The code whose symbols have so many bits, 0 those that aren't there; nil
  /// if there is no such code.
  init?(_ sizes: [Int]) {
    let taken = sizes.reduce(0) { $1 > 0 ? $0 + 1 << (15 - $1) : $0 }
    guard taken <= 1 << 15 else { return nil }
    self.init(fitting: sizes)
  }

  /// - Precondition: The symbols don't take more codes than there are.
  private init(fitting sizes: [Int]) {
    longest = sizes.max() ?? 0
    var counts = [Int](repeating: 0, count: 16)
    for size in sizes where size > 0 { counts[size] += 1 }
    var next = [Int](repeating: 0, count: 17)
    for size in 1...15 { next[size + 1] = (next[size] + counts[size]) << 1 }
    var table = [UInt16](repeating: 0, count: 1 << longest)
    for (symbol, size) in sizes.enumerated() where size > 0 {
      var reversed = 0
      for bit in 0..<size where next[size] >> bit & 1 == 1 {
        reversed |= 1 << (size - 1 - bit)
      }
      next[size] += 1
      for place in stride(from: reversed, to: table.count, by: 1 << size) {
        table[place] = UInt16(symbol << 4 | size)
      }
    }
    self.table = table
  }

  /// The codes of blocks that have none of their own.
  static let fixedLengths = HuffmanCode(
    fitting: (0..<288).map {
      switch $0 {
      case ..<144: 8
      case ..<256: 9
      case ..<280: 7
      default: 8
      }
    })

  static let fixedDistances = HuffmanCode(
    fitting: [Int](repeating: 5, count: 32))

  /// The next symbol.
  func next(_ bits: inout BitReader) throws(TensorError) -> Int {
    let found = Int(table[try bits.peek(longest)])
    guard found & 15 > 0 else {
      throw bits.error("there is no such code")
    }
    try bits.skip(found & 15)
    return found >> 4
  }
}
