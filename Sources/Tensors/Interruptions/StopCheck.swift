/// Looks now and then, in a loop on one thread, whether somebody breaks it off.
///
/// ```swift
/// var check = StopCheck()
/// for row in rows {
///   add(row)
///   try check.after(row.count)
/// }
/// ```
struct StopCheck {
  private let interruption = Interruption.current
  private var left = elementGrain

  /// Takes note of `count` elements that were worked on.
  ///
  /// - Throws: `TensorError.interrupted`.
  @inline(__always)
  mutating func after(_ count: Int) throws(TensorError) {
    left &-= count
    if left <= 0 { try look() }
  }

  @inline(never)
  private mutating func look() throws(TensorError) {
    let done = elementGrain &- left
    left = elementGrain
    guard let interruption else { return }
    if interruption.hasBudget {
      interruption.spend(count: done, cost: elementCost)
    }
    try interruption.check()
  }
}

/// Calls `body` with ranges that cover `0..<count`, in their order and on this
/// thread.
///
/// - Throws: `TensorError.interrupted` if somebody broke off large work: then
///   ranges are missing.
@inline(__always)
package func forEachPart(
  of count: Int, _ body: (Range<Int>) throws(TensorError) -> Void
) throws(TensorError) {
  if count <= elementGrain { return try body(0..<count) }
  var check = StopCheck()
  var start = 0
  while start < count {
    let end = min(start &+ elementGrain, count)
    try body(start..<end)
    try check.after(end &- start)
    start = end
  }
}

extension UnsafeRawBufferPointer {
  /// Calls `body` with blocks that make up these bytes; all but the last have
  /// 1 MiB.
  ///
  /// - Throws: `TensorError.interrupted` if somebody breaks it off: then blocks
  ///   are missing.
  package func forEachBlock(
    _ body: (UnsafeRawBufferPointer) throws(TensorError) -> Void
  ) throws(TensorError) {
    var check = StopCheck()
    var start = 0
    while start < count {
      let end = Swift.min(start + (1 << 20), count)
      try body(UnsafeRawBufferPointer(rebasing: self[start..<end]))
      try check.after((end - start) / 4)
      start = end
    }
  }
}
