import Foundation
import TestSupport
import Testing

/// What a run leaves behind.
@Suite struct OutputTests {
  static let model = """
    local snn = require "snn"
    local Rise = snn.Behavior "Rise"
    function Rise:initialize(neurons) neurons.v = neurons:vector "zeros" end
    function Rise:forward(neurons) neurons.v:add_(1) end
    do
      local net = snn.Network { seed = 1 }
      snn.NeuronGroup {
        net = net, size = 2, tag = "exc",
        behavior = { [1] = Rise {}, [2.5] = snn.Recorder "v" },
      }
      net:initialize()
      net:simulate_iterations(2)
    end
    collectgarbage()
    snn.result("rate", 0.5)
    snn.result { name = 'a "b", c', count = 3, [1 == 1 and "on"] = true }
    snn.result("rate", 12.5)
    """

  static let record = "exc.v.npy <f4 (2, 2) [1.0, 1.0, 2.0, 2.0]\n"

  private func place(_ ending: String = "") throws -> Workplace {
    try Workplace(["model.lua": Self.model + "\n" + ending])
  }

  private func record(in place: Workplace) throws -> String {
    try npzContents(place.folder.appending(path: "r.npz").path)
  }

  @Test func recordKeepsWhatRecordersOfLostNetworksRecorded() throws {
    let place = try place()
    #expect(
      try place.snnLua("--record", "r.npz", "model.lua") == Transcript())
    #expect(try record(in: place) == Self.record)
  }

  @Test(arguments: [
    ("error 'boom'", 1), ("os.exit(7)", 7), ("os.exit(true, true)", 0),
    ("coroutine.wrap(function() pcall(os.exit, 3) end)()", 3),
  ])
  func everythingIsWrittenHoweverTheScriptEnds(
    ending: String, status: Int32
  ) throws {
    let place = try place(ending)
    let transcript = try place.snnLua(
      "--record", "r.npz", "--results", "r.csv", "--profile-json", "p.json",
      "model.lua")
    #expect(transcript.status == status)
    #expect(try record(in: place) == Self.record)
    #expect(place.text("r.csv")?.hasPrefix("rate,") == true)
    #expect(place.text("p.json")?.hasSuffix("}\n") == true)
  }

  @Test func withoutARecorderTheRecordIsEmpty() throws {
    let place = try Workplace()
    #expect(
      try place.snnLua("--record", "r.npz", "-e", "x = 1")
        == Transcript(
          error: "snn-lua: r.npz is empty: no recorder has recorded\n"))
    #expect(try record(in: place) == "")
  }

  @Test func resultsAreARowOfATable() throws {
    let place = try place()
    #expect(
      try place.snnLua("--results", "r.csv", "model.lua") == Transcript())
    #expect(
      place.text("r.csv") == """
        rate,count,name,on
        12.5,3,"a ""b"", c",true

        """)
  }

  @Test func withoutResultsTheFileIsEmpty() throws {
    let place = try Workplace()
    #expect(
      try place.snnLua("--results", "r.csv", "-e", "x = 1") == Transcript())
    #expect(place.text("r.csv") == "")
  }

  @Test(arguments: [
    (
      "snn.result('a', {})",
      "'a' must be a number, a string or a boolean, got table"
    ),
    ("snn.result('a')", "'a' must be a number, a string or a boolean, got nil"),
    (
      "snn.result { a = print }",
      "'a' must be a number, a string or a boolean, got function"
    ),
    ("snn.result(3, 4)", "expected a name, got number"),
    ("snn.result { 4 }", "expected a name, got number"),
    ("snn.result('', 4)", "expected a name, got string"),
  ])
  func aResultIsANameAndAValue(code: String, message: String) throws {
    let transcript = try Workplace().snnLua("-e", code)
    #expect(
      transcript.error.hasPrefix(
        "snn-lua: (command line):1: result: \(message)\n"))
    #expect(transcript.status == 1)
  }

  @Test(arguments: [
    ("--record", "none/r.npz", "No such file or directory"),
    ("--results", "none/r.csv", "No such file or directory"),
    ("--profile-json", "none/p.json", "No such file or directory"),
    ("--record", "folder.npz", "this is not a regular file"),
    ("--results", "folder.npz", "this is not a regular file"),
  ])
  func whatCannotBeWrittenIsToldBeforeTheRun(
    option: String, path: String, reason: String
  ) throws {
    let place = try Workplace(["folder.npz/x": ""])
    #expect(
      try place.snnLua(option, path, "-e", "print(1)")
        == Transcript(
          error: "snn-lua: \(option) \(path): \(reason)\n", status: 1))
  }

  @Test func aRecordThatCannotBeWrittenAfterAllIsAnError() throws {
    let place = try Workplace(["out/x": ""])
    let transcript = try place.snnLua(
      "--record", "out/r.npz", "-e", "os.execute 'rm -r out'")
    #expect(
      transcript
        == Transcript(
          error: "snn-lua: out/r.npz: No such file or directory\n", status: 1))
  }

  // MARK: Profiles

  @Test func aProfileIsATableOfTheWholeRun() throws {
    let transcript = try place().snnLua("--profile", "model.lua")
    let lines = transcript.error.split(separator: "\n").map(String.init)
    try #require(lines.count == 4)
    #expect(
      lines[0].wholeMatch(
        of: #/Network_1: 2 iterations, \d+\.\d{3} ms in behaviors/#) != nil)
    #expect(
      lines[1].wholeMatch(
        of: #/ *ms +% +calls +initialize ms +key  behavior/#) != nil)
    for line in lines[2...] {
      #expect(
        line.wholeMatch(
          of:
            #/ *\d+\.\d{3} +\d+\.\d +2 +\d+\.\d{3} +(1  Rise|2.5  Recorder) of exc/#
        )
          != nil)
    }
    #expect(transcript.output == "" && transcript.status == 0)
  }

  /// What `--profile-json` writes.
  private struct Profile: Decodable {
    struct Network: Decodable {
      var tag: String
      var iterations: Int
      var behaviors: [Behavior]
    }
    struct Behavior: Decodable {
      var key: Double
      var behavior: String
      var object: String
      var calls: Int
      var seconds: Double
      var initialize_seconds: Double
    }
    var networks: [Network]
  }

  @Test func aProfileAsJSONGoesToAFileOrToTheOutput() throws {
    let place = try place()
    let file = try place.snnLua("--profile-json", "p.json", "model.lua")
    #expect(file == Transcript())
    let output = try place.snnLua("--profile-json", "-", "model.lua")
    #expect(output.error == "" && output.status == 0)
    for text in [place.text("p.json") ?? "", output.output] {
      let profile = try JSONDecoder().decode(
        Profile.self, from: Data(text.utf8))
      let network = try #require(profile.networks.first)
      #expect(network.tag == "Network_1" && network.iterations == 2)
      #expect(network.behaviors.map(\.behavior) == ["Rise", "Recorder"])
      #expect(network.behaviors.map(\.key) == [1, 2.5])
      #expect(network.behaviors.map(\.object) == ["exc", "exc"])
      #expect(network.behaviors.map(\.calls) == [2, 2])
      #expect(network.behaviors.allSatisfy { $0.seconds > 0 })
      #expect(network.behaviors.allSatisfy { $0.initialize_seconds > 0 })
    }
  }

  @Test func namesAreStringsOfJSON() throws {
    let place = try Workplace()
    let transcript = try place.snnLua(
      "--profile-json", "-", "-e",
      #"""
      local B = snn.Behavior "B"
      function B:forward() end
      local net = snn.Network {
        seed = 1, tag = 'a"\\b\1é', behavior = { B {} },
      }
      net:initialize()
      """#)
    let profile = try JSONDecoder().decode(
      Profile.self, from: Data(transcript.output.utf8))
    #expect(
      profile.networks.first?.behaviors.first?.object == "a\"\\b\u{1}é")
  }

  @Test func withoutANetworkAProfileIsEmpty() throws {
    #expect(
      try Workplace().snnLua("--profile-json", "-", "--profile", "-e", "x = 1")
        == Transcript(output: "{\n  \"networks\": []\n}\n"))
  }
}
