import Files
import Foundation
import Tensors
import TestSupport
import Testing

@testable import SpikingNetworks

/// Files of saved networks whose checksum is right and whose numbers are not
/// those that any network saves.
@Suite struct ForgedFileTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("net.snn")
  }

  /// A network that records when `v` was and where `spike` is.
  private func makeNetwork() throws -> Network {
    let network = try Network(seed: 1)
    let neurons = try NeuronGroup(size: 1_000, network: network, tag: "a")
    neurons.state["v"] = .tensor(try neurons.vector("ones"))
    let spike = try neurons.vector(type: .bool)
    try spike.selected(axis: 0, index: ForgedFileTests.place).fill(1)
    neurons.state["spike"] = .tensor(spike)
    try neurons.add(try Recorder(["sum(v)"]), key: 8)
    try neurons.add(try EventRecorder(["spike"]), key: 9)
    try network.initialize()
    return network
  }

  // Numbers that stand nowhere else in the file: the first iteration that is
  // recorded, and how many are from one to the next; when and where there is an
  // event, and how many iterations later that is than what was seen before.
  private static let (first, step) = (70_001, 9_013)
  private static let (time, place, distance) = (30_011, 789, 8_009)

  private func save() throws -> [UInt8] {
    typealias Tests = ForgedFileTests
    let network = try makeNetwork()
    func run(_ iteration: Int, _ key: Double) throws {
      for other in [8.0, 9.0] {
        network.neuronGroups[0].behavior(key: other)?.isEnabled = other == key
      }
      try network.setIteration(iteration - 1)
      try network.simulateIteration()
    }
    for row in 0..<3 { try run(Tests.first + row * Tests.step, 8) }
    // The event is in the second of two iterations.
    let spike = try network.neuronGroups[0].tensor(named: "spike")
    try spike.fill(0)
    try run(Tests.time - Tests.distance, 9)
    try spike.selected(axis: 0, index: Tests.place).fill(1)
    try run(Tests.time, 9)
    try network.setIteration(100)
    try network.save(to: path)
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// What loading says of a file with another number, after its path. The
  /// network runs on then, and is saved.
  private func problem(
    with other: Int, for number: Int, in saved: [UInt8]
  ) throws -> String? {
    let forged = try #require(forgedFile(of: saved, with: other, for: number))
    try Data(forged).write(to: URL(fileURLWithPath: path))
    let network = try makeNetwork()
    let problem = message { try network.load(from: path) }
    try network.simulateIterations(3)
    for tag in ["sum(v)", "spike"] { _ = try network.find(tag) }
    try network.save(to: path)
    return problem.map { String($0.dropFirst(path.count + 2)) }
  }

  @Test("C1: row times near the ends of int64 are refused as damaged")
  func timesThatNoNetworkHasAreRefused() throws {
    let saved = try save()
    for number in [ForgedFileTests.first, ForgedFileTests.step] {
      #expect(try problem(with: number + 1, for: number, in: saved) == nil)
      for other in [.min, .min + 1, .max, .max - 1, .max / 2, 1 << 53, -1] {
        #expect(
          try problem(with: other, for: number, in: saved)
            == "the file is damaged: Recorder (key 8) of NeuronGroup 'a': its"
            + " 'times' are out of range", "\(other) for \(number)")
      }
    }
  }

  @Test("C1: no number of what a recorder has seen is computed with unchecked")
  func coverageThatNoRecorderHasIsRefused() throws {
    func coverage(_ numbers: [Int]) throws -> Coverage? {
      try Coverage(
        ["times": .list(numbers.map { .integer($0) })], "times", rows: 3)
    }
    #expect(try coverage([5, 2, 3])?.last == 9)
    #expect(try coverage([5, 2])?.last == 9)
    for place in 0..<3 {
      for other in [.min, .min + 1, -1, .max - 1, .max] {
        var numbers = [5, 2, 3]
        numbers[place] = other
        #expect(throws: SavedStateMistake.self, "\(other) at \(place)") {
          try coverage(numbers)
        }
        #expect(throws: SavedStateMistake.self, "\(other) at \(place)") {
          try coverage([5, 2, 3] + numbers)
        }
      }
    }
  }

  @Test("C1: events at impossible times and places are refused as damaged")
  func eventsThatNoNetworkHasAreRefused() throws {
    let saved = try save()
    let problems = [
      (ForgedFileTests.time, "its 'times' are out of range"),
      (ForgedFileTests.place, "an event lies outside of its value"),
      (ForgedFileTests.distance, "its 'seen' are out of range"),
    ]
    for (number, reason) in problems {
      #expect(try problem(with: number + 1, for: number, in: saved) == nil)
      for other in [.min, .max, 1 << 60, -1] {
        #expect(
          try problem(with: other, for: number, in: saved)
            == "the file is damaged: EventRecorder (key 9) of NeuronGroup 'a':"
            + " \(reason)", "\(other) for \(number)")
      }
    }
    #expect(
      try problem(with: 1_000, for: ForgedFileTests.place, in: saved) != nil)
  }

  @Test("C1: a tensor whose elements lie as those of no view is refused")
  func tensorsThatAreNoViewsAreRefused() throws {
    let storage = try Tensor.zeros([12], in: MemoryPool()).storage
    func isView(_ shape: Shape, _ steps: [Int], start: Int) -> Bool {
      Tensor(
        viewing: storage, type: .float32, shape: shape, steps: steps,
        start: start) != nil
    }
    #expect(isView([3, 4], [4, 1], start: 0))
    #expect(isView([2, 3, 2], [0, 4, 2], start: 1))
    #expect(!isView([3], [-1], start: 2))
    #expect(!isView([3, 4], [2, 1], start: 0))
    #expect(!isView([3, 4], [4, 1], start: 1))
    #expect(!isView([2, 2], [1, 1], start: 0))
  }

  /// Kernels believe what a sparse structure says of its entries.
  @Test("C1: nobody may view the memory of a sparse structure")
  func aStructureThatATensorViewsIsRefused() throws {
    func word(_ number: Int) -> [UInt8] {
      (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    func tensor(in storage: Int, size: Int) -> [UInt8] {
      [storage, 1, size, 1, 0].flatMap(word)
    }
    let pool = MemoryPool()
    let starts = try Tensor([0, 1], in: pool).converted(to: .int64)
    let entries = try Tensor.zeros([2], in: pool)
    func decode(viewing storage: Int) throws {
      // One row, one column, the storages of both, the values: table 0 holds
      // that and a tensor.
      let content =
        word(1) + word(2) + [3] + word(1) + [10] + word(1) + word(1) + word(0)
        + word(1) + tensor(in: 2, size: 1) + [3] + word(2) + [6]
        + tensor(in: storage, size: 1)
      let archive = Archive(
        content: content,
        memory: [
          (starts.storage, .int64),
          (try Tensor.zeros([1], in: pool).storage, .float32),
          (entries.storage, .float32),
        ])
      _ = try SavedValueDecoder(archive, for: try Network(seed: 1))
    }
    try decode(viewing: 2)
    for storage in 0...1 {
      #expect(
        message { try decode(viewing: storage) }
          == "a tensor views a sparse structure")
    }
  }
}
