import Tensors

/// A buffer whose memory is given away, and the memory that it had lately:
/// what of it nobody else holds any more is used again.
final class FreshBuffer {
  private let buffer: PlanBuffer
  @exclusivity(unchecked) private var storages: [Storage] = []
  private var oldest = 0

  /// What a model holds at a time: the value of this iteration and of the last
  /// ones.
  private static let limit = 4

  init(buffer: PlanBuffer) { self.buffer = buffer }

  /// Puts memory that nobody holds in the place of the buffer.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  func renew(_ memory: PlanMemory, _ pool: MemoryPool) throws(TensorError) {
    for index in storages.indices
    where isKnownUniquelyReferenced(&storages[index]) {
      // What it was to contain, nobody asks for any more.
      storages[index].detach()
      memory.bind(buffer.index, to: storages[index])
      return
    }
    let storage = try buffer.newStorage(in: pool)
    memory.bind(buffer.index, to: storage)
    if storages.count < FreshBuffer.limit {
      storages.append(storage)
    } else {
      storages[oldest] = storage
      oldest = (oldest + 1) % FreshBuffer.limit
    }
  }
}
