import Foundation
import Testing

/// Files that are loaded again, and watched, at the prompt in a real terminal.
@Suite(.serialized) struct PromptWatchTests {
  let workplace: Workplace

  init() throws {
    workplace = try Workplace(["model.lua": PromptTerminalTests.model])
  }

  @Test func aFileIsLoadedAgain() throws {
    let session = try workplace.prompt()
    try session.enter(":run 5")
    let file = workplace.folder.appending(path: "model.lua")
    try PromptTerminalTests.model.replacingOccurrences(
      of: "add_(1)", with: "add_(100)"
    )
    .write(to: file, atomically: true, encoding: .utf8)
    try session.enter(":reload")
    #expect(
      try session.screen(endingWith: "Counting\n>").hasSuffix(
        "model.lua: Counting\n>"))
    try session.enter(":step")
    try session.enter("neurons.count[1]")
    #expect(try session.screen(endingWith: "105.0\n>").hasSuffix("105.0\n>"))
    try "local x = ".write(to: file, atomically: true, encoding: .utf8)
    try session.enter(":reload")
    #expect(
      try session.screen(endingWith: "<eof>\n>").contains(
        "model.lua:1: unexpected symbol near <eof>"))
    try session.enter(":step")
    try session.enter("neurons.count[1]")
    #expect(try session.screen(endingWith: "205.0\n>").hasSuffix("205.0\n>"))
  }

  @Test func aReloadThatIsBrokenOffChangesNothing() throws {
    let session = try workplace.prompt()
    try workplace.write(
      PromptTerminalTests.model.replacingOccurrences(
        of: "add_(1)", with: "add_(100)"
      )
      .replacingOccurrences(
        of: "local net", with: "print 'on' while true do end local net"),
      to: "model.lua")
    try session.enter(":reload")
    _ = try session.screen(endingWith: "\non")
    try session.press("C-c")
    _ = try session.screen(endingWith: "\n>")
    try session.enter(":step")
    try session.enter("snn.Network { seed = 2 }.seed + neurons.count[1]")
    #expect(try session.screen(endingWith: "\n3.0\n>").hasSuffix("\n3.0\n>"))
  }

  @Test("D6: a module of a watched file is watched")
  func aModuleOfAWatchedFileIsWatched() throws {
    try workplace.write("return 1", to: "amount.lua")
    try workplace.write(
      "local amount = require 'amount'\n"
        + PromptTerminalTests.model.replacingOccurrences(
          of: "add_(1)", with: "add_(amount)"),
      to: "model.lua")
    let session = try workplace.prompt()
    try session.enter(":watch")
    _ = try session.screen(endingWith: "watching model.lua\n>")
    try workplace.write("return 100 -- more", to: "amount.lua")
    _ = try session.screen(endingWith: "model.lua: Counting\n>")
    try session.enter(":step")
    try session.enter("neurons.count[1]")
    #expect(try session.screen(endingWith: "100.0\n>").hasSuffix("100.0\n>"))
  }

  @Test func aWatchedFileIsLoadedWhenItChanges() throws {
    let session = try workplace.prompt()
    try session.enter(":watch")
    _ = try session.screen(endingWith: "watching model.lua\n>")
    try session.type("neurons.co")
    let file = workplace.folder.appending(path: "model.lua")
    try PromptTerminalTests.model.replacingOccurrences(
      of: "add_(1)", with: "add_(100)"
    )
    .write(to: file, atomically: true, encoding: .utf8)
    // What was typed stays.
    #expect(
      try session.screen(endingWith: "Counting\n> neurons.co").hasSuffix(
        "model.lua: Counting\n> neurons.co"))
    try session.press("C-c")
    _ = try session.screen(endingWith: "^C\n>")
    try session.enter(":step")
    try session.enter("neurons.count[1]")
    #expect(try session.screen(endingWith: "100.0\n>").hasSuffix("100.0\n>"))
  }
}
