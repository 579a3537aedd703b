import Foundation
import SpikingNetworks
import Tensors
import TestSupport
import Testing

/// `Recordings.md` says what is true.
@Suite struct RecordingPageTests {
  /// The reader on the page, without its last line, which is an example.
  private static let reader: String = {
    let page = packageFolder.appending(
      path: "Sources/SpikingNetworks/SpikingNetworks.docc/Recordings.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    let code = text.components(separatedBy: "```python\n").last ?? ""
    return (code.components(separatedBy: "```").first ?? "")
      .components(separatedBy: "\nvoltage = ")[0]
  }()

  @Test func theReaderOnThePageReadsRecordings() throws {
    let folder = try TemporaryFolder()
    let network = try Network(seed: 3)
    let neurons = try makeNeurons(network)
    try neurons.add(
      Recorder(["iteration", "W"], gap: 2, file: folder.path("v.rec")), key: 20)
    try neurons.add(
      EventRecorder(["spike", "W"], file: folder.path("s.rec")), key: 21)
    try network.initialize()
    try network.simulateIterations(4)
    try network.simulateIterations(2)
    let found = try python(
      """
      for name in "v", "s":
          for variable in load_recording(name + ".rec").values():
              print(variable.name, variable.shape)
              print(variable.times)
              print([float(value) for value in variable.values])
      """, in: folder.url)
    let v = try LoadedRecording(path: folder.path("v.rec"), in: network.pool)
    let s = try LoadedRecording(path: folder.path("s.rec"), in: network.pool)
    let events = try s.data(under: "W").numbers()
    // Of rows [t, i, j], the places that are counted row by row.
    let rows = try Tensor(events, in: network.pool).reshaped([-1, 3])
    let (i, j) = (
      try rows.selected(axis: 1, index: 1), try rows.selected(axis: 1, index: 2)
    )
    let places = try i.applying(.multiply, 3).applying(.add, .tensor(j))
    #expect(
      found == """
        iteration ()
        [2, 4, 6]
        \(try v.data(under: "iteration").numbers())
        W (2, 3)
        [2, 4, 6]
        \(try v.data(under: "W").numbers())
        spike (3,)
        \(try s.data(under: "spike.t").values(Int.self))
        \(try s.data(under: "spike.i").numbers())
        W (2, 3)
        \(try s.data(under: "W.t").values(Int.self))
        \(try places.numbers())

        """)
  }

  private func python(_ code: String, in folder: URL) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Self.reader + code]
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self)
  }
}
