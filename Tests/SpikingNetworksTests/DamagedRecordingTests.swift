import Foundation
import SpikingNetworks
import Tensors
import TestSupport
import Testing

/// The file of a recorder, whole and damaged.
@Suite struct DamagedRecordingTests {
  let folder: TemporaryFolder
  let path: String

  /// The file after each of its chunks, without the mark of its end: the names,
  /// three iterations, one, two.
  let wholes: [[UInt8]]

  /// The file at the end, with the mark.
  let marked: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("a.rec")
    let network = try Network(seed: 3)
    try makeNeurons(network).add(
      EventRecorder(["v", "none"], file: path), key: 20)
    try network.initialize()
    var wholes = [try read(path)]
    for count in [3, 1, 2] {
      try network.simulateIterations(count)
      wholes.append(try read(path).dropLast(DamagedRecordingTests.mark.count))
    }
    self.wholes = wholes
    marked = try read(path)
  }

  private var bytes: [UInt8] { wholes[3] }

  /// What stands at the end of a complete file.
  private static let mark = chunk([4])

  /// What reading these bytes gives: the iterations of events and whether all is
  /// there, or what is wrong.
  private func reading(_ bytes: [UInt8]) throws -> Reading {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    do {
      let loaded = try LoadedRecording(path: path, in: MemoryPool())
      return .whole(
        try loaded.data(under: "v.t").numbers(),
        isComplete: loaded.isComplete)
    } catch {
      return .wrong(String("\(error)".dropFirst(path.count + 2)))
    }
  }

  private enum Reading: Equatable {
    case whole([Double], isComplete: Bool)
    case wrong(String)
  }

  /// The iterations of the events in a file of so many chunks.
  private static let times: [[Double]] = [
    [], [1, 1, 2, 2, 3], [1, 1, 2, 2, 3, 4, 4],
    [1, 1, 2, 2, 3, 4, 4, 5, 5, 6],
  ]

  @Test func theHeaderIsAsItIsDescribed() {
    #expect(bytes.prefix(8) == [0x7F, 0x52, 0x45, 0x43, 13, 10, 26, 10])
    #expect(bytes[8..<16].elementsEqual([2, 0, 0, 0, 0, 0, 0, 0]))
  }

  @Test func theFileOnlyGrows() {
    for (before, after) in zip(wholes, wholes.dropFirst()) {
      #expect(after.starts(with: before) && after.count > before.count)
    }
  }

  @Test func whereverAFileIsCutOffItsWholePartIsRead() throws {
    for count in 0..<bytes.count {
      let found = try reading(Array(bytes.prefix(count)))
      guard count >= 16 else {
        #expect(found == .wrong("this is not a recording"), "\(count)")
        continue
      }
      let chunks = wholes.lastIndex { $0.count <= count }
      guard let chunks else {
        #expect(
          found
            == .wrong("the file is damaged: it doesn't say what was recorded"),
          "\(count)")
        continue
      }
      #expect(
        found
          == .whole(DamagedRecordingTests.times[chunks], isComplete: false),
        "\(count)")
    }
  }

  @Test("C6: only a recording with the mark of its end is complete")
  func theMarkMakesARecordingComplete() throws {
    let all = DamagedRecordingTests.times[3]
    #expect(marked == bytes + DamagedRecordingTests.mark)
    #expect(try reading(marked) == .whole(all, isComplete: true))
    for count in bytes.count..<marked.count {
      #expect(
        try reading(Array(marked.prefix(count)))
          == .whole(all, isComplete: false), "\(count)")
    }
    // Initialized, and nothing was simulated.
    #expect(try reading(wholes[0]) == .whole([], isComplete: false))
  }

  @Test("C6: recordings of the first format, without a mark, are read")
  func theFirstFormatIsRead() throws {
    var old = bytes
    old[8] = 1
    let all = DamagedRecordingTests.times[3]
    #expect(try reading(old) == .whole(all, isComplete: true))
    #expect(
      try reading(old.dropLast())
        == .whole(DamagedRecordingTests.times[2], isComplete: false))
    #expect(
      try reading(old + DamagedRecordingTests.mark)
        == .wrong("the file is damaged: it has a record of a kind 4"))
  }

  @Test func aWrongByteIsNoticedWhereverItIs() throws {
    for place in bytes.indices {
      for flip: UInt8 in [1, 0x80, 0xFF] {
        var damaged = bytes
        damaged[place] ^= flip
        switch try reading(damaged) {
        case .wrong: continue
        case .whole(let times, let isComplete):
          #expect(!isComplete, "\(place)")
          #expect(
            DamagedRecordingTests.times.dropLast().contains(times), "\(place)")
        }
      }
    }
  }

  @Test func aChunkThatIsWrongBeforeTheEndIsAnError() throws {
    var damaged = bytes
    let place = wholes[0].count
    damaged[place + 20] ^= 1
    #expect(
      try reading(damaged)
        == .wrong(
          "the file is damaged: the checksum of a chunk at byte \(place) is"
            + " wrong"))
  }

  @Test(arguments: [1, 12, 100_000])
  func zerosBehindTheLastChunkAreATornTail(count: Int) throws {
    #expect(
      try reading(bytes + [UInt8](repeating: 0, count: count))
        == .whole(DamagedRecordingTests.times[3], isComplete: false))
  }

  @Test func anEmptyChunkBeforeTheEndIsAnError() throws {
    let zeros = [UInt8](repeating: 0, count: 12)
    #expect(
      try reading(wholes[1] + zeros + bytes.dropFirst(wholes[1].count))
        == .wrong(
          "the file is damaged: a chunk at byte \(wholes[1].count) is empty"))
  }

  @Test func anotherFormatIsNamed() throws {
    var damaged = bytes
    damaged[8] = 7
    #expect(
      try reading(damaged)
        == .wrong("it was written in format 7; this program reads format 2"))
  }

  @Test func aFileThatIsMissingIsAnError() {
    let none = folder.path("none.rec")
    #expect(
      message { _ = try LoadedRecording(path: none, in: MemoryPool()) }
        == "\(none): No such file or directory")
  }

  // MARK: Chunks that are wrong in themselves

  static let impossible: [([UInt8], String)] = [
    ([9], "it has a record of a kind 9"),
    ([4, 3], "there is something behind its end"),
    ([1], "a chunk says it has 1 bytes, with 0 left"),
    ([1, 9], "it has elements of a type 9"),
    ([1, 2] + word(-1), "a chunk says it has -1 bytes, with 0 left"),
    ([1, 2] + word(2), "a chunk says it has 2 bytes, with 0 left"),
    ([1, 2] + word(1) + [0xFF], "it has a text that is not UTF-8"),
    (name("v"), "it has 'v' twice"),
    (entry(variable: 2, count: 0), "it has rows of a variable 2"),
    (entry(type: 2, count: 0), "it has events of the type float32"),
    (
      entry(shape: [Int](repeating: 1, count: 9), count: 0),
      "it has a tensor with 9 axes"
    ),
    (entry(shape: [-1], count: 0), "it has a tensor of the shape [-1]"),
    (
      entry(shape: [1 << 41], count: 0),
      "it has a tensor of the shape [2199023255552]"
    ),
    (entry(count: -1), "a chunk says it has -1 rows, with 0 bytes left"),
    (
      entry(count: .max),
      "a chunk says it has 9223372036854775807 rows, with 0 bytes left"
    ),
    (entry(count: 1) + word(1) + word(2), "an event lies outside of its value"),
    (
      entry(count: 1) + word(1) + word(-1), "an event lies outside of its value"
    ),
    (entry(shape: [3], count: 0), "'v' has rows of several shapes"),
  ]

  @Test(arguments: impossible.indices)
  func contentsThatCanNotBeAreAnError(index: Int) throws {
    let (contents, problem) = DamagedRecordingTests.impossible[index]
    let pool = MemoryPool()
    try Data(bytes + chunk(contents)).write(to: URL(fileURLWithPath: path))
    #expect(
      message { _ = try LoadedRecording(path: path, in: pool) }
        == "\(path): the file is damaged: \(problem)")
    #expect(pool.peakBytes < 10_000)
  }

  @Test func truthValuesAreZeroOrOne() throws {
    let name: [UInt8] = [1, 0] + word(1) + [0x78]
    let row = entry(variable: 0, type: 0, shape: [1], count: 1) + word(1) + [2]
    #expect(
      try reading(Array(bytes.prefix(16)) + chunk(name + row))
        == .wrong("the file is damaged: it has elements that are no bool"))
  }

  /// The checksums of these files are right, so what is in them is read.
  @Test func nothingInAChunkCanDoMoreThanGiveAnError() throws {
    var random = SplitMix()
    var failures = 0
    let last = Array(bytes.dropFirst(wholes[0].count + 12))
    let first = Array(last.prefix(wholes[1].count - wholes[0].count - 12))
    for _ in 0..<300 {
      var contents = first
      for _ in 0...random.next(below: 3) {
        let values: [UInt8] = [0, 1, 2, 3, 7, 0x7F, 0x80, 0xFF]
        contents[random.next(below: contents.count)] =
          values[random.next(below: 8)]
      }
      if case .wrong = try reading(wholes[0] + chunk(contents)) {
        failures += 1
      }
    }
    #expect(failures > 50)
  }
}

private func read(_ path: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(fileURLWithPath: path)))
}

private func name(_ name: String) -> [UInt8] {
  [2, 2] + word(name.utf8.count) + Array(name.utf8)
}

private func word(_ value: Int) -> [UInt8] {
  (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

/// The beginning of events of a variable.
private func entry(
  variable: UInt8 = 0, type: UInt8 = 1, shape: [Int] = [2], count: Int
) -> [UInt8] {
  [3, variable, 0, 0, 0, type, UInt8(shape.count)]
    + shape.flatMap(word) + word(count)
}

/// A chunk with a checksum that is computed bit by bit.
private func chunk(_ contents: [UInt8]) -> [UInt8] {
  var rest = UInt32.max
  for byte in contents {
    rest ^= UInt32(byte)
    for _ in 0..<8 {
      rest = rest & 1 == 0 ? rest >> 1 : 0xEDB8_8320 ^ (rest >> 1)
    }
  }
  return word(contents.count) + word(Int(~rest)).prefix(4) + contents
}
