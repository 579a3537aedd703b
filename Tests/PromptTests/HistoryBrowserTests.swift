import Testing

@testable import Prompt

/// The entries of a history are gone through and searched.
@Suite struct HistoryBrowserTests {
  private static let entries = ["net.a", "x = 1", "x = 1", "net.b", "y"]

  /// What the arrows show one after the other, as long as there is something;
  /// `start` is what was typed.
  private func shown(
    _ browser: inout HistoryBrowser, up: Bool, from start: String
  ) -> [String] {
    var shown = [start]
    while let text = shown.last {
      let next =
        up
        ? browser.older(than: text, start: text) : browser.newer(than: text)
      guard let next else { break }
      shown.append(next)
    }
    return Array(shown.dropFirst())
  }

  @Test func entriesComeOneAfterTheOther() {
    var browser = HistoryBrowser(Self.entries)
    // The same again is left out.
    let up = shown(&browser, up: true, from: "")
    #expect(up == ["y", "net.b", "x = 1", "net.a"])
    let down = shown(&browser, up: false, from: "net.a")
    #expect(down == ["x = 1", "net.b", "y", ""])
  }

  @Test("D9: those come that begin with what was typed")
  func thoseComeThatBeginWithWhatWasTyped() {
    var browser = HistoryBrowser(Self.entries)
    let up = shown(&browser, up: true, from: "net")
    #expect(up == ["net.b", "net.a"])
    let down = shown(&browser, up: false, from: "net.a")
    #expect(down == ["net.b", "net"])
    browser.stop()
    let none = shown(&browser, up: true, from: "z")
    #expect(none == [])
    browser.add("z = 2")
    let added = shown(&browser, up: true, from: "z")
    #expect(added == ["z = 2"])
  }

  @Test func aSearchFindsTextAnywhere() {
    var search = HistorySearch(Self.entries)
    search.type("=")
    #expect(search.entry == "x = 1")
    search.older()
    #expect(!search.isFound && search.entry == "x = 1")
    search.removeLast()
    #expect(search.isFound)
    search.type(".")
    #expect(search.entry == "net.b")
    search.older()
    #expect(search.entry == "net.a")
    search.newer()
    #expect(search.entry == "net.b")
    search.type("a")
    #expect(search.entry == "net.a")
    search.type("q")
    #expect(!search.isFound && search.pattern == ".aq")
  }

  @Test func anEmptyHistoryHasNothing() {
    var browser = HistoryBrowser([])
    let up = shown(&browser, up: true, from: "")
    #expect(up == [])
    var search = HistorySearch([])
    search.older()
    search.type("a")
    #expect(search.entry == nil && !search.isFound)
  }
}
