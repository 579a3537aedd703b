import LuaRuntime
import SpikingNetworks
import Testing

@testable import LuaBindings

/// What a program gives its scripts, and what it gets from them.
@Suite struct ScriptExchangeTests {
  private func host(
    _ arguments: [String: LuaValue] = [:], steps: Int? = nil,
    keepsNetworks: Bool = false
  ) throws -> LuaHost {
    var options = LuaHost.Options()
    options.seed = 1
    options.arguments = arguments
    options.steps = steps
    options.keepsNetworks = keepsNetworks
    return try LuaHost(options)
  }

  /// Makes a network that nothing holds when the chunk has ended.
  private static let forgetful = """
    local snn = require "snn"
    count = 0
    local Told = snn.Behavior "Told"
    function Told:forward() count = count + 1 end
    snn.Network { seed = 1, behavior = { Told {} } }
    """

  @Test func argumentsAreValuesOfTheirKind() throws {
    let host = try host([
      "whole": .integer(3), "real": .number(3), "text": .string("3"),
      "on": .boolean(true),
    ])
    try host.run(
      """
      local args = require "snn".args
      assert(math.type(args.whole) == "integer")
      assert(math.type(args.real) == "float")
      assert(args.text == "3" and args.on == true and args.none == nil)
      assert(args[1] == nil)
      """, name: "=test")
  }

  @Test func pairsVisitsEveryArgumentAndUsesIt() throws {
    let host = try host(["a": .integer(1), "b": .integer(2)])
    try host.run(
      """
      local sum = 0
      for _, value in pairs(require "snn".args) do sum = sum + value end
      assert(sum == 3)
      """, name: "=test")
    #expect(host.unusedArguments == [])
  }

  @Test func anArgumentMayBeSet() throws {
    let host = try host(["a": .integer(1)])
    try host.run(
      """
      local args = require "snn".args
      args.tau = args.tau or 20
      args.a = nil
      assert(args.tau == 20 and args.a == nil)
      """, name: "=test")
  }

  @Test func unusedArgumentsNameWhatWasMeant() throws {
    let host = try host([
      "taau": .integer(1), "zzz": .integer(2), "used": .integer(3),
      "tauu": .integer(4),
    ])
    try host.run(
      """
      local args = require "snn".args
      return args.tau, args.used, args.tauu
      """, name: "=test")
    #expect(
      host.unusedArguments == [
        UnusedArgument(name: "taau", suggestion: "tau"),
        UnusedArgument(name: "zzz", suggestion: nil),
      ])
  }

  @Test func resultsKeepTheOrderOfTheirNames() throws {
    let host = try host()
    try host.run(
      """
      local snn = require "snn"
      snn.result("b", 1)
      snn.result { c = true, a = "x" }
      snn.result("b", 2.5)
      """, name: "=test")
    #expect(
      host.results == [
        ScriptResult(name: "b", value: .number(2.5)),
        ScriptResult(name: "a", value: .string("x")),
        ScriptResult(name: "c", value: .boolean(true)),
      ])
  }

  @Test func aTableWithAMistakeGivesNoResult() throws {
    let host = try host()
    try host.run(
      "pcall(require 'snn'.result, { a = 1, b = {} })", name: "=test")
    #expect(host.results == [])
  }

  // MARK: Networks

  @Test func networksAreKeptIfAskedFor() throws {
    let host = try host(keepsNetworks: true)
    try host.run(Self.forgetful + ":initialize()", name: "=test")
    host.lua.collectGarbage()
    try host.simulate(try #require(host.networks.first), iterations: 2)
    try host.run("assert(count == 2)", name: "=test")
  }

  @Test func networksAreCollectedOtherwise() throws {
    let host = try host()
    weak var network: Network?
    host.onNetwork = { network = $0 }
    try host.run(Self.forgetful, name: "=test")
    host.lua.collectGarbage()
    #expect(host.networks.isEmpty && network == nil)
  }

  @Test func theRestIsInitializedAndRun() throws {
    let host = try host(steps: 3, keepsNetworks: true)
    try host.run(Self.forgetful, name: "=test")
    host.lua.collectGarbage()
    try host.simulateRest()
    try host.run("assert(count == 3)", name: "=test")
    try host.simulateRest()
    try host.run("assert(count == 3)", name: "=test")
  }

  @Test(arguments: [
    "net:simulate_iterations(5)", "net:simulate_iteration()",
    "net:simulate_iteration(true)", "net:profile(2)", "net:trace()",
    "net:simulate '5 ms'", "net:simulate_iterations(5, { each = print })",
  ])
  func whatAScriptHasSimulatedIsNotRunAgain(call: String) throws {
    let host = try host(steps: 0, keepsNetworks: true)
    var told = 0
    host.onSimulated = { _ in told += 1 }
    try host.run(
      """
      local net = require "snn".Network { seed = 1, dt = 1 }
      net:initialize()
      \(call)
      """, name: "=test")
    #expect(told == 1)
    try host.simulateRest()
    #expect(told == 1)
  }

  @Test func withoutStepsNothingIsRun() throws {
    let host = try host(keepsNetworks: true)
    try host.run(Self.forgetful, name: "=test")
    try host.simulateRest()
    try host.run("assert(count == 0)", name: "=test")
  }
}
