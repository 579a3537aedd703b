import Tensors

/// A piece of memory that a plan works on: that of a cell of its program.
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

  /// The number of the cell.
  let index: Int

  /// The shape that the cell was made for.
  private let shape: Shape

  /// The size in bytes; of an input, unknown and 0.
  let byteCount: Int

  /// Where the memory comes from.
  var source: Source

  /// The memory of a cell.
  init(_ cell: Program.Cell, _ index: Int) {
    self.index = index
    shape = cell.shape
    byteCount = cell.byteCount
    source = cell.isInput ? .input : cell.isMade ? .step : .own
  }

  /// Whether the plan gives the memory away.
  var isFresh: Bool {
    if case .fresh = source { return true }
    return false
  }

  /// Whether only the plan sees the memory.
  var isOwn: Bool {
    if case .own = source { return true }
    return false
  }

  /// Whether it is memory between steps.
  var isMemory: Bool {
    if case .scratch = source { return false }
    return true
  }

  /// New memory of the buffer's size.
  func newStorage(in pool: MemoryPool) throws(TensorError) -> Storage {
    guard let storage = Storage(byteCount: byteCount, pool: pool) else {
      throw .outOfMemory(
        shape: shape, bytes: byteCount, inUse: pool.countedBytes,
        limit: pool.limit)
    }
    return storage
  }
}
