import Tensors

/// Reading and writing what masks pick out.
extension Benchmark {
  static var selections: [Benchmark] {
    [
      small(
        "W[mask]:sum(1)", body: "local _ = W[mask]:sum(1)",
        check: """
          expect_all(W[mask]:sum(1), function(j)
            return fired_sum + fired * (j % 5)
          end)
          """),
      small(
        "v[mask] = 0", body: "v[mask] = 0",
        check: """
          for i = 1, size do assert(v[i] == (mask[i] and 0 or i)) end
          """),
      gatherSum(threads: 1), gatherSum(threads: nil),
      blockUpdate,
    ]
  }

  /// A matrix of small whole numbers, W[i][j] = i % 7 + j % 5, and a mask of
  /// every `step`-th row: all sums are exact.
  private static func setup(size: Int, step: Int) -> String {
    """
    local size = \(size)
    local v = snn.arange(1.0, size + 0.0)
    local W = (v % 7):unsqueeze(2) + (v % 5):unsqueeze(1)
    local mask = (v % \(step)):eq(0)
    local fired, fired_sum = 0, 0
    for i = \(step), size, \(step) do
      fired, fired_sum = fired + 1, fired_sum + i % 7
    end
    """
  }

  private static func small(
    _ name: String, body: String, check: String
  ) -> Benchmark {
    Benchmark(
      name: "\(name), 100 elements, 5 selected", unit: .nanoseconds
    ) { sampler in
      try LuaLoop(
        setup: setup(size: 100, step: 20), body: body, check: check
      ).measureCall(sampler)
    }
  }

  private static func gatherSum(threads: Int?) -> Benchmark {
    let suffix = threads.map { ", \($0) thread" } ?? ""
    return Benchmark(
      name: "W[mask]:sum(1), 5,000 x 5,000, 1.5 %\(suffix)",
      unit: .microseconds
    ) { sampler in
      let pool = WorkerPool.shared
      let before = pool.threadCount
      defer { pool.threadCount = before }
      if let threads { pool.threadCount = threads }
      return try LuaLoop(
        setup: setup(size: 5_000, step: 67),
        body: "local _ = W[mask]:sum(1)",
        check: """
          expect_all(W[mask]:sum(1), function(j)
            return fired_sum + fired * (j % 5)
          end)
          """
      ).measure(sampler)
    }
  }

  private static var blockUpdate: Benchmark {
    Benchmark(
      name: "W[{pre, post}]:add_(c):clamp_(0, 1), 5,000, 1.5 % x 1.5 %",
      unit: .microseconds
    ) { sampler in
      try LuaLoop(
        setup: setup(size: 5_000, step: 67) + """

          local pre, post = mask, (v % 66):eq(1)
          W:div_(16)
          """,
        body: "W[{pre, post}]:add_(0.5):clamp_(0, 1)",
        check: """
          for i = 1, size do
            local row = W[i]
            -- Every row that fired, and some of the others.
            if mask[i] or i % 50 == 0 then
              for j = 1, size do
                local old = (i % 7 + j % 5) / 16
                local new = mask[i] and j % 66 == 1
                  and math.min(old + 0.5, 1) or old
                expect(row[j], new, "W")
              end
            end
          end
          """
      ).measure(sampler)
    }
  }
}
