import Foundation
import LinearAlgebra
import LuaBindings
import TestSupport
import Testing

@testable import TensorBindings
@testable import Tensors

/// Functions of tensors against what NumPy and SciPy give for them, which
/// programs in the folder `Functions` have written to files of their names.
@Suite struct FunctionTests {
  private static let folder = packageFolder.appending(
    path: "Tests/LuaBindingsTests/Functions")

  private static func file(_ name: String) -> URL {
    folder.appending(path: "\(name).lua")
  }

  /// The files, and how many calls they have at least.
  static let files = [("functions", 100), ("tensors", 600), ("algebra", 250)]

  @Test(arguments: files)
  func functionsGiveWhatOthersGive(name: String, count: Int) throws {
    try makeHost().runFile(
      FunctionTests.file("check").path,
      arguments: [
        .string(FunctionTests.file(name).path), .integer(count),
      ])
  }

  /// The names of what isn't tested by itself elsewhere.
  static var names: [String] {
    typealias R = DenseReceiver
    let bindings =
      Binding.ordering(of: R.self) + Binding.indexing(of: R.self)
      + Binding.alongAxes(of: R.self) + Binding.denseCounting
      + Binding.matrices(of: R.self) + Binding.windows(of: R.self)
    return UnaryOperation.allCases.map(\.rawValue)
      + BinaryOperation.allCases.map(\.rawValue)
      + MatrixFunction.allCases.map(\.rawValue)
      + FourierOperation.allCases.map(\.rawValue) + bindings.map(\.name)
  }

  @Test(arguments: names)
  func everyFunctionIsCompared(name: String) throws {
    let data = try FunctionTests.files.map {
      try String(contentsOf: FunctionTests.file($0.0), encoding: .utf8)
    }
    #expect(
      data.contains {
        $0.contains(":\(name)(") || $0.contains("snn.\(name)(")
      }, "no program beside the files has a case of it")
  }
}
