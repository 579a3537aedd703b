import CFuzzer
import Glibc

/// A file in memory that holds an input, for what reads files.
public struct InputFile: Sendable {
  /// Where readers find it.
  public let path: String

  private let descriptor: Int32

  /// Creates an empty file.
  public init() {
    descriptor = fuzzer_file()
    require(descriptor >= 0, "there is no file in memory: errno \(errno)")
    path = "/proc/self/fd/\(descriptor)"
  }

  /// Replaces what is in the file.
  public func write(_ bytes: [UInt8]) {
    let isEmptied = ftruncate(descriptor, 0) == 0
    let written = pwrite(descriptor, bytes, bytes.count, 0)
    require(
      isEmptied && written == bytes.count,
      "the input can't be written: errno \(errno)")
  }
}
