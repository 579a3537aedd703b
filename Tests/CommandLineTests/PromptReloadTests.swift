import Foundation
import Testing

/// What is loaded again at the prompt, with lines from a pipe.
@Suite struct PromptReloadTests {
  @Test("D2: a reload refreshes local functions, and says what it can't")
  func aReloadRefreshesLocalFunctions() throws {
    let changed = PromptTests.model.replacingOccurrences(
      of: "local net",
      with: "local function above() return 2 end\n"
        + "local fresh = 5\nlocal net")
    let below = "\nlocal function below() return 1 end"
    let found = try prompt(
      "above(), below(), fresh",
      "io.open('model.lua', 'w'):write(io.open('other.lua'):read 'a'):close();",
      ":reload", "above(), below(), fresh", "neurons.size",
      "io.open('model.lua', 'w'):write(io.open('third.lua'):read 'a'):close();",
      ":reload",
      files: [
        "model.lua": "local function above() return 1 end\n" + PromptTests.model
          + below,
        "other.lua": changed + below,
        "third.lua": changed + below.replacing("1", with: "2"),
      ])
    #expect(
      found
        == Transcript(
          output: """
            1\t1\tnil
            model.lua: Counting
            2\t1\t5
            2
            model.lua: Counting
            model.lua:11: what follows has changed, too, but runs only with \
            :load model.lua, since a network is made here

            """))
  }

  @Test func aReloadThatFailsChangesNothing() throws {
    let broken = PromptTests.model
      .replacingOccurrences(of: "add_(1)", with: "add_(100)")
      .replacingOccurrences(of: "local net", with: "nothing() local net")
    let found = try prompt(
      "io.open('model.lua', 'w'):write(io.open('broken.lua'):read 'a')"
        + " :close();",
      ":reload", ":step", "neurons.count[1]", files: ["broken.lua": broken])
    #expect(found.output == "1.0\n")
    #expect(
      found.error.hasPrefix(
        "snn-lua: model.lua:9: attempt to call a nil value (global 'nothing')"),
      "\(found.error)")
  }

  @Test func loadingAgainLeavesTheNewVariables() throws {
    #expect(
      try prompt(
        ":load model.lua", "net == snn.prompt.networks()[2]",
        "neurons.network == net", "neurons = 5", ":load model.lua", "neurons")
        == Transcript(output: "true\ntrue\n5\n"))
  }

  @Test func modulesAreLoadedAgain() throws {
    let found = try prompt(
      "io.open('step.lua', 'w'):write 'return 100':close();", ":reload",
      ":step", "neurons.count[1]",
      files: [
        "step.lua": "return 1",
        "model.lua": "local step = require 'step'\n"
          + PromptTests.model.replacingOccurrences(
            of: "add_(1)", with: "add_(step)"),
      ])
    #expect(found == Transcript(output: "model.lua: Counting\n100.0\n"))
  }

  @Test("E4: a class loses what it extends with the file, unless that fails")
  func aClassLosesWhatItExtendsWithTheFile() throws {
    let base = "local A = snn.Behavior 'A'\nfunction A:kind() return 'A' end\n"
    let heir = base + "local B = A:extend 'B'\n"
    let rest = "b = b or B {}\n"
    let found = try prompt(
      "function write(name) io.open('heir.lua', 'w')"
        + ":write(io.open(name):read 'a'):close() end",
      "write 'with.lua'", ":load heir.lua", "b:kind()",
      "write 'broken.lua'", ":reload", "b:kind()",
      "write 'without.lua'", ":reload", "b.kind == nil",
      files: [
        "with.lua": heir + rest,
        "broken.lua": base + "local B = snn.Behavior 'B' nothing()\n",
        "without.lua": base + "local B = snn.Behavior 'B'\n" + rest,
      ])
    #expect(found.output == "\"A\"\n\"A\"\nheir.lua: A, B\ntrue\n")
  }

  @Test func aClassThatIsExtendedChangesThoseThatExtendIt() throws {
    let model = """
      local snn = require "snn"
      local A = snn.Behavior "A"
      function A:initialize(n) n.count = n:vector() end
      function A:forward(n) n.count:add_(1) end
      local B = A:extend "B"
      function B:forward(n) A.forward(self, n) end
      local net = snn.Network { seed = 1 }
      neurons = snn.NeuronGroup { net = net, size = 2, behavior = { B {} } }
      net:initialize()

      """
    let found = try prompt(
      "function write(name) io.open('heir.lua', 'w')"
        + ":write(io.open(name):read 'a'):close() end",
      "write 'one.lua'", ":load heir.lua", ":step", "write 'ten.lua'",
      ":reload", ":step", "neurons.count[1]",
      files: [
        "one.lua": model,
        "ten.lua": model.replacingOccurrences(of: "add_(1)", with: "add_(10)"),
      ])
    #expect(found == Transcript(output: "heir.lua: A, B\n11.0\n"))
  }

  @Test func classesOfAnalysisModulesAreLoadedAgain() throws {
    let model = """
      local snn = require "snn"
      local Rates = snn.AnalysisModule "Rates"
      function Rates:execute() return 1 end
      function Rates:other() end
      local More = Rates:extend "More"
      rates = rates or snn.Network():add_analysis_module(More {})

      """
    let found = try prompt(
      "function write(name) io.open('rates.lua', 'w')"
        + ":write(io.open(name):read 'a'):close() end",
      "write 'one.lua'", ":load rates.lua", "rates()", "write 'ten.lua'",
      ":reload", "rates(), rates.other",
      files: [
        "one.lua": model,
        "ten.lua": model.replacingOccurrences(of: "return 1", with: "return 10")
          .replacingOccurrences(
            of: "function Rates:other() end\n", with: ""),
      ])
    #expect(
      found == Transcript(output: "1\nrates.lua: More, Rates\n10\tnil\n"))
  }

  @Test func aBehaviorMayGainAndLoseItsForward() throws {
    let without = PromptTests.model.replacingOccurrences(
      of: "Counting:forward", with: "Counting:other")
    #expect(
      try prompt(
        "function write(name) io.open('model.lua', 'w')"
          + ":write(io.open(name):read 'a'):close() end",
        ":step", "write 'without.lua'", ":reload", ":step 5",
        "neurons.count[1]", "write 'with.lua'", ":reload", ":step",
        "neurons.count[1]",
        files: ["without.lua": without, "with.lua": PromptTests.model])
        == Transcript(
          output: "model.lua: Counting\n1.0\nmodel.lua: Counting\n2.0\n"))
  }
}
