/// The memory of one or more tensors: a tensor and its views share one.
public final class Storage {
  /// The first byte; aligned to 64.
  let address: UnsafeMutableRawPointer

  /// The size that was asked for.
  let byteCount: Int

  /// The bytes that tensors may see: what lies before and after them is room
  /// to grow into.
  var used: Range<Int>

  /// Where the memory came from and goes back to.
  public let pool: MemoryPool

  /// Creates storage of undefined contents, or nil if there is no room.
  init?(byteCount: Int, pool: MemoryPool) {
    guard let address = pool.allocate(byteCount: byteCount) else { return nil }
    self.address = address
    self.byteCount = byteCount
    used = 0..<byteCount
    self.pool = pool
  }

  deinit { pool.release(address, byteCount: byteCount) }
}
