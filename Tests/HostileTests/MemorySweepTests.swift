import FailingMemory
import Foundation
import LuaBindings
@testable import LuaRuntime
import TestSupport
import Testing

/// Each request for memory fails in turn, while a script runs: once, so that Lua
/// collects garbage and asks again, and from there on.
@Suite struct MemorySweepTests {
  /// Those in Scripts/memory; each gives `result` a value.
  static let scripts =
    ((try? FileManager.default.contentsOfDirectory(
      at: packageFolder.appending(path: "Tests/HostileTests/Scripts/memory"),
      includingPropertiesForKeys: nil)) ?? [])
    .filter { $0.pathExtension == "lua" }
    .map { $0.lastPathComponent }.sorted()

  /// How many requests succeed more in each run than in the one before: 7, or
  /// what the environment says; with 1, every request fails once.
  static let step =
    ProcessInfo.processInfo.environment["SNN_LUA_SWEEP"].flatMap { Int($0) }
    ?? 7

  @Test(arguments: scripts, [false, true])
  func wantOfMemoryIsSurvivedAnywhere(name: String, lasts: Bool) throws {
    var options = LuaHost.Options()
    options.seed = 1
    let host = try LuaHost(options)
    let folder = try TemporaryFolder()
    let path = packageFolder.appending(
      path: "Tests/HostileTests/Scripts/memory/\(name)"
    ).path
    func run() throws(LuaError) -> LuaValue {
      try host.runFile(path, arguments: [.string(folder.path)])
      var result = LuaValue.nil
      try host.perform { frame throws(LuaRaise) in
        frame.pushGlobals()
        try frame.push("result")
        frame.rawGet(at: -2)
        result = try frame.value(at: -1)
      }
      return result
    }
    let expected = try run()
    var failures = 0
    var errors = 0
    var count = 0
    repeat {
      failing_memory_begin(host.lua.L, count, lasts)
      let outcome = Result { try run() }
      failures = failing_memory_end(host.lua.L)
      switch outcome {
      case .success(let value): #expect(value == expected, "\(count)")
      case .failure(let error):
        errors += 1
        #expect("\(error)".contains("not enough memory"), "\(count)")
      }
      #expect(try run() == expected, "after \(count)")
      count += Self.step
    } while failures > 0
    // Lua gets on if it asks again.
    #expect((errors > 0) == lasts)
  }

  @Test func wantOfMemoryIsSurvivedWhileAHostIsMade() throws {
    var options = LuaHost.Options()
    var isMade = false
    for limit in stride(from: 10_000, to: 10_000_000, by: 700 * Self.step) {
      options.limits.luaMemory = limit
      do throws(LuaError) {
        try LuaHost(options).run("require 'snn'.zeros(3)", name: "=test")
        isMade = true
        break
      } catch {
        #expect(error.message.contains("not enough memory"), "\(limit)")
      }
    }
    #expect(isMade)
  }
}
