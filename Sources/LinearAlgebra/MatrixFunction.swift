import Tensors

/// A function of matrices that a library computes, LAPACK.
///
/// Of tensors with more axes than two, the last two are matrices. Everything is
/// computed in `float64`. A raw value is the function's name in Lua, as it is in
/// PyTorch's `linalg`.
public enum MatrixFunction: String, CaseIterable, Sendable {
  /// X of A X = B.
  case solve
  /// The least X of those for which A X is nearest to B; the rank of A, and its
  /// singular values.
  case leastSquares = "lstsq"
  case inverse = "inv"
  /// V diag(1/s) Uᵀ, without what counts as 0 of the singular values.
  case pseudoinverse = "pinv"
  case determinant = "det"
  /// The sign of the determinant, and the logarithm of its magnitude.
  case logDeterminant = "slogdet"
  /// L of A = L Lᵀ, of which the lower triangle is read.
  case cholesky
  /// Q with orthonormal columns, and R, which is 0 below its diagonal, of A = Q R.
  case orthogonalTriangular = "qr"
  /// U, s and Vᵀ of A = U diag(s) Vᵀ: as many of each as the smaller size of A.
  case singularValues = "svd"
  /// The eigenvalues of a symmetric matrix, of which the lower triangle is read, in
  /// ascending order, and the eigenvectors as columns.
  case symmetricEigenvalues = "eigh"
  /// The eigenvalues and the eigenvectors as columns: the real and the imaginary
  /// parts of values, then those of vectors.
  case eigenvalues = "eig"

  /// Whether there is a right side beside the matrix.
  public var hasRightSide: Bool { self == .solve || self == .leastSquares }

  /// Whether it must be known which singular values count as 0.
  public var hasTolerance: Bool {
    self == .leastSquares || self == .pseudoinverse
  }

  /// About what LAPACK itself takes for a matrix, in picoseconds, divided by the
  /// product of both sizes and the smaller one of them.
  var cost: Int {
    switch self {
    case .solve, .determinant, .logDeterminant, .cholesky: 100
    case .inverse, .leastSquares, .orthogonalTriangular: 500
    case .symmetricEigenvalues: 800
    case .singularValues, .pseudoinverse: 1_500
    case .eigenvalues: 2_500
    }
  }

  /// A result: its shape and its type.
  public typealias Part = (shape: Shape, type: ElementType)

  /// The shapes and the types of the results.
  ///
  /// - Parameters:
  ///   - matrix: The shape and the type of the matrix.
  ///   - right: Those of the right side, if there is one.
  /// - Returns: Those of the results, in the order in which they come.
  /// - Throws: `TensorError.invalidArgument` for what is no matrix, or not square
  ///   where it must be; `.shapeMismatch` for a right side with other rows;
  ///   `.tooManyElements`, `.tooManyAxes`.
  /// - Precondition: There is a right side if the function has one.
  public func parts(
    _ matrix: Part, _ right: Part? = nil
  ) throws(TensorError) -> [Part] {
    precondition(right != nil || !hasRightSide, "a right side is missing")
    let a = matrix.shape
    let type = matrix.type.promoted(with: right?.type ?? matrix.type).floating
    guard a.rank >= 2 else {
      throw .invalidArgument(
        operation: rawValue, reason: "expected a matrix, found shape \(a)")
    }
    let batch = Array(a.list.dropLast(2))
    let (m, n) = (a[a.rank - 2], a[a.rank - 1])
    try MatrixStack.check(self, rows: m, columns: n)
    if isOfSquares, m != n {
      throw .invalidArgument(
        operation: rawValue, reason: "the matrix isn't square: shape \(a)")
    }
    let k = min(m, n)
    var lists: [[Int]]
    switch self {
    case .solve, .leastSquares:
      let sides = try RightSide(self, a, right?.shape ?? a)
      lists = [sides.batch + [n] + (sides.isVector ? [] : [sides.columns])]
      if self == .leastSquares { lists += [sides.batch, sides.batch + [k]] }
    case .inverse, .cholesky: lists = [a.list]
    case .pseudoinverse: lists = [batch + [n, m]]
    case .determinant: lists = [batch]
    case .logDeterminant: lists = [batch, batch]
    case .orthogonalTriangular: lists = [batch + [m, k], batch + [k, n]]
    case .singularValues:
      lists = [batch + [m, k], batch + [k], batch + [k, n]]
    case .symmetricEigenvalues: lists = [batch + [n], a.list]
    case .eigenvalues: lists = [batch + [n], batch + [n], a.list, a.list]
    }
    var parts: [Part] = []
    for list in lists { parts.append((try Shape(list), type)) }
    if self == .leastSquares { parts[1].type = .int64 }
    return parts
  }

