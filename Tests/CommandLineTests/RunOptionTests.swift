import Testing

/// Options that change how much a script runs.
@Suite struct RunOptionTests {
  @Test("D11: as many threads work as there are cores for the program")
  func threadsAreAsManyAsCores() throws {
    let place = try Workplace([
      "model.lua": """
      snn.zeros(1000, 1000):exp()
      for line in io.lines "/proc/self/status" do
        print(line:match "^Threads:%s+(%d+)")
      end
      """
    ])
    let transcript = try place.shell(
      """
      core=$(taskset -cp $$ | sed 's/.*: //; s/[-,].*//')
      taskset -c "$core" "$1" model.lua | grep -v nil
      taskset -c "$core" "$1" --threads 3 model.lua | grep -v nil
      """)
    #expect(transcript == Transcript(output: "1\n3\n"))
  }

  /// A script that simulates in every way there is.
  static let model = """
    local snn = require "snn"
    local Count = snn.Behavior "Count"
    function Count:initialize(neurons) neurons.n = 0 end
    function Count:forward(neurons)
      neurons.n = neurons.n + 1
      if snn.args.fails then error "boom" end
    end
    local net = snn.Network { seed = 1, dt = 1 }
    local neurons = snn.NeuronGroup {
      net = net, size = 1, behavior = { Count {} },
    }
    if snn.args.only_makes then return end
    net:initialize()
    local count = net:simulate_iterations(100)
    print(count, neurons.n)
    net:simulate_iteration()
    print(net:simulate("20 ms"), neurons.n)
    print(net:simulate_iterations(7, { each = function() end }), neurons.n)
    """

  private func run(_ arguments: String...) throws -> Transcript {
    try Workplace(["model.lua": Self.model]).snnLua(arguments)
  }

  @Test func withoutStepsAScriptRunsWhatItAsksFor() throws {
    let transcript = try run("model.lua")
    #expect(lines(transcript) == ["100\t100", "20\t121", "7\t128"])
  }

  @Test func stepsTakeThePlaceOfAnyNumberButSingleIterations() throws {
    let transcript = try run("--steps", "3", "model.lua")
    #expect(lines(transcript) == ["3\t3", "3\t7", "3\t10"])
  }

  /// The first two columns of what was printed: the third is a time.
  private func lines(_ transcript: Transcript) -> [String] {
    transcript.output.split(separator: "\n").map { line in
      let fields = line.split(separator: "\t")
      return fields.count > 2 ? "\(fields[0])\t\(fields[2])" : String(line)
    }
  }

  @Test func stepsStillRefuseWhatIsNoNumberOfIterations() throws {
    let place = try Workplace()
    let transcript = try place.snnLua(
      "--steps", "3", "-e",
      "local n = snn.Network() n:initialize() n:simulate_iterations(-1)")
    #expect(
      transcript.error.hasPrefix(
        "snn-lua: (command line):1: simulate_iterations: expected a whole"
          + " number of 0 or more, got -1\n"))
    #expect(transcript.status == 1)
  }

  @Test func stepsRunNetworksThatAScriptOnlyMakes() throws {
    let place = try Workplace([
      "model.lua": """
      local snn = require "snn"
      local Told = snn.Behavior "Told"
      function Told:initialize() print "initialize" end
      function Told:forward(net) print("forward", net.iteration) end
      snn.Network { seed = 1, behavior = { Told {} } }
      collectgarbage()
      """
    ])
    #expect(
      try place.snnLua("--steps", "2", "model.lua")
        == Transcript(output: "initialize\nforward\t1\nforward\t2\n"))
    #expect(try place.snnLua("model.lua") == Transcript())
  }

  @Test func aCheckEndsAfterOneIteration() throws {
    let place = try Workplace([
      "model.lua": Self.model + "\nio.open('later', 'w'):close()"
    ])
    #expect(try place.snnLua("--check", "model.lua") == Transcript())
    #expect(place.text("later") == nil)
  }

  @Test func aCheckRunsNetworksThatAScriptOnlyMakes() throws {
    #expect(
      try run("--check", "--set", "only_makes=true", "model.lua")
        == Transcript())
    let transcript = try run(
      "--check", "--set", "only_makes=true", "--set", "fails=true", "model.lua")
    #expect(transcript.error.contains("boom") && transcript.status == 1)
  }

  @Test func aCheckThatFailsSaysWhy() throws {
    let transcript = try run("--check", "--set", "fails=true", "model.lua")
    #expect(
      transcript.error.hasPrefix(
        "snn-lua: model.lua:6: in Count:forward (key 1) of NeuronGroup"
          + " 'NeuronGroup_1', iteration 1: boom\n"))
    #expect(transcript.output == "" && transcript.status == 1)
  }

  @Test func aCheckPrintsNothingAndWritesNothing() throws {
    let place = try Workplace(["model.lua": Self.model])
    #expect(
      try place.snnLua(
        "--check", "--set", "tau=3", "--record", "r.npz", "--results", "r.csv",
        "--profile", "-e", "print(1) io.write(2)", "model.lua")
        == Transcript())
    #expect(place.text("r.csv") == nil && place.text("r.npz") == nil)
  }

  @Test(arguments: [["--steps", "1"], ["--check"]])
  func withoutANetworkNothingIsRun(options: [String]) throws {
    #expect(
      try Workplace().snnLua(options + ["-e", "x = 1"]) == Transcript())
  }

  @Test func aBinaryScriptRunsIfItMay() throws {
    let place = try Workplace(["source.lua": "print('hi', ...)"])
    let write = """
      local file = assert(io.open("chunk.out", "wb"))
      file:write(string.dump(assert(loadfile "source.lua")))
      file:close()
      """
    #expect(try place.snnLua("-e", write) == Transcript())
    #expect(
      try place.snnLua("--binary-chunks", "chunk.out", "1")
        == Transcript(output: "hi\t1\n"))
    #expect(
      try place.snnLua("chunk.out")
        == Transcript(
          error: """
            snn-lua: attempt to load a binary chunk (mode is 't')
            snn-lua: binary chunks are loaded with --binary-chunks

            """, status: 1))
  }
}
