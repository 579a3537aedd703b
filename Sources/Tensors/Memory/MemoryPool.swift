/// Where tensors get their memory.
///
/// A pool counts what is in use, holds a limit, and keeps released buffers for
/// the next tensors of the same size class, so a simulation in its steady state
/// asks the system for nothing. Large buffers lie in huge pages where the
/// system has some to give. A pool belongs to one thread.
public final class MemoryPool {
  /// The most bytes that tensors may use, or nil.
  public var limit: Int?

  /// The most bytes of released buffers that are kept.
  public var cacheLimit = 128 << 20

  /// A limit that tensors share with something else, and where it counts the
  /// bytes that it uses; or nil.
  public var sharedLimit: (bytes: Int, others: UnsafePointer<Int>)?

  /// Bytes that live tensors use.
  public private(set) var bytesInUse: Int {
    get { usedBytes.pointee }
    set { usedBytes.pointee = newValue }
  }

  /// What counts towards the limit: also what else shares it.
  package var countedBytes: Int {
    bytesInUse &+ (sharedLimit?.others.pointee ?? 0)
  }

  /// Where `bytesInUse` lies as long as the pool lives.
  public var bytesInUseAddress: UnsafePointer<Int> { UnsafePointer(usedBytes) }

  private let usedBytes: UnsafeMutablePointer<Int>

  /// The largest value that `bytesInUse` has had.
  public private(set) var peakBytes = 0

  /// Bytes of released buffers that are kept.
  public private(set) var cachedBytes = 0

  /// How many buffers the system has been asked for.
  public private(set) var systemAllocations = 0

  /// How many buffers tensors have been given, kept ones included.
  public private(set) var allocations = 0

  /// The first free buffer of each size class; a free buffer begins with the
  /// address of the next.
  private var free: UnsafeMutablePointer<UnsafeMutableRawPointer?>

  private static let classCount = 256

  /// Creates a pool without buffers.
  public init(limit: Int? = nil) {
    self.limit = limit
    usedBytes = .allocate(capacity: 1)
    usedBytes.initialize(to: 0)
    free = .allocate(capacity: MemoryPool.classCount)
    free.initialize(repeating: nil, count: MemoryPool.classCount)
  }

  deinit {
    releaseCache()
    free.deallocate()
    usedBytes.deallocate()
  }

  /// Gives kept buffers back to the system: all, or those of at least
  /// `byteCount` bytes.
  public func releaseCache(ofAtLeast byteCount: Int = 0) {
    for index in 0..<MemoryPool.classCount where free[index] != nil {
      let size = MemoryPool.size(ofClass: index)
      if size < byteCount { continue }
      var next = free[index]
      while let buffer = next {
        next = buffer.load(as: UnsafeMutableRawPointer?.self)
        SystemMemory.free(buffer, size: size)
        cachedBytes -= size
      }
      free[index] = nil
    }
  }

  /// A buffer of at least `byteCount` bytes, or nil if there is no room.
  ///
  /// Its contents are undefined.
  func allocate(byteCount: Int) -> UnsafeMutableRawPointer? {
    let (index, size) = MemoryPool.sizeClass(byteCount)
    guard let total = total(with: MemoryPool.occupied(byteCount, of: size))
    else { return nil }
    let buffer: UnsafeMutableRawPointer
    if let kept = free[index] {
      buffer = kept
      free[index] = kept.load(as: UnsafeMutableRawPointer?.self)
      cachedBytes -= size
    } else {
      guard
        let new = SystemMemory.allocate(size: size, expectedUse: byteCount)
      else { return nil }
      buffer = new
      systemAllocations += 1
    }
    SystemMemory.didLend(buffer, byteCount: byteCount, size: size)
    allocations += 1
    bytesInUse = total
    if total > peakBytes { peakBytes = total }
    return buffer
  }

  /// What is in use with so many bytes more, or nil if that is over a limit.
  @inline(__always)
  private func total(with byteCount: Int) -> Int? {
    let (total, overflow) = bytesInUse.addingReportingOverflow(byteCount)
    if overflow { return nil }
    if let limit, total > limit { return nil }
    if let sharedLimit, total > sharedLimit.bytes - sharedLimit.others.pointee {
      return nil
    }
    return total
  }

  /// Counts memory that isn't the pool's, if there is room for it.
  func count(_ byteCount: Int) -> Bool {
    guard let total = total(with: byteCount) else { return false }
    bytesInUse = total
    if total > peakBytes { peakBytes = total }
    return true
  }

  /// Takes back what `count` has counted.
  func discount(_ byteCount: Int) { bytesInUse -= byteCount }

  /// Takes back a buffer that `allocate(byteCount:)` gave.
  func release(_ buffer: UnsafeMutableRawPointer, byteCount: Int) {
    let (index, size) = MemoryPool.sizeClass(byteCount)
    bytesInUse -= MemoryPool.occupied(byteCount, of: size)
    SystemMemory.didKeep(buffer, size: size)
    guard cachedBytes + size <= cacheLimit else {
      SystemMemory.free(buffer, size: size)
      return
    }
    buffer.storeBytes(of: free[index], as: UnsafeMutableRawPointer?.self)
    free[index] = buffer
    cachedBytes += size
  }

  /// How much of a buffer of `size` bytes `byteCount` bytes take up.
  ///
  /// The end of a large buffer costs only addresses as long as nobody writes
  /// there.
  private static func occupied(_ byteCount: Int, of size: Int) -> Int {
    SystemMemory.isMapped(size) ? SystemMemory.pages(byteCount) : size
  }

  /// The class of buffers that hold `byteCount` bytes, and their size.
  ///
  /// There are four classes to each power of two, from 64 bytes, so at most a
  /// quarter of a buffer is unused.
  static func sizeClass(_ byteCount: Int) -> (index: Int, size: Int) {
    if byteCount <= 64 { return (0, 64) }
    let units = (byteCount &- 1) >> 4
    let exponent = Int.bitWidth &- 1 &- units.leadingZeroBitCount
    let step = exponent &- 2
    let quarter = units >> step
    return (
      (step &- 0) &* 4 &+ (quarter &- 4) &+ 1, (quarter &+ 1) << (step &+ 4)
    )
  }

  /// The size of the buffers of a class.
  static func size(ofClass index: Int) -> Int {
    if index == 0 { return 64 }
    let (step, quarter) = (index &- 1).quotientAndRemainder(dividingBy: 4)
    return (quarter &+ 5) << (step &+ 4)
  }
}
