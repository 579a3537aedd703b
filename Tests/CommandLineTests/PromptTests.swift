import Foundation
import Testing

/// The prompt with lines from a pipe: no terminal, so no echo and no prompt.
@Suite struct PromptTests {
  static let model = PromptTerminalTests.model

  @Test func valuesPrintByThemselves() throws {
    #expect(
      try prompt(
        "1 + 1", "=2", "3;", "_", "'text'", "nil", "x = 4", "x, x",
        "for i = 1, 2 do", "  print(i)", "end")
        == Transcript(output: "2\n2\n3\n\"text\"\nnil\n4\t4\n1\n2\n"))
  }

  @Test("D9: texts print in quotes")
  func textsPrintInQuotes() throws {
    #expect(
      try prompt(
        "'a\\tb'", "'é', 5", "'\\xFF\\0001'", "'5'", "print 'bare'",
        ":time 'x';"
      ).output.split(separator: "\n").filter { !$0.hasSuffix(" ms") }
        == [
          #""a\tb""#, "\"é\"\t5", #""\255\0001""#, "\"5\"", "bare", "\"x\"",
        ])
  }

  @Test(
    "D9: exit and quit end it",
    arguments: ["exit", "quit", "exit()", "quit()"])
  func exitAndQuitEndIt(_ word: String) throws {
    #expect(
      try prompt("1", word, "print 'never'") == Transcript(output: "1\n"))
    #expect(
      try prompt("function \(word.prefix(4))() return 2 end", "\(word) == nil")
        == Transcript(output: "false\n"))
  }

  @Test("D1: local variables of an entry stay")
  func localVariablesStay() throws {
    #expect(
      try prompt(
        "local x, f = 5, function() return 6 end", "x, f()", "x = 7",
        "local x = x + 1", "x", "do local y = 1 end", "y",
        "local a = 1 local b = nothing()", "a, b", "local x", "x",
        "local snn = require 'snn'", "local print = 3", "print 'still'")
        == Transcript(
          output: "5\t6\n8\nnil\n1\tnil\nnil\nstill\n",
          error: """
            snn-lua: stdin:1: attempt to call a nil value (global 'nothing')
            snn-lua: the local variable 'print' ends with its entry, since a \
            global has the name

            """))
  }

  @Test("D4: what was saved is loaded")
  func whatWasSavedIsLoaded() throws {
    #expect(
      try prompt(
        ":step 2", ":save state.snn", ":step 5", ":load state.snn",
        "net.iteration", "snn.prompt.load 'state.snn'", "net.iteration")
        == Transcript(output: "2\n2\n"))
    #expect(
      try prompt(
        ":load state.snn", files: ["state.snn": "\u{7F}SNN\r\n\u{1A}\n"],
        arguments: "-i")
        == Transcript(
          error:
            "snn-lua: load: state.snn is the state of a network, which must"
            + " be there: load its script first\n"))
  }

  @Test("D5: help about what there isn't is an error")
  func helpAboutNothingIsAnError() throws {
    let found = try prompt("help nope", "help selectons", ":help nope", "help")
    #expect(
      found.error == """
        snn-lua: help: nothing is called 'nope'; help() lists what there is
        snn-lua: help: nothing is called 'selectons'; did you mean 'selections'?
        snn-lua: help: nothing is called 'nope'; help() lists what there is

        """)
    #expect(found.output.hasPrefix("snn-lua "), "\(found.output)")
  }

  @Test func aScriptLeavesItsLocalVariables() throws {
    #expect(
      try prompt("neurons.size", "net.exc == neurons", "Counting")
        == Transcript(output: "2\ntrue\nBehavior Counting\n"))
  }

  @Test func errorsDoNotEndIt() throws {
    #expect(
      try prompt("nothing()", "1 +* 2", "error({})", "7")
        == Transcript(
          output: "7\n",
          error: """
            snn-lua: stdin:1: attempt to call a nil value (global 'nothing')
            snn-lua: stdin:1: unexpected symbol near '*'
            snn-lua: (error object is a table value)

            """))
  }

  @Test func aScriptThatFailsStillGivesThePrompt() throws {
    let found = try prompt(
      "net.iteration", "extra",
      files: [
        "model.lua": Self.model + """

          local extra = 5
          net:simulate_iterations(3)
          nothing()
          """
      ])
    #expect(found.output == "3\n5\n")
    #expect(found.status == 0)
    #expect(
      found.error.hasPrefix(
        "snn-lua: model.lua:16: attempt to call a nil value (global 'nothing')\n"
          + "stack traceback:\n\tmodel.lua:16: in main chunk"), "\(found.error)"
    )
  }

  @Test func aScriptThatIsNotThereIsToldOf() throws {
    #expect(
      try prompt("1", arguments: "-i other.lua")
        == Transcript(
          output: "1\n",
          error: "snn-lua: load: other.lua: No such file or directory\n"))
  }

  @Test func commandsRunTheNetwork() throws {
    #expect(
      try prompt(
        ":run 10", ":step", ":step 2", "net.iteration", "step(2)",
        "net.iteration", "neurons.count[1]", ":reinit Counting",
        "neurons.count[1]", ":run", "net.iteration", ":save state.snn",
        "net:simulate_iterations(1) net:load('state.snn') print(net.iteration)",
        ":quit", "print 'never'")
        == Transcript(output: "13\n15\n15.0\n0.0\n25\n25\n"))
  }

  @Test func everyCommandIsAFunction() throws {
    #expect(
      try prompt(
        "snn.prompt.run(10)", "snn.prompt.step()", "net.iteration",
        "snn.prompt.reinit 'Counting'", "snn.prompt.reload()",
        "#snn.prompt.networks()", "snn.prompt.quit()", "print 'never'")
        == Transcript(
          output: "11\n1\nmodel.lua: Counting\n{ \"Counting\" }\n1\n"))
  }

  @Test func commandsSayWhatIsWrong() throws {
    let found = try prompt(
      ":rnu 5", ":frob", ":run many", ":save", ":reinit Countin", ":load",
      ":load other.lua", ":time", ":watch other.lua", ":run -1")
    #expect(found.output == "")
    #expect(
      found.error == """
        snn-lua: there is no command :rnu; did you mean :run?
        snn-lua: there is no command :frob; there are :help, :load, :plot, \
        :profile, :quit, :reinit, :reload, :run, :save, :step, :time, :watch, \
        :who
        snn-lua: time 'many', column 1: there is no unit 'many'; known units: \
        s, ms, us, ns, second, seconds, msecond, minute, hour
        snn-lua: save: to which file? Say :save network.snn
        snn-lua: reinit: no behavior has the tag 'Countin'; did you mean \
        'Counting'?
        snn-lua: load: which file? Say :load model.lua
        snn-lua: load: other.lua: No such file or directory
        snn-lua: time: of what? Say :time expression
        snn-lua: watch: there is no file 'other.lua'
        snn-lua: simulate_iterations: expected a whole number of 0 or more, \
        got -1

        """)
  }

  @Test func commandsWithoutANetworkSaySo() throws {
    #expect(
      try prompt(":run 5", arguments: "-i")
        == Transcript(
          error: "snn-lua: run: there is no network; make one with"
            + " snn.Network\n"))
  }

  @Test func whoListsWhatWasMade() throws {
    #expect(
      try prompt("y = { 1, 2 }", ":who")
        == Transcript(
          output: """
            Counting  Behavior Counting
            net       Network 'Network_1'
            neurons   NeuronGroup 'exc'
            y         { 1, 2 }

            """))
  }

  @Test func aPictureIsDrawnInText() throws {
    let found = try prompt(
      ":run 20", ":plot snn.tensor { 1, 4, 9 }", ":plot 5",
      ":plot snn.zeros(0)", ":plot", variables: "DISPLAY= WAYLAND_DISPLAY=")
    #expect(found.output.split(separator: "\n").count > 15, "\(found)")
    #expect(found.output.contains("\n  8 +|"), "\(found)")
    #expect(
      found.error == """
        snn-lua: plot: expected a tensor, a synapse group or a figure, got \
        number
        snn-lua: plot.lines: there are no numbers to draw
        snn-lua: plot: of what? Say :plot expression

        """)
  }

  @Test("N18: a synapse group is drawn as its weights")
  func aSynapseGroupIsDrawnAsItsWeights() throws {
    let found = try prompt(
      "syn = snn.SynapseGroup { net = net, src = 'exc', dst = 'exc' }",
      "syn.W = syn:matrix 'uniform'", ":plot syn", ":plot syn.W:to_sparse()",
      variables: "DISPLAY= WAYLAND_DISPLAY=")
    #expect(found.error == "", "\(found)")
    #expect(
      found.output.split(separator: "source: neuron of exc").count == 2,
      "\(found)")
  }

  @Test("N7: an iteration that was cut short is told of once")
  func anIterationThatWasCutShortIsToldOnce() throws {
    let fail = "function Counting:forward() error 'no' end"
    let found = try prompt(
      fail, "net:simulate_iterations(1)", "nothing()", "nothing()",
      "function Counting:forward() end", "net:simulate_iterations(2)",
      fail, "net:simulate_iterations(1)")
    let notes = found.error.split(separator: "\n").filter {
      $0.contains("is inside iteration")
    }
    #expect(
      notes.map { $0.contains("iteration 1:") } == [true, false], "\(found)")
  }

  @Test("N4: at the prompt a method that was called with a dot says so")
  func aDotInPlaceOfAColonIsTold() throws {
    #expect(
      try prompt("net.simulate_iterations(10)", "net.exc.count.add_(1)")
        == Transcript(
          error: """
            snn-lua: stdin:1: simulate_iterations is a method: call it with a \
            colon, as x:simulate_iterations(…)
            snn-lua: stdin:1: add_ is a method: call it with a colon, as \
            x:add_(…)

            """))
  }

  @Test func timeGivesTheValueToo() throws {
    let found = try prompt(":time 6 * 7")
    #expect(found.output.hasSuffix(" ms\n42\n"), "\(found.output)")
  }

  @Test func aQuestionMarkAsksForHelp() throws {
    let found = try prompt("snn.zeros?", "add_?", "nothing_such?")
    #expect(found.output.hasPrefix("snn.zeros("))
    #expect(found.output.contains("Tensor:add_("))
    #expect(
      found.error.hasPrefix("snn-lua: help: nothing is called 'nothing_such'"))
  }

  @Test func theUsersFileRunsFirst() throws {
    let files = ["config/snn-lua/init.lua": "greeting = 'hello'"]
    #expect(
      try prompt(
        "greeting", files: files, variables: "XDG_CONFIG_HOME=$PWD/config")
        == Transcript(output: "\"hello\"\n"))
    #expect(
      try prompt(
        "greeting", files: [".config/snn-lua/init.lua": "greeting = 'home'"])
        == Transcript(output: "\"home\"\n"))
    #expect(
      try prompt(
        "greeting", files: files, arguments: "-E -i model.lua",
        variables: "XDG_CONFIG_HOME=$PWD/config")
        == Transcript(output: "nil\n"))
  }

  @Test func aBrokenUsersFileIsToldOf() throws {
    let found = try prompt(
      "1", files: [".config/snn-lua/init.lua": "x = = 1"])
    #expect(found.output == "1\n")
    #expect(
      found.error.hasSuffix("init.lua:1: unexpected symbol near '='\n"))
  }

  // MARK: Loading again

  @Test func whatIsUnfinishedAtTheEndIsAnError() throws {
    #expect(
      try prompt("7", "for i = 1, 2 do")
        == Transcript(
          output: "7\n",
          error: "snn-lua: stdin:1: 'end' expected near <eof>\n"))
  }
}

/// What the program says to lines at its prompt, with `files` beside `model.lua`.
func prompt(
  _ lines: String..., files: [String: String] = [:],
  arguments: String = "-i model.lua", variables: String = ""
) throws -> Transcript {
  let workplace = try Workplace(
    [
      "model.lua": PromptTests.model,
      "lines": lines.joined(separator: "\n") + "\n",
    ]
    .merging(files) { $1 })
  return try workplace.shell(
    "HOME=$PWD XDG_CONFIG_HOME= XDG_STATE_HOME= \(variables) \"$1\""
      + " \(arguments) < lines")
}
