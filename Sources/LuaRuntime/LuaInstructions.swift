import CLuaShim

/// The instructions of a function written in Lua: where it tests values, and
/// what it makes of the results of its calls.
///
/// Lua has no way to hear of `x == 0` or `if x` for a value that stands for
/// another one: the first is false and the second true whatever it stands for.
/// So whoever traces a function looks for such tests. Nor does a function hear
/// whether its caller wants a result.
public struct LuaInstructions {
  /// The lines of tests, in the order of the instructions, nested functions
  /// behind the function that has them.
  public private(set) var testedLines: [Int] = []

  /// The name of the chunk, as messages have it.
  public private(set) var chunk = "?"

  /// A call `object:name(…)` or `object.name(…)`.
  public struct Call: Equatable, Sendable {
    /// The name that is looked up.
    public let name: String
    /// The line of the call.
    public let line: Int
    /// Whether the call is a statement, which drops all results.
    public let isStatement: Bool
  }

  /// The calls of fields, without those of nested functions.
  public private(set) var calls: [Call] = []

  private var reader: ByteReader

  /// The fields of `self` whose comparisons count.
  private let changing: Set<String>

  /// Reads the function at `index`; nil if it isn't written in Lua, or of a
  /// release of Lua whose instructions aren't known.
  ///
  /// A test of a field of the first parameter of a method, `self`, doesn't
  /// count, but for a comparison of one of those in `changing`, which are numbers:
  /// that they are true is settled.
  public init?(
    _ frame: LuaFrame, at index: Int, isMethod: Bool = false,
    changing: Set<String> = []
  ) {
    self.changing = changing
    var length = 0
    guard
      let bytes = clua_dump(
        frame.L, Int32(truncatingIfNeeded: index), &length)
    else { return nil }
    defer { clua_freedump(bytes) }
    reader = ByteReader(
      bytes: Array(UnsafeBufferPointer(start: bytes, count: length)))
    guard readHeader(), readFunction(isMethod: isMethod, isOutermost: true)
    else { return nil }
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

  private mutating func readFunction(
    isMethod: Bool, isOutermost: Bool = false
  ) -> Bool {
    if let name = reader.text(), let mark = name.first {
      chunk = mark == "@" || mark == "=" ? String(name.dropFirst()) : name
    }
    let firstLine = reader.size()
    _ = reader.size()
    reader.skip(3)
    let code = (0..<reader.count(of: 4)).map { _ in reader.word() }
    let constants = (0..<reader.count(of: 1)).map { _ in readConstant() }
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
    let tested = code.indices.filter { isTest(code, $0, isMethod, constants) }
    testedLines.insert(
      contentsOf: tested.map { $0 < lines.count ? lines[$0] : firstLine },
      at: place)
    if isOutermost, lines.count == code.count {
      calls = LuaInstructions.calls(code, constants, lines)
    }
    return reader.isGood
  }

  /// Reads a constant; gives it if it is a text.
  private mutating func readConstant() -> String? {
    switch reader.byte() {
    case 0x03, 0x13: reader.skip(8)
    case 0x04, 0x14: return reader.text()
    default: break
    }
    return nil
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
  private static let outerFieldRead: UInt32 = 11
  private static let fieldRead: UInt32 = 14
  private static let methodRead: UInt32 = 20
  private static let negation: UInt32 = 51
  private static let tests: Set<UInt32> = [57, 60, 61, 66, 67]

  private static let comparisons: Set<UInt32> = [60, 61]

  private static let call: UInt32 = 68
  /// A call, and what loads a function or an operand.
  private static let uses: Set<UInt32> = [0, 9, 11, 12, 13, 14, 20, call]

  /// The calls of fields with names among the constants.
  private static func calls(
    _ code: [UInt32], _ constants: [String?], _ lines: [Int]
  ) -> [Call] {
    var calls: [Call] = []
    for (index, read) in code.enumerated() {
      let operation = read & 0x7F
      // The key of `object:name` may be in a register; that of `object.name`
      // is a constant.
      let hasConstant =
        operation == fieldRead || operation == outerFieldRead
        || operation == methodRead && read >> 15 & 1 == 1
      let key = Int(read >> 24)
      guard hasConstant, key < constants.count, let name = constants[key] else {
        continue
      }
      let register = read >> 7 & 0xFF
      // The register holds the function until it is called or overwritten.
      let place = code[(index + 1)...].firstIndex {
        $0 >> 7 & 0xFF == register && uses.contains($0 & 0x7F)
      }
      guard let place, code[place] & 0x7F == call else { continue }
      calls.append(
        Call(
          name: name, line: lines[place], isStatement: code[place] >> 24 == 1))
    }
    return calls
  }

  /// Whether the instruction at `index` tests a value.
  private func isTest(
    _ code: [UInt32], _ index: Int, _ isMethod: Bool, _ constants: [String?]
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
    let key = Int(last >> 24)
    if isField, LuaInstructions.comparisons.contains(operation),
      key < constants.count, let name = constants[key]
    {
      return changing.contains(name)
    }
    return !isField
  }
}

extension LuaFrame {
  /// Whether the caller of the running function, which it knows as the field
  /// `name` of an object, makes nothing of its result: the call is a statement.
  ///
  /// This reads the caller's instructions, which takes some microseconds. Where
  /// it isn't certain, the answer is no.
  public func isCalledAsStatement(_ name: String) -> Bool {
    var line: Int32 = 0
    guard clua_pushcaller(L, &line) else { return false }
    defer { pop() }
    guard let instructions = LuaInstructions(self, at: -1) else { return false }
    let calls = instructions.calls.filter {
      $0.name == name && $0.line == Int(line)
    }
    return !calls.isEmpty && calls.allSatisfy(\.isStatement)
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
