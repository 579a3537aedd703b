import Foundation
import Testing

/// The prompt in a real terminal.
@Suite(.serialized) struct PromptTerminalTests {
  static let model = """
    local snn = require "snn"
    local Counting = snn.Behavior "Counting"
    function Counting:initialize(neurons)
      neurons.count = neurons:vector()
    end
    function Counting:forward(neurons)
      neurons.count:add_(1)
    end
    local net = snn.Network { seed = 1 }
    local neurons = snn.NeuronGroup {
      net = net, size = 2, tag = "exc", behavior = { Counting {} },
    }
    net:initialize()
    """

  let workplace: Workplace

  init() throws { workplace = try Workplace(["model.lua": Self.model]) }

  @Test func linesAreTypedAndAnswered() throws {
    let session = try workplace.prompt("")
    try session.enter("1 + 1")
    #expect(
      try session.screen(endingWith: "2\n>").hasSuffix("> 1 + 1\n2\n>"))
    try session.press("C-d")
    #expect(try session.screen(endingWith: "status 0").hasSuffix("status 0"))
  }

  @Test func linesAreEdited() throws {
    let session = try workplace.prompt("")
    try session.type("prnt('é')")
    try session.press("Home", "Right", "Right")
    try session.type("i")
    try session.press("Enter")
    #expect(
      try session.screen(endingWith: "é\n>").hasSuffix(
        "> print('é')\né\n>"))
    try session.press("Up", "Left", "Left", "BSpace")
    try session.type("ü")
    try session.press("Enter")
    #expect(
      try session.screen(endingWith: "ü\n>").hasSuffix(
        "> print('ü')\nü\n>"))
  }

  @Test func namesAreCompleted() throws {
    let session = try workplace.prompt()
    try session.type("neu")
    try session.press("Tab")
    _ = try session.screen(endingWith: "> neurons")
    try session.type(".cou")
    try session.press("Tab")
    #expect(
      try session.screen(endingWith: "> neurons.count").hasSuffix(
        "> neurons.count"))
    try session.press("C-c")
    _ = try session.screen(endingWith: "^C\n>")
    try session.type("net(\"")
    _ = try session.screen(endingWith: "> net(\"")
    try session.press("Tab")
    _ = try session.screen(containing: "NeuronGroup")
    let screen = try session.screen(endingWith: "> net(\"")
    #expect(
      screen.hasSuffix(
        "> net(\"\nCounting     Network      Network_1    NeuronGroup  exc"
          + "          ng\n> net(\""), "\(screen)")
  }

  @Test func aChunkOfSeveralLinesIsOneEntryOfTheHistory() throws {
    let session = try workplace.prompt("")
    try session.enter("for i = 1, 2 do")
    #expect(try session.screen(endingWith: ">>").hasSuffix(">>"))
    try session.enter("print(i * 11)")
    try session.enter("end")
    #expect(
      try session.screen(endingWith: "22\n>").hasSuffix(
        "> for i = 1, 2 do\n>> print(i * 11)\n>> end\n11\n22\n>"))
    try session.press("Up", "Enter")
    let again = try session.screen(
      endingWith: "22\n> for i = 1, 2 do\n>> print(i * 11)\n>> end\n11\n22\n>")
    #expect(
      again.hasSuffix(
        "22\n> for i = 1, 2 do\n>> print(i * 11)\n>> end\n11\n22\n>"),
      "\(again)")
    let file = workplace.folder.appending(path: "state/snn-lua/history")
    #expect(
      try String(contentsOf: file, encoding: .utf8)
        == "for i = 1, 2 do\\nprint(i * 11)\\nend\n"
        + "for i = 1, 2 do\\nprint(i * 11)\\nend\n")
  }

  @Test func theHistoryOfEarlierSessionsIsSearched() throws {
    do {
      let session = try workplace.prompt("")
      try session.enter("first = 41")
      try session.enter("second = 1")
      try session.press("C-d")
      _ = try session.screen(endingWith: "status 0")
    }
    let session = try workplace.prompt("")
    try session.press("C-r")
    try session.type("fir")
    _ = try session.screen(containing: "first = 41")
    try session.press("Enter")
    try session.enter("first + 1")
    #expect(try session.screen(endingWith: "42\n>").hasSuffix("42\n>"))
  }

  @Test func ctrlCDropsTheLine() throws {
    let session = try workplace.prompt("")
    try session.type("forgotten =")
    try session.press("C-c")
    #expect(
      try session.screen(endingWith: "^C\n>").hasSuffix("forgotten =^C\n>"))
    try session.enter("for i = 1, 2 do")
    _ = try session.screen(endingWith: ">>")
    try session.press("C-c")
    _ = try session.screen(endingWith: "^C\n>")
    try session.enter("3 * 3")
    #expect(try session.screen(endingWith: "9\n>").hasSuffix("9\n>"))
  }

  @Test func theFirstCtrlCEndsARunAfterItsIteration() throws {
    let session = try workplace.prompt()
    try session.enter(":run 1000000000")
    _ = try session.screen(endingWith: " left")
    try session.press("C-c")
    let screen = try session.screen(endingWith: "the run\n>")
    #expect(screen.contains("stopping after this iteration"), "\(screen)")
    try session.enter("net.iteration > 0, neurons.count[1] == net.iteration")
    #expect(
      try session.screen(endingWith: "true\n>").hasSuffix("true\ttrue\n>")
        || session.screen().hasSuffix("true    true\n>"))
    // It goes on from there.
    try session.enter("before = net.iteration;")
    try session.enter(":run")
    _ = try session.screen(endingWith: " left")
    try session.press("C-c")
    _ = try session.screen(endingWith: "the run\n>")
    try session.enter("net.iteration > before")
    #expect(try session.screen(endingWith: "true\n>").hasSuffix("true\n>"))
  }

  @Test func aSecondCtrlCBreaksIntoLua() throws {
    let session = try workplace.prompt()
    try session.enter(
      "print 'on' while true do pcall(net.simulate_iterations, net, 1e9) end")
    _ = try session.screen(endingWith: " left")
    try session.press("C-c")
    _ = try session.screen(containing: "stopping after this iteration")
    try session.press("C-c")
    let screen = try session.screen(containing: "interrupted!")
    #expect(screen.contains("interrupted!"), "\(screen)")
    // Whether or not it was within an iteration, the network goes on.
    _ = try session.screen(endingWith: "\n>")
    try session.enter("k = net.iteration net:simulate_iterations(3)")
    try session.enter("net.iteration - k")
    #expect(try session.screen(endingWith: "\n3\n>").hasSuffix("\n3\n>"))
  }

  @Test func ctrlCBreaksIntoALoopAndALongOperation() throws {
    let session = try workplace.prompt()
    try session.enter("print 'on' while true do end")
    _ = try session.screen(endingWith: "\non")
    try session.press("C-c")
    #expect(
      try session.screen(endingWith: "interrupted!\n>").hasSuffix(
        "snn-lua: stdin:1: interrupted!\n>"))
    try session.enter(
      "x = snn.zeros(3000, 3000) print 'on again' x:matmul(x)")
    _ = try session.screen(endingWith: "\non again")
    try session.press("C-c")
    #expect(
      try session.screen(endingWith: "interrupted!\n>").hasSuffix(
        "interrupted!\n>"))
  }

  @Test("D9: earlier lines of an entry are edited")
  func earlierLinesAreEdited() throws {
    let session = try workplace.prompt("")
    try session.enter("for i = 1, 2 do")
    try session.enter("print(i * 1)")
    try session.press("Up", "Up", "End", "Left", "Left", "Left", "BSpace")
    try session.type("3")
    try session.press("Down", "End", "Left")
    try session.type("1")
    try session.press("Down")
    try session.enter("end")
    let screen = try session.screen(endingWith: "33\n>")
    #expect(
      screen.hasSuffix(
        "> for i = 1, 3 do\n>> print(i * 11)\n>> end\n11\n22\n33\n>"),
      "\(screen)")
  }

  @Test("D9: the history is searched by what is typed")
  func theHistoryIsSearchedByWhatIsTyped() throws {
    let session = try workplace.prompt("")
    for line in ["alpha = 1", "beta = 2", "alpha2 = 3", "other = 4"] {
      try session.enter(line)
    }
    try session.type("alp")
    try session.press("Up", "Up")
    #expect(
      try session.screen(endingWith: "> alpha = 1").hasSuffix("\n> alpha = 1"))
    try session.press("Down", "Down")
    #expect(try session.screen(endingWith: "> alp").hasSuffix("\n> alp"))
    try session.press("C-u", "Up")
    #expect(
      try session.screen(endingWith: "> other = 4").hasSuffix("> other = 4"))
  }

  @Test("D9: a wrapped line is whole after a resize")
  func aWrappedLineIsWholeAfterAResize() throws {
    let session = try workplace.prompt("")
    try session.enter("1")
    let text = String(repeating: "x", count: 90)
    try session.type("print('\(text)')")
    _ = try session.screen(endingWith: "')")
    try session.resize(columns: 40, rows: 20)
    let x = { String(repeating: "x", count: $0) }
    let narrow = "\n1\n> print('\(x(31))\n\(x(40))\n\(x(19))')"
    let narrowScreen = try session.screen(endingWith: narrow)
    #expect(narrowScreen.hasSuffix(narrow), "\(narrowScreen)")
    try session.resize(columns: 70, rows: 20)
    let wide = "\n1\n> print('\(x(61))\n\(x(29))')"
    let wideScreen = try session.screen(endingWith: wide)
    #expect(wideScreen.hasSuffix(wide), "\(wideScreen)")
  }

  @Test("D3: a history that can't be written is told of once")
  func aHistoryThatCannotBeWrittenIsToldOfOnce() throws {
    try workplace.write("", to: "file")
    let session = try workplace.prompt(
      "", variables: "XDG_STATE_HOME='\(workplace.folder.path)/file'")
    try session.enter("1")
    _ = try session.screen(endingWith: "\n1\n>")
    try session.enter("2")
    let screen = try session.screen(endingWith: "\n> 2\n2\n>")
    // The terminal breaks the line somewhere.
    #expect(
      screen.filter { !$0.isWhitespace }.hasSuffix(
        ">1snn-lua:thehistorycan'tbewritten:\(workplace.folder.path)"
          + "/file/snn-lua:Notadirectory1>22>"), "\(screen)")
  }

  @Test("D5: commands, files, topics and recordings are completed")
  func commandsAreCompleted() throws {
    let session = try workplace.prompt()
    for (typed, completed) in [
      (":rel", ":reload"), (":load mod", ":load model.lua"),
      (":help variab", ":help variables"), ("help recordi", "help recording"),
      ("require \"mod", "require \"model"),
      (":reinit Coun", ":reinit Counting"),
    ] {
      try session.type(typed)
      try session.press("Tab")
      let screen = try session.screen(endingWith: "> \(completed)")
      #expect(screen.hasSuffix("> \(completed)"), "\(screen)")
      try session.press("C-c")
      _ = try session.screen(endingWith: "^C\n>")
    }
  }

  @Test("D7: Ctrl-\\ ends the program", arguments: ["", "loop.lua"])
  func ctrlBackslashEndsTheProgram(_ script: String) throws {
    try workplace.write("print 'on' while true do end", to: "loop.lua")
    let session = try TerminalSession(workplace, script)
    _ = try session.screen(endingWith: script.isEmpty ? "ends\n>" : "on")
    try session.press("C-\\")
    let screen = try session.screen(endingWith: "status 131")
    #expect(screen.hasSuffix("status 131"), "\(screen)")
    #expect(!screen.contains("Swift") && !screen.contains("Thread"))
  }

  @Test func theTerminalIsWhatItWasAfterAStop() throws {
    let session = try TerminalSession(
      workplace, "-i model.lua; stty -a | grep -o '[-]*icanon'; echo")
    _ = try session.screen(endingWith: "ends\n>")
    try session.press("C-\\")
    let screen = try session.screen(containing: "icanon")
    #expect(!screen.contains("-icanon"), "\(screen)")
  }

  @Test func aTerminalMayChangeItsSize() throws {
    let session = try workplace.prompt("")
    let text = String(repeating: "x", count: 60)
    try session.type("print('\(text)')")
    try session.resize(columns: 40, rows: 20)
    _ = try session.screen(containing: "x')")
    try session.press("Enter")
    try session.enter("5 * 5")
    #expect(try session.screen(endingWith: "25\n>").hasSuffix("25\n>"))
  }

  @Test(arguments: [("", true), ("NO_COLOR=1", false)])
  func errorsAreColored(_ variables: String, _ isColored: Bool) throws {
    let session = try workplace.prompt("", variables: variables)
    try session.enter("nothing()")
    _ = try session.screen(endingWith: "'nothing')\n>")
    let screen = try session.screen(hasColors: true)
    #expect(screen.contains("snn-lua:"))
    #expect(
      screen.contains("\u{1B}[1;31m") == isColored
        || screen.contains("\u{1B}[1m\u{1B}[31m") == isColored, "\(screen)")
  }

  @Test func aTerminatedSessionLeavesWholeRecordings() throws {
    try workplace.write(
      Self.model.replacingOccurrences(
        of: "{ Counting {} }",
        with: "{ Counting {}, [2] = snn.Recorder 'count' }")
        + "\nnet:simulate_iterations(1000000000)", to: "long.lua")
    let session = try TerminalSession(
      workplace, "--record run.npz long.lua")
    _ = try session.screen(endingWith: " left")
    kill(try session.processNumber(), SIGTERM)
    let screen = try session.screen(endingWith: "status 143")
    #expect(screen.hasSuffix("status 143"), "\(screen)")
    let check = try workplace.shell(
      "python3 -c 'import zipfile; z = zipfile.ZipFile(\"run.npz\");"
        + " print(z.testzip(), z.namelist())'")
    #expect(check.output == "None ['exc.count.npy']\n", "\(check)")
  }

  @Test func ctrlCInAScriptGoesOnBehindTheRun() throws {
    try workplace.write(
      Self.model + "\nnet:simulate_iterations(1000000000)\nprint('saved')",
      to: "long.lua")
    let session = try TerminalSession(workplace, "long.lua")
    _ = try session.screen(endingWith: " left")
    try session.press("C-c")
    let screen = try session.screen(endingWith: "status 130")
    #expect(screen.contains("before the end of the run\nsaved\n"), "\(screen)")
    #expect(screen.hasSuffix("status 130"))
  }
}
