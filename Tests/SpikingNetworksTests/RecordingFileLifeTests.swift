import Foundation
import SpikingNetworks
import Tensors
import TestSupport
import Testing

/// When the file of a recorder begins and ends, and to whom it belongs.
@Suite struct RecordingFileLifeTests {
  let folder: TemporaryFolder
  let network: Network
  let neurons: NeuronGroup

  init() throws {
    folder = try TemporaryFolder()
    network = try Network(seed: 3)
    neurons = try makeNeurons(network)
  }

  private var path: String { folder.path("a.rec") }

  private func times() throws -> [Double] {
    try LoadedRecording(path: path, in: MemoryPool()).data(under: "v.t")
      .numbers()
  }

  private func contents() throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }

  @Test func initializingBeginsTheFileAnew() throws {
    try neurons.add(Recorder(["v"], file: path), key: 20)
    try network.initialize()
    try network.simulateIterations(3)
    try network.initialize()
    #expect(try times() == [])
    try network.simulateIterations(2)
    #expect(try times() == [4, 5])
  }

  @Test func aFileThatCanNotBeBegunIsAnError() throws {
    let none = folder.path("none/a.rec")
    try neurons.add(Recorder(["v"], file: none), key: 20)
    #expect(
      message { try network.initialize() }
        == "in Recorder:initialize (key 20) of NeuronGroup 'a': \(none): No such"
        + " file or directory")
  }

  @Test func aFileThatCanNotBeBegunAgainStaysAsItWas() throws {
    try neurons.add(Recorder(["v"], file: path), key: 20)
    try network.initialize()
    try network.simulateIterations(3)
    let before = try contents()
    // A file can't take the place of a folder.
    let other = folder.path("b.rec")
    try FileManager.default.moveItem(atPath: path, toPath: other)
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false)
    #expect(
      message { try network.initialize() }?
        .hasSuffix("\(path): this is not a regular file") == true)
    #expect(try Data(contentsOf: URL(fileURLWithPath: other)) == before)
  }

  @Test func aRecorderWithoutItsFileDoesNotRun() throws {
    let recorder = try Recorder(["v"], file: path)
    try neurons.add(recorder, key: 20)
    try network.initialize()
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false)
    #expect(throws: BehaviorFailure.self) {
      try neurons.reinitialize(recorder)
    }
    #expect(throws: BehaviorFailure.self) {
      try network.simulateIterations(1)
    }
  }

  @Test(arguments: ["a.rec", "./a.rec", "link.rec"])
  func twoRecordersCanNotWriteToOneFile(name: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.rec"), withDestinationPath: path)
    try neurons.add(Recorder(["v"], file: path), key: 20)
    try network.initialize()
    let other = folder.path(name)
    #expect(
      message {
        try neurons.add(EventRecorder(["spike"], file: other), key: 21)
      }
        == "in EventRecorder:initialize (key 21) of NeuronGroup 'a': \(other):"
        + " another recording is being written to this file; give each one a"
        + " file of its own")
    try network.simulateIterations(3)
    #expect(try times() == [1, 2, 3])
  }

  @Test func aRecorderThatIsRemovedLeavesItsFileToOthers() throws {
    let recorder = try Recorder(["v"], file: path)
    try neurons.add(recorder, key: 20)
    try network.initialize()
    try network.simulateIterations(3)
    neurons.removeBehaviors { $0.key == 20 }
    #expect(try times() == [1, 2, 3])
    try neurons.add(Recorder(["v"], file: path), key: 21)
    try network.simulateIterations(1)
    #expect(try times() == [4])
  }

  @Test func aRecorderThatIsRemovedWhileItRunsHasWrittenAll() throws {
    try neurons.add(Recorder(["v"], file: path), key: 20)
    let remover = Probe(forward: { object in
      if object.iteration == 3 { object.removeBehaviors { $0.key == 20 } }
    })
    try neurons.add(remover, key: 30)
    try network.initialize()
    try network.simulateIterations(5)
    #expect(try times() == [1, 2, 3])
  }

  @Test func aNetworkThatIsGoneHasWrittenAll() throws {
    do {
      let network = try Network(seed: 1)
      let recorder = try Recorder(["v"], file: path)
      let neurons = try makeNeurons(network)
      try neurons.add(recorder, key: 20)
      try network.initialize()
      // Who calls it by hand has no simulation that ends.
      try recorder.forward(neurons)
    }
    #expect(try times() == [0])
  }

  @Test func aLoadedNetworkBeginsAFileAtAnotherPath() throws {
    let saved = folder.path("net.snn")
    try neurons.add(Recorder(["v"], maximumLength: 2, file: path), key: 20)
    try network.initialize()
    try network.simulateIterations(3)
    try network.save(to: saved)
    let other = try Network(seed: 3)
    let recorder = try Recorder(
      ["v"], maximumLength: 2, file: folder.path("b.rec"))
    try makeNeurons(other).add(recorder, key: 20)
    try other.load(from: saved)
    #expect(recorder.rowCount(of: "v") == 2)
    try other.simulateIterations(2)
    let loaded = try LoadedRecording(
      path: folder.path("b.rec"), in: MemoryPool())
    #expect(try loaded.data(under: "v.t").numbers() == [4, 5])
    #expect(try times() == [1, 2, 3])
  }

  // MARK: Loading

  private var saved: String { folder.path("net.snn") }

  /// Calls `body` with another network, which isn't initialized, and its group.
  private func withAnother(
    _ recorder: any RecordingBehavior,
    _ body: (Network, NeuronGroup) throws -> Void
  ) throws {
    let network = try Network(seed: 3)
    let neurons = try makeNeurons(network)
    try neurons.add(recorder, key: 20)
    try body(network, neurons)
  }

  /// Leaves a network that was saved after three of five iterations.
  private func saveAfterThreeOfFive(
    _ recorder: any RecordingBehavior
  ) throws {
    try withAnother(recorder) { network, _ in
      try network.initialize()
      try network.simulateIterations(3)
      try network.save(to: saved)
      try network.simulateIterations(2)
    }
  }

  @Test("C7: a loaded network goes on in the file where it was saved")
  func aLoadedNetworkGoesOnInTheFile() throws {
    try saveAfterThreeOfFive(Recorder(["v", "mean(v)"], file: path))
    #expect(try times() == [1, 2, 3, 4, 5])
    let whole = try LoadedRecording(path: path, in: MemoryPool())
    try withAnother(Recorder(["v", "mean(v)"], file: path)) { network, _ in
      try network.load(from: saved)
      #expect(try times() == [1, 2, 3])
      try network.simulateIterations(2)
    }
    let found = try LoadedRecording(path: path, in: MemoryPool())
    #expect(found.isComplete)
    for name in whole.names {
      #expect(
        try found.data(under: name).isSame(as: try whole.data(under: name)))
    }
  }

  @Test("C7: events and expressions that were added go on in the file")
  func addedExpressionsGoOn() throws {
    try withAnother(EventRecorder(["v"], file: path)) { network, neurons in
      try network.initialize()
      try network.simulateIterations(2)
      try (neurons.behavior(key: 20) as? EventRecorder)?.addVariable("spike")
      try network.simulateIterations(2)
      try network.save(to: saved)
      try network.simulateIterations(2)
    }
    let whole = try LoadedRecording(path: path, in: MemoryPool())
    try withAnother(EventRecorder(["v"], file: path)) { network, neurons in
      try network.load(from: saved)
      try network.simulateIterations(2)
      try (neurons.behavior(key: 20) as? EventRecorder)?
        .addVariable("iteration > 6")
      try network.simulateIterations(1)
    }
    let found = try LoadedRecording(path: path, in: MemoryPool())
    #expect(try found.data(under: "iteration > 6.t").numbers() == [7])
    for name in ["v", "spike"] {
      let rows = try whole.data(under: name)
      #expect(
        try found.data(under: name)
          .narrowed(axis: 0, start: 0, count: rows.shape[0])
          .isSame(as: rows), "\(name)")
    }
  }

  @Test("C7: a network that goes back cuts its file")
  func aNetworkThatGoesBackCutsItsFile() throws {
    try withAnother(Recorder(["v"], file: path)) { network, _ in
      try network.initialize()
      try network.simulateIterations(3)
      try network.save(to: saved)
      for _ in 0..<2 {
        try network.simulateIterations(2)
        #expect(try times() == [1, 2, 3, 4, 5])
        try network.load(from: saved)
      }
      #expect(try times() == [1, 2, 3])
    }
  }

  @Test("C7: a file that is missing or another one is an error")
  func otherFilesAreErrors() throws {
    try saveAfterThreeOfFive(Recorder(["v"], file: path))
    let whole = try contents()
    let other =
      "\(path): this is not the recording that it was when the network"
      + " was saved; give the recorder another file"
    func problem(_ contents: Data?) throws -> String? {
      try? FileManager.default.removeItem(atPath: path)
      try contents?.write(to: URL(fileURLWithPath: path))
      let recorder = try Recorder(["v"], file: path)
      var found: String?
      try withAnother(recorder) { network, _ in
        found = message { try network.load(from: saved) }
        #expect(network.iteration == (found == nil ? 3 : 0))
        if found != nil, let contents {
          #expect(try self.contents() == contents)
        }
        // It begins a file then.
        if found != nil { try network.initialize() }
        try network.simulateIterations(1)
      }
      #expect(try times() == (found == nil ? [1, 2, 3, 4] : [1]))
      return found
    }
    #expect(try problem(whole) == nil)
    #expect(try problem(nil) == "\(path): No such file or directory")
    #expect(try problem(Data()) == other)
    #expect(try problem(Data("something else".utf8)) == other)
    #expect(try problem(whole.prefix(whole.count / 2)) == other)
    var damaged = whole
    damaged[20] ^= 1
    #expect(try problem(damaged) == other)
    // The same recorder, another run: the checksums tell.
    try withAnother(Recorder(["mean(v)"], file: path)) { network, _ in
      try network.initialize()
      try network.simulateIterations(9)
    }
    #expect(try problem(try contents()) == other)
  }

  @Test("C7: a network that can't be loaded leaves the file as it is")
  func aFailureLeavesTheFile() throws {
    try saveAfterThreeOfFive(Recorder(["v"], file: path))
    let whole = try contents()
    try withAnother(Recorder(["v"], file: path)) { network, neurons in
      try neurons.add(Counter(), key: 30)
      #expect(message { try network.load(from: saved) } != nil)
      #expect(try contents() == whole)
    }
  }

  /// Files that go on are cut when those that begin have begun.
  @Test("C7: a recorder that can't begin its file leaves those of others")
  func anotherFailureLeavesTheFile() throws {
    try withAnother(Recorder(["v"], file: path)) { network, neurons in
      try neurons.add(
        Recorder(["v"], file: folder.path("b.rec"), tag: "b"), key: 30)
      try network.initialize()
      try network.simulateIterations(3)
      try network.save(to: saved)
      try network.simulateIterations(2)
    }
    let whole = try contents()
    let none = folder.path("none/b.rec")
    try withAnother(Recorder(["v"], file: path)) { network, neurons in
      try neurons.add(Recorder(["v"], file: none, tag: "b"), key: 30)
      #expect(
        message { try network.load(from: saved) }
          == "\(none): No such file or directory")
      #expect(try contents() == whole)
    }
  }

  @Test func nothingIsLeftBesideTheFile() throws {
    try neurons.add(Recorder(["v"], file: path), key: 20)
    try network.initialize()
    try network.simulateIterations(3)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        == ["a.rec"])
  }
}
