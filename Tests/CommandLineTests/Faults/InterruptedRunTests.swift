import Foundation
import TestSupport
import Testing

/// What a signal in the middle of a run, of a drawing, of the last files that
/// are written or of a sweep leaves.
@Suite struct InterruptedRunTests {
  private let count = InterruptedSaveTests.count / 4

  /// Files that are written at the end of the run.
  @Test(arguments: [Writer.record, .results, .profile], [SIGTERM, SIGINT])
  func aSignalInARunLeavesWholeFiles(writer: Writer, signal: Int32) throws {
    let path = "file.\(writer.ending)"
    let endless = "print 'runs' net:simulate_iterations(1 << 60)"
    for _ in 0..<count {
      let place = try Workplace([path: "old"])
      let program = try RunningProgram(
        writer.arguments(path, before: endless), in: place)
      program.waitForLine()
      program.send(signal)
      #expect(program.end().status == 128 + signal)
      #expect(try place.contents(path) != Data("old".utf8))
      #expect(try place.names == [path])
    }
  }

  /// The program ends in the middle of writing its record, or before or after.
  @Test(arguments: [SIGTERM, SIGINT, SIGKILL])
  func aSignalInTheRecordLeavesTheOldOneOrTheNewOne(signal: Int32) throws {
    let script = """
      local net = snn.Network { seed = 1 }
      snn.NeuronGroup {
        net = net, size = 50000, tag = "exc",
        behavior = { snn.Variable "x = 1", [9] = snn.Recorder "x" },
      }
      net:initialize()
      net:simulate_iterations(10)
      print "runs"
      """
    let arguments = ["--seed", "1", "--record", "file.npz", "-e", script]
    let reference = try Workplace()
    #expect(try reference.snnLua(arguments) == Transcript(output: "runs\n"))
    let new = try reference.contents("file.npz")
    var random = SplitMix()
    for _ in 0..<count {
      let place = try Workplace(["file.npz": "old"])
      let program = try RunningProgram(arguments, in: place)
      program.waitForLine()
      let written = random.next(below: 2_000_000)
      program.wait {
        (size(of: "file.npz.unfinished", in: place) ?? 0) > written
      }
      program.send(signal)
      let status = program.end().status
      #expect([0, 128 + signal, -signal].contains(status))
      let contents = try place.contents("file.npz")
      #expect(
        contents == new || status == -SIGKILL && contents == Data("old".utf8))
      if signal != SIGKILL { #expect(try place.names == ["file.npz"]) }
    }
  }

  /// Gnuplot, which a terminal's Ctrl-C would reach too, may end its work.
  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func aSignalInADrawingLeavesWholePicturesAndNothingElse(
    signal: Int32
  ) throws {
    let reference = try Writer.picture.reference()
    let endless = """
      local figure = snn.plot.lines(snn.arange(1, 100))
      figure:save "file.svg"
      print "saved"
      while true do figure:save "file.svg" end
      """
    for _ in 0..<count {
      let place = try Workplace(["temporary/keep": ""])
      let program = try RunningProgram(
        ["--seed", "1", "-e", endless], in: place,
        environment: ["TMPDIR": "temporary"])
      program.waitForLine()
      program.send(signal)
      #expect(program.end().status == 128 + signal)
      #expect(try place.contents("file.svg") == reference)
      #expect(try place.names == ["file.svg", "temporary"])
      #expect(
        try FileManager.default.contentsOfDirectory(
          atPath: place.folder.appending(path: "temporary").path) == ["keep"])
    }
  }

  /// A sweep that dies and is started again ends as one that never stopped.
  @Test(arguments: [SIGKILL, SIGTERM, SIGINT])
  func aSweepThatDiesGoesOn(signal: Int32) throws {
    let place = try Workplace([
      "model.lua": SweepTests.model, "grid.lua": SweepTests.grid,
    ])
    let program = try RunningProgram(
      ["sweep", "--jobs", "1", "grid.lua"], in: place)
    program.wait { size(of: "runs/0002/finished", in: place) != nil }
    program.send(signal)
    _ = program.end()
    #expect(try place.snnLua("sweep", "grid.lua").status == 0)
    #expect(place.text("runs/sweep.csv") == SweepTests.table)
  }
}
