import Testing

@testable import Prompt

/// What is open where Lua breaks off.
@Suite struct NestingTests {
  static let open = [
    "t = {", "f(", "t[", "function f(x)", "for i = 1, 2 do", "if x then",
    "repeat", "while true do\n  if x then\n  end", "x = [[a", "--[==[ a ]] ]=]",
    "x = 'a\\", "x = 'a\\z", "t = { -- }", "t = { '}'", "t = { \"}\\\"}\"",
    "t = { [[}]]", "if a then\nelse", "t = {\nfunction() end,",
  ]

  static let closed = [
    "", "x = 1", "t = {}", "f()", "t[1] = 2", "function f(x) end",
    "for i = 1, 2 do\nend", "if x then\nelseif y then\nelse\nend",
    "repeat\nuntil x", "x = [[a\n]]", "--[==[ a\n]==]", "-- {", "x = 'a\\\nb'",
    "x = '{'", "x = \"\\\"{\"", "x = 'a\\z\n  b'", "ending = doable",
    "x = [=[ ]] ]=]", "x = a - -b", "}",
  ]

  private func isOpen(_ text: String) -> Bool {
    var nesting = Nesting()
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      nesting.read(line)
    }
    return nesting.isOpen
  }

  @Test(arguments: open)
  func whatIsOpenNeedsMore(_ text: String) { #expect(isOpen(text)) }

  @Test(arguments: closed)
  func whatIsClosedMayBeAll(_ text: String) { #expect(!isOpen(text)) }

  @Test("D12: a long entry isn't compiled at each of its lines")
  func aLongEntryIsNotCompiledAtEachLine() {
    var entry = Entry("t = {")
    for line in 1...4_000 {
      entry.append("  { \(line), 'name' },")
      #expect(entry.isSurelyUnfinished == (line >= Nesting.limit))
    }
    entry.append("}")
    #expect(!entry.isSurelyUnfinished)
  }
}
