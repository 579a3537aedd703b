import Foundation
import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// Each row of the tables for those who come from PymoNNtorch gives what the
/// reference gives.
///
/// The folder Porting has what PymoNNtorch, PyTorch, NumPy and PymoNNto gave for
/// the left sides (`values.lua`) and the program that asked them (`values.py`,
/// with its `cases.py`).
@Suite struct PortingPageTests {
  /// A piece of Lua on the page, and its place in `values.lua`.
  struct Case: CustomTestStringConvertible, Sendable {
    let place: Int
    let testDescription: String
  }

  private static let folder = packageFolder.appending(
    path: "Tests/LuaBindingsTests/Porting")

  static let cases: [Case] = {
    let file = folder.appending(path: "values.lua")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { $0.hasPrefix("      here = ") }
      .enumerated()
      .map { place, line in
        // Behind `here = "`, before `",`.
        Case(
          place: place + 1,
          testDescription: String(line.dropFirst(14).dropLast(2))
            .replacing("\\\"", with: "\""))
      }
  }()

  @Test("E1: a row gives what the reference gives", arguments: cases)
  func aPieceGivesWhatTheReferenceGives(_ case: Case) throws {
    try Self.compare(`case`.place)
  }

  @Test("E1: most rows are compared by value")
  func mostRowsAreCompared() throws {
    try Self.check(Self.pages())
  }

  @Test("E1: a row without a value is found")
  func aRowWithoutAValueIsFound() throws {
    var pages = try Self.pages()
    let row = "| `np.sin(v)` | `v:sin()` |"
    pages[0] += "\n| there | here |\n| --- | --- |\n\(row)\n"
    let error = #expect(throws: LuaError.self) { try Self.check(pages) }
    let place = "  of the row \(row)"
    let end = "  has no value, and no reason why"
    #expect(
      error?.message
        == ["np.sin(v)", place, end, "v:sin()", place, end].joined(
          separator: "\n"))
  }

  @Test("E1: a value without a row is found")
  func aValueWithoutARowIsFound() throws {
    var pages = try Self.pages()
    pages[0] = pages[0].replacing("`torch.randint(2, 5, (n,))`", with: "")
    let error = #expect(throws: LuaError.self) { try Self.check(pages) }
    #expect(
      error?.message
        == "there is a value for torch.randint(2, 5, (n,)) and"
        + " snn.randint(2, 5, n), but no row")
  }

  @Test("E1: a wrong row is found")
  func aWrongRowIsFound() throws {
    let place = try #require(
      Self.cases.first { $0.testDescription == "snn.randint(0, 5, n)" })
    let error = #expect(throws: LuaError.self) {
      try Self.compare(place.place, instead: "snn.randint(0, 4, n)")
    }
    #expect(
      error?.message.hasPrefix("snn.randint(0, 4, n) gives ") == true)
  }

  private static func pages() throws -> [String] {
    let names = [
      "Sources/LuaBindings/LuaBindings.docc/ComingFromPymoNNtorch.md",
      "README.md",
    ]
    return try names.map {
      try String(contentsOf: packageFolder.appending(path: $0), encoding: .utf8)
    }
  }

  /// Runs a case, with another piece of Lua in its place if there is one.
  private static func compare(
    _ place: Int, instead other: String? = nil
  ) throws {
    let scratch = try TemporaryFolder()
    var arguments: [LuaValue] = [
      .string(folder.path), .string(scratch.url.path), .integer(place),
    ]
    if let other { arguments.append(.string(other)) }
    try run("compare.lua", arguments)
  }

  /// Compares the tables of `pages` with the values that there are.
  private static func check(_ pages: [String]) throws {
    try run("page.lua", [.string(folder.path)] + pages.map(LuaValue.string))
  }

  private static func run(_ file: String, _ arguments: [LuaValue]) throws {
    let source = try String(
      contentsOf: folder.appending(path: file), encoding: .utf8)
    try makeHost().run(source, name: "=\(file)", arguments: arguments)
  }
}
