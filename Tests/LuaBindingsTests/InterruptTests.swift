import LuaBindings
import LuaRuntime
import Testing

/// Breaking off scripts and networks, asked by a script where a signal might.
@Suite struct InterruptTests {
  /// A host whose scripts have functions that do what signals do.
  private func host() throws -> LuaHost {
    let host = try LuaHost()
    for (name, request) in [
      ("interrupt", LuaHost.interrupt), ("finish", LuaHost.end),
    ] {
      try host.lua.setGlobal(
        name,
        try host.lua.makeFunction(name: name) {
          [unowned host] _ throws(LuaRaise) in
          request(host)()
          return 0
        })
    }
    try host.run(
      """
      snn = require "snn"
      local Counting = snn.Behavior "Counting"
      function Counting:initialize(n) n.v = n:vector() end
      function Counting:forward(n)
        n.v:add_(1)
        if n.iteration == 3 and what then what() n.v:add_(1) end
      end
      net = snn.Network { seed = 1 }
      neurons = snn.NeuronGroup {
        net = net, size = 1, tag = "n", behavior = { Counting {} },
      }
      net:initialize()
      """, name: "=set up")
    return host
  }

  @Test func aBehaviorIsBrokenOff() throws {
    let host = try host()
    let error = #expect(throws: LuaError.self) {
      try host.run(
        "what = interrupt net:simulate_iterations(5)", name: "=model.lua")
    }
    #expect(error?.kind == .interrupted)
    #expect(
      error?.message.hasSuffix(
        "in Counting:forward (key 1) of NeuronGroup 'n', iteration 3:"
          + " interrupted!") == true, "\(error?.message ?? "")")
    try host.run(
      "what = nil assert(net.iteration == 2) net:simulate_iterations(5)"
        + " assert(net.iteration == 7)", name: "=after")
  }

  @Test func theEndWaitsForTheIteration() throws {
    let host = try host()
    let error = #expect(throws: LuaError.self) {
      try host.run(
        "what = finish net:simulate_iterations(5) reached = true",
        name: "=model.lua")
    }
    #expect(error?.kind == .interrupted)
    try host.run(
      "assert(net.iteration == 3 and neurons.v[1] == 4 and not reached)",
      name: "=after")
  }

  @Test func aLargeOperationIsBrokenOff() throws {
    let host = try host()
    let error = #expect(throws: LuaError.self) {
      try host.run(
        "local x = snn.zeros(1000, 1000) interrupt()"
          + " while true do pcall(x.exp, x) end", name: "=model.lua")
    }
    #expect(error?.kind == .interrupted)
    try host.run("assert(snn.zeros(1000, 1000):sum() == 0)", name: "=after")
  }

  @Test func aTableOfElementsIsBrokenOff() throws {
    let host = try host()
    try host.lua.setGlobal(
      "break_off",
      try host.lua.makeFunction(name: "break_off") { [unowned host] _ in
        host.interruption.breakOff()
        return 0
      })
    try host.run(
      """
      local x = snn.zeros(10, 10)
      break_off()
      local ok, message = pcall(x.tolist, x)
      assert(not ok and message:find "interrupted!")
      """, name: "=model.lua")
  }
}
