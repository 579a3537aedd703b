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

  @Test func largeBuffersAloneMayBeGivenBack() throws {
    let pool = MemoryPool()
    var buffers = try [1_000, 1_000, 1 << 20].map {
      try Tensor.zeros([$0], in: pool)
    }
    #expect(buffers.count == 3)
    buffers = []
    let kept = 2 * MemoryPool.sizeClass(4_000).size
    #expect(pool.cachedBytes > kept)
    pool.releaseCache(ofAtLeast: 1 << 20)
    #expect(pool.cachedBytes == kept)
    _ = try Tensor.zeros([1_000], in: pool)
    #expect(pool.systemAllocations == 3)
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

  @Test func aClassKnowsTheSizeOfItsBuffers() {
    for bytes in Array(1...5_000) + [1 << 20, (1 << 22) + 1, 400_000_000] {
      let (index, size) = MemoryPool.sizeClass(bytes)
      #expect(MemoryPool.size(ofClass: index) == size)
    }
  }

  @Test func largeBuffersStartAtAHugePage() throws {
    let pool = MemoryPool()
    for count in [1 << 20, 3_000_000, 5_000_001] {
      let x = try Tensor.full([count], 1, in: pool)
      #expect(Int(bitPattern: x.storage.address) % (2 << 20) == 0)
      #expect(
        try x.reducing(.sum, axis: 0).element([]) == .float(Double(count)))
    }
    pool.releaseCache()
    #expect(pool.cachedBytes == 0)
  }

  @Test func theUnusedEndOfALargeBufferIsNotCounted() throws {
    let pool = MemoryPool(limit: 5 << 20)
    // The class of 4 MiB and a bit has buffers of 5 MiB.
    let bytes = (4 << 20) + 8
    let x = try Tensor.zeros([bytes / 4], in: pool)
    #expect(pool.bytesInUse == (4 << 20) + 4_096)
    _ = x
  }

  @Test func largeBuffersAreKeptUpToTheLimit() throws {
    let pool = MemoryPool()
    pool.cacheLimit = 10 << 20
    for _ in 0..<3 { _ = try Tensor.zeros([2 << 20], in: pool) }
    #expect(pool.systemAllocations == 1)
    #expect(pool.cachedBytes == 8 << 20)
    for _ in 0..<3 { _ = try Tensor.zeros([4 << 20], in: pool) }
    #expect(pool.systemAllocations == 4)
    #expect(pool.bytesInUse == 0 && pool.cachedBytes == 8 << 20)
    // A kept buffer serves a tensor of its class that is larger than the last.
    let x = try Tensor.full([(2 << 20) - 5_000], 1, in: pool)
    #expect(pool.systemAllocations == 4)
    #expect(
      try x.reducing(.sum, axis: 0).element([]) == .float(Double(x.count)))
  }
}
