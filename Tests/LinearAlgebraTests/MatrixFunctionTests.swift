import LinearAlgebra
import Tensors
import Testing

/// Where LAPACK gives what isn't unique, its properties; the values of NumPy are
/// compared in `LuaBindingsTests`.
@Suite struct MatrixFunctionTests {
  let pool = MemoryPool()

  /// Rows and columns: small, tall, wide, and beyond LAPACK's blocks.
  static let sizes: [(Int, Int)] = [
    (1, 1), (2, 2), (3, 3), (5, 2), (2, 5), (1, 7), (7, 1), (40, 40), (70, 33),
    (33, 70), (150, 150),
  ]

  func numbers(_ shape: Shape, seed: UInt64 = 1) throws -> Tensor {
    let tensor = try Tensor.zeros(shape, type: .float64, in: pool)
    try RandomSource(seed: seed, stream: 0).fillNormal(tensor)
    return tensor
  }

  private func expectNear(
    _ found: Tensor, _ wanted: Tensor, within tolerance: Double = 1e-12
  ) throws {
    try #require(found.shape == wanted.shape)
    let difference = try found.applying(.subtract, .tensor(wanted))
      .applying(.absoluteValue)
    if difference.count > 0 {
      #expect(try difference.reduced(.maximum).double <= tolerance)
    }
  }

  private func expectOrthonormal(_ columns: Tensor) throws {
    let product = try columns.transposed().matrixProduct(columns)
    try expectNear(
      product,
      try .identity(columns.shape[1], type: .float64, in: pool))
  }

  @Test(arguments: sizes)
  func singularPartsMakeTheMatrix(rows: Int, columns: Int) throws {
    let a = try numbers([rows, columns])
    let parts = try MatrixFunction.singularValues.results(a)
    let scaled = try parts[0].applying(.multiply, .tensor(parts[1]))
    try expectNear(try scaled.matrixProduct(parts[2]), a)
    try expectOrthonormal(parts[0])
    try expectOrthonormal(try parts[2].transposed())
    let values = parts[1].values(Double.self)
    #expect(values == values.sorted(by: >) && values.allSatisfy { $0 >= 0 })
  }

  @Test(arguments: sizes)
  func anOrthogonalAndATriangularFactorMakeTheMatrix(
    rows: Int, columns: Int
  ) throws {
    let a = try numbers([rows, columns])
    let parts = try MatrixFunction.orthogonalTriangular.results(a)
    try expectNear(try parts[0].matrixProduct(parts[1]), a)
    try expectOrthonormal(parts[0])
    for i in 0..<parts[1].shape[0] {
      for j in 0..<min(i, columns) {
        #expect(try parts[1].element([i, j]) == .float(0))
      }
    }
  }

  @Test(arguments: [1, 2, 3, 10, 41, 150])
  func eigenvectorsOfASymmetricMatrixAreOrthonormal(size: Int) throws {
    let x = try numbers([size, size])
    let a = try x.applying(.add, .tensor(try x.transposed()))
    let parts = try MatrixFunction.symmetricEigenvalues.results(a)
    try expectNear(
      try a.matrixProduct(parts[1]),
      try parts[1].applying(.multiply, .tensor(parts[0])))
    try expectOrthonormal(parts[1])
    let values = parts[0].values(Double.self)
    #expect(values == values.sorted())
  }

  @Test func theUpperTriangleOfASymmetricMatrixIsNotRead() throws {
    let x = try numbers([5, 5])
    let a = try x.applying(.add, .tensor(try x.transposed()))
    let wanted = try MatrixFunction.symmetricEigenvalues.results(a)
    for i in 0..<5 {
      for j in i + 1..<5 { try a.setElement([i, j], to: .float(9)) }
    }
    let found = try MatrixFunction.symmetricEigenvalues.results(a)
    #expect(found[0].values(Double.self) == wanted[0].values(Double.self))
    #expect(found[1].values(Double.self) == wanted[1].values(Double.self))
  }

