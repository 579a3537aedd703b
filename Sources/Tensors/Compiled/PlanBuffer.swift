/// A piece of memory that a plan works on.
final class PlanBuffer {
  /// Where the memory comes from.
  enum Source {
    /// A tensor that the plan is given.
    case input
    /// The plan, which lets nobody else see it.
    case own
    /// The plan, which gives it away: in each run it is one that nobody else
    /// holds any more.
    case fresh
    /// The step that computes it, in each run anew.
    case step
    /// A block of the one loop that uses it.
    case scratch
  }

  /// The number of the buffer in its plan.
  let index: Int

  /// What stands for the memory as long as there is none.
  let phantom: Storage

  /// The size in bytes; of an input, unknown and 0.
  let byteCount: Int

  /// Where the memory comes from.
  var source: Source

  /// The name that whoever made the plan gave it.
  let name: String?

  /// Of a copy of a part: what it is a part of, and how often that had been
  /// written then.
  var origin: (buffer: PlanBuffer, revision: Int)?

  init(
    index: Int, byteCount: Int, source: Source, name: String?,
    pool: MemoryPool
  ) throws(TensorError) {
    guard let phantom = Storage(byteCount: 0, pool: pool) else {
      throw .outOfMemory(
        shape: [], bytes: 0, inUse: pool.countedBytes, limit: pool.limit)
    }
    self.index = index
    self.byteCount = byteCount
    self.source = source
    self.name = name
    self.phantom = phantom
  }
}
