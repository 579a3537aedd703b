import CMachine

/// Asks for `count` values before they are read.
///
/// Rows of a sparse matrix that fired lie far apart and are short: without
/// this, the memory is waited for at the start of each.
@inline(__always)
func prefetch<T>(_ values: UnsafePointer<T>, count: Int) {
  var byte = UnsafeRawPointer(values)
  let end = byte + count &* MemoryLayout<T>.stride
  while byte < end {
    memory_prefetch_read(byte)
    byte += 64
  }
}
