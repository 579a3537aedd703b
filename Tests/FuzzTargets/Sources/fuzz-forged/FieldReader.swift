import Fuzzer

/// Reads the fields of a file that is as the documentation describes it.
struct FieldReader {
  private(set) var fields: [Field] = []
  private let bytes: [UInt8]
  private var place: Int

  init(_ bytes: [UInt8], from place: Int) {
    self.bytes = bytes
    self.place = place
  }

  /// How many bytes were not read.
  var left: Int { bytes.count - place }

  mutating func add(_ field: Field) { fields.append(field) }

  @discardableResult
  mutating func code() -> Int {
    let code = next(1)[0]
    add(.code(code))
    return Int(code)
  }

  @discardableResult
  mutating func number(width: Int = 8) -> Int {
    let value = peek(width: width)
    place += width
    add(.number(value, width: width))
    return value
  }

  mutating func text() {
    let length = peek()
    place += 8
    add(.text(next(length)))
  }

  /// So many elements of the type of this code. The first three are fields, so
  /// that most fields are what says something of elements.
  mutating func elements(_ count: Int, code: Int) {
    let width = FieldReader.widths[code]
    defer { if count > 3 { add(.bytes(next(width * (count - 3)))) } }
    for _ in 0..<min(count, 3) {
      if code < 2 {
        number(width: width)
      } else {
        let bits = UInt64(UInt(bitPattern: peek(width: width)))
        place += width
        add(.real(bits, width: width))
      }
    }
  }

  /// How many bytes elements have: bool, int64, float32, float64, float16,
  /// bfloat16.
  static let widths = [1, 8, 4, 8, 2, 2]

  /// What `body` reads in a block of a length that stands before it.
  mutating func block(
    _ block: Field.Block, _ body: (inout FieldReader, _ length: Int) -> Void
  ) {
    let length = peek()
    place += block == .chunk ? 12 : 8
    let start = place
    add(.begin(block))
    body(&self, length)
    require(place == start + length, "a block has another length")
    add(.end)
    if block == .padded { place += -length & 7 }
  }

  private func peek(width: Int = 8) -> Int {
    bytes[place..<(place + width)].reversed()
      .reduce(0) { $0 << 8 | Int($1) }
  }

  private mutating func next(_ count: Int) -> [UInt8] {
    place += count
    return Array(bytes[(place - count)..<place])
  }
}
