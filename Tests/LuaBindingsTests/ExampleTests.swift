import Foundation
import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// Every script in the folder examples, and in its folder published, says in its
/// header what it prints, in lines that begin with "-- Prints: ", and prints
/// exactly that.
@Suite struct ExampleTests {
  static let folder = packageFolder.appendingPathComponent("examples")

  static let names =
    ["", "published/"].flatMap { part in
      let path = folder.appendingPathComponent(part).path
      return
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
        .filter { $0.hasSuffix(".lua") }
        .map { part + $0 }
    }
    .sorted()

  @Test func thereAreExamples() { #expect(ExampleTests.names.count >= 4) }

  @Test(arguments: names)
  func anExamplePrintsWhatItSays(name: String) throws {
    let path = ExampleTests.folder.appendingPathComponent(name).path
    let promised = try ExampleTests.promisedLines(of: path)
    try #require(!promised.isEmpty, "\(name) has no line '-- Prints: …'")

    let output = try TemporaryFolder()
    let file = ["readme.lua": "voltage.npy", "cortex.lua": "cortex.snn"][name]
    let arguments = file.map { [LuaValue.string(output.path($0))] } ?? []
    let printed = PrintedLines()
    let host = try LuaHost()
    try host.capturePrint(in: printed)
    try host.runFile(path, arguments: arguments)
    #expect(printed.lines == promised)
  }

  @Test func theReadmeExampleSavesItsVoltages() throws {
    let output = try TemporaryFolder()
    let path = output.path("voltage.npy")
    let host = try LuaHost()
    try host.capturePrint(in: PrintedLines())
    try host.runFile(
      ExampleTests.folder.appendingPathComponent("readme.lua").path,
      arguments: [.string(path)])
    try host.run(
      """
      local shape = require("snn").load(...).shape
      assert(shape[1] == 1000 and shape[2] == 100)
      """, name: "=test", arguments: [.string(path)])
  }

  /// A host that has run the LIF model, whose network is the global `network`.
  private func settledHost() throws -> LuaHost {
    let host = try LuaHost()
    try host.capturePrint(in: PrintedLines())
    try host.run(
      """
      local snn = require "snn"
      local make_network = snn.Network
      function snn.Network(options)
        network = make_network(options)
        return network
      end
      """, name: "=test")
    try host.runFile(
      ExampleTests.folder.appendingPathComponent("lif_stdp.lua").path,
      arguments: [.integer(200), .integer(200)])
    return host
  }

  /// Recorders grow, so they are off.
  private let iterations =
    "network:simulate_iterations(20, { disable_recording = true })"

  @Test func aSettledIterationAllocatesNothing() throws {
    let host = try settledHost()
    let step = "\(iterations) collectgarbage()"
    for _ in 0..<10 { try host.run(step, name: "=test") }
    let (system, all) = (host.pool.systemAllocations, host.pool.allocations)
    for _ in 0..<50 { try host.run(step, name: "=test") }
    #expect(host.pool.allocations > all + 1_000)
    #expect(host.pool.systemAllocations == system)
  }

  /// How many tensors are garbage at a time is Lua's affair; it stays within
  /// bounds.
  @Test func garbageGoesRoundWithoutBeingAskedTo() throws {
    let host = try settledHost()
    for _ in 0..<250 { try host.run(iterations, name: "=test") }
    #expect(host.pool.allocations > 20_000)
    #expect(host.pool.systemAllocations < 1_000)
  }

  /// The lines that the comment at the top of a script promises.
  static func promisedLines(of path: String) throws -> [String] {
    let mark = "-- Prints: "
    return try String(contentsOfFile: path, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("--") }
      .filter { $0.hasPrefix(mark) }
      .map { String($0.dropFirst(mark.count)) }
  }
}
