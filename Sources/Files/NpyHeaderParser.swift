import Tensors

/// Reads the dictionary in the header of an `.npy` file.
///
/// Just what NumPy writes is accepted: one dictionary with the keys `descr`,
/// `fortran_order` and `shape`, in any order.
struct NpyHeaderParser {
  /// What is wrong with the text.
  struct Problem: Error {
    let reason: String
  }

  /// The bytes before the elements, those in front of the text included.
  var byteCount = 0

  private let text: [UInt8]
  private var place = 0

  private(set) var typeName = ""
  private(set) var isFortranOrder = false
  private(set) var sizes: [Int] = []

  init(_ text: [UInt8]) { self.text = text }

  mutating func parse() throws(Problem) {
    var keys: Set<String> = []
    try expect("{")
    while !accept("}") {
      let key = try string()
      guard keys.insert(key).inserted else {
        throw Problem(reason: "'\(key)' is there twice")
      }
      try expect(":")
      switch key {
      case "descr": typeName = try type()
      case "fortran_order": isFortranOrder = try truth()
      case "shape": sizes = try tuple()
      default: throw Problem(reason: "unknown key '\(key)'")
      }
      if !accept(",") {
        try expect("}")
        break
      }
    }
    skipSpace()
    guard place == text.count else {
      throw Problem(reason: "there is more after the dictionary")
    }
    for key in ["descr", "fortran_order", "shape"] where !keys.contains(key) {
      throw Problem(reason: "'\(key)' is missing")
    }
  }

  private mutating func skipSpace() {
    while place < text.count, [0x20, 0x0A, 0x09, 0x0D].contains(text[place]) {
      place += 1
    }
  }

  private mutating func accept(_ token: Character) -> Bool {
    skipSpace()
    guard place < text.count, text[place] == token.asciiValue else {
      return false
    }
    place += 1
    return true
  }

  private mutating func expect(_ token: Character) throws(Problem) {
    guard accept(token) else {
      throw Problem(reason: "expected '\(token)' at byte \(place)")
    }
  }

  /// A short string of printable characters in quotes.
  private mutating func string() throws(Problem) -> String {
    skipSpace()
    guard place < text.count, text[place] == 0x27 || text[place] == 0x22 else {
      throw Problem(reason: "expected a string at byte \(place)")
    }
    let quote = text[place]
    let start = place + 1
    var end = start
    while end < text.count, text[end] != quote, end - start < 32,
      (0x20..<0x7F).contains(text[end])
    {
      end += 1
    }
    guard end < text.count, text[end] == quote else {
      throw Problem(reason: "the string at byte \(place) doesn't end")
    }
    place = end + 1
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  /// The name of a type; that of a record is a list of its fields.
  private mutating func type() throws(Problem) -> String {
    skipSpace()
    guard place < text.count, text[place] == UInt8(ascii: "[") else {
      return try string()
    }
    var depth = 0
    repeat {
      guard place < text.count else {
        throw Problem(reason: "the list of fields doesn't end")
      }
      if text[place] == UInt8(ascii: "[") { depth += 1 }
      if text[place] == UInt8(ascii: "]") { depth -= 1 }
      place += 1
    } while depth > 0
    return "V"
  }

  private mutating func truth() throws(Problem) -> Bool {
    skipSpace()
    for (word, value) in [("True", true), ("False", false)]
    where text[place...].starts(with: word.utf8) {
      place += word.utf8.count
      return value
    }
    throw Problem(reason: "expected True or False at byte \(place)")
  }

  private mutating func tuple() throws(Problem) -> [Int] {
    var result: [Int] = []
    try expect("(")
    while !accept(")") {
      guard result.count < Shape.maximumRank else {
        throw Problem(reason: "there are more than \(Shape.maximumRank) axes")
      }
      result.append(try size())
      if !accept(",") {
        try expect(")")
        break
      }
    }
    return result
  }

  private mutating func size() throws(Problem) -> Int {
    skipSpace()
    let start = place
    var value = 0
    while place < text.count, (0x30...0x39).contains(text[place]) {
      let digit = Int(text[place] - 0x30)
      let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = product.addingReportingOverflow(digit)
      guard !tooLarge, !overflow else {
        throw Problem(reason: "the size at byte \(start) is too large")
      }
      value = sum
      place += 1
    }
    // Python 2 wrote `3L`.
    if place > start { _ = accept("L") }
    guard place > start else {
      throw Problem(reason: "expected a size at byte \(place)")
    }
    return value
  }
}
