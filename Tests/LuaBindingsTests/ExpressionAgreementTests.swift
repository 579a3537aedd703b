import LuaBindings
import LuaRuntime
import TestSupport
import Testing

@testable import SpikingNetworks
@testable import Tensors

/// Recorders keep of an expression what Lua gives for it: of tensors what their
/// methods give, of numbers what Lua's operators give.
@Suite struct ExpressionAgreementTests {
  static let subjects = [
    "tensors", "tensorsAndNumbers", "functions", "numbers", "constants",
    "functionsOfNumbers", "elements",
  ]

  /// The names of functions, by their kind, each kind in a text.
  static let names: [String] = [
    UnaryOperation.allCases.map(\.rawValue),
    BinaryOperation.allCases.map(\.rawValue),
    ComparisonOperation.allCases.map(\.rawValue),
    ReductionOperation.named.map(\.rawValue),
    ElementType.allCases.map(\.methodName),
  ].map { $0.joined(separator: " ") }

  @Test(arguments: subjects)
  func expressionsGiveTheBitsThatLuaGives(subject: String) throws {
    let file = packageFolder.appending(
      path: "Tests/LuaBindingsTests/Expressions/agreement.lua")
    try makeHost().runFile(
      file.path, arguments: ([subject] + Self.names).map { .string($0) })
  }

  @Test func allFunctionsOfExpressionsAreCompared() {
    let compared = Set(Self.names.flatMap { $0.split(separator: " ") })
    let others: Set<Substring> = [
      "clamp", "where", "int", "bool", "int64", "float32", "float64", "float16",
      // The same as clamp, and what Lua has no method for.
      "clip", "stack", "cat", "concat", "concatenate", "tensor",
    ]
    let known = Set(ExpressionFunction.named.keys.map { $0[...] })
    #expect(known.subtracting(compared).subtracting(others) == [])
  }
}
