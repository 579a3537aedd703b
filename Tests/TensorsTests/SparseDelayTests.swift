import TestSupport
import Testing

@testable import Tensors

/// Currents through sparse matrices, each entry's after a delay of its own.
@Suite struct SparseDelayTests {
  let pool = MemoryPool()

  private func structure(
    _ rows: Int, _ columns: Int, density: Double
  ) throws -> SparseStructure {
    try SparseStructure.random(
      rows: rows, columns: columns, density: density,
      from: RandomSource(seed: 3, stream: 1), in: pool)
  }

  /// The weights change while spikes travel: what leaves has the weight of then.
  @Test(
    arguments: [0, 1],
    [(ElementType.float32, 5), (.float64, 5), (.float32, 400)])
  func currentsAgreeWithAPlainLoop(
    sourceAxis: Int, kind: (type: ElementType, longest: Int)
  ) throws {
    let (sources, targets, steps) = (30, 40, 3 * kind.longest / 2)
    let structure = try structure(
      sourceAxis == 0 ? sources : targets, sourceAxis == 0 ? targets : sources,
      density: 0.3)
    let count = structure.entryCount
    let delays = try Tensor.zeros([count], type: .int64, in: pool)
    try RandomSource(seed: 4, stream: 1).fillIntegers(
      delays, from: 0, to: kind.longest + 1)
    let weights = SparseMatrix(
      structure,
      values: try Samples.tensor([count], type: kind.type, in: pool))
    let line = try SparseDelayLine(
      of: structure, delays: delays, sourceAxis: sourceAxis, type: kind.type)
    #expect(line.maximumDelay == kind.longest)
    #expect(line.delayByteCount == (kind.longest > 255 ? 2 : 1) * count)
    let spikes = try Tensor.zeros([steps, sources], type: .bool, in: pool)
    try RandomSource(seed: 5, stream: 1).fillBernoulli(
      spikes, probability: 0.3)
    var wanted = [[Double]](
      repeating: [Double](repeating: 0, count: targets),
      count: steps + kind.longest + 1)
    let list = delays.values(Int.self)
    for t in 0..<steps {
      let spike = try spikes.selected(axis: 0, index: t)
      let values = weights.values.doubles
      for entry in 0..<count {
        let place = structure.place(of: entry)
        let (source, target) =
          sourceAxis == 0
          ? (place.row, place.column) : (place.column, place.row)
        if spike.doubles[source] == 0 { continue }
        wanted[t + list[entry]][target] += values[entry]
      }
      let current = try line.step(spike, weights)
      #expect(current.type == kind.type)
      #expect(agree(current.doubles, wanted[t], within: 1e-5))
      try weights.values.apply(.multiply, 0.99)
    }
  }

  @Test(arguments: [0, 1])
  func theyAreTheBitsOfADenseMatrix(sourceAxis: Int) throws {
    let structure = try structure(50, 60, density: 1)
    let delays = try Tensor.zeros([3_000], type: .int64, in: pool)
    try RandomSource(seed: 4, stream: 1).fillIntegers(delays, from: 0, to: 9)
    let weights = SparseMatrix(
      structure, values: try Samples.tensor([3_000], in: pool))
    let sparse = try SparseDelayLine(
      of: structure, delays: delays, sourceAxis: sourceAxis)
    let dense = try CurrentDelayLine(
      delays: delays.reshaped([50, 60]), sourceAxis: sourceAxis)
    let spikes = try Samples.tensor(
      [12, sourceAxis == 0 ? 50 : 60], type: .bool, in: pool)
    for t in 0..<12 {
      let spike = try spikes.selected(axis: 0, index: t)
      let a = try sparse.step(spike, weights)
      let b = try dense.step(spike, weights.values.reshaped([50, 60]))
      #expect(a.doubles == b.doubles)
    }
  }

  @Test func theNumberOfThreadsChangesNoBit() throws {
    let structure = try structure(3_000, 4_000, density: 0.05)
    let delays = try Tensor.zeros(
      [structure.entryCount], type: .int64, in: pool)
    try RandomSource(seed: 4, stream: 1).fillIntegers(delays, from: 0, to: 9)
    let weights = SparseMatrix(
      structure, values: try Samples.tensor([structure.entryCount], in: pool))
    let threadCount = WorkerPool.shared.threadCount
    defer { WorkerPool.shared.threadCount = threadCount }
    for axis in 0..<2 {
      let spike = try Tensor.full(
        [structure.shape[axis]], true, type: .bool, in: pool)
      let results = try [1, 4].map { count in
        WorkerPool.shared.threadCount = count
        let line = try SparseDelayLine(
          of: structure, delays: delays, sourceAxis: axis)
        _ = try line.step(spike, weights)
        return try line.pending().doubles
      }
      #expect(results[0] == results[1])
    }
  }

  @Test func whatIsOnItsWayCanBeRestored() throws {
    let structure = try structure(20, 20, density: 0.4)
    let count = structure.entryCount
    let delays = try Tensor.full([count], 3, type: .int64, in: pool)
    let weights = try SparseMatrix(structure, filledWith: 2)
    let line = try SparseDelayLine(of: structure, delays: delays, sourceAxis: 0)
    let spike = try Tensor.full([20], true, type: .bool, in: pool)
    let none = try Tensor.zeros([20], type: .bool, in: pool)
    _ = try line.step(spike, weights)
    let other = try SparseDelayLine(
      of: structure, delays: delays, sourceAxis: 0)
    try other.restore(line.pending())
    for t in 1..<5 {
      let current = try other.step(none, weights)
      #expect(try line.step(none, weights).doubles == current.doubles)
      #expect((current.doubles.max() ?? 0 > 0) == (t == 3))
    }
  }

  @Test(
    arguments: [
      (-1, "-1.0"), (0.5, "0.5"), (.nan, "nan"), (65_536, "65536.0"),
    ] as [(Double, String)])
  func aDelayIsAWholeNumberOfSixteenBits(
    delay: Double, shown: String
  ) throws {
    let structure = try structure(1, 2, density: 1)
    #expect(
      throws: TensorError.invalidArgument(
        operation: "delay",
        reason: "a delay must be a whole number from 0 to 65535, not \(shown)")
    ) {
      try SparseDelayLine(
        of: structure, delays: Tensor([1, delay], in: pool), sourceAxis: 0)
    }
  }

  @Test func weightsMustFit() throws {
    let structure = try structure(5, 6, density: 0.5)
    let delays = try Tensor.zeros(
      [structure.entryCount], type: .int64, in: pool)
    let line = try SparseDelayLine(
      of: structure, delays: delays, sourceAxis: 0)
    let spike = try Tensor.zeros([5], type: .bool, in: pool)
    let full = try SparseMatrix(
      self.structure(5, 6, density: 1), filledWith: 1)
    #expect(
      throws: TensorError.invalidArgument(
        operation: "step",
        reason: "the weights have entries in other places than the delays")
    ) { try line.step(spike, full) }
    // Another structure with the same entries will do.
    let same = try SparseMatrix(
      self.structure(5, 6, density: 0.5), filledWith: 1)
    #expect(same.structure !== structure)
    _ = try line.step(spike, same)
    let wide = try same.converted(to: .float64)
    #expect(throws: TensorError.self) { try line.step(spike, wide) }
    #expect(throws: TensorError.self) {
      try SparseDelayLine(
        of: structure, delays: Tensor([1], in: pool), sourceAxis: 0)
    }
  }
}
