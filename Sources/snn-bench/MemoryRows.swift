import Foundation
import Tensors

/// Work on matrices that no cache holds, beside a plain copy of memory: the
/// bandwidth of the machine is what there is to reach.
extension Benchmark {
  static var memory: [Benchmark] {
    [1, 2].flatMap { threads in
      [copy(threads), wideGatherSum(threads, "float32")]
        + [wideGatherSum(threads, "float16")]
        + [5_000, 10_000].map { columnUpdate($0, threads) }
    } + [halfBlockUpdate, newMatrix, wakeUp]
  }

  /// Bytes read and written in a second by `memcpy` on several threads.
  private static func copy(_ threads: Int) -> Benchmark {
    Benchmark(
      name: "memcpy of 400 MiB, read and written, \(threads) threads",
      unit: .bandwidth
    ) { sampler in
      let bytes = 400 << 20
      let part = bytes / threads
      let from = advised(bytes, filledWith: 1)
      let to = advised(bytes, filledWith: 0)
      defer {
        from.deallocate()
        to.deallocate()
      }
      let time = sampler.sample { turns in
        nonisolated(unsafe) let (from, to) = (from, to)
        for _ in 0..<turns {
          DispatchQueue.concurrentPerform(iterations: threads) { index in
            memcpy(to + index * part, from + index * part, part)
          }
        }
      }
      guard memcmp(from, to, bytes) == 0 else {
        throw CheckFailure(description: "the copy is wrong")
      }
      return time.map { Double(2 * bytes) / $0 }
    }
  }

  /// Memory in huge pages, as large tensors have it.
  private static func advised(
    _ bytes: Int, filledWith value: Int32
  ) -> UnsafeMutableRawPointer {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: 2 << 20)
    madvise(memory, bytes, MADV_HUGEPAGE)
    memset(memory, value, bytes)
    return memory
  }

  /// Bytes read in a second by sums of other rows each time.
  private static func wideGatherSum(
    _ threads: Int, _ type: String
  ) -> Benchmark {
    let size = 10_000
    let width = type == "float16" ? 2 : 4
    return Benchmark(
      name: "W[mask]:sum(1), \(type), 10,000 x 10,000, 1.5 %,"
        + " \(threads) threads",
      unit: .bandwidth
    ) { sampler in
      try withThreads(threads) {
        try LuaLoop(
          setup: """
            local size, turn = \(size), 0
            local v = snn.arange(1.0, size + 0.0)
            local W = (v % 7):unsqueeze(2) + (v % 5):unsqueeze(1)
            W = W:to("\(type)")
            local masks, row_sums = {}, {}
            for k = 1, 67 do
              masks[k] = (v % 67):eq(k - 1)
              row_sums[k] = (v % 7)[masks[k]]:sum()
            end
            """,
          body: "turn = turn % 67 + 1; local _ = W[masks[turn]]:sum(1)",
          check: """
            for k = 1, 67, 22 do
              local fired = masks[k]:sum()
              expect_all(W[masks[k]]:sum(1), function(j)
                return row_sums[k] + fired * (j % 5)
              end)
            end
            """
        ).measure(sampler).map { Double(size * size * width) / 67 / $0 }
      }
    }
  }

  private static func columnUpdate(_ size: Int, _ threads: Int) -> Benchmark {
    let name = size == 5_000 ? "5,000" : "10,000"
    return Benchmark(
      name: "W[{{}, post}]:mul_(x):add_(y), \(name), 2 %, \(threads) threads",
      unit: .microseconds
    ) { sampler in
      try withThreads(threads) {
        try LuaLoop(
          setup: """
            local size = \(size)
            local v = snn.arange(1.0, size + 0.0)
            local W = (v % 7):unsqueeze(2) + (v % 5):unsqueeze(1)
            local post = (v % 50):eq(1)
            local x, y = (v % 3):mul_(0.25):unsqueeze(2), (v % 2 + 1):unsqueeze(2)
            """,
          body: "W[{ {}, post }]:mul_(x):add_(y)",
          check: """
            for i = 1, size, 49 do
              local row = W[i]
              for j = 1, size do
                local w = i % 7 + j % 5
                if j % 50 == 1 then w = w * (i % 3) * 0.25 + i % 2 + 1 end
                expect(row[j], w, "W")
              end
            end
            """
        ).measure(sampler)
      }
    }
  }

  private static var halfBlockUpdate: Benchmark {
    Benchmark(
      name: "W[{pre, post}]:add_(c):clamp_(0, 1), float16, 5,000, 1.5 %",
      unit: .microseconds
    ) { sampler in
      try LuaLoop(
        setup: """
          local size = 5000
          local W = snn.full({ size, size }, 0.25, "float16")
          local v = snn.arange(1.0, size + 0.0)
          local pre, post = (v % 67):eq(0), (v % 66):eq(1)
          """,
        body: "W[{pre, post}]:add_(0.5):clamp_(0, 1)",
        check: """
          for i = 60, 70 do
            local row = W[i]
            for j = 1, size do
              local new = i == 67 and j % 66 == 1 and 0.75 or 0.25
              expect(row[j], new, "W")
            end
          end
          """
      ).measure(sampler)
    }
  }

  /// Memory that the pool doesn't have yet, and its first touch.
  private static var newMatrix: Benchmark {
    Benchmark(
      name: "snn.zeros(10000, 10000)", unit: .milliseconds
    ) { sampler in
      try LuaLoop(
        setup: "local W", body: "W = snn.zeros(10000, 10000)",
        check: "expect(W:sum(), 0, 'the sum')",
        preparation: "W = nil; collectgarbage()"
      ).measure(sampler)
    }
  }

  /// What it costs to share nothing with a second thread, long asleep.
  private static var wakeUp: Benchmark {
    Benchmark(name: "waking a second thread", unit: .microseconds) { sampler in
      guard WorkerPool.shared.threadCount > 1 else { return nil }
      let before = WorkerPool.shared.wakeUps
      let time = sampler.sample(preparing: { usleep(200) }) {
        WorkerPool.shared.run(chunks: 2) { _ in }
      }
      guard WorkerPool.shared.wakeUps > before else {
        throw CheckFailure(description: "nobody was woken")
      }
      return time
    }
  }

  private static func withThreads<Result>(
    _ count: Int, _ body: () throws -> Result
  ) rethrows -> Result {
    let pool = WorkerPool.shared
    let before = pool.threadCount
    defer { pool.threadCount = before }
    pool.threadCount = count
    return try body()
  }
}
