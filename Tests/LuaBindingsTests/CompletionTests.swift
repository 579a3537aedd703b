import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// What a word at the end of a line may be completed to.
@Suite struct CompletionTests {
  let host: LuaHost

  init() throws {
    host = try makeHost()
    try host.run(
      """
      snn = require "snn"
      LIF = snn.Behavior "LIF"
      function LIF:initialize(n)
        n.voltage = n:vector() self.tau_m = 1
        n.spike = n.voltage:gt(0)
      end
      function LIF:forward() end
      ELIF = LIF:extend "ELIF"
      net = snn.Network { seed = 1 }
      neurons = snn.NeuronGroup {
        net = net, size = 2, tag = "exc,layer_1",
        behavior = {
          LIF {}, [2] = snn.Recorder "voltage",
          [3] = snn.EventRecorder "spike",
        },
      }
      net:initialize()
      settings = { threshold = 1, list = { { deep = 2 } }, ["a b"] = 1 }
      calls = 0
      trap = setmetatable({ real = 1 }, {
        __index = function() calls = calls + 1 end,
        __pairs = function() calls = calls + 1 end,
      })
      """, name: "=model")
  }

  private func candidates(_ line: String) -> [String] {
    host.completion(of: line).candidates
  }

  static let claims: [(String, [String])] = [
    ("neur", ["neurons"]),
    ("print(neur", ["neurons"]),
    ("whi", ["while"]),
    ("net.ex", ["exc"]),
    ("net.exc.volt", ["voltage"]),
    ("x = 1 + neurons.vol", ["voltage"]),
    ("neurons[\"voltage\"].nd", ["ndim"]),
    ("neurons.voltage:clam", ["clamp", "clamp_"]),
    ("net:simulate_iterations", ["simulate_iterations"]),
    ("neurons.LIF.ta", ["tau_m"]),
    ("neurons.LIF:paramet", ["parameter"]),
    ("LIF:forw", ["forward"]),
    ("LIF:exte", ["extend"]),
    ("ELIF:forw", ["forward"]),
    ("snn.WeightClip:forw", ["forward"]),
    ("settings.thr", ["threshold"]),
    ("settings.list[1].d", ["deep"]),
    ("settings.a", []),
    ("string.forma", ["format"]),
    ("snn.Neu", ["NeuronDimension", "NeuronGroup"]),
    ("net(\"lay", ["layer_1"]),
    ("net \"lay", ["layer_1"]),
    ("net:find('lay", ["layer_1"]),
    ("net(\"volt", ["voltage"]),
    ("nothing.at", []), ("f().x", []), ("1.", []), ("x..", []), ("12", []),
    ("neurons.voltage.sha", ["shape"]),
  ]

  @Test(arguments: claims)
  func aLineGoesOn(_ line: String, _ expected: [String]) {
    #expect(candidates(line) == expected)
  }

  static let claimsOfThePrompt: [(String, [String])] = [
    (":re", ["reinit", "reload"]), (":ru", ["run"]), (":run 1", []),
    (":load /et", ["etc/"]), (":save /et", ["etc/"]),
    (":watch /et", ["etc/"]), (":reload /et", ["etc/"]),
    (":help selec", ["select", "selections"]), ("help topi", []),
    ("help randi", ["randint"]),
    ("help \"selecti", ["selections"]), ("snn.help('selecti", ["selections"]),
    (":plot neurons.vol", ["voltage"]),
    ("net(\"spike.", ["spike.i", "spike.t"]),
    ("net[\"ex", ["exc"]), ("settings['a", ["a b"]), ("x = { [\"a", []),
    ("require \"sn", ["snn"]), ("require('/et", []),
  ]

  @Test("D5: the prompt's own lines go on", arguments: claimsOfThePrompt)
  func aLineOfThePromptGoesOn(_ line: String, _ expected: [String]) {
    #expect(candidates(line) == expected)
  }

  @Test("D5: modules are found where require finds them")
  func modulesAreFoundWhereRequireFindsThem() throws {
    let folder = try TemporaryFolder()
    try folder.write("return 1", to: "model_parts.lua")
    try folder.write("", to: "model_data.txt")
    try host.run(
      "package.path = (...) .. '/?.lua;' .. package.path", name: "=t",
      arguments: [.string(folder.path)])
    #expect(candidates("require \"model_") == ["model_parts"])
    #expect(candidates("require('model_") == ["model_parts"])
  }

  @Test func aMethodIsNoVariable() {
    #expect(candidates("neurons:volt") == [])
    #expect(candidates("neurons.vect") == ["vector", "vector_buffer"])
  }

  @Test func noMetamethodRuns() throws {
    #expect(candidates("trap.re") == ["real"])
    #expect(candidates("trap.other.x") == [])
    try host.run("assert(calls == 0)", name: "=after")
  }

  @Test func theCommonStartIsTyped() {
    let completion = host.completion(of: "snn.Neuron")
    #expect(completion.continuation == "")
    #expect(host.completion(of: "net.exc.vo").continuation == "ltage")
  }

  @Test func filesAreCompletedInTexts() {
    #expect(candidates("dofile \"/et").contains("etc/"))
    #expect(candidates("dofile('/etc/passw").contains("passwd"))
    #expect(candidates("dofile('/no such folder/x") == [])
  }
}
