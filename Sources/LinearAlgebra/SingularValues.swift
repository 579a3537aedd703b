import Tensors

/// Singular values, and what is made of them.
extension MatrixFunction {
  /// U diag(s) Vᵀ: of each matrix U and Vᵀ column by column.
  struct SingularParts {
    let left: MatrixStack
    let values: Tensor
    let right: MatrixStack

    /// - Throws: `TensorError.outOfMemory`.
    func tensors() throws(TensorError) -> [Tensor] {
      [try left.tensor(), values, try right.tensor()]
    }
  }

  func singularValues(
    _ lapack: Lapack, _ a: MatrixStack
  ) throws(TensorError) -> SingularParts {
    let k = min(a.rows, a.columns)
    let parts = SingularParts(
      left: try MatrixStack(
        self, a.batch, rows: a.rows, columns: k, in: a.pool),
      values: try Tensor(
        uninitialized: try Shape(a.batch + [k]), type: .float64, in: a.pool),
      right: try MatrixStack(
        self, a.batch, rows: k, columns: a.columns, in: a.pool))
    let integers = try Scratch<Int32>(count: 8 * k, in: a.pool)
    let routine = { (place: Int, room: Lapack.Reals, size: Lapack.Size) in
      var info: Int32 = 0
      let m = [Int32(a.rows)]
      lapack.singularValues(
        "S", m, [Int32(a.columns)], a.matrix(place), m,
        parts.values.pointer(Double.self) + place * k,
        parts.left.matrix(place), m, parts.right.matrix(place), [Int32(k)],
        room,
        size, integers.pointer, &info, 1)
      return info
    }
    let (room, size) = try a.room { _ = routine(0, $0, $1) }
    defer { withExtendedLifetime((integers, room)) {} }
    try a.forEach { place, _ throws(TensorError) in
      if routine(place, room.pointer, [size]) != 0 {
        throw .noConvergence(operation: rawValue, matrix: a.index(place))
      }
    }
    return parts
  }

  /// V diag(1/s) Uᵀ, without the values that are at most `tolerance` times the
  /// largest.
  func pseudoinverse(
    _ lapack: Lapack, _ a: MatrixStack, _ tolerance: Double
  ) throws(TensorError) -> [Tensor] {
    let parts = try singularValues(lapack, a)
    let k = min(a.rows, a.columns)
    defer { withExtendedLifetime(parts) {} }
    let values = parts.values.pointer(Double.self)
    for place in 0..<a.count {
      let columns = parts.left.matrix(place)
      for i in 0..<k {
        let value = values[place * k + i]
        // The first one is the largest.
        let isZero = value <= tolerance * values[place * k]
        for j in 0..<a.rows {
          columns[i * a.rows + j] =
            isZero ? 0 : columns[i * a.rows + j] / value
        }
      }
    }
    // Column by column, they are V and Uᵀ row by row.
    return [try parts.right.elements.matrixProduct(parts.left.elements)]
  }

  /// The least X of those for which A X is nearest to B, the rank of A, and its
  /// singular values.
  ///
  /// `b` has room for X: as many rows as A has columns, or more.
  func leastSquares(
    _ lapack: Lapack, _ a: MatrixStack, _ b: MatrixStack, _ tolerance: Double
  ) throws(TensorError) -> [Tensor] {
    let k = min(a.rows, a.columns)
    let values = try Tensor(
      uninitialized: try Shape(a.batch + [k]), type: .float64, in: a.pool)
    let ranks = try Tensor.zeros(
      try Shape(a.batch), type: .int64, in: a.pool)
    // A routine wants a right side, even where there is none to solve for.
    let side = try Scratch<Double>(count: b.rows, in: a.pool)
    for i in 0..<b.rows { side.pointer[i] = 0 }
    let routine = {
      (
        place: Int, room: Lapack.Reals, size: Lapack.Size,
        integers: Lapack.Integers
      ) in
      var (rank, info): (Int32, Int32) = (0, 0)
      let m = [Int32(a.rows)]
      lapack.leastSquares(
        m, [Int32(a.columns)], [Int32(max(1, b.columns))], a.matrix(place), m,
        b.columns > 0 ? b.matrix(place) : side.pointer, [Int32(b.rows)],
        values.pointer(Double.self) + place * k, [tolerance], &rank, room, size,
        integers, &info)
      ranks.pointer(Int.self)[place] = Int(rank)
      return info
    }
    var integerCount: Int32 = 0
    let (room, size) = try a.room { _ = routine(0, $0, $1, &integerCount) }
    let integers = try Scratch<Int32>(
      count: max(1, Int(integerCount)), in: a.pool)
    defer { withExtendedLifetime((side, room, integers)) {} }
    try a.forEach(rightSides: b.columns) { place, _ throws(TensorError) in
      if routine(place, room.pointer, [size], integers.pointer) != 0 {
        throw .noConvergence(operation: rawValue, matrix: a.index(place))
      }
    }
    return [try b.tensor(rows: a.columns), ranks, values]
  }
}
