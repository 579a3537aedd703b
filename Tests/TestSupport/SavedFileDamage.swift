/// The checksum at the end of the file of a saved network, of the bytes before
/// it, as `SavedNetworks.md` describes it.
public func savedFileChecksum(_ bytes: some Sequence<UInt8>) -> [UInt8] {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  var (word, count): (UInt64, UInt64) = (0, 0)
  for byte in bytes {
    word |= UInt64(byte) << (8 * count)
    count += 1
    guard count == 8 else { continue }
    hash = (hash ^ word) &* 0x100_0000_01B3
    hash ^= hash >> 32
    (word, count) = (0, 0)
  }
  return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
}

/// Files of saved networks with some wrong bytes and right checksums, the same
/// ones in each run.
public func damagedFiles(of file: [UInt8], count: Int) -> [[UInt8]] {
  var random = SplitMix()
  return (0..<count).map { _ in
    var bytes = Array(file.dropLast(8))
    for _ in 0...random.next(below: 3) {
      let values: [UInt8] = [0, 1, 7, 0x7F, 0x80, 0xFF]
      // The header is checked by itself.
      bytes[24 + random.next(below: bytes.count - 24)] =
        values[random.next(below: 6)]
    }
    return bytes + savedFileChecksum(bytes)
  }
}

/// The file of a saved network with another whole number in the place of one that
/// it holds once, and a right checksum; nil if it doesn't hold it once.
public func forgedFile(
  of file: [UInt8], with other: Int, for number: Int
) -> [UInt8]? {
  func bytes(_ number: Int) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
  let wanted = bytes(number)
  let places = file.indices.dropLast(8).filter {
    file[$0..<($0 + 8)].elementsEqual(wanted)
  }
  guard places.count == 1 else { return nil }
  var forged = Array(file.dropLast(8))
  forged.replaceSubrange(places[0]..<(places[0] + 8), with: bytes(other))
  return forged + savedFileChecksum(forged)
}

/// Numbers that are the same in each run (Steele et al. 2014, doi
/// 10.1145/2660193.2660195).
public struct SplitMix {
  private var state: UInt64 = 1

  /// Creates the one generator there is.
  public init() {}

  /// A number from 0 to `limit - 1`.
  public mutating func next(below limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(limit))
  }
}
