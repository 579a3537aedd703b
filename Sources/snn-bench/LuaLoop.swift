import LuaBindings
import LuaRuntime

/// A piece of Lua that is checked once and then timed in a loop.
struct LuaLoop {
  /// Runs first: local variables for what follows.
  var setup = ""
  /// What is timed.
  let body: String
  /// Runs after `setup` and one `body`; raises if the result is wrong.
  let check: String
  /// If there is something here, it runs, untimed, before each turn.
  var preparation = ""

  private var chunk: String {
    """
    local snn = require "snn"
    local function expect(found, wanted, what, scale)
      scale = math.max(scale or 1, math.abs(wanted))
      if not (math.abs(found - wanted) <= 2e-6 * scale) then
        error(("%s is %s, not %s"):format(what, found, wanted), 0)
      end
    end
    local function expect_all(found, wanted)
      for i = 1, #found do
        expect(found[i], wanted(i), "element " .. i)
      end
    end
    \(setup)
    do \(body) end
    do \(check) end
    return function(turns) for _ = 1, turns do \(body) end end,
      function() \(preparation) end
    """
  }

  /// Checks the result; the most bytes that tensors took meanwhile.
  func memory() throws -> Int {
    let host = try LuaHost()
    try host.lua.perform { frame throws(LuaRaise) in
      try frame.load(chunk, name: "=benchmark")
      try frame.call(argumentCount: 0, resultCount: 2)
    }
    return host.pool.peakBytes
  }

  /// Checks the result and measures one turn, the loop itself included.
  func measure(_ sampler: Sampler) throws -> Measurement {
    let host = try LuaHost()
    return try host.lua.perform { frame throws(LuaRaise) in
      try frame.load(chunk, name: "=benchmark")
      try frame.call(argumentCount: 0, resultCount: 2)
      do {
        func run(_ turns: Int) throws {
          frame.pushValue(at: -2)
          frame.push(turns)
          try frame.call(argumentCount: 1, resultCount: 0)
        }
        if preparation.isEmpty { return try sampler.sample(run) }
        return try sampler.sample(preparing: {
          frame.pushValue(at: -1)
          try frame.call(argumentCount: 0, resultCount: 0)
        }) {
          try run(1)
        }
      } catch {
        throw error as? LuaRaise ?? .message("\(error)")
      }
    }
  }

  /// As `measure`, without the loop itself.
  func measureCall(_ sampler: Sampler) throws -> Measurement {
    let call = try measure(sampler)
    let empty = try LuaLoop(body: "", check: "").measure(sampler)
    return call.map { max(0, $0 - empty.median) }
  }
}
