import Foundation
import LuaBindings
import TestSupport
import Testing

/// Case 08 of the ground truth: a table of what `parameter` and the modes of
/// tensors give. Each row becomes a piece of Lua.
///
/// Rows with the advice "copy" must give what the table says. Those with the
/// advice "change" document what the reference does and a port should not; they
/// follow the changes below, which do what the table says a port should. But the
/// type `bool` is no mode, and `rand` of whole numbers is 0, as any real number
/// that becomes a whole one.
@Suite struct Conformance08Tests {
  static let table = try? ParameterTable()

  @Test func theTableIsWhereItShouldBe() {
    #expect(Conformance08Tests.table?.parameters.count == 86)
    #expect(Conformance08Tests.table?.modes.count == 49)
  }

  @Test(arguments: table?.parameters ?? [])
  func aParameter(_ row: ParameterTable.Row) throws {
    try run(row, check: row.check(changes: Conformance08Tests.parameterChanges))
  }

  @Test(arguments: table?.modes ?? [])
  func aMode(_ row: ParameterTable.Row) throws {
    try run(row, check: row.check(changes: Conformance08Tests.modeChanges))
  }

  private func run(_ row: ParameterTable.Row, check: String?) throws {
    guard let check else { return }
    let file = packageFolder.appending(
      path: "Tests/LuaBindingsTests/Conformance/08-parameter-table.lua")
    let host = try makeHost()
    try host.runFile(file.path)
    try host.run("\(row.call)\n\(check)", name: "=row \(row.number)")
  }

  /// What a port should give, by the number of the row, in Lua.
  private static let parameterChanges = [
    20: "is(3.5)", 21: "fails \"B: parameter 'p' = 'abc'\"", 25: "is(true)",
    26: "is(false)", 27: "fails \"B: parameter 'p' = '0'\"",
    31: "fails \"B: parameter 'p' = '2*3'\"",
    32: "fails \"B: parameter 'p' = '20*ms'\"", 33: "has({ 4 }, 2, 2)",
    39: "is(0.5)", 42: "fails \"B: parameter 'p' = '5%5'\"",
    43: "fails \"B: parameter 'p' = 'abc%'\"", 48: "has({ 4 }, 1, 1)",
    50: "fails 'its object must be named'",
    52: "fails \"B: parameter 'p' = 'ones()*3'\"", 61: "has({ 4 }, 0, 1)",
    62: "has({ 4 }, 0, 1000)", 63: "has({ 4 }, 0, 1)", 66: "is { 1, 2, 3 }",
    70: "fails \"B: parameter 'p' = 'ones()*3'\"", 72: "is 'a(b)c'",
    73: "is 'hello (world)'", 82: "fails \"B needs the parameter 'p'\"",
    83: "fails \"B needs the parameter 'p'\"",
  ]

  private static let modeChanges = [
    22: "has({ 4 }, -10, 10)", 23: "has({ 4 }, 0, 1)", 24: "has({ 4 }, 2, 2)",
    29: "has({ 4 }, 0, 1000)", 30: "has({ 4 }, -5, -5)",
    31: "has({ 4 }, 2.5, 2.5)", 32: "fails \"there is no mode 'bool'\"",
    35: "has({ 4 }, 0, 0)", 36: "fails \"mode ''\"",
    37: "has({ 4 }, -1, 1)", 38: "has({ 4 }, 0, 2)", 44: "has({ 4 }, 0, 0)",
    48: "has({ 4 }, 0, 0)",
  ]
}
