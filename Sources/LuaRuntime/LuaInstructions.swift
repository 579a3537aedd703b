import CLuaShim

/// The instructions of a function written in Lua: where it tests values.
///
/// Lua has no way to hear of `x == 0` or `if x` for a value that stands for
/// another one: the first is false and the second true whatever it stands for.
/// So whoever traces a function looks for such tests.
public struct LuaInstructions {
  /// The lines of tests, in the order of the instructions, nested functions
  /// behind the function that has them.
  public private(set) var testedLines: [Int] = []

  /// The name of the chunk, as messages have it.
  public private(set) var chunk = "?"

  private var reader: ByteReader

  /// Reads the function at `index`; nil if it isn't written in Lua, or of a
  /// release of Lua whose instructions aren't known.
  ///
  /// A test of a field of the first parameter of a method, `self`, doesn't
  /// count.
  public init?(_ frame: LuaFrame, at index: Int, isMethod: Bool = false) {
    var length = 0
    guard
      let bytes = clua_dump(
        frame.L, Int32(truncatingIfNeeded: index), &length)
    else { return nil }
    defer { clua_freedump(bytes) }
    reader = ByteReader(
      bytes: Array(UnsafeBufferPointer(start: bytes, count: length)))
    guard readHeader(), readFunction(isMethod: isMethod) else { return nil }
  }

  /// The header of Lua 5.4: its sizes are those of this machine.
  private mutating func readHeader() -> Bool {
    let magic: [UInt8] = [0x1B, 0x4C, 0x75, 0x61, 0x54, 0]
    for byte in magic where reader.byte() != byte { return false }
    reader.skip(6)
    guard reader.byte() == 4, reader.byte() == 8, reader.byte() == 8 else {
      return false
    }
    reader.skip(17)  // two numbers, and how many variables from outside
    return reader.isGood
  }

  private mutating func readFunction(isMethod: Bool) -> Bool {
    if let name = reader.text(), let mark = name.first {
      chunk = mark == "@" || mark == "=" ? String(name.dropFirst()) : name
    }
    let firstLine = reader.size()
    _ = reader.size()
    reader.skip(3)
    let code = (0..<reader.count(of: 4)).map { _ in reader.word() }
    for _ in 0..<reader.count(of: 1) { readConstant() }
    reader.skip(reader.count(of: 3) * 3)
    let place = testedLines.count
    for _ in 0..<reader.count(of: 1) {
      guard readFunction(isMethod: false) else { return false }
    }
    let lines = readLines(firstLine, code.count)
    for _ in 0..<reader.count(of: 1) {
      reader.skipText()
      _ = reader.size()
      _ = reader.size()
    }
    for _ in 0..<reader.count(of: 1) { reader.skipText() }
    let tested = code.indices.filter { isTest(code, $0, isMethod) }
    testedLines.insert(
      contentsOf: tested.map { $0 < lines.count ? lines[$0] : firstLine },
      at: place)
    return reader.isGood
  }

  private mutating func readConstant() {
    switch reader.byte() {
    case 0x03, 0x13: reader.skip(8)
    case 0x04, 0x14: reader.skipText()
    default: break
    }
  }

  /// The line of each instruction.
  private mutating func readLines(_ firstLine: Int, _ count: Int) -> [Int] {
    let steps = (0..<reader.count(of: 1)).map { _ in
      Int(Int8(bitPattern: reader.byte()))
    }
    var absolute: [Int: Int] = [:]
    for _ in 0..<reader.count(of: 1) {
      let place = reader.size()
      absolute[place] = reader.size()
    }
    var line = firstLine
    return steps.enumerated().map { place, step in
      line = step == -128 ? absolute[place] ?? line : line &+ step
      return line
    }
  }

  // MARK: Instructions

  // Numbers of Lua 5.4's instructions, from lopcodes.h.
  private static let fieldRead: UInt32 = 14
  private static let negation: UInt32 = 51
  private static let tests: Set<UInt32> = [57, 60, 61, 66, 67]

  /// Whether the instruction at `index` tests a value.
  private func isTest(
    _ code: [UInt32], _ index: Int, _ isMethod: Bool
  ) -> Bool {
    let operation = code[index] & 0x7F
    let isNegation = operation == LuaInstructions.negation
    guard isNegation || LuaInstructions.tests.contains(operation) else {
      return false
    }
    let a = code[index] >> 7 & 0xFF
    let b = code[index] >> 16 & 0xFF
    let register = isNegation || operation == 67 ? b : a
    guard isMethod, index > 0, operation != 57 else { return true }
    let last = code[index - 1]
    let isField =
      last & 0x7F == LuaInstructions.fieldRead
      && last >> 7 & 0xFF == register && last >> 16 & 0xFF == 0
    return !isField
  }
}

/// Reads bytes one after the other; beyond their end, zeros.
private struct ByteReader {
  let bytes: [UInt8]
  private var place = 0
  private(set) var isGood = true

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func byte() -> UInt8 {
    guard place < bytes.count else {
      isGood = false
      return 0
    }
    defer { place += 1 }
    return bytes[place]
  }

  mutating func skip(_ count: Int) {
    guard count >= 0, count <= bytes.count - place else {
      isGood = false
      return
    }
    place += count
  }

  mutating func word() -> UInt32 {
    (0..<4).reduce(0) { word, shift in
      word | UInt32(byte()) << UInt32(8 * shift)
    }
  }

  /// A number in groups of seven bits, the last of which is marked.
  mutating func size() -> Int {
    var value = 0
    for _ in 0..<9 {
      let next = byte()
      value = value << 7 | Int(next & 0x7F)
      if next & 0x80 != 0 { return value }
    }
    isGood = false
    return 0
  }

  /// How many parts of at least `size` bytes follow.
  mutating func count(of size: Int) -> Int {
    let count = self.size()
    guard count <= (bytes.count - place) / size else {
      isGood = false
      return 0
    }
    return count
  }

  mutating func skipText() { _ = text() }

  /// A text, or nil for none.
  mutating func text() -> String? {
    let length = size()
    guard length > 0, length - 1 <= bytes.count - place else {
      isGood = isGood && length == 0
      return nil
    }
    defer { place += length - 1 }
    return String(decoding: bytes[place..<(place + length - 1)], as: UTF8.self)
  }
}
