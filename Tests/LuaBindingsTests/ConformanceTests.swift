import Foundation
import LuaBindings
import Tensors
import TestSupport
import Testing

/// The models in the folder Conformance against the stored ground truth.
@Suite struct ConformanceTests {
  static let cases = [
    "01-readme", "02-lif-stdp-dense", "03-izhikevich-trace-stdp",
    "04-order-ei", "05-subgroups-masks", "06-dxs-matmul", "07-recorders",
    "09-conex-lif-stdp",
  ]

  @Test(arguments: cases)
  func aModelGivesTheStoredOutputs(name: String) throws {
    let truth = try ConformanceCase(named: name)
    let output = try TemporaryFolder()
    try runModel(of: truth, into: output)
    for problem in try truth.problems(ofOutputsIn: output.url) {
      Issue.record("\(name), \(problem)")
    }
  }

  /// How many behaviors of each case have no native form, and are left to Lua.
  static let leftToLua = [
    "01-readme": 0, "02-lif-stdp-dense": 0, "03-izhikevich-trace-stdp": 0,
    "04-order-ei": 0, "05-subgroups-masks": 1, "06-dxs-matmul": 2,
    "07-recorders": 0, "09-conex-lif-stdp": 0,
  ]

  @Test(arguments: cases)
  func aCompiledModelGivesTheStoredOutputs(name: String) throws {
    let truth = try ConformanceCase(named: name)
    let output = try TemporaryFolder()
    let host = try LuaHost()
    var notes: [String] = []
    host.onNote = { notes.append($0) }
    try host.run(
      """
      local snn = require "snn"
      local Behavior = snn.Behavior
      rawset(snn, "Behavior", function(name)
        return Behavior(name, { compiled = "auto" })
      end)
      """, name: "=compile all")
    try runModel(of: truth, into: output, in: host)
    for problem in try truth.problems(ofOutputsIn: output.url) {
      Issue.record("\(name), \(problem)")
    }
    #expect(notes.count == ConformanceTests.leftToLua[name], "\(notes)")
  }

  @Test func theNumberOfThreadsChangesNoBit() throws {
    let truth = try ConformanceCase(named: "02-lif-stdp-dense")
    let threadCount = WorkerPool.shared.threadCount
    defer { WorkerPool.shared.threadCount = threadCount }
    let outputs = try [1, 4].map { count in
      WorkerPool.shared.threadCount = count
      let output = try TemporaryFolder()
      try runModel(of: truth, into: output)
      return output
    }
    for output in truth.outputs {
      let files = outputs.map {
        FileManager.default.contents(atPath: $0.path(output.name + ".npy"))
      }
      #expect(files[0] != nil)
      #expect(files[0] == files[1], "\(output.name)")
    }
  }

  private func runModel(
    of truth: ConformanceCase, into output: TemporaryFolder,
    in host: LuaHost? = nil
  ) throws {
    let model = packageFolder.appendingPathComponent(
      "Tests/LuaBindingsTests/Conformance/"
        + truth.folder.lastPathComponent + ".lua")
    let host = try host ?? LuaHost()
    try host.runFile(
      model.path,
      arguments: [.string(truth.folder.path), .string(output.url.path)])
  }
}
