import Testing

/// What is left of a recording if something happens to the program.
///
/// A chunk is written as soon as 256 KiB have come together: of rows with 10,000
/// numbers of four bytes, seven.
@Suite struct RecordingFileTests {
  private static let model = """
    local snn = require "snn"
    net = snn.Network { seed = 1 }
    local neurons = snn.NeuronGroup {
      net = net, size = 10000, tag = "exc",
      behavior = { [9] = snn.Recorder { "v", file = "v.rec" } },
    }
    neurons.v = neurons:vector(1)
    net:initialize()
    """

  /// Prints how much is in the file.
  private static let reader = """

    local recording = require "snn".load_recording "v.rec"
    print(recording["v.t"].shape[1], recording.is_complete)
    """

  @Test func aProgramThatIsKilledLeavesWholeChunks() throws {
    let place = try Workplace([
      "model.lua": RecordingFileTests.model + """

        net:simulate_iterations(30, { each = function()
          if net.iteration == 20 then
            os.execute "kill -9 $PPID"
          end
        end })
        """,
      "reader.lua": RecordingFileTests.reader,
    ])
    #expect(try place.snnLua("model.lua").status == 9)
    #expect(try place.snnLua("reader.lua").output == "14\tfalse\n")
  }

  @Test("C6: a recording of a program that was killed is not complete")
  func aProgramThatIsKilledLeavesNoCompleteRecording() throws {
    for (before, rows) in [(0, 0), (5, 5)] {
      let place = try Workplace([
        "model.lua": RecordingFileTests.model + """

          net:simulate_iterations(\(before))
          net:simulate_iterations(30, { each = function()
            os.execute "kill -9 $PPID"
          end })
          """,
        "reader.lua": RecordingFileTests.reader,
      ])
      #expect(try place.snnLua("model.lua").status == 9)
      #expect(try place.snnLua("reader.lua").output == "\(rows)\tfalse\n")
    }
  }

  /// The limit for files, of 600 times 1,024 bytes, lets two chunks pass.
  @Test("C7: a run goes on in its file in another process")
  func aRunGoesOnInItsFile() throws {
    let model = RecordingFileTests.model.replacing("net:initialize()", with: "")
    let place = try Workplace([
      "first.lua": model + """

        net:initialize()
        net:simulate_iterations(20)
        net:save "net.snn"
        net:simulate_iterations(30, { each = function()
          if net.iteration == 40 then
            os.execute "kill -9 $PPID"
          end
        end })
        """,
      "second.lua": model + """

        net:load "net.snn"
        net:simulate_iterations(5)
        local t = snn.load_recording "v.rec"["v.t"]
        print(#t, t:eq(snn.arange(1, 25)):all())
        """,
      "reader.lua": RecordingFileTests.reader,
    ])
    #expect(try place.snnLua("first.lua").status == 9)
    #expect(try place.snnLua("reader.lua").output == "34\tfalse\n")
    #expect(
      try place.snnLua("second.lua") == Transcript(output: "25\ttrue\n"))
    #expect(try place.snnLua("reader.lua").output == "25\ttrue\n")
  }

  @Test("C6: a recording that met a full disk is not complete")
  func aFullDiskIsAnErrorAfterWholeChunks() throws {
    let place = try Workplace([
      "model.lua": RecordingFileTests.model + """

        print(pcall(net.simulate_iterations, net, 30))
        """ + RecordingFileTests.reader
    ])
    #expect(
      try place.shell("ulimit -f 1200; \"$1\" model.lua").output
        == "false\tmodel.lua:9: v.rec: File too large; Recorder of NeuronGroup"
        + " 'exc' writes no more to this file until it is initialized again\n"
        + "14\tfalse\n")
  }

  @Test func aNetworkRunsOnAfterAFullDisk() throws {
    let place = try Workplace([
      "model.lua": RecordingFileTests.model + """

        pcall(net.simulate_iterations, net, 30)
        net:simulate_iterations(30)
        print(net.iteration)
        """ + RecordingFileTests.reader + """

          net:initialize()
          net:simulate_iterations(3)
          """ + RecordingFileTests.reader
    ])
    #expect(
      try place.shell("ulimit -f 1200; \"$1\" model.lua")
        == Transcript(output: "51\n14\tfalse\n3\ttrue\n"))
  }

  /// One row at the end of each call: the file is full at the end of one.
  @Test func aFullDiskAtTheEndOfACallIsAnErrorToo() throws {
    let place = try Workplace([
      "model.lua": RecordingFileTests.model + """

        print(pcall(function()
          while true do net:simulate_iteration() end
        end))
        print(net.iteration)
        """ + RecordingFileTests.reader
    ])
    #expect(
      try place.shell("ulimit -f 200; \"$1\" model.lua").output
        == "false\tmodel.lua:10: v.rec: File too large; Recorder of NeuronGroup"
        + " 'exc' writes no more to this file until it is initialized again\n"
        + "3\n2\tfalse\n")
  }
}
