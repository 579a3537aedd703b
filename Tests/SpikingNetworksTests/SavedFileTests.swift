import Foundation
import SpikingNetworks
import Tensors
import TestSupport
import Testing

/// The file of a saved network, whole and damaged.
@Suite struct SavedFileTests {
  let folder: TemporaryFolder
  let path: String
  let network: Network
  let saved: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("net.snn")
    network = try makeNetwork(seed: 7)
    try network.initialize()
    try network.simulateIterations(10)
    try network.save(to: path)
    saved = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  @Test func theSameStateGivesTheSameBytes() throws {
    try network.save(to: path)
    #expect(try read() == saved)
  }

  @Test func theHeaderIsAsItIsDescribed() {
    let length = saved.count - 32
    #expect(saved.prefix(8) == [0x7F, 0x53, 0x4E, 0x4E, 13, 10, 26, 10])
    #expect(saved[8..<16].elementsEqual([1, 0, 0, 0, 0, 0, 0, 0]))
    #expect(Int(saved[16]) | Int(saved[17]) << 8 == length)
  }

  @Test func theChecksumIsAsItIsDescribed() {
    #expect(Array(saved.suffix(8)) == checksum(saved.dropLast(8)))
  }

  @Test func whatIsSomethingElseIsNoSavedNetwork() throws {
    for text in ["", "short", String(repeating: "something else", count: 9)] {
      try write(Array(text.utf8))
      #expect(problem == "this is not a saved network")
    }
  }

  @Test func anotherFormatIsNamed() throws {
    var bytes = saved
    bytes[8] = 7
    try write(bytes)
    #expect(
      problem == "it was written in format 7; this program reads format 1")
  }

  @Test func aFileThatIsCutOffIsDamaged() throws {
    for count in stride(from: 8, to: saved.count, by: 61) {
      try write(Array(saved.prefix(count)))
      #expect(problem?.hasPrefix("the file is damaged: ") == true)
    }
  }

  @Test func aFileThatIsTooLongIsDamaged() throws {
    try write(saved + [0])
    #expect(
      problem == "the file is damaged: it says it has \(saved.count - 32)"
        + " bytes, found \(saved.count - 31)")
  }

  @Test func aChangedBitIsNoticedAndChangesNothing() throws {
    let before = try network.neuronGroups[0].numbers("voltage")
    var random = SystemlessGenerator()
    for _ in 0..<300 {
      var bytes = saved
      let place = 16 + Int(random.next() % UInt64(saved.count - 16))
      bytes[place] ^= 1 << UInt8(random.next() % 8)
      try write(bytes)
      #expect(problem?.hasPrefix("the file is damaged: ") == true)
    }
    #expect(try network.neuronGroups[0].numbers("voltage") == before)
  }

  /// The checksum of these files is right, so what is in them is read.
  @Test func nothingInAFileCanDoMoreThanGiveAnError() throws {
    var random = SystemlessGenerator()
    var failures = 0
    for _ in 0..<1_000 {
      var bytes = Array(saved.dropLast(8))
      for _ in 0...(random.next() % 3) {
        let place = 24 + Int(random.next() % UInt64(bytes.count - 24))
        let values: [UInt8] = [
          0, 1, 0x7F, 0x80, 0xFF, UInt8(random.next() & 255),
        ]
        bytes[place] = values[Int(random.next() % 6)]
      }
      try write(bytes + checksum(bytes[...]))
      let network = try makeNetwork(seed: 1)
      do {
        try network.load(from: path)
        try network.simulateIterations(2)
      } catch {
        failures += 1
      }
    }
    #expect(failures > 100)
  }

  @Test func aFileThatIsMissingIsAnError() throws {
    let none = folder.path("none.snn")
    #expect(
      message { try network.load(from: none) }
        == "\(none): No such file or directory")
  }

  @Test func aFolderThatIsMissingIsAnError() throws {
    let none = folder.path("none/net.snn")
    #expect(
      message { try network.save(to: none) }
        == "\(none): No such file or directory")
  }

  @Test func nothingIsLeftBesideTheFile() throws {
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        == ["net.snn"])
  }

  /// What loading the file says after its path.
  private var problem: String? {
    message { try network.load(from: path) }
      .map { String($0.dropFirst(path.count + 2)) }
  }

  private func read() throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private func write(_ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// As `SavedNetworks.md` describes it.
  private func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let word = bytes[start..<start + 8].reversed()
        .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      hash = (hash ^ word) &* 0x100_0000_01B3
      hash ^= hash >> 32
      start += 8
    }
    return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
  }
}

/// Numbers that are the same in each run (Steele et al. 2014, doi
/// 10.1145/2660193.2660195).
private struct SystemlessGenerator {
  private var state: UInt64 = 1

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
