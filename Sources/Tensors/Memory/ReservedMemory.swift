import Glibc

/// A range of addresses that is filled with memory bit by bit, from the front,
/// so that what grows in it never moves.
///
/// Only what is in use counts in the pool. A range belongs to one thread.
public final class ReservedMemory {
  let address: UnsafeMutableRawPointer
  private let capacity: Int
  private let pool: MemoryPool

  /// The bytes that count in the pool.
  private var counted = 0..<0

  /// Who has lent storage.
  private weak var loan: Loan?

  /// Keeps the range as long as storage of it is there.
  final class Loan {
    private let memory: ReservedMemory
    init(_ memory: ReservedMemory) { self.memory = memory }
  }

  /// Reserves room for up to `capacity` bytes, or returns nil if there are no
  /// such addresses.
  public init?(capacity: Int, pool: MemoryPool) {
    self.capacity = max(capacity, SystemMemory.mappedMinimum)
    guard
      let address = SystemMemory.allocate(size: self.capacity, expectedUse: 0)
    else { return nil }
    self.address = address
    self.pool = pool
  }

  deinit {
    pool.discount(counted.count)
    SystemMemory.free(address, size: capacity)
  }

  /// Makes the first `byteCount` bytes be usable; returns whether there is room.
  public func grow(to byteCount: Int) -> Bool {
    guard byteCount <= capacity else { return false }
    let end = max(counted.upperBound, SystemMemory.pages(byteCount))
    guard pool.count(end - counted.upperBound) else { return false }
    counted = counted.lowerBound..<end
    return true
  }

  /// Gives back what lies before `offset`, which nobody uses any more, once that
  /// is 1 MiB or more, unless something is lent.
  public func release(before offset: Int) {
    let end = min(SystemMemory.wholePages(offset), counted.upperBound)
    guard end - counted.lowerBound >= 1 << 20, loan == nil else { return }
    let released = counted.lowerBound..<end
    madvise(address + released.lowerBound, released.count, MADV_DONTNEED)
    counted = end..<counted.upperBound
    pool.discount(released.count)
  }

  /// The first `byteCount` bytes as storage, for whoever manages the range.
  public func storage(byteCount: Int) -> Storage {
    Storage(
      address: address, byteCount: byteCount, pool: pool, keeping: self)
  }

  /// Some bytes as storage for somebody else, who keeps them from being given
  /// back.
  public func lend(from offset: Int, byteCount: Int) -> Storage {
    let loan = self.loan ?? Loan(self)
    self.loan = loan
    return Storage(
      address: address + offset, byteCount: byteCount, pool: pool,
      keeping: loan)
  }
}
