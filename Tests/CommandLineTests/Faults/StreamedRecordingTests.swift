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
  /// whether the file is complete.
  private static let check = """
    local found = snn.load_recording "x.rec"
    local count = found.x and #found.x or 0
    local wanted = snn.arange(1, math.max(count, 1)):unsqueeze(2)
    print(count, count == 0 or (found.x - wanted):abs():max() == 0,
      found.is_complete)
    local events = snn.load_recording "events.rec"
    local t = events["x > 0.t"]
    print(t and #t or 0, not t or t:eq(t:sort()):all(), events.is_complete)
    """

  /// What can be read of the files that a program has left.
  private struct Found: Equatable {
    var rows: Int
    var isRight: Bool
    var isComplete: Bool
  }

  private func found(in place: Workplace) throws -> Found {
    let transcript = try place.snnLua("--seed", "1", "-e", Self.check)
    #expect(transcript.error == "")
    let words = transcript.output.split { $0 == "\t" || $0 == "\n" }
    try #require(words.count == 6)
    return Found(
      rows: Int(words[0]) ?? 0, isRight: words[1] == "true",
      isComplete: words[2] == "true")
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
    let written = random.next(below: 3_000_000)
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
      let found = try found(in: place)
      #expect(found.isRight)
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
      let found = try found(in: place)
      #expect(found.isRight && found.isComplete && found.rows > 0)
      #expect(try place.names == ["events.rec", "x.rec"])
    }
  }

  /// A short recording, which goes on after an error.
  private static let short = model(size: 100) + """
    local isBegun, problem = pcall(net.initialize, net)
    for _ = 1, 3 do
      if isBegun and not problem then
        local isDone, message = pcall(net.simulate_iterations, net, 500)
        problem = not isDone and message or problem
      end
    end
    print(isBegun, (tostring(problem):gsub("^[^:]*:%d+: ", "")))
    if isBegun then print(pcall(net.simulate_iterations, net, 500)) end
    """

  @Test(arguments: [("write", ENOSPC), ("open", EACCES)])
  func aCallThatFailsIsAnErrorAndLeavesWholeRows(
    call: String, error: Int32
  ) throws {
    let fault = Fault(call: call, error: error)
    var number = 1
    while true {
      let place = try Workplace()
      let transcript = try place.snnLua(
        ["--seed", "1", "-e", Self.short],
        environment: try fault.environment(number: number, mark: "mark"))
      guard try place.names.contains("mark") else { break }
      #expect(transcript.status == 0)
      if transcript.output.hasPrefix("false") {
        #expect(transcript.output.contains(".rec: \(fault.reason)"))
        #expect(try !place.names.contains { $0.hasSuffix(".unfinished") })
      } else {
        if call == "write" {
          #expect(transcript.output.contains(".rec: \(fault.reason); "))
          #expect(transcript.output.contains("writes no more to this file"))
        }
        #expect(transcript.output.contains("true\t2000\n") || call == "open")
        let found = try found(in: place)
        #expect(found.isRight && found.isComplete)
      }
      number += 1
    }
    #expect(number > 2)
  }

  @Test(arguments: [("short", 0), ("write", EINTR)])
  func someFaultsAreNone(call: String, error: Int32) throws {
    let fault = Fault(call: call, error: error)
    for number in 1...4 {
      let place = try Workplace()
      let transcript = try place.snnLua(
        ["--seed", "1", "-e", Self.short],
        environment: try fault.environment(number: number, mark: "mark"))
      #expect(transcript.output.hasPrefix("true\tnil\ntrue\t"))
      #expect(
        try found(in: place)
          == Found(rows: 2000, isRight: true, isComplete: true))
    }
  }

  /// The file may have 256 KiB.
  @Test func aFileThatMayNotGrowIsAnErrorAndLeavesWholeRows() throws {
    let place = try Workplace(["short.lua": Self.short])
    let transcript = try place.shell(
      "ulimit -f 512; exec \"$1\" --seed 1 short.lua")
    #expect(transcript.output.contains("x.rec: File too large; "))
    #expect(transcript.status == 0)
    let found = try found(in: place)
    #expect(found.isRight && found.isComplete)
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
    let script = Self.model(size: 10)
      .replacing("x.rec", with: path) + "net:initialize()"
    let transcript = try place.snnLua("-e", script)
    #expect(transcript.error.contains("\(path): "))
    #expect(transcript.error.contains("\(reason)\n"))
    #expect(transcript.status == 1)
  }
}
