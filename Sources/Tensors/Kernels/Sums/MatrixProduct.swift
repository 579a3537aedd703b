/// A matrix in memory, with a step between rows and one between columns.
struct MatrixView<T: BitwiseCopyable> {
  let pointer: UnsafeMutablePointer<T>
  let rows: Int
  let columns: Int
  let rowStep: Int
  let columnStep: Int

  /// The matrix with rows and columns exchanged.
  var transposed: MatrixView {
    MatrixView(
      pointer: pointer, rows: columns, columns: rows, rowStep: columnStep,
      columnStep: rowStep)
  }

  /// The matrix as a copy at `place` without gaps.
  func packed(at place: UnsafeMutablePointer<T>) throws(TensorError)
    -> MatrixView
  {
    try copyRows(self, to: place)
    return MatrixView(
      pointer: place, rows: rows, columns: columns, rowStep: columns,
      columnStep: 1)
  }
}

/// Copies a matrix so that its rows have no gaps.
///
/// The threads share blocks of 16 rows, in which all that is read of a line
/// of the cache is used before it is lost.
func copyRows<T>(
  _ matrix: MatrixView<T>, to out: UnsafeMutablePointer<T>
) throws(TensorError) {
  let (rowStep, columnStep) = (matrix.rowStep, matrix.columnStep)
  try forEachLongChunk(
    of: matrix.rows, grain: 16, cost: matrix.columns &* elementCost
  ) { range, interruption in
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 16) {
      let end = min(start &+ 16, range.upperBound)
      for column in 0..<matrix.columns {
        if column % elementGrain == 0, let interruption,
          interruption.isBreakingOff
        {
          return
        }
        let x = matrix.pointer + column &* columnStep
        for row in start..<end {
          out[row &* matrix.columns &+ column] = x[row &* rowStep]
        }
      }
    }
  }
}

/// The blocked product of two matrices.
///
/// The right matrix is copied into panels of two vectors' width; for each
/// panel, four rows of the left matrix at a time make a tile of the result in
/// registers. Sums over more than `depth` products go in blocks of `depth`,
/// which are put together in a wider type. The threads share the tiles; each
/// tile's sums run in the same order.
enum MatrixProduct<T: MatrixElement> {
  static var depth: Int { 256 }
  static var rowsPerTask: Int { 64 }
  static var width: Int { 2 * T.laneCount }

  /// What a product and its addition cost, in picoseconds.
  static var productCost: Int { 40 }

  /// How many elements the panels of `right` take.
  static func panelCount(_ right: MatrixView<T>) -> Int {
    (right.columns &+ width &- 1) / width &* width &* right.rows
  }

  /// Writes `left` times `right` to `out`, whose rows have no gaps.
  ///
  /// `panels` is room for `panelCount(right)` elements.
  static func multiply(
    _ left: MatrixView<T>, _ right: MatrixView<T>,
    into out: UnsafeMutablePointer<T>, panels: UnsafeMutablePointer<T>
  ) throws(TensorError) {
    let count = (right.columns &+ width &- 1) / width
    let depth = right.rows
    let products = left.rows &* right.columns &* max(depth, 1)
    try forEachLongChunk(
      of: count, grain: 1, cost: width &* depth &* elementCost
    ) { range, interruption in
      for panel in range {
        pack(
          right, panel, into: panels + panel &* width &* depth, interruption)
      }
    }
    let rowTasks = (left.rows &+ rowsPerTask &- 1) / rowsPerTask
    let tasks = count &* rowTasks
    try forEachLongChunk(
      of: tasks, grain: 1, cost: products / max(tasks, 1) &* productCost
    ) { range, interruption in
      for task in range {
        let (panel, rows) = (task % count, task / count)
        let start = rows &* rowsPerTask
        multiply(
          left, start..<min(start &+ rowsPerTask, left.rows), panel,
          panels + panel &* width &* depth, columns: right.columns, into: out,
          interruption)
      }
    }
  }