  private var isOfSquares: Bool {
    switch self {
    case .solve, .inverse, .determinant, .logDeterminant, .cholesky,
      .symmetricEigenvalues, .eigenvalues:
      true
    case .leastSquares, .pseudoinverse, .orthogonalTriangular, .singularValues:
      false
    }
  }

  /// The results for a matrix, or for each matrix of a stack.
  ///
  /// LAPACK can't be broken off while it works on a matrix.
  ///
  /// - Parameters:
  ///   - matrix: The matrix, or a stack of them.
  ///   - right: The right side, where there is one: a vector or a matrix, or a stack
  ///     of them, broadcast to that of matrices.
  ///   - tolerance: Where singular values matter, those count as 0 that are at most
  ///     this part of the largest, from 0 to below 1; if nil, the larger size of the
  ///     matrix times the precision of the type.
  /// - Returns: What the documentation of the function's case names, in its order.
  /// - Throws: As `parts(_:_:)`, and for such a part that is none;
  ///   `TensorError.notFinite`, `.singularMatrix`,
  ///   `.notPositiveDefinite`, `.noConvergence`, `.missingLibrary`,
  ///   `.outOfMemory`, `.interrupted`.
  public func results(
    _ matrix: Tensor, _ right: Tensor? = nil, tolerance: Double? = nil
  ) throws(TensorError) -> [Tensor] {
    let parts = try parts(
      (matrix.shape, matrix.type), right.map { ($0.shape, $0.type) })
    if let tolerance, !(0..<1).contains(tolerance) {
      throw .invalidArgument(
        operation: rawValue,
        reason: "rcond must be at least 0 and below 1, not"
          + " \(tolerance.isNaN ? .nan : tolerance)")
    }
    for (place, tensor) in [matrix, right].enumerated() {
      guard let index = tensor?.firstNonFinite() else { continue }
      throw .notFinite(
        operation: place == 0 ? rawValue : "\(rawValue), right side",
        index: index)
    }
    // Nothing to compute: an empty product is 1, an empty sum 0.
    if matrix.count == 0 {
      var results: [Tensor] = []
      for (place, part) in parts.enumerated() {
        let isOne =
          place == 0 && (self == .determinant || self == .logDeterminant)
        results.append(
          try Tensor.full(
            part.shape, isOne ? 1 : 0, type: part.type, in: matrix.pool))
      }
      return results
    }
    guard let lapack = Lapack.shared else {
      throw .missingLibrary(
        operation: rawValue, name: "LAPACK", packages: Lapack.packages)
    }
    let precision =
      parts[0].type == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne
    let larger = max(
      matrix.shape[matrix.rank - 2], matrix.shape[matrix.rank - 1])
    let found = try compute(
      lapack, matrix, right, tolerance ?? Double(larger) * precision)
    var results: [Tensor] = []
    for (part, tensor) in zip(parts, found) {
      results.append(
        try tensor.converted(to: part.type).reshaped(part.shape.list))
    }
    return results
  }

  private func compute(
    _ lapack: Lapack, _ matrix: Tensor, _ right: Tensor?, _ tolerance: Double
  ) throws(TensorError) -> [Tensor] {
    if hasRightSide, let right {
      let sides = try RightSide(self, matrix.shape, right.shape)
      let (a, b) = try sides.matrices(matrix, right)
      return self == .solve
        ? try solution(lapack, a, b)
        : try leastSquares(lapack, a, b, tolerance)
    }
    let a = try MatrixStack(self, matrix)
    switch self {
    case .solve, .leastSquares:
      preconditionFailure("the right side was asked for before")
    case .inverse: return try inverse(lapack, a)
    case .pseudoinverse: return try pseudoinverse(lapack, a, tolerance)
    case .determinant, .logDeterminant: return try determinant(lapack, a)
    case .cholesky: return try cholesky(lapack, a)
    case .orthogonalTriangular: return try orthogonalTriangular(lapack, a)
    case .singularValues: return try singularValues(lapack, a).tensors()
    case .symmetricEigenvalues: return try symmetricEigenvalues(lapack, a)
    case .eigenvalues: return try eigenvalues(lapack, a)
    }
  }
}
