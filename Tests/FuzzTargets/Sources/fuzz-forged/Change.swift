import Fuzzer

/// A change of one field of a file, or of where it stands.
struct Change {
  private let place: Int
  private let choice: Int
  private let raw: Int

  /// Reads a change: two bytes say where, one says what, and eight are a number.
  init(_ input: inout Input) {
    func number(_ count: Int) -> Int {
      (0..<count).reduce(0) { result, _ in result << 8 | Int(input.byte()) }
    }
    place = number(2)
    choice = number(1)
    raw = number(8)
  }

  func apply(to fields: inout [Field]) {
    guard !fields.isEmpty else { return }
    let place = place % fields.count
    let other = Int(UInt(bitPattern: raw) % UInt(fields.count))
    switch choice {
    case 255: fields.remove(at: place)
    case 254: fields.insert(fields[place], at: place)
    case 253: fields.swapAt(place, other)
    case 252: fields[place] = fields[other]
    default: change(&fields[place], beside: fields[other])
    }
  }

  private func change(_ field: inout Field, beside other: Field) {
    switch field {
    case .code: field = .code(UInt8(choice % 16))
    case .number(let value, let width):
      field = .number(number(near: value, beside: other), width: width)
    case .real(let bits, let width):
      field = .real(real(near: bits, width: width), width: width)
    case .text(let text, _): field = changed(text, beside: other)
    case .begin(let block, _): field = .begin(block, length: number(near: 8))
    case .bytes, .end: break
    }
  }

  /// An extreme number, every other time one at the ends, or a neighbor of one
  /// that is there.
  private func number(near value: Int, beside other: Field? = nil) -> Int {
    let ends = [Int.min, .min + 1, -1, 0, .max - 1, .max]
    if choice >= 128 { return ends[choice % ends.count] }
    var found = 0
    if case .number(let value, _)? = other { found = value }
    let numbers = [
      value &+ 1, value &- 1, 0 &- value, value &* 2, found, found &+ 1, raw,
      raw & 0xFF, raw & 0xFFFF, 0, 1, -1, 2, 3, 4, 5, 7, 8, 9, 16, 255, 256,
      .max / 2, .max / 8, .max / 8 + 1, 1 << 31, 1 << 31 - 1, 1 << 32,
      1 << 32 - 1, 1 << 40, 1 << 40 + 1,
      1 << 53, 1 << 53 + 1, 1 << 60, 1 << 62,
    ]
    return numbers[choice % numbers.count]
  }

  /// The bits of a number at the end of its type, or of one that is there, one
  /// further.
  private func real(near bits: UInt64, width: Int) -> UInt64 {
    let numbers: [Double] = [
      0, -0.0, 1, -1, 0.5, .nan, .infinity, -.infinity, 1e-310, 1e-40, 1e38,
      1e300, -1e300, 65_504, 0x1p53, 0x1p62, 0x1p63, -0x1p63, 2.5,
    ]
    let choice = choice % (numbers.count + 2)
    guard choice < numbers.count else {
      return choice == numbers.count ? bits &+ 1 : UInt64(UInt(bitPattern: raw))
    }
    let number = numbers[choice]
    switch width {
    case 8: return number.bitPattern
    case 4: return UInt64(Float(number).bitPattern)
    default: return UInt64(Float(number).bitPattern >> 16)
    }
  }

  private func changed(_ text: [UInt8], beside other: Field) -> Field {
    var found: [UInt8] = []
    if case .text(let text, _) = other { found = text }
    switch choice % 8 {
    case 0: return .text(found)
    case 1: return .text([])
    case 2: return .text(text + [UInt8(choice)])
    case 3: return .text(Array(text.dropLast()))
    case 4: return .text(text + found)
    case 5: return .text([UInt8](repeating: 0x61, count: raw & 0xFFF))
    case 6: return .text(Change.words[choice / 8 % Change.words.count])
    default: return .text(text, length: number(near: text.count))
    }
  }

  /// What means something where texts are read.
  private static let words: [[UInt8]] = [
    "v", "mean(v)", "spike", "W", "W[", "v, spike", "dt", "size", "iteration",
    "network", "float64", "float32", "SxD", "DxS", "normal(0, 1)", "10 ms",
    "same(exc, v)", "forward", "parameters", "__index", "\0", "-1", "1e308",
  ].map { Array($0.utf8) }
}
