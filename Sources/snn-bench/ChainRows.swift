/// Several elementwise operations in a row, and filling with random numbers.
extension Benchmark {
  /// Sizes as they stand in the names.
  private static let sizes = [
    (100, "10^2"), (10_000, "10^4"), (1_000_000, "10^6"),
  ]

  static var chains: [Benchmark] {
    sizes.flatMap { size, name in
      [
        chain(
          "v = v * 0.9 + x * 0.1 - y, \(name)", size,
          body: "v = v * 0.9 + x * 0.1 - y"),
        chain(
          "v:mul_(0.9):add_(t:copy_(x):mul_(0.1)):sub_(y), \(name)", size,
          body: "v:mul_(0.9):add_(t:copy_(x):mul_(0.1)):sub_(y)"),
      ]
    }
  }

  private static func chain(
    _ name: String, _ size: Int, body: String
  ) -> Benchmark {
    Benchmark(name: name, unit: .microseconds) { sampler in
      try LuaLoop(
        setup: """
          local size = \(size)
          local x = snn.arange(1.0, size + 0.0) / size
          local y, t = x * 0.25, x * 0
          local v = x * 2
          """,
        body: body,
        check: """
          expect_all(v, function(i)
            local a = i / size
            return a * 2 * 0.9 + a * 0.1 - a * 0.25
          end)
          """
      ).measure(sampler)
    }
  }

  static var random: [Benchmark] {
    [(100, "10^2"), (1_000_000, "10^6")].flatMap { size, name in
      [
        fill("v:uniform_(), \(name)", size, "v:uniform_()", 0.5, 1.0 / 12),
        fill("v:normal_(), \(name)", size, "v:normal_()", 0, 1),
      ]
    }
      + [(1.5, "1.5"), (30, "30")].map { rate, name in
        fill(
          "v:poisson_(\(name)), 10^6", 1_000_000, "v:poisson_(\(rate))", rate,
          rate)
      }
      + [
        fill(
          "v:poisson_(rates to 2), 10^6", 1_000_000, "v:poisson_(rates)", 1,
          1 + 1.0 / 3),
        fill(
          "v:poisson_(rates to 50), 10^6", 1_000_000,
          "v:poisson_(rates * 25)", 25, 25 + 2_500 / 12),
        fill(
          "v:poisson_(1000), 10^6", 1_000_000, "v:poisson_(1000)", 1_000, 1_000),
        fill("v:gamma_(2), 10^6", 1_000_000, "v:gamma_(2)", 2, 2),
        fill(
          "v:binomial_(100, 0.3), 10^6", 1_000_000, "v:binomial_(100, 0.3)", 30,
          21),
      ]
  }

  /// Checks mean and variance of a million numbers within five deviations of
  /// what chance allows: seeds are fixed, so it fails always or never.
  private static func fill(
    _ name: String, _ size: Int, _ body: String, _ mean: Double,
    _ variance: Double
  ) -> Benchmark {
    Benchmark(name: name, unit: .perElement) { sampler in
      try LuaLoop(
        setup: """
          local v = snn.zeros(\(size))
          local rates = snn.linspace(0, 2, 1000000)
          """,
        body: body,
        check: """
          local small = v
          local v = snn.zeros(1000000)
          \(body)
          local sum, squares = 0.0, 0.0
          for i = 1, #v do
            sum, squares = sum + v[i], squares + (v[i] - \(mean)) ^ 2
          end
          local allowed = 5 * math.sqrt(\(variance) / #v)
          assert(math.abs(sum / #v - \(mean)) < allowed, "mean")
          assert(math.abs(squares / #v / \(variance) - 1) < 0.01, "variance")
          assert(small:max() > small:min())
          """
      ).measure(sampler).map { $0 / Double(size) }
    }
  }
}
