/// The loops that put rows of numbers together, column by column.
///
/// A vector is handled as a matrix too: its elements fill rows of up to 128
/// columns, whose results are put together in a fixed order at the end. So all
/// loops are elementwise and run on whole vectors, and equal input gives equal
/// bits for any number of threads.

/// Adds `rows` rows of `width` elements, `step` apart, to `total`.
///
/// `partial` is room for `width` partial results. Four rows go at a time, so
/// that most of the time is spent reading. Rows are missing if `interruption`
/// breaks it off.
@inline(__always)
private func addRows<K: ReductionKernel>(
  _ kernel: K, _ x: UnsafePointer<K.T>, rows: Int, width: Int, step: Int,
  partial: UnsafeMutablePointer<K.Partial>,
  total: UnsafeMutablePointer<K.Total>, _ interruption: Interruption? = nil
) {
  var row = 0
  while row < rows {
    if let interruption, interruption.isBreakingOff { return }
    let end = row &+ min(rows &- row, K.rowsPerFlush & ~3)
    for j in 0..<width { partial[j] = K.none }
    while row &+ 4 <= end {
      let a = x + row &* step
      let (b, c, d) = (a + step, a + 2 &* step, a + 3 &* step)
      for j in 0..<width {
        partial[j] = kernel.add(partial[j], a[j], b[j], c[j], d[j])
      }
      row &+= 4
    }
    while row < end {
      let a = x + row &* step
      for j in 0..<width { partial[j] = kernel.add(partial[j], a[j]) }
      row &+= 1
    }
    for j in 0..<width { total[j] = kernel.merge(total[j], partial[j]) }
  }
}

/// The total of `count` elements in a row that all fit into one chunk.
private func reduceChunk<K: ReductionKernel>(
  _ kernel: K, _ x: UnsafePointer<K.T>, count: Int
) -> K.Total {
  let width = count >= 1_024 ? 128 : count >= 32 ? 16 : 1
  let body = count / width
  return withUnsafeTemporaryAllocation(of: K.Partial.self, capacity: 128) {
    partial in
    withUnsafeTemporaryAllocation(of: K.Total.self, capacity: 128) { total in
      guard let partial = partial.baseAddress, let total = total.baseAddress
      else { return K.nothing }
      for j in 0..<width { total[j] = K.nothing }
      addRows(
        kernel, x, rows: body, width: width, step: width, partial: partial,
        total: total)
      addRows(
        kernel, x + body &* width, rows: 1, width: count &- body &* width,
        step: 0, partial: partial, total: total)
      var half = width / 2
      while half > 0 {
        for j in 0..<half {
          total[j] = kernel.merge(total[j], total[j &+ half])
        }
        half /= 2
      }
      return total[0]
    }
  }
}

/// The total of `count` elements in a row, on the calling thread; elements are
/// missing if `interruption` breaks it off.
func reduceRow<K: ReductionKernel>(
  _ kernel: K, _ x: UnsafePointer<K.T>, count: Int,
  _ interruption: Interruption? = nil
) -> K.Total {
  if count <= parallelGrain {
    return reduceChunk(kernel, x, count: count)
  }
  var total = K.nothing
  for start in stride(from: 0, to: count, by: parallelGrain) {
    if let interruption, interruption.isBreakingOff { break }
    let chunk = reduceChunk(
      kernel, x + start, count: min(parallelGrain, count &- start))
    total = kernel.merge(total, chunk)
  }
  return total
}

/// The same total as `reduceRow`, by several threads.
///
/// `chunks` is room for a total for each chunk of `parallelGrain`.
func reduceRow<K: ReductionKernel>(
  _ kernel: K, _ x: UnsafePointer<K.T>, count: Int,
  chunks: UnsafeMutablePointer<K.Total>
) throws(TensorError) -> K.Total {
  try forEachChunk(of: count) { range in
    chunks[range.lowerBound / parallelGrain] = reduceChunk(
      kernel, x + range.lowerBound, count: range.count)
  }
  var total = K.nothing
  for chunk in 0..<((count &+ parallelGrain &- 1) / parallelGrain) {
    total = kernel.merge(total, chunks[chunk])
  }
  return total
}

/// Writes the total of each of `width` columns of a matrix to `total`.
///
/// The threads share the columns. Several rows of a narrow matrix without gaps
/// count as one.
///
/// `step` is the distance between rows; `partial` and `total` are room for
/// `width` results, and for 128 at least.
func reduceColumns<K: ReductionKernel>(
  _ kernel: K, _ x: UnsafePointer<K.T>, rows: Int, width: Int, step: Int,
  partial: UnsafeMutablePointer<K.Partial>,
  total: UnsafeMutablePointer<K.Total>
) throws(TensorError) {
  var joined = 1
  if step == width, rows >= 64 {
    while 2 &* joined &* width <= 128 { joined *= 2 }
  }
  let wideRows = rows / joined
  let wideWidth = width &* joined
  let interruption = Interruption.current
  try forEachChunk(
    of: wideWidth, grain: 512, cost: wideRows &* elementCost
  ) { range in
    let start = range.lowerBound
    for j in range { total[j] = K.nothing }
    addRows(
      kernel, x + start, rows: wideRows, width: range.count,
      step: step &* joined, partial: partial + start, total: total + start,
      interruption)
  }
  try interruption?.check()
  let rest = x + wideRows &* wideWidth
  if joined > 1 {
    addRows(
      kernel, rest, rows: 1, width: (rows &- wideRows &* joined) &* width,
      step: 0, partial: partial, total: total)
  }
  while joined > 1 {
    joined /= 2
    for j in 0..<(width &* joined) {
      total[j] = kernel.merge(total[j], total[j &+ width &* joined])
    }
  }
}
