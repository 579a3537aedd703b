import Foundation
import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// What scripts of strangers can reach.
@Suite struct SandboxTests {
  private func makeSandbox(
    modules: String? = nil, files: String? = nil
  ) throws -> LuaHost {
    try makeHost { $0.sandbox = Sandbox(modules: modules, files: files) }
  }

  private func message(of source: String, in host: LuaHost) -> String? {
    do {
      try host.run(source, name: "@model.lua")
      return nil
    } catch {
      return error.message
    }
  }

  /// What the corpus asks for, and what leads to other things: each must be nil.
  @Test(arguments: [
    "io", "debug", "package", "dofile", "loadfile",
    "collectgarbage", "os.execute", "os.exit", "os.getenv", "os.remove",
    "os.rename", "os.tmpname", "os.setlocale", "string.dump",
  ])
  func aScriptDoesNotHave(name: String) throws {
    let host = try makeSandbox()
    #expect(message(of: "assert(\(name) == nil)", in: host) == nil)
  }

  @Test func aScriptHasWhatModelsNeed() throws {
    let host = try makeSandbox()
    let found = message(
      of: """
        assert(os.time() and os.clock() and os.date() and string.format)
        assert(load("return 1")() == 1 and math.pi and utf8.char(65) == "A")
        local B = snn.Behavior "B"
        function B:initialize(neurons) neurons.v = neurons:vector "zeros" end
        function B:forward(neurons) neurons.v:add_(1) end
        local net = snn.Network { seed = 1 }
        local neurons = snn.NeuronGroup {
          net = net, size = 3, behavior = { [1] = B {} },
        }
        net:initialize()
        net:simulate_iterations(5)
        assert(neurons.v:sum() == 15)
        """, in: host)
    #expect(found == nil)
  }

  @Test func theMetatableOfStringsIsLocked() throws {
    let host = try makeSandbox()
    #expect(message(of: "assert(getmetatable('') == false)", in: host) == nil)
  }

  @Test(arguments: [
    (
      "setmetatable({}, { __gc = function() end })",
      "model.lua:1: __gc is not available in the sandbox"
    ),
    ("(''):rep(1 << 60)", "model.lua:1: too many repetitions"),
    ("table.move({}, 1, 1 << 53, 2)", "model.lua:1: too many elements to move"),
    (
      "table.insert(setmetatable({}, { __len = function() return 1 << 40 end"
        + " }), 1, 'x')", "model.lua:1: too many elements to move"
    ),
    (
      "table.remove(setmetatable({}, { __len = function() return 1 << 40 end"
        + " }), 1)", "model.lua:1: too many elements to move"
    ),
    (
      "snn.plot.lines(snn.zeros(3)):save 'a.png'",
      "model.lua:1: Figure:save is not available in the sandbox: another"
        + " program draws the figure"
    ),
    (
      "snn.plot.lines(snn.zeros(3)):show()",
      "model.lua:1: Figure:show is not available in the sandbox: another"
        + " program draws the figure"
    ),
    (
      "return snn.prompt",
      "model.lua:1: snn.prompt is not available in the sandbox: it reads and"
        + " writes files"
    ),
    (
      "snn.zeros(3):save 'a.npy'",
      "model.lua:1: 'a.npy': the sandbox has no folder for files"
    ),
    (
      "snn.load 'a.npy'",
      "model.lua:1: 'a.npy': the sandbox has no folder for files"
    ),
    (
      "snn.Network {}:save 'a.snn'",
      "model.lua:1: 'a.snn': the sandbox has no folder for files"
    ),
  ])
  func whatIsRefusedSaysSo(source: String, expected: String) throws {
    #expect(message(of: source, in: try makeSandbox()) == expected)
  }

  @Test func shiftingElementsIsWhatLuaDoes() throws {
    let host = try makeSandbox()
    let found = message(
      of: """
        local t = { 1, 2, 3 }
        table.insert(t, 4)
        table.insert(t, 1, 0)
        assert(table.concat(t, ",") == "0,1,2,3,4")
        assert(table.remove(t) == 4 and table.remove(t, 1) == 0)
        assert(table.concat(t, ",") == "1,2,3")
        assert(table.remove({}) == nil and table.remove(t, 4) == nil)
        assert(not pcall(table.insert, t, 6, 0))
        assert(not pcall(table.remove, t, 6))
        assert(not pcall(table.insert, t))
        assert(not pcall(table.insert, t, 1, 2, 3))
        assert(not pcall(table.insert, nil, 1))
        """, in: host)
    #expect(found == nil)
  }

