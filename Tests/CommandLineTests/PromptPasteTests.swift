import Foundation
import Testing

/// What is pasted into the prompt, with the brackets of terminals and without.
@Suite(.serialized) struct PromptPasteTests {
  private static let model = PromptTerminalTests.model

  let workplace: Workplace

  init() throws {
    workplace = try Workplace(["model.lua": Self.model])
  }

  @Test(arguments: [false, true])
  func pastedTabsAreShownAsSpace(inBrackets: Bool) throws {
    let session = try workplace.prompt("")
    try session.paste(
      "for i = 1, 2 do\n\tprint(i * 11)\t-- twice\nend\n",
      inBrackets: inBrackets)
    let screen = try session.screen(endingWith: "22\n>")
    #expect(
      screen.hasSuffix(">>   print(i * 11)  -- twice\n>> end\n11\n22\n>"),
      "\(screen)")
  }

  @Test("D9: a pasted tab stays in its text", arguments: [false, true])
  func aPastedTabStays(inBrackets: Bool) throws {
    let session = try workplace.prompt("")
    try session.paste(
      "text = 'a\tb'\nbyte = text:byte(2)\n", inBrackets: inBrackets)
    try session.enter("text, byte")
    let screen = try session.screen(endingWith: "9\n>")
    #expect(screen.contains("\"a\\tb\""), "\(screen)")
  }

  @Test("D1: what is pasted runs as one chunk")
  func whatIsPastedIsAChunk() throws {
    let session = try workplace.prompt("")
    try session.paste(
      Self.model + "\nlocal function count() return neurons.count[1] end\n"
        + "net:simulate_iterations(3)\nprint('counted', count())\n",
      inBrackets: true)
    let screen = try session.screen(endingWith: "3.0\n>")
    #expect(screen.hasSuffix("counted 3.0\n>"), "\(screen)")
    try session.enter("net.iteration, count()")
    #expect(
      try session.screen(endingWith: "3       3.0\n>").hasSuffix("3.0\n>"))
    let file = workplace.folder.appending(path: "state/snn-lua/history")
    #expect(
      try String(contentsOf: file, encoding: .utf8).split(separator: "\n").count
        == 2)
  }

  @Test("D1: lines that are pasted without brackets share their variables")
  func pastedLinesShareTheirVariables() throws {
    let session = try workplace.prompt("")
    try session.paste(Self.model + "\nnet:simulate_iterations(3);\n")
    try session.enter("neurons.count[1] + 39")
    #expect(try session.screen(endingWith: "42.0\n>").hasSuffix("\n42.0\n>"))
  }

  @Test("D1: pasted lines that are no chunk are entries")
  func pastedLinesThatAreNoChunkAreEntries() throws {
    let session = try workplace.prompt()
    try session.paste(
      "x = 40\nx\nfor i = 1, 2 do\n  x = x + 1\nend\n:step 3\n"
        + "net.iteration, x\nnothing()\nprint 'never'\n", inBrackets: true)
    let screen = try session.screen(endingWith: "'nothing')\n>")
    #expect(
      screen.hasSuffix(
        "\n40\n3       42\n"
          + "snn-lua: stdin:1: attempt to call a nil value (global 'nothing')\n>"
      ), "\(screen)")
  }

  @Test("D1: a pasted line that is only a name is an entry")
  func aPastedNameIsAnEntry() throws {
    let session = try workplace.prompt("")
    try session.paste("x = 40\nx\n", inBrackets: true)
    let screen = try session.screen(endingWith: "\n40\n>")
    #expect(screen.hasSuffix(">> x\n40\n>"), "\(screen)")
  }

  @Test("D1: what is pasted and wrong says so once")
  func whatIsPastedAndWrongSaysSoOnce() throws {
    let session = try workplace.prompt("")
    try session.paste("x = 1\ny = = 2\nz = 3\n", inBrackets: true)
    _ = try session.screen(endingWith: "'='\n>")
    try session.enter("x, z")
    let screen = try session.screen(endingWith: "nil\n>")
    #expect(
      screen.hasSuffix(
        ">> z = 3\nsnn-lua: stdin:2: unexpected symbol near '='\n> x, z\n"
          + "nil     nil\n>"), "\(screen)")
  }

  @Test("D1: what is pasted without the end of a line waits")
  func whatIsPastedWithoutAnEndWaits() throws {
    let session = try workplace.prompt("")
    try session.paste("x = 1\ny = 2", inBrackets: true)
    _ = try session.screen(endingWith: ">> y = 2")
    try session.enter("0 z = x + y")
    try session.enter("z")
    #expect(try session.screen(endingWith: "21\n>").hasSuffix("21\n>"))
  }

  @Test("D12: a long table is pasted", arguments: [false, true])
  func aLongTableIsPasted(inBrackets: Bool) throws {
    let session = try workplace.prompt("")
    let lines = (1...4_000).map { "  { \($0), 'name' },\n" }.joined()
    try session.paste("t = {\n\(lines)}\n", inBrackets: inBrackets)
    try session.enter("'rows', #t")
    let screen = try session.screen(endingWith: "4000\n>")
    #expect(screen.hasSuffix("\"rows\"  4000\n>"), "\(screen)")
  }
}
