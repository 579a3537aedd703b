import TestSupport
import Testing

@testable import Tensors

@Suite struct DelayLineTests {
  let pool = MemoryPool()

  /// Ten iterations of spikes of `count` neurons.
  private func spikes(_ count: Int) throws -> [Tensor] {
    let all = try Samples.tensor([10, count], type: .bool, in: pool)
    return try (0..<10).map { try all.selected(axis: 0, index: $0) }
  }

  @Test func aSpikeArrivesAfterItsNeuronsDelay() throws {
    let delays = [0, 3, 1, 2, 0, 5, 2]
    let line = try SpikeDelayLine(delays: Tensor(delays, in: pool))
    let spikes = try spikes(7)
    for t in 0..<10 {
      let arrived = try line.step(spikes[t]).doubles
      let wanted = delays.indices.map { i in
        t >= delays[i] ? spikes[t - delays[i]].doubles[i] : 0
      }
      #expect(arrived == wanted)
    }
  }

  @Test func whatArrivedIsNotOverwritten() throws {
    let line = try SpikeDelayLine(delays: Tensor([0], in: pool))
    let first = try line.step(Tensor([UInt8(1)], in: pool))
    _ = try line.step(Tensor([UInt8(0)], in: pool))
    #expect(first.doubles == [1])
  }

  @Test(arguments: [0, 1], [ElementType.float32, .float64])
  func currentsAgreeWithAPlainLoop(
    sourceAxis: Int, type: ElementType
  ) throws {
    let (sources, targets) = (6, 9)
    let sizes = sourceAxis == 0 ? [sources, targets] : [targets, sources]
    let weights = try Samples.tensor(sizes, type: type, in: pool)
    let delays = try Samples.tensor(sizes, in: pool)
      .applying(.multiply, 4).applying(.absoluteValue).applying(.floor)
    let line = try CurrentDelayLine(
      delays: delays, sourceAxis: sourceAxis, type: type)
    let (w, d) = (weights.doubles, delays.doubles.map { Int($0) })
    let spikes = try spikes(sources)
    for t in 0..<10 {
      var wanted = [Double](repeating: 0, count: targets)
      for i in 0..<sources {
        for j in 0..<targets {
          let k = sourceAxis == 0 ? i * targets + j : j * sources + i
          if t >= d[k] { wanted[j] += spikes[t - d[k]].doubles[i] * w[k] }
        }
      }
      let current = try line.step(spikes[t], weights)
      #expect(current.type == type)
      #expect(agree(current.doubles, wanted, within: 1e-6))
    }
  }

  @Test func bothLayoutsAndViewsGiveTheSameBits() throws {
    let weights = try Samples.tensor([12, 20], in: pool)
    let delays = try Samples.tensor([12, 20], in: pool)
      .applying(.multiply, 7).applying(.absoluteValue).applying(.floor)
    let lines = try [
      CurrentDelayLine(delays: delays, sourceAxis: 0),
      CurrentDelayLine(delays: delays.transposed(), sourceAxis: 1),
    ]
    for spike in try spikes(12) {
      let a = try lines[0].step(spike, weights)
      let b = try lines[1].step(spike, weights.transposed())
      #expect(a.doubles == b.doubles)
    }
  }

  @Test func theNumberOfThreadsChangesNoBit() throws {
    let (sources, targets) = (500, 5_000)
    let weights = try Samples.tensor([sources, targets], in: pool)
    let delays = try weights.comparing(.greater, 0).converted(to: .int64)
    let spike = try Tensor.full([sources], true, type: .bool, in: pool)
    let threadCount = WorkerPool.shared.threadCount
    defer { WorkerPool.shared.threadCount = threadCount }
    let results = try [1, 4].map { count in
      WorkerPool.shared.threadCount = count
      let line = try CurrentDelayLine(delays: delays, sourceAxis: 0)
      return try line.step(spike, weights).doubles
    }
    #expect(results[0] == results[1])
  }

  @Test func pendingSpikesCanBeRestored() throws {
    let delays = try Tensor([0, 3, 1, 2], in: pool)
    let line = try SpikeDelayLine(delays: delays)
    let spikes = try spikes(4)
    for t in 0..<5 { _ = try line.step(spikes[t]) }
    let other = try SpikeDelayLine(delays: delays)
    try other.restore(line.pending())
    for t in 5..<10 {
      #expect(
        try line.step(spikes[t]).doubles == other.step(spikes[t]).doubles)
    }
  }

  @Test func resettingForgetsWhatIsOnItsWay() throws {
    let line = try SpikeDelayLine(delays: Tensor([1], in: pool))
    _ = try line.step(Tensor([UInt8(1)], in: pool))
    try line.reset()
    #expect(try line.step(Tensor([UInt8(0)], in: pool)).doubles == [0])
  }

  @Test(arguments: [-1, 0.5, .nan, .infinity, 3e9])
  func aDelayIsAWholeNumber(delay: Double) throws {
    #expect(throws: TensorError.self) {
      try SpikeDelayLine(delays: Tensor([1.0, delay], in: pool))
    }
  }

  @Test func delaysTooLongForTheMemoryAreAnError() throws {
    let pool = MemoryPool(limit: 1 << 20)
    #expect(throws: TensorError.self) {
      try SpikeDelayLine(delays: Tensor([2_000_000], in: pool))
    }
  }

  @Test func emptyGroupsHaveNothingToPassOn() throws {
    let spikes = try SpikeDelayLine(
      delays: Tensor.zeros([0], type: .int64, in: pool))
    let none = try Tensor.zeros([0], type: .bool, in: pool)
    #expect(try spikes.step(none).count == 0)
    let currents = try CurrentDelayLine(
      delays: Tensor.zeros([0, 3], type: .int64, in: pool), sourceAxis: 0)
    let weights = try Tensor.zeros([0, 3], in: pool)
    #expect(try currents.step(none, weights).doubles == [0, 0, 0])
  }

  @Test func shapesMustMatch() throws {
    let line = try SpikeDelayLine(delays: Tensor([1, 2], in: pool))
    let three = try Tensor.zeros([3], type: .bool, in: pool)
    #expect(
      throws: TensorError.shapeMismatch(
        operation: "step", left: [3], right: [2])
    ) { try line.step(three) }
    #expect(
      throws: TensorError.shapeMismatch(
        operation: "restore", left: [3, 2], right: [3])
    ) { try line.restore(three) }
  }
}
