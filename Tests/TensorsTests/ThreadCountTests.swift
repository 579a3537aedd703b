import TestSupport
import Testing

@testable import Tensors

/// Results must not depend on the number of threads.
///
/// A second test that runs meanwhile may keep the worker threads busy; then
/// the calling thread does all the work, which must give the same bits too.
@Suite(.serialized) struct ThreadCountTests {
  let pool = MemoryPool()

  /// The elements that `make` gives with 1, 2 and 4 threads.
  func results(_ make: () throws -> [Tensor]) rethrows -> [[[Double]]] {
    let before = WorkerPool.shared.threadCount
    defer { WorkerPool.shared.threadCount = before }
    return try [1, 2, 4].map { threads in
      WorkerPool.shared.threadCount = threads
      return try make().map(\.doubles)
    }
  }

  @Test func fillsAreTheSameForAnyNumberOfThreads() throws {
    for type in [ElementType.float32, .float64] {
      let bits = try results {
        let source = RandomSource(seed: 1, stream: 2)
        return try RandomSourceTests.fills.map { _, fill in
          let x = try Tensor.zeros([100_003], type: type, in: pool)
          try fill(source, x)
          return x
        }
      }
      #expect(bits[0] == bits[1])
      #expect(bits[0] == bits[2])
    }
  }

  @Test func reductionsAreTheSameForAnyNumberOfThreads() throws {
    let x = try Samples.tensor([1_100, 300], in: pool)
    let bits = try results {
      var found: [Tensor] = []
      for operation in ReductionOperation.allCases {
        for axis in 0..<2 {
          found.append(try x.reducing(operation, axis: axis))
        }
        found.append(try x.flattened().reducing(operation, axis: 0))
      }
      found.append(try x.cumulativeSum(axis: 1))
      return found
    }
    #expect(bits[0] == bits[1])
    #expect(bits[0] == bits[2])
  }

  @Test func matrixProductsAreTheSameForAnyNumberOfThreads() throws {
    let a = try Samples.tensor([300, 1_100], in: pool)
    let x = try Samples.tensor([1_100], in: pool)
    let bits = try results {
      [
        try a.matrixProduct(a.transposed()),
        try a.transposed().matrixProduct(a),
        try a.matrixProduct(x),
        try x.matrixProduct(a.transposed()),
        try x.matrixProduct(a.transposed().copied()),
      ]
    }
    #expect(bits[0] == bits[1])
    #expect(bits[0] == bits[2])
  }

  @Test func selectionsAreTheSameForAnyNumberOfThreads() throws {
    let rows = try picks(700) { $0 % 3 == 1 }
    let columns = try picks(1_100) { $0 % 2 == 0 }
    let factor = try Samples.tensor([700, 1], in: pool)
    let bits = try results {
      let x = try Samples.tensor([700, 1_100], in: pool)
      let flat = try Samples.tensor([200_000], in: pool)
      let truth = try flat.comparing(.greater, 0)
      let all = x.selection([(1, 1, columns)])
      try all.apply(.multiply, .tensor(factor))
      try all.apply(.add, .scalar(.float(0.25)))
      try x.selection([(0, 1, rows), (1, 1, columns)])
        .clamp(minimum: 0, maximum: 0.5)
      try x.selection([(0, 1, rows)]).assign(
        .tensor(try Samples.tensor([1_100], in: pool)))
      try flat.selection(where: truth).apply(.multiply, .scalar(.float(2)))
      return [
        x, flat, try all.gathered(), try all.sum(axis: 1),
        try x.selection([(0, 1, rows)]).sum(axis: 0),
      ]
    }
    #expect(bits[0] == bits[1])
    #expect(bits[0] == bits[2])
  }

  @Test func functionsAreTheSameForAnyNumberOfThreads() throws {
    let x = try Samples.tensor([100_003], in: pool).applying(.absoluteValue)
    let bits = try results {
      let updated = try x.copied()
      try updated.apply(.exponential)
      try updated.apply(.add, .tensor(x))
      return [
        updated, try x.applying(.sine), try x.applying(.power, .tensor(x)),
      ]
    }
    #expect(bits[0] == bits[1])
    #expect(bits[0] == bits[2])
  }

