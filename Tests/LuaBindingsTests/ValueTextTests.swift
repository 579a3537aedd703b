import LuaBindings
import LuaRuntime
import Testing

/// Values as a prompt shows them.
@Suite struct ValueTextTests {
  private func text(_ expression: String) throws -> String {
    let host = try makeHost()
    return try host.lua.perform { frame throws(LuaRaise) in
      try frame.load("snn = require 'snn' return \(expression)", name: "=t")
      try frame.call(argumentCount: 0, resultCount: 1)
      return try host.text(of: -1, in: frame)
    }
  }

  static let claims: [(String, String)] = [
    ("nil", "nil"), ("true", "true"), ("1", "1"), ("0.5", "0.5"),
    ("'text\\n'", "\"text\\n\""),
    ("{}", "{}"),
    ("{ 1, 'a\\n', x = { y = true } }", #"{ 1, "a\n", x = { y = true } }"#),
    (
      "{ [10] = 1, ['a b'] = 2, [true] = 3, [0.5] = 4 }",
      #"{ [0.5] = 4, [10] = 1, ["a b"] = 2, [true] = 3 }"#
    ),
    ("{ { { { 1 } } } }", "{ { { { … } } } }"),
    (
      "(function() local t = {} t.t = t return t end)()",
      "{ t = { t = { t = { … } } } }"
    ),
    ("{ ['end'] = 1 }", #"{ ["end"] = 1 }"#),
    ("setmetatable({}, { __tostring = function() return 'mine' end })", "mine"),
    (
      "snn.tensor { 1, 2, 6 }",
      "[1, 2, 6]\n[int64 tensor of shape [3], min 1, mean 3, max 6]"
    ),
    (
      "snn.tensor { true, false, true }",
      "[ true, false,  true]\n[bool tensor of shape [3], 2 true]"
    ),
    ("snn.zeros(0)", "[]\n[float32 tensor of shape [0]]"),
    (
      "{ v = snn.zeros(2, 3) }",
      "{ v = [float32 tensor of shape [2, 3], min 0, mean 0, max 0] }"
    ),
    (
      "snn.tensor { 1 / 3, 123456.7 }:mean() and snn.tensor { 1 / 3, 1e20 }",
      "[3.3333e-01, 1.0000e+20]\n[float32 tensor of shape [2], min 0.3333,"
        + " mean 5e+19, max 1e+20]"
    ),
    (
      "snn.Network { seed = 1 }",
      "Network 'Network_1': seed 1, float32, SxD, iteration 0\nschedule:\n"
        + "  nothing"
    ),
    ("{ net = snn.Network { seed = 1 } }", "{ net = Network 'Network_1' }"),
  ]

  @Test(arguments: claims)
  func aValueReads(_ expression: String, _ expected: String) throws {
    #expect(try text(expression) == expected)
  }

  @Test func aLongTableHasALineForEachItem() throws {
    let shown = try text("{ ('a'):rep(40), ('b'):rep(40), { 1 } }")
    let (a, b) = (
      String(repeating: "a", count: 40), String(repeating: "b", count: 40)
    )
    #expect(shown == "{\n  \"\(a)\",\n  \"\(b)\",\n  { 1 },\n}")
  }

  @Test func aLargeTableIsCut() throws {
    let shown = try text(
      "(function() local t = {} for i = 1, 100 do t[i] = i"
        + " end t.x = 1 return t end)()")
    #expect(shown.contains("30,"))
    #expect(!shown.contains("31,"))
    #expect(shown.contains("… 71 more"))
  }

  @Test func aGroupHasItsVariables() throws {
    let host = try makeHost()
    let shown = try host.lua.perform { frame throws(LuaRaise) in
      try frame.load(
        """
        local snn = require "snn"
        local net = snn.Network { seed = 1 }
        local n = snn.NeuronGroup { net = net, size = 3, tag = "exc" }
        n.v, n.name, n.rate, n.f = n:vector(), "a", 0.5, print
        return n
        """, name: "=t")
      try frame.call(argumentCount: 0, resultCount: 1)
      return try host.text(of: -1, in: frame)
    }
    #expect(
      shown == """
        NeuronGroup 'exc': 3 neurons, tags exc, NeuronGroup, ng
          f     a Lua value
          name  "a"
          rate  0.5
          v     float32 [3], min 0, mean 0, max 0
        """)
  }
}
