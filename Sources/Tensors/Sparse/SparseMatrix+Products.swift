/// Products with vectors and dense matrices. Elements without entry don't take
/// part: infinity in the other operand meets no 0.
extension SparseMatrix {
  /// The product of this matrix with a vector `[columns]` or a matrix
  /// `[columns, k]`.
  ///
  /// - Throws: `TensorError.shapeMismatch`, `.outOfMemory`.
  public func matrixProduct(_ right: Tensor) throws(TensorError) -> Tensor {
    guard right.rank == 1 || right.rank == 2,
      right.shape[0] == structure.columnCount
    else {
      throw .shapeMismatch(
        operation: "matmul", left: shape, right: right.shape)
    }
    let (matrix, other) = try matched(with: right)
    var size = Shape(vector: structure.rowCount)
    if right.rank == 2 { size.append(right.shape[1]) }
    let result = try Tensor.zeros(size, type: matrix.type, in: pool)
    if matrix.type == .float32 {
      try matrix.multiply(Float.self, other, into: result)
    } else {
      try matrix.multiply(Double.self, other, into: result)
    }
    return result
  }

  /// The product of a vector `[rows]` or a matrix `[k, rows]` with this
  /// matrix. A row whose factor is 0 costs nothing, and counts as 0 even if it
  /// has entries that are infinite.
  ///
  /// - Throws: `TensorError.shapeMismatch`, `.outOfMemory`.
  public func matrixProduct(
    left: Tensor
  ) throws(TensorError) -> Tensor {
    guard left.rank == 1 || left.rank == 2,
      left.shape[left.rank - 1] == structure.rowCount
    else {
      throw .shapeMismatch(operation: "matmul", left: left.shape, right: shape)
    }
    let (matrix, other) = try matched(with: left)
    var size = Shape(vector: structure.columnCount)
    if left.rank == 2 { size.insert(left.shape[0], at: 0) }
    let result = try Tensor.zeros(size, type: matrix.type, in: pool)
    if matrix.type == .float32 {
      try matrix.multiply(Float.self, left: other, into: result)
    } else {
      try matrix.multiply(Double.self, left: other, into: result)
    }
    return result
  }

  /// Both operands in the type of the result, the tensor in order.
  private func matched(
    with other: Tensor
  ) throws(TensorError) -> (SparseMatrix, Tensor) {
    let common = type.promoted(with: other.type)
    let matrix = common == type ? self : try converted(to: common)
    let tensor = try other.converted(to: common)
    return (matrix, tensor.isContiguous ? tensor : try tensor.copied())
  }

  private func multiply<T: RealElement>(
    _: T.Type, _ right: Tensor, into result: Tensor
  ) throws(TensorError) {
    let (x, y) = (values.pointer(T.self), right.pointer(T.self))
    let out = result.pointer(T.self)
    let (starts, columns) = (structure.rowStarts, structure.columns)
    let width = right.rank == 2 ? right.shape[1] : 1
    let work = max(1, Double(entryCount) * Double(width))
    let rows = Double(structure.rowCount)
    let grain = max(1, Int(rows * min(1, Double(parallelGrain) / work)))
    let cost = Int(work / max(1, rows)) &* elementCost
    try forEachLongChunk(of: structure.rowCount, grain: grain, cost: cost) {
      range, interruption in
      for row in range {
        if let interruption, interruption.isBreakingOff { return }
        let (from, to) = (starts[row], starts[row &+ 1])
        if width == 1 {
          out[row] = productRun(x, columns, y, from: from, to: to)
          continue
        }
        for start in stride(from: 0, to: width, by: columnsPerPiece) {
          let line = out + (row &* width &+ start)
          let count = min(columnsPerPiece, width &- start)
          sumBlocks(of: to &- from, width: count, into: line, interruption) {
            for i in 0..<count { line[i] = T.zero }
            for entry in from &+ $0.lowerBound..<from &+ $0.upperBound {
              let other = y + (Int(columns[entry]) &* width &+ start)
              let value = x[entry]
              for i in 0..<count { line[i] = line[i] + value * other[i] }
            }
          }
        }
      }
    }
  }

  private func multiply<T: RealElement>(
    _: T.Type, left: Tensor, into result: Tensor
  ) throws(TensorError) {
    let (x, y) = (values.pointer(T.self), left.pointer(T.self))
    let out = result.pointer(T.self)
    let (starts, columns) = (structure.rowStarts, structure.columns)
    let (rows, width) = (structure.rowCount, structure.columnCount)
    let lines = left.rank == 2 ? left.shape[0] : 1
    let block = runsPerBlock(entries: entryCount, runs: rows, sums: width)
    let perTask = (lines &+ 15) / 16
    let totals = try Scratch<T.Wide>(
      count: rows > block ? min(lines, 16) * width : 0, in: pool)
    try forEachLongChunk(
      of: lines, grain: max(1, perTask), cost: entryCount &* elementCost
    ) { range, interruption in
      let totals = totals.pointer + range.lowerBound / max(1, perTask) &* width
      for line in range {
        let (factors, sums) = (y + line &* rows, out + line &* width)
        var (added, hasTotals) = (0, false)
        for row in 0..<rows where factors[row] != 0 {
          if let interruption, interruption.isBreakingOff { return }
          if added == block {
            if !hasTotals { totals.update(repeating: .zero, count: width) }
            hasTotals = true
            for i in 0..<width {
              totals[i] = T.Wide.sum(totals[i], sums[i].wide)
              sums[i] = T.zero
            }
            added = 0
          }
          scatterRun(
            x, times: factors[row], columns, from: starts[row],
            to: starts[row &+ 1], into: sums)
          added &+= 1
        }
        guard hasTotals else { continue }
        for i in 0..<width {
          sums[i] = T(narrowing: T.Wide.sum(totals[i], sums[i].wide))
        }
      }
    }
    withExtendedLifetime(totals) {}
  }
}

/// How many columns of a dense matrix are worked on at a time, so that the
/// totals of long sums take little room.
private let columnsPerPiece = 512