  @Test func drawnEntriesAreTheSameForAnyNumberOfThreads() throws {
    let bits = try results {
      var found: [Tensor] = []
      for isRepeating in [false, true] {
        let source = RandomSource(seed: 1, stream: 2)
        let lines = try EntryLines(count: 3_000, length: 2_000)
        let degrees = try EntryDraws(
          degree: 40, lines: lines, isRepeating: isRepeating, from: source,
          in: pool)
        let total = try EntryDraws(
          total: 200_000, lines: lines, isRepeating: isRepeating, from: source,
          in: pool)
        for draws in [degrees, total] {
          let values = try Samples.tensor([draws.count], in: pool)
          for linesAreRows in [false, true] {
            let matrix = try draws.matrix(
              values: values, linesAreRows: linesAreRows)
            let (rows, columns) = try matrix.indices()
            found += [rows, columns, matrix.values]
            let again = try SparseMatrix(
              rows: columns.flipped(axes: [0]),
              columns: rows.flipped(axes: [0]),
              values: .tensor(matrix.values), size: (3_000, 3_000), in: pool)
            found += [try again.indices().rows, again.values]
          }
        }
      }
      return found
    }
    #expect(bits[0] == bits[1])
    #expect(bits[0] == bits[2])
  }

  /// How often the work of `body` was worth waking other threads.
  private func requests(_ body: () throws -> Void) rethrows -> Int {
    let before = WorkerPool.shared.requests
    try body()
    return WorkerPool.shared.requests - before
  }

  @Test func smallWorkWakesNobody() throws {
    let x = try Samples.tensor([60_000], in: pool)
    let matrix = try Samples.tensor([400, 400], in: pool)
    let rows = try matrix.selection(where: mask(400) { $0 % 20 == 0 })
    let vector = try Samples.tensor([400], in: pool)
    let source = RandomSource(seed: 1, stream: 2)
    let asked = try requests {
      try x.apply(.add, .tensor(x))
      _ = try x.applying(.multiply, .scalar(2))
      try rows.apply(.add, .scalar(1))
      _ = try rows.sum(axis: 0)
      _ = try matrix.matrixProduct(vector)
      _ = try vector.applying(.exponential)
      try source.fillNormal(vector, mean: 0, deviation: 1)
    }
    #expect(asked == 0)
  }

  @Test func largeWorkAsksForOtherThreads() throws {
    let x = try Samples.tensor([300, 3_000], in: pool)
    let rows = try x.selection(where: mask(300) { $0 > 0 })
    let columns = x.selection([
      (1, 1, try x.places(1, where: mask(3_000) { $0 % 20 == 0 }))
    ])
    let square = try x.narrowed(axis: 1, start: 0, count: 300)
    let sparse = try x.sparse()
    let sparseRows = try sparse.selection([.mask(mask(300) { $0 > 0 })])
    let factors = try Samples.tensor([3_000], in: pool)
    let works: [() throws -> Void] = [
      { try x.apply(.exponential) },
      { try x.apply(.add, .scalar(1)) },
      { try columns.apply(.add, .scalar(1)) },
      { _ = try rows.sum(axis: 0) },
      { _ = try square.matrixProduct(square) },
      { _ = try x.reduced(.sum) },
      { _ = try x.sparse() },
      { _ = try sparse.dense() },
      { _ = try sparse.matrixProduct(factors) },
      { _ = try sparseRows.sum(axis: 1) },
      { try sparseRows.apply(.add, 1) },
      { _ = try SparseMatrixTests.sample(300, 3_000, 0.5, in: pool) },
    ]
    for work in works { #expect(try requests(work) > 0) }
  }

  private func mask(_ count: Int, _ isTrue: (Int) -> Bool) throws -> Tensor {
    try Tensor((0..<count).map { isTrue($0) ? 1 : 0 } as [UInt8], in: pool)
  }

  /// The places along an axis of a matrix of 700 rows and 1,100 columns.
  private func picks(
    _ count: Int, _ isTrue: (Int) -> Bool
  ) throws -> PlaceList {
    let matrix = try Tensor.zeros([700, 1_100], in: pool)
    return try matrix.places(
      count == 700 ? 0 : 1, where: try mask(count, isTrue))
  }
}
