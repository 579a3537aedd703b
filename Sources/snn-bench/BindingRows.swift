/// What a call from Lua costs, at 100 elements. The loop around it was measured
/// and is subtracted.
extension Benchmark {
  static var bindings: [Benchmark] {
    [
      call("v:add_(x)", 150, "expect_all(v, function(i) return 3 * i end)"),
      call("v:mul_(-1.0)", 150, "expect_all(v, function(i) return -i end)"),
      call(
        "local _ = v + x", 300,
        "expect_all(v + x, function(i) return 3 * i end)"),
      call(
        "local _ = v * 0.5", 300,
        "expect_all(v * 0.5, function(i) return i / 2 end)"),
      call(
        "local _ = v:ge(50)", 300,
        """
        local m = v:ge(50)
        for i = 1, 100 do assert(m[i] == (i >= 50)) end
        """),
      call("local _ = v:sum()", check: "expect(v:sum(), 5050, 'the sum')"),
      call("local _ = v[7]", check: "expect(v[7], 7, 'v[7]')"),
      call("v[7] = 8", check: "expect(v[7], 8, 'v[7]')"),
      call("local _ = v.add_", check: "assert(v.add_ == x.add_)"),
      attribute(
        "local _ = neurons.voltage", 20, "assert(neurons.voltage == v)"),
      attribute(
        "neurons.voltage = v", nil,
        """
        neurons.voltage = snn.zeros(100)
        neurons.voltage = v
        assert(neurons.voltage == v)
        """),
      forward,
    ]
  }

  private static func call(
    _ body: String, _ aim: Double? = nil, check: String
  ) -> Benchmark { call(body, aim, check) }

  private static func call(
    _ body: String, _ aim: Double?, _ check: String
  ) -> Benchmark {
    Benchmark(name: title(body), unit: .nanoseconds, aim: aim) { sampler in
      try LuaLoop(
        setup: """
          local v = snn.arange(1.0, 100.0)
          local x = v * 2
          """,
        body: body, check: check
      ).measureCall(sampler)
    }
  }

  private static func attribute(
    _ body: String, _ aim: Double?, _ check: String
  ) -> Benchmark {
    Benchmark(name: title(body), unit: .nanoseconds, aim: aim) { sampler in
      try LuaLoop(
        setup: """
          local net = snn.Network { seed = 1 }
          local neurons = snn.NeuronGroup { net = net, size = 100 }
          local v = neurons:vector "zeros"
          neurons.voltage = v
          """,
        body: body, check: check
      ).measureCall(sampler)
    }
  }

  /// The call of a Lua `forward` by the engine: an iteration with 20 behaviors
  /// without the cost of one with none, divided by 20.
  private static var forward: Benchmark {
    Benchmark(name: "call of an empty Lua forward", unit: .nanoseconds) {
      sampler in
      func iteration(_ count: Int) throws -> Measurement {
        try LuaLoop(
          setup: """
            local calls = 0
            local Count = snn.Behavior "Count"
            function Count:forward() calls = calls + 1 end
            local Empty = snn.Behavior "Empty"
            function Empty:forward() end
            local net = snn.Network { seed = 1 }
            local behavior = { [100] = Count {} }
            for key = 1, \(count) do
              behavior[key] = Empty { tag = "empty" .. key }
            end
            snn.NeuronGroup { net = net, size = 1, behavior = behavior }
            net:initialize()
            """,
          body: "net:simulate_iterations(100)",
          check: "assert(calls == 100)"
        ).measure(sampler).map { $0 / 100 }
      }
      let none = try iteration(0)
      return try iteration(20).map { max(0, $0 - none.median) / 20 }
    }
  }

  /// What a row is called that times `body`.
  static func title(_ body: String) -> String {
    body.hasPrefix("local _ = ") ? String(body.dropFirst(10)) : body
  }
}
