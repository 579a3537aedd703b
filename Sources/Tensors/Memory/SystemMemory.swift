import Glibc

/// Buffers from the system, aligned to 64 bytes at least.
///
/// Small ones come from `malloc`. Large ones are mappings of their own that
/// start at a huge page: an element of a large matrix is then found with a
/// fraction of the address translations, and the first touch of the matrix
/// costs a fault for 2 MiB instead of 4 KiB.
enum SystemMemory {
  /// The size from which a buffer is a mapping of its own.
  static let mappedMinimum = 4 << 20

  private static let hugePage = 2 << 20
  private static let page = 4 << 10

  /// Whether a buffer of `size` bytes is a mapping of its own.
  static func isMapped(_ size: Int) -> Bool { size >= mappedMinimum }

  /// `byteCount` rounded up to whole pages.
  ///
  /// - Precondition: There is a buffer of so many bytes.
  static func pages(_ byteCount: Int) -> Int {
    (byteCount &+ page &- 1) & ~(page &- 1)
  }

  /// `byteCount` rounded down to whole pages.
  static func wholePages(_ byteCount: Int) -> Int {
    byteCount & ~(page &- 1)
  }

  /// A buffer of `size` bytes, or nil if there is no room.
  ///
  /// Of a large one, the huge pages that the first `expectedUse` bytes fill
  /// are asked for as such; the rest stays in small pages, which nobody pays
  /// for before they are written.
  static func allocate(
    size: Int, expectedUse: Int
  ) -> UnsafeMutableRawPointer? {
    guard isMapped(size) else {
      var buffer: UnsafeMutableRawPointer?
      return posix_memalign(&buffer, 64, size) == 0 ? buffer : nil
    }
    guard let buffer = map(pages(size)) else { return nil }
    // Advice: a system without huge pages need not follow it.
    let whole = min(expectedUse, size) & ~(hugePage - 1)
    madvise(buffer, whole, MADV_HUGEPAGE)
    return buffer
  }

  /// Gives back a buffer of `size` bytes that `allocate` gave.
  static func free(_ buffer: UnsafeMutableRawPointer, size: Int) {
    willFree(buffer, size: size)
    if isMapped(size) {
      munmap(buffer, pages(size))
    } else {
      Glibc.free(buffer)
    }
  }

  /// `length` bytes of zeros, aligned to a huge page.
  private static func map(_ length: Int) -> UnsafeMutableRawPointer? {
    let (room, overflow) = length.addingReportingOverflow(hugePage)
    if overflow { return nil }
    let failed = UnsafeMutableRawPointer(bitPattern: -1)
    guard
      let start = mmap(
        nil, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      start != failed
    else { return nil }
    // What lies before and after the aligned part goes back.
    let before = (0 &- Int(bitPattern: start)) & (hugePage &- 1)
    let buffer = start + before
    if before > 0 { munmap(start, before) }
    if before < hugePage { munmap(buffer + length, hugePage &- before) }
    return buffer
  }
}
