import Testing

@testable import Tensors

@Suite struct MemoryPoolTests {
  @Test func aBufferIsAtLeastAsLargeAsAsked() {
    var last = (index: -1, size: 0)
    for bytes in Array(1...5_000) + [1 << 20, (1 << 20) + 1, 1 << 33] {
      let (index, size) = MemoryPool.sizeClass(bytes)
      #expect(size >= bytes && size <= max(64, bytes + bytes / 4 + 16))
      #expect(index >= last.index && size >= last.size)
      // One size to a class, so that a kept buffer fits.
      if index == last.index { #expect(size == last.size) }
      last = (index, size)
    }
  }

  @Test func releasedBuffersAreUsedAgain() throws {
    let pool = MemoryPool()
    for _ in 0..<100 { _ = try Tensor.zeros([1_000], in: pool) }
    #expect(pool.systemAllocations == 1)
    #expect(pool.allocations == 100)
    #expect(pool.bytesInUse == 0)
    pool.releaseCache()
    #expect(pool.cachedBytes == 0)
  }

  @Test func theLimitIsAnError() throws {
    let pool = MemoryPool(limit: 10_000)
    let kept = try Tensor.zeros([2_000], in: pool)
    #expect(throws: TensorError.self) { try Tensor.zeros([2_000], in: pool) }
    #expect(kept.count == 2_000)
  }

  @Test func whatTheSystemCannotGiveIsAnError() {
    let pool = MemoryPool()
    #expect(throws: TensorError.self) {
      try Tensor.full([1 << 40], 0, type: .float64, in: pool)
    }
  }
}
