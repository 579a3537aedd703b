import Foundation
import LuaRuntime
import Testing

@testable import LuaBindings

/// The lists of functions, what is really there, and the file for editors say
/// the same.
@Suite struct DocumentationTests {
  @Test func everyDocumentedFunctionExists() throws {
    let host = try makeHost()
    try run(
      """
      net = snn.Network {}
      g = snn.NeuronGroup { net = net, size = 1 }
      objects = {
        ["snn"] = snn,
        ["snn.Tensor"] = snn.zeros(1),
        ["snn.SparseMatrix"] = snn.zeros(1, 1):to_sparse(),
        ["snn.DelayLine"] = snn.DelayLine(1, 1),
        ["snn.NetworkObject"] = g,
        ["snn.Network"] = net,
        ["snn.NeuronGroup"] = g,
        ["snn.SynapseGroup"] = snn.SynapseGroup { net = net, src = g, dst = g },
        ["snn.Behavior"] = snn.Behavior "B" {},
        ["snn.NeuronDimension"] = snn.NeuronDimension {},
        ["snn.Recorder"] = snn.Recorder "v",
        ["snn.AnalysisModule"] = snn.AnalysisModule "M" {},
        ["snn.Clock"] = snn.Clock {},
        ["snn.stats"] = snn.stats,
        ["snn.plot"] = snn.plot,
        ["snn.Figure"] = snn.plot.lines { 1, 2 },
      }
      """, in: host)
    for binding in Annotations.all {
      for name in [binding.name] + binding.aliases {
        try host.run(
          """
          local owner, name = ...
          local found = objects[owner][name]
          assert(type(found) == "function" or owner == "snn", owner .. name)
          """, name: "=test",
          arguments: [.string(binding.owner.rawValue), .string(name)])
      }
    }
  }

  @Test func everyFunctionOfTheLibraryIsDocumented() throws {
    let host = try makeHost()
    let names = Annotations.all.filter {
      $0.owner == .library || $0.owner == .tensor
    }.flatMap { [$0.name] + $0.aliases }
    let list = names.map { "['\($0)'] = true" }.joined(separator: ", ")
    try run(
      """
      local known = { version = true, stats = true, plot = true, \(list) }
      for name in pairs(snn) do
        assert(known[name], name .. " is not documented")
      end
      """, in: host)
  }

  @Test func everyDocumentedFunctionSaysWhatItDoes() {
    for binding in Annotations.all {
      #expect(binding.summary.hasSuffix("."), "\(binding.name)")
    }
  }

  /// `SNN_LUA_WRITE=1 swift test --filter DocumentationTests` writes the file
  /// anew.
  @Test func theFileForEditorsIsUpToDate() throws {
    let file = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
      .appending(path: "Sources/LuaBindings/Lua/snn.meta.lua")
    if ProcessInfo.processInfo.environment["SNN_LUA_WRITE"] != nil {
      try Annotations.text.write(to: file, atomically: true, encoding: .utf8)
    }
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text == Annotations.text)
  }

  @Test func theFileForEditorsIsLua() throws {
    try makeHost().run(Annotations.text, name: "=snn.meta.lua")
  }
}
