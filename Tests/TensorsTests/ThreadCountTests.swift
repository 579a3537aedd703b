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
}
