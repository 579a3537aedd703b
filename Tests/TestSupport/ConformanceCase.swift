import Files
import Foundation
import Tensors

/// A case of ground truth: the inputs of a model, and the outputs of an engine
/// that is known to be right.
///
/// Cases lie in `Tests/LuaBindingsTests/Conformance`; its README says where they
/// come from.
public struct ConformanceCase {
  /// The folder of the case.
  public let folder: URL

  /// What a model has to write, by name.
  public let outputs: [Output]

  /// An output and what is demanded of it.
  public struct Output {
    /// The name of its file, without ".npy".
    public let name: String

    let file: String
    let rule: ComparisonRule
  }

  /// The folder of all cases.
  static let all = packageFolder.appending(
    path: "Tests/LuaBindingsTests/Conformance")

  /// The case with this name.
  ///
  /// - Throws: `MissingConformance`, `DecodingError`.
  public init(named name: String) throws {
    try self.init(folder: ConformanceCase.all.appending(path: name))
  }

  /// The case in a folder with a file manifest.json.
  ///
  /// - Throws: As `init(named:)`.
  public init(folder: URL) throws {
    self.folder = folder
    let path = folder.appendingPathComponent("manifest.json")
    guard let data = FileManager.default.contents(atPath: path.path) else {
      throw MissingConformance(path: path.path)
    }
    let manifest = try JSONDecoder().decode(Manifest.self, from: data)
    outputs = manifest.outputs
      .map { Output(name: $0, file: $1.file, rule: $1.compare) }
      .sorted { $0.name < $1.name }
  }

  /// What is wrong with the outputs that a model wrote to `folder`: a line for
  /// each, none if the model passes.
  ///
  /// - Throws: `TensorError` if the case itself can't be read.
  public func problems(ofOutputsIn folder: URL) throws -> [String] {
    let pool = MemoryPool()
    var problems: [String] = []
    for output in outputs {
      let wanted = try Tensor.load(
        path: self.folder.appendingPathComponent(output.file).path, in: pool)
      let path = folder.appendingPathComponent(output.name + ".npy").path
      guard FileManager.default.fileExists(atPath: path) else {
        problems.append("\(output.name): the model didn't write it")
        continue
      }
      let found = try Tensor.load(path: path, in: pool)
      if let problem = try output.rule.problem(of: found, wanted: wanted) {
        problems.append("\(output.name): \(problem)")
      }
    }
    return problems
  }
}

/// A case is not where it should be.
public struct MissingConformance: Error, CustomStringConvertible {
  let path: String

  /// Where the case should be.
  public var description: String {
    "there is no \(path)"
  }
}

/// What tests need of a manifest.
private struct Manifest: Decodable {
  let outputs: [String: Output]

  struct Output: Decodable {
    let file: String
    let compare: ComparisonRule
  }
}
