/// The bytes of an input, read from the front.
///
/// Beyond their end there are zeros, so that any input means something.
public struct Input {
  private var bytes: ArraySlice<UInt8>

  /// Copies the bytes that libFuzzer gives.
  public init(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
    self.bytes = Array(UnsafeBufferPointer(start: bytes, count: count))[...]
  }

  /// Whether all bytes were read.
  public var isAtEnd: Bool { bytes.isEmpty }

  /// What was not read, as it is.
  public var rest: [UInt8] { Array(bytes) }

  /// What was not read, as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The next byte.
  public mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }

  /// A number from 0 to `limit - 1`.
  public mutating func number(below limit: Int) -> Int {
    Int(byte()) % limit
  }

  /// One of `choices`.
  public mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[number(below: choices.count)]
  }
}
