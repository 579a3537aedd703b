/// The memory of one or more tensors: a tensor and its views share one.
public final class Storage {
  /// The first byte, whether or not what the storage contains is there; aligned to
  /// 64, but for memory that is lent.
  package let memory: UnsafeMutableRawPointer

  /// Where the contents are, or are as well, while nobody has asked for `address`.
  @exclusivity(unchecked) package internal(set) var copy: RemoteCopy?

  /// The first byte, for whoever reads or writes: what the storage contains is there.
  package var address: UnsafeMutableRawPointer {
    @inline(__always) get {
      if copy != nil { settle() }
      return memory
    }
  }

  /// Whether the memory is its own, and not lent.
  package var isOwn: Bool { owner == nil }

  /// The size that was asked for.
  public let byteCount: Int

  /// The bytes that tensors may see: what lies before and after them is room
  /// to grow into.
  var used: Range<Int>

  /// Where the memory came from and goes back to.
  public let pool: MemoryPool

  /// Storages of the same size, with tensors of the same layout, to which what is
  /// assigned to elements here is assigned too: none, the first, or both.
  @exclusivity(unchecked) var firstFollower: Storage?
  @exclusivity(unchecked) var secondFollower: Storage?

  /// Who gives the memory back; this storage itself if it is nil.
  private let owner: AnyObject?

  /// Creates storage of undefined contents, or nil if there is no room.
  package init?(byteCount: Int, pool: MemoryPool) {
    guard let memory = pool.allocate(byteCount: byteCount) else { return nil }
    self.memory = memory
    self.byteCount = byteCount
    used = 0..<byteCount
    self.pool = pool
    owner = nil
  }

  /// Creates storage of memory that `owner` gives back when it is released.
  package init(
    address: UnsafeMutableRawPointer, byteCount: Int, pool: MemoryPool,
    keeping owner: AnyObject
  ) {
    memory = address
    self.byteCount = byteCount
    used = 0..<byteCount
    self.pool = pool
    self.owner = owner
  }

  /// Some of the bytes as a storage of its own, which keeps this one.
  public func part(from offset: Int, byteCount: Int) -> Storage {
    precondition(offset >= 0 && byteCount <= self.byteCount - offset)
    return Storage(
      address: address + offset, byteCount: byteCount, pool: pool,
      keeping: self)
  }

  /// Exchanges the contents of two storages.
  ///
  /// - Precondition: They are of the same size.
  public func swapContents(with other: Storage) {
    precondition(byteCount == other.byteCount)
    if self === other { return }
    let words = byteCount / 8
    let (a, b) = (
      address.assumingMemoryBound(to: UInt64.self),
      other.address.assumingMemoryBound(to: UInt64.self)
    )
    for i in 0..<words { (a[i], b[i]) = (b[i], a[i]) }
    for i in words * 8..<byteCount {
      let byte = address.load(fromByteOffset: i, as: UInt8.self)
      address.storeBytes(
        of: other.address.load(fromByteOffset: i, as: UInt8.self),
        toByteOffset: i, as: UInt8.self)
      other.address.storeBytes(of: byte, toByteOffset: i, as: UInt8.self)
    }
  }

  deinit {
    if copy != nil { detach() }
    if owner == nil { pool.release(memory, byteCount: byteCount) }
  }
}
