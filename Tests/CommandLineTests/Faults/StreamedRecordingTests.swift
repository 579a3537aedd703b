import Foundation
import TestSupport
import Testing

/// Whatever ends a recording that goes to a file, what was written of it before
/// can be read.
@Suite struct StreamedRecordingTests {
  /// A network that records the number of the iteration, in each of so many
  /// neurons.
  private static func model(size: Int) -> String {
    """
    local B = snn.Behavior "B"
    function B:initialize(neurons) neurons.x = neurons:vector(0) end
    function B:forward(neurons) neurons.x:fill_(neurons.iteration) end
    local net = snn.Network { seed = 1 }
    snn.NeuronGroup {
      net = net, size = \(size), tag = "exc",
      behavior = {
        B {}, [8] = snn.Recorder { "x", file = "x.rec" },
        [9] = snn.EventRecorder { "x > 0", file = "events.rec" },
      },
    }

    """
  }

  /// Prints how many rows there are, whether they are the right ones, and
  /// whether the file is complete; for the events too.
  private static let check = """
    local size = tonumber(...)
    local x = snn.load_recording "x.rec"
    local count = x.x and #x.x or 0
    local iterations = snn.arange(1, math.max(count, 1)):unsqueeze(2)
    print(count, count == 0 or (x.x - iterations):abs():max() == 0,
      x.is_complete)
    local events = snn.load_recording "events.rec"
    local t = events["x > 0.t"]
    local count = t and #t or 0
    local iterations = snn.arange(0, math.max(count, 1) - 1) // size + 1
    print(count // size,
      count % size == 0 and (count == 0 or (t - iterations):abs():max() == 0),
      events.is_complete)
    """

  /// What can be read of a file that a program has left.
  private struct Found: Equatable {
    /// How many iterations there are.
    var count: Int
    var isRight: Bool
    var isComplete: Bool
  }

  /// What can be read of the two files.
  private func found(in place: Workplace, size: Int) throws -> [Found] {
    try place.write(Self.check, to: "check.lua")
    let transcript = try place.snnLua("check.lua", "\(size)")
    #expect(transcript.error == "")
    return transcript.output.split(separator: "\n").map { line in
      let words = line.split(separator: "\t")
      return Found(
        count: Int(words[0]) ?? -1, isRight: words[1] == "true",
        isComplete: words[2] == "true")
    }
  }

  private static let endless = [
    "--seed", "1", "-e",
    model(size: 1000) + """
      net:initialize()
      print "runs"
      net:simulate_iterations(1 << 60)
      """,
  ]

  /// Starts a recording and waits until some part of it is in the file, another
  /// one each time.
  private func start(
    in place: Workplace, _ random: inout SplitMix
  ) throws -> RunningProgram {
    let program = try RunningProgram(Self.endless, in: place)
    program.waitForLine()
    let written = random.next(below: 1_500_000)
    program.wait { (size(of: "x.rec", in: place) ?? 0) > written }
    return program
  }

  @Test func aKilledProgramLeavesWholeRows() throws {
    var random = SplitMix()
    for _ in 0..<InterruptedSaveTests.count {
      let place = try Workplace()
      let program = try start(in: place, &random)
      program.send(SIGKILL)
      #expect(program.end().status == -SIGKILL)
      let found = try found(in: place, size: 1000)
      #expect(found.count == 2)
      #expect(found.allSatisfy { $0.isRight && !$0.isComplete })
    }
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func aSignalLeavesACompleteFile(signal: Int32) throws {
    var random = SplitMix()
    for _ in 0..<InterruptedSaveTests.count / 4 {
      let place = try Workplace()
      let program = try start(in: place, &random)
      program.send(signal)
      #expect(program.end().status == 128 + signal)
      #expect(try place.names == ["events.rec", "x.rec"])
      let found = try found(in: place, size: 1000)
      #expect(found.count == 2 && found[0].count > 0)
      #expect(found.allSatisfy { $0.isRight && $0.isComplete })
    }
  }

  /// A short recording, which goes on after an error.
  private static let short =
    model(size: 20) + """
      local isBegun, problem = pcall(net.initialize, net)
      if not isBegun then return print("not begun", problem) end
      for _ = 1, 4 do
        local isDone, problem = pcall(net.simulate_iterations, net, 500)
        if not isDone then print("stopped", problem) end
      end
      print "at the end"
      """

  /// Each write fails once, in whichever of the two files it is.
  @Test func aWriteThatFailsIsAnErrorAndLeavesWholeRows() throws {
    let fault = Fault(call: "write", error: ENOSPC)
    var number = 1
    while true {
      let place = try Workplace()
      let transcript = try place.snnLua(
        ["-e", Self.short],
        environment: try fault.environment(number: number, mark: "mark"))
      guard try place.names.contains("mark") else { break }
      let lines = transcript.output.split(separator: "\n")
      #expect(lines.first?.contains(".rec: \(fault.reason)") == true)
      if lines.first?.hasPrefix("not begun") == true {
        #expect(lines.count == 1)
        #expect(try !place.names.contains { $0.hasSuffix(".unfinished") })
      } else {
        #expect(lines.first?.contains("writes no more to this file") == true)
        #expect(lines.dropFirst() == ["at the end"])
        let found = try found(in: place, size: 20)
        try #require(found.count == 2)
        #expect(found.allSatisfy { $0.isRight })
        // The other file goes on.
        #expect(found.contains { $0.count > 1500 })
        #expect(found.filter { $0.isComplete }.count == 1)
      }
      number += 1
    }
    #expect(number > 6)
  }

  @Test(arguments: [("short", 0), ("write", EINTR)])
  func someFaultsAreNone(call: String, error: Int32) throws {
    let fault = Fault(call: call, error: error)
    for number in 1...6 {
      let place = try Workplace()
      let transcript = try place.snnLua(
        ["-e", Self.short],
        environment: try fault.environment(number: number, mark: "mark"))
      #expect(transcript == Transcript(output: "at the end\n"))
      #expect(try place.names.contains("mark"))
      let all = Found(count: 2000, isRight: true, isComplete: true)
      #expect(try found(in: place, size: 20) == [all, all])
    }
  }

  /// The files may have 128 KiB, and would have more.
  @Test func aFileThatMayNotGrowIsAnErrorAndLeavesWholeRows() throws {
    let place = try Workplace(["short.lua": Self.short])
    let transcript = try place.shell("ulimit -f 256; exec \"$1\" short.lua")
    #expect(transcript.output.contains("x.rec: File too large; "))
    #expect(transcript.output.contains("events.rec: File too large; "))
    #expect(transcript.output.hasSuffix("at the end\n"))
    let found = try found(in: place, size: 20)
    #expect(found.count == 2)
    #expect(found.allSatisfy { $0.isRight && !$0.isComplete })
  }

  static let badPlaces = [
    ("none/x.rec", "No such file or directory"),
    ("plain/x.rec", "Not a directory"), ("folder", "not a regular file"),
    ("/dev/full", "not a regular file"),
  ]

  @Test(arguments: badPlaces)
  func aPlaceThatCannotBeWrittenIsAnError(
    path: String, reason: String
  ) throws {
    let place = try Workplace(["plain": "", "folder/file": ""])
    let script =
      Self.model(size: 10)
      .replacing("x.rec", with: path) + "net:initialize()"
    let transcript = try place.snnLua("-e", script)
    #expect(transcript.error.contains("\(path): "))
    #expect(transcript.error.contains("\(reason)\n"))
    #expect(transcript.status == 1)
  }
}
