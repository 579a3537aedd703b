/// Elementary functions of each element.
extension Benchmark {
  static var functions: [Benchmark] {
    [
      function("x:exp()", "math.exp(a)"),
      function("x:log()", "math.log(a)"),
      function("x:tanh()", "1 - 2 / (math.exp(2 * a) + 1)"),
      function("x:sigmoid()", "1 / (1 + math.exp(-a))"),
      function("x:sin()", "math.sin(a)"),
      function("x ^ 1.7", "a ^ 1.7"),
      function("x ^ y", "a ^ (2 * a - 1)"),
    ]
  }

  private static func function(
    _ body: String, _ expected: String
  ) -> Benchmark {
    let size = 10_000
    return Benchmark(name: "\(body), 10^4", unit: .perElement) { sampler in
      try LuaLoop(
        setup: """
          local size = \(size)
          local x = snn.arange(1.0, size + 0.0) / size * 3
          local y = x * 2 - 1
          """,
        body: "local _ = \(body)",
        check: """
          expect_all(\(body), function(i)
            local a = i / size * 3
            return \(expected)
          end)
          """
      ).measure(sampler).map { $0 / Double(size) }
    }
  }
}
