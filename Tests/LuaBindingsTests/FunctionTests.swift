import Foundation
import LuaBindings
import TestSupport
import Testing

@testable import TensorBindings
@testable import Tensors

/// Functions of tensors against what NumPy and SciPy give for them, which
/// `Functions/functions.py` has written to a file.
@Suite struct FunctionTests {
  private static let folder = packageFolder.appending(
    path: "Tests/LuaBindingsTests/Functions")

  @Test func functionsGiveWhatOthersGive() throws {
    let data = FunctionTests.folder.appending(path: "functions.lua")
    try makeHost().runFile(
      FunctionTests.folder.appending(path: "check.lua").path,
      arguments: [.string(data.path), .integer(100)])
  }

  @Test(
    arguments: UnaryOperation.allCases.map(\.rawValue)
      + BinaryOperation.allCases.map(\.rawValue))
  func everyElementwiseFunctionIsCompared(name: String) throws {
    let data = try String(
      contentsOf: FunctionTests.folder.appending(path: "functions.lua"),
      encoding: .utf8)
    #expect(data.contains(":\(name)("), "functions.py lacks it")
  }
}
