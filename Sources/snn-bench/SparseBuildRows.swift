/// Making sparse matrices of 20,000 by 20,000 neurons with 4 million synapses.
extension Benchmark {
  static var builds: [Benchmark] {
    rules.flatMap { [time(ofRule: $0), memory(ofRule: $0)] }
      + [listTime, listMemory]
  }

  private static let size = 20_000
  private static let count = 4_000_000

  /// What a matrix is asked for, and how many synapses it has, in Lua.
  private static let rules: [String] = [
    "density = 0.01", "in_degree = 200", "in_degree = 200, multapses = true",
    "in_degree = 200, autapses = false", "out_degree = 200",
    "total = 4000000", "total = 4000000, multapses = true",
  ]

  private static func matrix(_ rule: String) -> LuaLoop {
    LuaLoop(
      setup: network(size),
      body: """
        draw = synapse:matrix { "uniform", \(rule), layout = "sparse" }
        """,
      check: """
        local n, found = \(count), draw:nnz()
        local isExact = not ("\(rule)"):find("density")
          and not ("\(rule)"):find("multapses")
        assert(math.abs(found - n) <= (isExact and 0 or 0.02 * n), "entries")
        expect(draw:sum() / n, 0.5, "the mean", 2e3)
        """)
  }

  /// The time of one synapse: 50 ns are 20 million in a second.
  private static func time(ofRule rule: String) -> Benchmark {
    Benchmark(
      name: "matrix { \"uniform\", \(rule), layout = \"sparse\" }, 20,000",
      unit: .perElement, aim: 50
    ) { sampler in
      try matrix(rule).measure(sampler).map { $0 / Double(count) }
    }
  }

  /// The bytes of one synapse at the peak; 8 are the matrix.
  private static func memory(ofRule rule: String) -> Benchmark {
    Benchmark(
      name: "peak of matrix { \(rule), layout = \"sparse\" }, 20,000",
      unit: .bytes, aim: 24
    ) { _ in
      Measurement([Double(try matrix(rule).memory()) / Double(count)])
    }
  }

  /// Lists of 20 bytes an entry, in no order.
  private static var lists: LuaLoop {
    LuaLoop(
      setup: """
        local size, n, draw = \(size), \(count)
        local columns = snn.arange(0, n - 1)
        local rows = columns:mul(7919):mod_(size):add_(1)
        columns:floordiv_(200):mul_(7919):mod_(size):add_(1)
        local values = snn.full({ n }, 0.5)
        """,
      body: """
        draw = snn.sparse { rows = rows, columns = columns, values = values,
          size = { size, size } }
        """,
      check: """
        assert(draw:nnz() == n and draw:sum() == n / 2)
        expect(draw[{ 7919 % size + 1, 1 }], 0.5, "an entry")
        """)
  }

  private static var listTime: Benchmark {
    Benchmark(name: "snn.sparse of lists, 20,000", unit: .perElement) {
      sampler in
      try lists.measure(sampler).map { $0 / Double(count) }
    }
  }

  /// The bytes of one entry at the peak, those of the lists included.
  private static var listMemory: Benchmark {
    Benchmark(
      name: "peak of snn.sparse of lists, 20,000", unit: .bytes, aim: 32
    ) { _ in
      Measurement([Double(try lists.memory()) / Double(count)])
    }
  }
}
