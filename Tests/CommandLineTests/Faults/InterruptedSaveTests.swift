import Foundation
import TestSupport
import Testing

/// A program that is ended while it saves leaves the file as it was or as it was
/// to be.
@Suite struct InterruptedSaveTests {
  /// How many programs are ended: 20, or what the environment says.
  static let count =
    ProcessInfo.processInfo.environment["SNN_LUA_KILLS"].flatMap { Int($0) }
    ?? 20

  /// A network that is saved again and again, with 1 and with 2 in 200,000
  /// places.
  static let saving = """
    local B = snn.Behavior "B"
    function B:initialize(neurons) neurons.x = neurons:vector(1) end
    local net = snn.Network { seed = 1 }
    local neurons = snn.NeuronGroup {
      net = net, size = 200000, behavior = { B {} },
    }
    net:initialize()
    net:save(path or "net.snn")
    print "saved"
    while not path do
      neurons.x:fill_(2)
      net:save "net.snn"
      neurons.x:fill_(1)
      net:save "net.snn"
    end
    """

  static let options = ["--seed", "1", "-e", saving]

  /// The file with 1 and that with 2.
  private static func references() throws -> [Data] {
    try [1, 2].map { value in
      let place = try Workplace()
      let source = saving.replacing("vector(1)", with: "vector(\(value))")
      let transcript = try place.snnLua(
        "--seed", "1", "-e", "path = 'net.snn'", "-e", source)
      #expect(transcript == Transcript(output: "saved\n"))
      return try place.contents("net.snn")
    }
  }

  /// Starts the program and waits until it has written some part of a file,
  /// another one each time.
  private func start(
    in place: Workplace, _ random: inout SplitMix
  ) throws -> RunningProgram {
    let program = try RunningProgram(Self.options, in: place)
    program.waitForLine()
    let written = random.next(below: 800_000)
    program.wait { (size(of: "net.snn.unfinished", in: place) ?? 0) > written }
    return program
  }

  @Test func aKilledProgramLeavesAWholeFile() throws {
    let references = try Self.references()
    #expect(references[0] != references[1])
    let place = try Workplace()
    var random = SplitMix()
    var unfinished = 0
    for _ in 0..<Self.count {
      let program = try start(in: place, &random)
      program.send(SIGKILL)
      #expect(program.end() == Transcript(status: -SIGKILL))
      #expect(references.contains(try place.contents("net.snn")))
      #expect(
        try place.names.isSubset(of: ["net.snn", "net.snn.unfinished"]))
      if try place.names.count == 2 { unfinished += 1 }
    }
    #expect(unfinished > 0)
    // The next one that saves removes what is left.
    _ = try place.snnLua(
      "--seed", "1", "-e", "path = 'net.snn'", "-e", Self.saving)
    #expect(try place.names == ["net.snn"])
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func aSignalLeavesAWholeFileAndNothingElse(signal: Int32) throws {
    let references = try Self.references()
    var random = SplitMix()
    for _ in 0..<Self.count / 4 {
      let place = try Workplace()
      let program = try start(in: place, &random)
      program.send(signal)
      let transcript = program.end()
      #expect(transcript.status == 128 + signal)
      #expect(transcript.error.contains("interrupted!"))
      #expect(references.contains(try place.contents("net.snn")))
      #expect(try place.names == ["net.snn"])
    }
  }
}
