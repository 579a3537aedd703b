/// What calls cost that models make most, as multiples of the call of a function
/// of Lua's that does next to nothing, measured in the same process: so figures of
/// machines can be compared.
extension Benchmark {
  static var eager: [Benchmark] {
    [
      eager("v:add_(x)", 3, "expect_all(v, function() return 1 end)"),
      eager("local _ = v + x", 8, "expect_all(v + x, function() return 1 end)"),
      eager("local _ = v:gt(6)", 8, "assert(not v:gt(6):any())"),
      eager(
        "local _ = neurons:vector 'uniform'", 16,
        "assert(#neurons:vector 'uniform' == 100)"),
      eager(
        "local _ = W[mask]:sum(1)", 18,
        "expect_all(W[mask]:sum(1), function() return 5 end)"),
      eager(
        "W[{ mask, mask }]:add_(0.5):clamp_(0, 1)", 30,
        "expect(W:sum(), 10000, 'the sum')"),
      eager("neurons.voltage = v", 7, "assert(neurons.voltage == v)"),
    ]
  }

  private static func eager(
    _ body: String, _ aim: Double, _ check: String
  ) -> Benchmark {
    Benchmark(
      name: "\(title(body)) / call in Lua", unit: .ratio, aim: aim
    ) { sampler in
      let call = try LuaLoop(
        setup: """
          local net = snn.Network { seed = 1 }
          local neurons = snn.NeuronGroup { net = net, size = 100 }
          local v, x = snn.zeros(100), snn.ones(100)
          local W = snn.ones(100, 100)
          local mask = snn.arange(1, 100):le(5)
          """,
        body: body, check: check
      ).measureCall(sampler)
      let least = try LuaLoop(
        setup: """
          local floor = math.floor
          local function least() return floor(1.5) end
          """,
        body: "least()", check: "assert(least() == 1)"
      ).measureCall(sampler)
      return call / least
    }
  }
}
