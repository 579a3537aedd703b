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
    #expect(Array(saved.suffix(8)) == savedFileChecksum(saved.dropLast(8)))
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

  @Test func aFileThatIsCutOffAnywhereIsRefusedAndChangesNothing() throws {
    let before = try network.neuronGroups[0].numbers("voltage")
    for count in 0..<saved.count {
      try write(Array(saved.prefix(count)))
      let expected =
        count < 8 ? "this is not a saved network" : "the file is damaged: "
      #expect(problem?.hasPrefix(expected) == true)
    }
    #expect(try network.neuronGroups[0].numbers("voltage") == before)
  }

  @Test func aFileThatIsTooLongIsDamaged() throws {
    try write(saved + [0])
    #expect(
      problem == "the file is damaged: it says it has \(saved.count - 32)"
        + " bytes, found \(saved.count - 31)")
  }

  /// One bit of each byte, another one from byte to byte.
  @Test func aChangedBitAnywhereIsRefusedAndChangesNothing() throws {
    let before = try network.neuronGroups[0].numbers("voltage")
    for place in saved.indices {
      var bytes = saved
      bytes[place] ^= 1 << UInt8(place % 8)
      try write(bytes)
      #expect(problem != nil)
    }
    #expect(try network.neuronGroups[0].numbers("voltage") == before)
    #expect(network.iteration == 10)
  }

  /// The checksum of these files is right, so what is in them is read.
  @Test func nothingInAFileCanDoMoreThanGiveAnError() throws {
    var failures = 0
    for bytes in damagedFiles(of: saved, count: 200) {
      try write(bytes)
      let network = try makeNetwork(seed: 1)
      do {
        try network.load(from: path)
        try network.simulateIterations(2)
      } catch {
        failures += 1
      }
    }
    #expect(failures > 20)
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
}
