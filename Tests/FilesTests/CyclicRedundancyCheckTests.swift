import Testing

@testable import Files
@testable import Tensors

@Suite struct CyclicRedundancyCheckTests {
  private static let bytes = (0..<1_000).map {
    UInt8(truncatingIfNeeded: $0 * $0 >> 3)
  }

  /// The division, bit by bit.
  private func remainder(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var rest = UInt32.max
    for byte in bytes {
      rest ^= UInt32(byte)
      for _ in 0..<8 {
        rest = rest & 1 == 0 ? rest >> 1 : 0xEDB8_8320 ^ (rest >> 1)
      }
    }
    return ~rest
  }

  private func check(_ parts: [ArraySlice<UInt8>]) -> UInt32 {
    var check = CyclicRedundancyCheck()
    for part in parts {
      part.withUnsafeBytes { check.add($0) }
    }
    return check.value
  }

  /// On both sides of the eight bytes that are divided at once.
  @Test(arguments: [0, 1, 7, 8, 9, 15, 16, 17, 64, 999])
  func agreesWithADivisionBitByBit(count: Int) {
    for start in [0, 1] {
      let part = CyclicRedundancyCheckTests.bytes[start..<start + count]
      #expect(check([part]) == remainder(part))
    }
  }

  @Test func partsGiveWhatTheWholeGives() {
    let bytes = CyclicRedundancyCheckTests.bytes
    for middle in [0, 1, 5, 8, 500, 1_000] {
      #expect(check([bytes[..<middle], bytes[middle...]]) == remainder(bytes))
    }
  }
}