  /// Copies the columns of one panel, filled up with zeros.
  private static func pack(
    _ right: MatrixView<T>, _ panel: Int,
    into out: UnsafeMutablePointer<T>, _ interruption: Interruption?
  ) {
    let first = panel &* width
    let used = min(width, right.columns &- first)
    let x = right.pointer + first &* right.columnStep
    for row in 0..<right.rows {
      if row % elementGrain == 0, let interruption, interruption.isBreakingOff {
        return
      }
      let (source, target) = (x + row &* right.rowStep, out + row &* width)
      if right.columnStep == 1 {
        for j in 0..<used { target[j] = source[j] }
      } else {
        for j in 0..<used { target[j] = source[j &* right.columnStep] }
      }
      for j in used..<width { target[j] = T.zero }
    }
  }

  /// Writes the rows `rows` of one panel's columns.
  private static func multiply(
    _ left: MatrixView<T>, _ rows: Range<Int>, _ panel: Int,
    _ packed: UnsafePointer<T>, columns: Int,
    into out: UnsafeMutablePointer<T>, _ interruption: Interruption?
  ) {
    withUnsafeTemporaryAllocation(of: T.self, capacity: 4 * width) { tile in
      withUnsafeTemporaryAllocation(
        of: T.Wide.self, capacity: 4 * width
      ) { totals in
        guard let tile = tile.baseAddress, let totals = totals.baseAddress
        else { return }
        let used = min(width, columns &- panel &* width)
        var row = rows.lowerBound
        while row < rows.upperBound {
          let height = min(4, rows.upperBound &- row)
          sumBlocks(
            of: left.columns, rows: depth, width: 4 &* width, into: tile,
            totals: totals, interruption
          ) { sumTile(left, row, height, $0, packed, tile) }
          for i in 0..<height {
            let target = out + ((row &+ i) &* columns &+ panel &* width)
            for j in 0..<used { target[j] = tile[i &* width &+ j] }
          }
          row &+= height
        }
      }
    }
  }

  /// Writes the sums of the products of `height` rows of `left`, from `row` on,
  /// and the rows `range` of a panel to a tile.
  @inline(__always)
  private static func sumTile(
    _ left: MatrixView<T>, _ row: Int, _ height: Int, _ range: Range<Int>,
    _ packed: UnsafePointer<T>, _ tile: UnsafeMutablePointer<T>
  ) {
    let (w, n) = (T.laneCount, left.columnStep)
    // Rows past the last one repeat it; their sums are never written.
    let a = left.pointer + row &* left.rowStep
    let b = a + min(1, height &- 1) &* left.rowStep
    let c = a + min(2, height &- 1) &* left.rowStep
    let d = a + min(3, height &- 1) &* left.rowStep
    var (a0, a1, b0, b1) = (zero, zero, zero, zero)
    var (c0, c1, d0, d1) = (zero, zero, zero, zero)
    for k in range {
      let p = packed + k &* 2 &* w
      let (x, y, i) = (T.load(p), T.load(p + w), k &* n)
      a0 = T.addProduct(a0, a[i], x)
      a1 = T.addProduct(a1, a[i], y)
      b0 = T.addProduct(b0, b[i], x)
      b1 = T.addProduct(b1, b[i], y)
      c0 = T.addProduct(c0, c[i], x)
      c1 = T.addProduct(c1, c[i], y)
      d0 = T.addProduct(d0, d[i], x)
      d1 = T.addProduct(d1, d[i], y)
    }
    T.store(a0, tile)
    T.store(a1, tile + w)
    T.store(b0, tile + 2 &* w)
    T.store(b1, tile + 3 &* w)
    T.store(c0, tile + 4 &* w)
    T.store(c1, tile + 5 &* w)
    T.store(d0, tile + 6 &* w)
    T.store(d1, tile + 7 &* w)
  }

  @inline(__always) private static var zero: T.Lanes { T.zeroLanes }
}
