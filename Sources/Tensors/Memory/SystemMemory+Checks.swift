import CMachine

/// What AddressSanitizer is told of buffers, in builds that have it: it knows
/// nothing of those that are larger than their tensors, or kept for others.
///
/// `scripts/sanitize.sh` and `scripts/fuzz.sh` define `ADDRESS_SANITIZER`; in
/// other builds the functions are empty.
extension SystemMemory {
  /// Lets a tensor use the first `byteCount` bytes of a buffer of `size` bytes,
  /// and nobody the rest.
  @inline(__always)
  static func didLend(
    _ buffer: UnsafeMutableRawPointer, byteCount: Int, size: Int
  ) {
    #if ADDRESS_SANITIZER
      __asan_unpoison_memory_region(buffer, byteCount)
      __asan_poison_memory_region(buffer + byteCount, size - byteCount)
    #endif
  }

  /// Lets nobody use a buffer but for the address of the next that it holds.
  @inline(__always)
  static func didKeep(_ buffer: UnsafeMutableRawPointer, size: Int) {
    #if ADDRESS_SANITIZER
      let link = MemoryLayout<UnsafeMutableRawPointer?>.size
      __asan_unpoison_memory_region(buffer, link)
      __asan_poison_memory_region(buffer + link, size - link)
    #endif
  }

  /// Takes back what was said of a buffer that goes back to the system.
  @inline(__always)
  static func willFree(_ buffer: UnsafeMutableRawPointer, size: Int) {
    #if ADDRESS_SANITIZER
      __asan_unpoison_memory_region(buffer, size)
    #endif
  }
}
