import Foundation
import LuaBindings
import TestSupport
import Testing

/// Recorders with files, as scripts use them.
@Suite struct RecordingFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var path: String { folder.path("a.rec") }

  /// A network `net` of three neurons with the recorders in `recorders`.
  private func model(_ recorders: String) -> String {
    """
    local Drive = snn.Behavior "Drive"
    function Drive:forward(neurons)
      neurons.voltage = neurons:vector "uniform"
      neurons.spike = neurons.voltage:gt(0.5)
    end
    local net = snn.Network { seed = 1 }
    local neurons = snn.NeuronGroup {
      net = net, size = 3, tag = "exc", behavior = { Drive {}, \(recorders) },
    }
    net:initialize()
    net:simulate_iterations(20)
    """
  }

  @Test func whatIsLoadedIsWhatARecorderInMemoryHolds() throws {
    try run(
      model(
        """
        [8] = snn.Recorder { "voltage", "mean(voltage)", gap_width = 3 },
        [9] = snn.Recorder {
          "voltage", "mean(voltage)", gap_width = 3, file = "\(path)",
        },
        """)
          + """
          local recording = snn.load_recording "\(path)"
          assert(recording.is_complete == true)
          for _, name in ipairs { "voltage", "mean(voltage)" } do
            assert(recording[name]:eq(net(name, 1)):all())
            assert(recording[name].dtype == net(name, 1).dtype)
          end
          assert(recording["voltage.t"]:eq(snn.tensor {3, 6, 9, 12, 15, 18}):all())
          """)
  }

  @Test func neuronsInEventsThatAreLoadedCountFromOne() throws {
    try run(
      model(
        """
        [8] = snn.EventRecorder "spike",
        [9] = snn.EventRecorder { "spike", file = "\(path)" },
        """)
          + """
          local recording = snn.load_recording "\(path)"
          for _, name in ipairs { "spike", "spike.t", "spike.i" } do
            assert(recording[name]:eq(net(name, 1)):all())
          end
          assert(recording["spike.i"]:min() == 1)
          """)
  }

  @Test func aFileThatIsCutOffIsNotComplete() throws {
    try run(model("[9] = snn.Recorder { \"voltage\", file = \"\(path)\" },"))
    let url = URL(fileURLWithPath: path)
    // The mark of the end has 13 bytes.
    try Data(contentsOf: url).dropLast(14).write(to: url)
    try run(
      """
      local recording = snn.load_recording "\(path)"
      assert(recording.is_complete == false)
      assert(recording.voltage.shape[1] == 0)
      """)
  }

  @Test func aNumberIsNoPath() throws {
    #expect(
      try message(of: "snn.load_recording(5)")
        == "model.lua:1: load_recording: expected the path of a file, got"
        + " number")
    #expect(
      try message(of: "snn.Recorder { \"v\", file = 5 }")
        == "model.lua:1: Recorder: file: expected the path of a file, got"
        + " number")
  }

  @Test func whatIsSomethingElseIsNoRecording() throws {
    try Data("something else, which is longer".utf8)
      .write(to: URL(fileURLWithPath: path))
    #expect(
      try message(of: "snn.load_recording \"\(path)\"")
        == "model.lua:1: \(path): this is not a recording")
  }

  @Test(arguments: [
    "snn.Recorder { \"v\", file = \"../a.rec\" }",
    "snn.EventRecorder { \"v\", file = \"../a.rec\" }",
    "snn.load_recording \"../a.rec\"",
  ])
  func aSandboxKeepsRecordingsInItsFolder(source: String) throws {
    let host = try makeHost {
      $0.sandbox = Sandbox(files: folder.url.path)
    }
    #expect(
      try refusal(of: source, in: host)
        == "model.lua:1: '../a.rec' is not below the sandbox's folder for files"
    )
  }

  /// The message of the error that a chunk ends with in a sandbox, where there
  /// is no `require`.
  private func refusal(
    of source: String, in host: LuaHost
  ) throws -> String? {
    do {
      try host.run(source, name: "@model.lua")
      return nil
    } catch { return error.message }
  }

  @Test(arguments: ["net:save(path)", "neurons.voltage:save(path)"])
  func nothingIsSavedOverTheFileOfARecorder(save: String) throws {
    let model = model("[9] = snn.Recorder { \"voltage\", file = \"\(path)\" },")
    #expect(
      try message(of: model + "local path = '\(path)'; \(save)")?
        .contains(
          "\(path): a recording is being written to this file; give each one a"
            + " file of its own") == true)
    try run(
      model + """
        pcall(net.save, net, "\(path)")
        net:simulate_iterations(5)
        assert(snn.load_recording("\(path)").voltage:size(1) == 25)
        """)
  }

  @Test func aNetworkThatNobodyHoldsLeavesItsFileToTheNext() throws {
    let model = model("[9] = snn.Recorder { \"voltage\", file = \"\(path)\" },")
    try run("for _ = 1, 3 do \(model) end")
    try run(
      "for _ = 1, 3 do coroutine.wrap(function() \(model) end)() end"
        + " assert(snn.load_recording('\(path)').voltage:size(1) == 20)")
    #expect(
      try message(of: "for _ = 1, 2 do \(model) held = net end")?
        .contains("another recording is being written to this file") == true)
  }
}
