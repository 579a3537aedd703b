import Testing

@testable import Prompt

/// What is entered is told apart: commands, questions and Lua.
@Suite struct EntryTests {
  static let kinds: [(String, Entry.Kind)] = [
    ("", .empty), ("  \t", .empty),
    (":run 100", .command("run", "100")),
    ("  :run   100 ms ", .command("run", "100 ms")),
    (":quit", .command("quit", "")), (":", .command("", "")),
    ("net?", .help("net")), ("net.exc ?", .help("net.exc")), ("?", .help("")),
    ("x = 5 -- why?", .lua("x = 5 -- why?", isHidden: false)),
    ("help", .help("")), (" help net.exc ", .help("net.exc")),
    ("help Tensor:add_", .help("Tensor:add_")),
    ("help 'x'", .lua("help 'x'", isHidden: false)),
    ("help = 5", .lua("help = 5", isHidden: false)),
    ("help(x)", .lua("help(x)", isHidden: false)),
    ("helper", .lua("helper", isHidden: false)),
    (":x\ny", .lua(":x\ny", isHidden: false)),
    ("1 + 1", .lua("1 + 1", isHidden: false)),
    ("= 1 + 1", .lua(" 1 + 1", isHidden: false)),
    ("x = 1;", .lua("x = 1;", isHidden: true)),
    ("::label::", .lua("::label::", isHidden: false)),
  ]

  @Test(arguments: kinds)
  func aLineIsOfItsKind(_ line: String, _ kind: Entry.Kind) {
    #expect(Entry(line).kind == kind)
  }

  @Test func linesAreOneText() {
    var entry = Entry("for i = 1, 2 do")
    entry.append("end")
    #expect(entry.kind == .lua("for i = 1, 2 do\nend", isHidden: false))
  }
}
