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
      arguments: [.string(data.path), .integer(700)])
  }

  /// The names of what isn't tested by itself elsewhere.
  static var names: [String] {
    typealias R = DenseReceiver
    let bindings =
      Binding.ordering(of: R.self) + Binding.indexing(of: R.self)
      + Binding.alongAxes(of: R.self) + Binding.denseCounting
      + Binding.matrices(of: R.self) + Binding.windows(of: R.self)
    return UnaryOperation.allCases.map(\.rawValue)
      + BinaryOperation.allCases.map(\.rawValue) + bindings.map(\.name)
  }

  @Test(arguments: names)
  func everyFunctionIsCompared(name: String) throws {
    let data = try String(
      contentsOf: FunctionTests.folder.appending(path: "functions.lua"),
      encoding: .utf8)
    #expect(
      data.contains(":\(name)(") || data.contains("snn.\(name)("),
      "functions.py lacks it")
  }
}