  /// A v = λ v, by real and imaginary parts.
  @Test(arguments: [1, 2, 3, 4, 10, 41])
  func eigenvectorsAreOnlyStretched(size: Int) throws {
    let a = try numbers([size, size])
    let parts = try MatrixFunction.eigenvalues.results(a)
    let (x, y) = (parts[0], parts[1])
    let (v, w) = (parts[2], parts[3])
    let real = try v.applying(.multiply, .tensor(x)).applying(
      .subtract,
      .tensor(try w.applying(.multiply, .tensor(y))))
    let imaginary = try v.applying(.multiply, .tensor(y)).applying(
      .add,
      .tensor(try w.applying(.multiply, .tensor(x))))
    try expectNear(try a.matrixProduct(v), real)
    try expectNear(try a.matrixProduct(w), imaginary)
    let squares = try v.applying(.multiply, .tensor(v)).applying(
      .add,
      .tensor(try w.applying(.multiply, .tensor(w)))
    ).reducing(.sum, axis: 0)
    try expectNear(squares, try .full([size], 1, type: .float64, in: pool))
    if size > 3 { #expect(y.values(Double.self).contains { $0 != 0 }) }
  }

  @Test(arguments: [1, 2, 3, 10, 41, 150])
  func aSolutionFitsItsRightSide(size: Int) throws {
    let a = try numbers([size, size])
    let b = try numbers([size, 3], seed: 2)
    let x = try MatrixFunction.solve.results(a, b)[0]
    try expectNear(try a.matrixProduct(x), b, within: 1e-10)
    let inverse = try MatrixFunction.inverse.results(a)[0]
    try expectNear(
      try inverse.matrixProduct(a),
      try .identity(size, type: .float64, in: pool), within: 1e-9)
    let definite = try a.transposed().matrixProduct(a)
    let factor = try MatrixFunction.cholesky.results(definite)[0]
    try expectNear(
      try factor.matrixProduct(try factor.transposed()), definite,
      within: 1e-10)
  }

  /// The residual of least squares is orthogonal to the columns, and the least of
  /// many solutions to what A maps to 0.
  @Test(arguments: sizes)
  func leastSquaresLeaveWhatIsOrthogonal(rows: Int, columns: Int) throws {
    let a = try numbers([rows, columns])
    let b = try numbers([rows, 2], seed: 2)
    let parts = try MatrixFunction.leastSquares.results(a, b)
    let residual = try a.matrixProduct(parts[0]).applying(.subtract, .tensor(b))
    try expectNear(
      try a.transposed().matrixProduct(residual),
      try .zeros([columns, 2], type: .float64, in: pool), within: 1e-9)
    #expect(try parts[1].element([]) == .integer(min(rows, columns)))
    let inverse = try MatrixFunction.pseudoinverse.results(a)[0]
    try expectNear(try inverse.matrixProduct(b), parts[0], within: 1e-9)
    let values = try MatrixFunction.singularValues.results(a)[1]
    try expectNear(parts[2], values)
  }

  @Test func singularValuesOfWhatHasLowRankCountAs0() throws {
    let a = try numbers([6, 2]).matrixProduct(try numbers([2, 5], seed: 2))
    let b = try numbers([6], seed: 3)
    let parts = try MatrixFunction.leastSquares.results(a, b)
    #expect(try parts[1].element([]) == .integer(2))
    let inverse = try MatrixFunction.pseudoinverse.results(a)[0]
    try expectNear(try inverse.matrixProduct(b), parts[0])
    let one = try MatrixFunction.leastSquares.results(a, b, tolerance: 0.999)
    #expect(try one[1].element([]) == .integer(1))
    let short = try MatrixFunction.pseudoinverse.results(a, tolerance: 0.999)[0]
    try expectNear(try short.matrixProduct(b), one[0])
  }

  @Test(arguments: [-1, 1, .nan, .infinity])
  func whatCountsAs0IsAPartOfTheLargest(tolerance: Double) throws {
    let a = try numbers([3, 3])
    for function in [MatrixFunction.leastSquares, .pseudoinverse] {
      let reason = "rcond must be at least 0 and below 1, not \(tolerance)"
      expect(
        .invalidArgument(operation: function.rawValue, reason: reason),
        "\(function.rawValue): \(reason)"
      ) { try function.results(a, a, tolerance: tolerance) }
    }
  }

  /// Each of a stack gives the bits that it gives alone, for any order in memory.
  @Test(arguments: MatrixFunction.allCases)
  func aStackIsWorkedOnMatrixByMatrix(function: MatrixFunction) throws {
    let x = try numbers([2, 3, 4, 4])
    let flipped = try x.transposed(0, 1).transposed(2, 3)
    let stack =
      function == .cholesky
      ? try x.matrixProduct(try x.transposed(2, 3)) : flipped
    let b = try numbers(
      [stack.shape[0], stack.shape[1], 4, 2], seed: 2)
    let right = function.hasRightSide ? b : nil
    let parts = try function.results(stack, right)
    for i in 0..<stack.shape[0] {
      for j in 0..<stack.shape[1] {
        func one(_ tensor: Tensor) throws -> Tensor {
          try tensor.selected(axis: 0, index: i).selected(axis: 0, index: j)
        }
        let alone = try function.results(
          try one(stack).copied(), try right.map { try one($0) })
        for (part, wanted) in zip(parts, alone) {
          let found = try one(part)
          #expect(found.shape == wanted.shape)
          #expect(try found.fingerprint() == wanted.fingerprint())
        }
      }
    }
  }

  @Test func rightSidesAreBroadcastToMatrices() throws {
    let a = try numbers([3, 4, 4])
    let b = try numbers([4], seed: 2)
    let c = try numbers([4, 2], seed: 3)
    let (x, y) = (
      try MatrixFunction.solve.results(a, b)[0],
      try MatrixFunction.solve.results(a, c)[0]
    )
    #expect(x.shape == [3, 4] && y.shape == [3, 4, 2])
    for i in 0..<3 {
      let matrix = try a.selected(axis: 0, index: i)
      try expectNear(
        try matrix.matrixProduct(try x.selected(axis: 0, index: i)), b)
      try expectNear(
        try matrix.matrixProduct(try y.selected(axis: 0, index: i)), c)
    }
    let stack = try MatrixFunction.solve.results(
      try a.selected(axis: 0, index: 0), try numbers([5, 4, 1]))[0]
    #expect(stack.shape == [5, 4, 1])
  }

  /// What `parts` says beforehand is what `results` gives, without elements too.
  @Test(arguments: MatrixFunction.allCases)
  func shapesAndTypesAreKnownBefore(function: MatrixFunction) throws {
    for type in ElementType.allCases {
      for shape: Shape in [[2, 2], [0, 0], [3, 0, 0], [0, 2, 2]] {
        let a = try Tensor.zeros(shape, type: type, in: pool)
        if a.count == 4 { try a.diagonal.fill(1) }
        for columns in [0, 1, 3] {
          var list = shape.list
          list[list.count - 1] = columns
          let b = try Tensor.zeros(try Shape(list), type: .float32, in: pool)
          let right = function.hasRightSide ? b : nil
          let parts = try function.parts(
            (shape, type), right.map { ($0.shape, $0.type) })
          let results = try function.results(a, right)
          #expect(results.map(\.shape) == parts.map(\.shape))
          #expect(results.map(\.type) == parts.map(\.type))
        }
      }
    }
  }

  @Test(arguments: [[0, 3], [3, 0], [2, 0, 3], [0, 2, 3]])
  func matricesWithoutElementsHaveResults(sizes: [Int]) throws {
    let a = try Tensor.zeros(try Shape(sizes), type: .float64, in: pool)
    for function in [
      MatrixFunction.singularValues, .orthogonalTriangular, .pseudoinverse,
    ] {
      let parts = try function.parts((a.shape, a.type))
      #expect(try function.results(a).map(\.shape) == parts.map(\.shape))
    }
    let b = try Tensor.full(
      try Shape(Array(sizes.dropLast()) + [2]), 1, type: .float64, in: pool)
    let found = try MatrixFunction.leastSquares.results(a, b)
    #expect(found[0].values(Double.self).allSatisfy { $0 == 0 })
  }

  @Test func anEmptyMatrixHasADeterminant() throws {
    let a = try Tensor.zeros([2, 0, 0], in: pool)
    #expect(
      try MatrixFunction.determinant.results(a)[0].values(Float.self) == [1, 1])
    let parts = try MatrixFunction.logDeterminant.results(a)
    #expect(parts[0].values(Float.self) == [1, 1])
    #expect(parts[1].values(Float.self) == [0, 0])
  }

  // MARK: Bad input
}