  // MARK: Files

  @Test func filesAreBelowTheFolder() throws {
    let folder = try TemporaryFolder()
    let inner = try folder.folder("inner/deep")
    let host = try makeSandbox(files: folder.path + "/inner")
    #expect(
      message(
        of: "snn.ones(3):save 'a.npy' snn.ones(2):save 'deep/b.npy'"
          + " assert(snn.load 'a.npy':sum() == 3)", in: host) == nil)
    #expect(FileManager.default.fileExists(atPath: inner + "/b.npy"))
  }

  @Test(arguments: [
    "../a.npy", "deep/../../a.npy", "/tmp/a.npy", "", "..", ".", "deep/",
    "link/a.npy", "file.npy", "nowhere/a.npy", "a.npy\\0b",
  ])
  func noPathLeavesTheFolder(path: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.folder("inner/deep")
    let inner = folder.path + "/inner"
    try FileManager.default.createSymbolicLink(
      atPath: inner + "/link", withDestinationPath: folder.path)
    try FileManager.default.createSymbolicLink(
      atPath: inner + "/file.npy", withDestinationPath: folder.path + "/out")
    let host = try makeSandbox(files: inner)
    let found = message(of: "snn.ones(3):save '\(path)'", in: host)
    #expect(
      found?.hasSuffix("is not below the sandbox's folder for files") == true)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path)
        == ["inner"])
  }

  // MARK: Modules

  @Test func requireFindsModulesBelowTheFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("return { name = ... }", to: "one.lua")
    try folder.write("return 2", to: "two/init.lua")
    try folder.write("return require 'one'.name .. '!'", to: "two/three.lua")
    let host = try makeSandbox(modules: folder.path)
    #expect(
      message(
        of: """
          assert(require "snn" == snn and require "one".name == "one")
          assert(require "one" == require "one")
          assert(require "two" == 2 and require "two.three" == "one!")
          """, in: host) == nil)
  }

  @Test(arguments: [
    "../secret", "..secret", "/etc/passwd", "link.secret", "", ".", "a\\0b",
    "inner/one",
  ])
  func requireFindsNothingElsewhere(name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("return 1", to: "secret.lua")
    try folder.write("return 1", to: "inner/one.lua")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/inner/link", withDestinationPath: folder.path)
    let host = try makeSandbox(modules: folder.path + "/inner")
    let found = message(of: "require '\(name)'", in: host)
    #expect(found?.hasSuffix("not found below the script's folder") == true)
  }

  @Test func requireFindsTheStandardLibrariesThatThereAre() throws {
    let host = try makeSandbox()
    let found = message(
      of: """
        for _, name in ipairs { "coroutine", "math", "os", "string", "table",
          "utf8" } do
          assert(_G[name] and require(name) == _G[name], name)
        end
        """, in: host)
    #expect(found == nil)
    for name in ["debug", "io", "package"] {
      #expect(
        message(of: "require '\(name)'", in: host)
          == "model.lua:1: \(name) is not available in the sandbox")
    }
  }

  @Test("D10: without a folder for modules, require finds no module")
  func requireFindsNoModule() throws {
    let host = try makeSandbox()
    #expect(message(of: "assert(require 'snn' == snn)", in: host) == nil)
    #expect(
      message(of: "require 'lif'", in: host)
        == "model.lua:1: module 'lif' not found: the sandbox has no folder for"
        + " modules")
  }

  @Test func aModuleThatRequiresItselfIsAnError() throws {
    let folder = try TemporaryFolder()
    try folder.write("return require 'two'", to: "one.lua")
    try folder.write("return require 'one'", to: "two.lua")
    let host = try makeSandbox(modules: folder.path)
    #expect(
      message(of: "require 'one'", in: host)?.hasSuffix(
        "require: 'one' requires itself") == true)
  }

  @Test func limitsAreOn() throws {
    let host = try makeSandbox()
    #expect(host.limits == .sandbox)
    let other = try makeHost {
      $0.sandbox = Sandbox()
      $0.limits.time = .seconds(1)
    }
    #expect(other.limits.time == .seconds(1))
    #expect(other.limits.objects == Limits.sandbox.objects)
  }
}
