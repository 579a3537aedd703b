import Glibc
import Tensors

/// Systems of equations, and what a matrix is taken apart into for them.
extension MatrixFunction {
  /// X of A X = B. Leaves factors of A in `a`, and X in `b`.
  func solution(
    _ lapack: Lapack, _ a: MatrixStack, _ b: MatrixStack
  ) throws(TensorError) -> [Tensor] {
    let (n, k) = (Int32(a.rows), Int32(b.columns))
    let pivots = try Scratch<Int32>(count: a.rows, in: a.pool)
    defer { withExtendedLifetime(pivots) {} }
    try a.forEach(rightSides: b.columns) { place, matrix throws(TensorError) in
      var info: Int32 = 0
      lapack.solve(
        [n], [k], matrix, [n], pivots.pointer, b.matrix(place), [n], &info)
      if info != 0 {
        throw .singularMatrix(
          operation: rawValue, matrix: a.index(place), pivot: Int(info) - 1)
      }
    }
    return [try b.tensor()]
  }

  /// The solution for the unit matrix.
  func inverse(
    _ lapack: Lapack, _ a: MatrixStack
  ) throws(TensorError) -> [Tensor] {
    let unit = try Tensor.identity(a.rows, type: .float64, in: a.pool)
    return try solution(
      lapack, a,
      try MatrixStack(self, try unit.expanded(to: a.elements.shape)))
  }

  /// The determinants; or their signs, and the logarithms of their magnitudes.
  func determinant(
    _ lapack: Lapack, _ a: MatrixStack
  ) throws(TensorError) -> [Tensor] {
    let n = Int32(a.rows)
    let pivots = try Scratch<Int32>(count: a.rows, in: a.pool)
    defer { withExtendedLifetime(pivots) {} }
    let shape = try Shape([a.count])
    let (first, second) = (
      try Tensor(uninitialized: shape, type: .float64, in: a.pool),
      try Tensor(uninitialized: shape, type: .float64, in: a.pool)
    )
    try a.forEach { place, matrix throws(TensorError) in
      // That a pivot is 0 is no mistake here: so is the determinant.
      var info: Int32 = 0
      lapack.triangles([n], [n], matrix, [n], pivots.pointer, &info)
      var (sign, product, logarithm) = (1.0, 1.0, 0.0)
      for i in 0..<a.rows {
        let pivot = a.element(place, i, i)
        if pivot < 0 { sign = -sign }
        if pivots.pointer[i] != Int32(i + 1) {
          sign = -sign
          product = -product
        }
        product *= pivot
        logarithm += log(pivot.magnitude)
      }
      if logarithm == -.infinity { (sign, product) = (0, 0) }
      let isProduct = self == .determinant
      first.pointer(Double.self)[place] = isProduct ? product : sign
      second.pointer(Double.self)[place] = logarithm
    }
    return [first, second]
  }

  /// The factor L of L Lᵀ.
  func cholesky(
    _ lapack: Lapack, _ a: MatrixStack
  ) throws(TensorError) -> [Tensor] {
    let n = Int32(a.rows)
    try a.forEach { place, matrix throws(TensorError) in
      var info: Int32 = 0
      lapack.cholesky("L", [n], matrix, [n], &info, 1)
      if info != 0 {
        throw .notPositiveDefinite(
          operation: rawValue, matrix: a.index(place), size: Int(info))
      }
      for column in 0..<a.columns {
        for row in 0..<column { matrix[column * a.rows + row] = 0 }
      }
    }
    return [try a.tensor()]
  }

  /// Q and R of A = Q R.
  func orthogonalTriangular(
    _ lapack: Lapack, _ a: MatrixStack
  ) throws(TensorError) -> [Tensor] {
    let (m, n) = (Int32(a.rows), Int32(a.columns))
    let k = min(a.rows, a.columns)
    let factors = try Scratch<Double>(count: k, in: a.pool)
    let triangles = try MatrixStack(
      self, a.batch, rows: k, columns: a.columns, in: a.pool)
    let (elements, reflections) = (a.matrix(0), factors.pointer)
    var info: Int32 = 0
    let (room, size) = try a.room {
      lapack.reflections([m], [n], elements, [m], reflections, $0, $1, &info)
    }
    let (moreRoom, moreSize) = try a.room {
      lapack.columns(
        [m], [Int32(k)], [Int32(k)], elements, [m], reflections, $0, $1, &info)
    }
    defer { withExtendedLifetime((factors, room, moreRoom)) {} }
    try a.forEach { place, matrix throws(TensorError) in
      var info: Int32 = 0
      lapack.reflections(
        [m], [n], matrix, [m], reflections, room.pointer, [size], &info)
      let triangle = triangles.matrix(place)
      for column in 0..<a.columns {
        for row in 0..<k {
          triangle[column * k + row] =
            row <= column ? matrix[column * a.rows + row] : 0
        }
      }
      lapack.columns(
        [m], [Int32(k)], [Int32(k)], matrix, [m], reflections,
        moreRoom.pointer, [moreSize], &info)
    }
    return [try a.columns(k), try triangles.tensor()]
  }
}

extension MatrixStack {
  /// The first columns as a tensor, row by row.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  fileprivate func columns(_ count: Int) throws(TensorError) -> Tensor {
    let rank = elements.rank
    return try elements.narrowed(axis: rank - 2, start: 0, count: count)
      .transposed(rank - 2, rank - 1).copied()
  }
}
