/// Room for intermediate results, taken from a pool and given back at the end
/// of its life.
package struct Scratch<T: BitwiseCopyable> {
  package let storage: Storage

  /// The first place; aligned to 64 bytes, contents undefined.
  package let pointer: UnsafeMutablePointer<T>

  /// - Throws: `TensorError.outOfMemory`.
  package init(count: Int, in pool: MemoryPool) throws(TensorError) {
    let bytes = count &* MemoryLayout<T>.stride
    guard let storage = Storage(byteCount: bytes, pool: pool) else {
      throw .outOfMemory(
        shape: [count], bytes: bytes, inUse: pool.countedBytes,
        limit: pool.limit)
    }
    self.storage = storage
    pointer = storage.address.assumingMemoryBound(to: T.self)
  }

  /// Takes over memory that holds such values.
  init(_ storage: Storage) {
    self.storage = storage
    pointer = storage.address.assumingMemoryBound(to: T.self)
  }

  /// The number of bytes that were asked for.
  var byteCount: Int { storage.byteCount }
}
