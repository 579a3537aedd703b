import LinearAlgebra
import Tensors
import Testing

/// What is an error, and what ends early.
extension MatrixFunctionTests {
  func expect(
    _ error: TensorError, _ message: String,
    _ body: () throws -> [Tensor]
  ) {
    #expect(throws: error, performing: body)
    #expect(error.message(countingFrom: 1) == message)
  }

  @Test func aSingularMatrixIsAnError() throws {
    let a = try Tensor([1.0, 2, 2, 4], in: pool).reshaped([2, 2])
    let b = try Tensor([1.0, 2], in: pool)
    expect(
      .singularMatrix(operation: "solve", matrix: [], pivot: 1),
      "solve: the matrix is singular: its pivot 2 is 0"
    ) { try MatrixFunction.solve.results(a, b) }
    let stack = try Tensor.stacked(
      [try .identity(2, type: .float64, in: pool), a])
    expect(
      .singularMatrix(operation: "inv", matrix: [1], pivot: 1),
      "inv: the matrix [2] is singular: its pivot 2 is 0"
    ) { try MatrixFunction.inverse.results(stack) }
    #expect(
      try MatrixFunction.determinant.results(stack)[0].values(Double.self)
        == [1, 0])
    #expect(
      try MatrixFunction.logDeterminant.results(stack)[1].values(Double.self)
        == [0, -.infinity])
  }

  @Test func aMatrixThatIsNotPositiveDefiniteIsAnError() throws {
    let a = try Tensor([1.0, 2, 2, 1], in: pool).reshaped([2, 2])
    expect(
      .notPositiveDefinite(operation: "cholesky", matrix: [], size: 2),
      "cholesky: the matrix is not positive definite: its leading minor of order"
        + " 2 is not above 0"
    ) { try MatrixFunction.cholesky.results(a) }
  }

  @Test(arguments: MatrixFunction.allCases)
  func whatIsNoMatrixIsAnError(function: MatrixFunction) throws {
    let a = try Tensor([1.0, 2], in: pool)
    expect(
      .invalidArgument(
        operation: function.rawValue,
        reason: "expected a matrix, found shape [2]"),
      "\(function.rawValue): expected a matrix, found shape [2]"
    ) { try function.results(a, a) }
  }

  @Test(arguments: [
    MatrixFunction.solve, .inverse, .determinant, .logDeterminant, .cholesky,
    .symmetricEigenvalues, .eigenvalues,
  ])
  func aMatrixMustBeSquare(function: MatrixFunction) throws {
    let a = try Tensor.zeros([2, 3], in: pool)
    expect(
      .invalidArgument(
        operation: function.rawValue,
        reason: "the matrix isn't square: shape [2, 3]"),
      "\(function.rawValue): the matrix isn't square: shape [2, 3]"
    ) { try function.results(a, a) }
  }

  @Test(arguments: [[3], [3, 2], [], [2, 4, 1]])
  func aRightSideMustFit(sizes: [Int]) throws {
    let a = try numbers([3, 4, 4])
    let b = try Tensor.zeros(try Shape(sizes), in: pool)
    for function in [MatrixFunction.solve, .leastSquares] {
      #expect(
        throws: TensorError.shapeMismatch(
          operation: function.rawValue, left: a.shape, right: b.shape)
      ) { try function.results(a, b) }
    }
  }

  @Test(arguments: MatrixFunction.allCases)
  func numbersMustBeFinite(function: MatrixFunction) throws {
    for number in [Double.nan, .infinity, -.infinity] {
      let a = try numbers([3, 3])
      let b = try numbers([3, 1])
      try a.setElement([1, 2], to: .float(number))
      expect(
        .notFinite(operation: function.rawValue, index: [1, 2]),
        "\(function.rawValue): element [2, 3] is NaN or infinite"
      ) { try function.results(a, function.hasRightSide ? b : nil) }
      if function.hasRightSide {
        try b.setElement([0, 0], to: .float(number))
        expect(
          .notFinite(
            operation: "\(function.rawValue), right side", index: [0, 0]),
          "\(function.rawValue), right side: element [1, 1] is NaN or infinite"
        ) { try function.results(try numbers([3, 3]), b) }
      }
    }
  }

  /// Numbers near the ends of the range neither hang nor crash.
  @Test(
    arguments: MatrixFunction.allCases,
    [Double.leastNonzeroMagnitude, 1e-308, 1e300, 1.7e308])
  func extremeNumbersEnd(function: MatrixFunction, scale: Double) throws {
    let a = try numbers([6, 6]).applying(.sign).applying(
      .multiply, .scalar(.float(scale)))
    _ = try? function.results(a, function.hasRightSide ? a : nil)
  }

  @Test(arguments: MatrixFunction.allCases)
  func roomIsCountedAndGivenBack(function: MatrixFunction) throws {
    let pool = MemoryPool()
    let a = try Tensor.identity(50, in: pool)
    let before = pool.bytesInUse
    _ = try function.results(a, function.hasRightSide ? a : nil)
    #expect(pool.bytesInUse == before)
    pool.limit = pool.countedBytes + 10_000
    #expect(throws: TensorError.self) {
      try function.results(a, function.hasRightSide ? a : nil)
    }
    #expect(pool.bytesInUse == before)
  }

  /// What can't be broken off is counted before it is done.
  @Test func aBudgetOfWorkIsUsedUpBeforeAMatrixIsWorkedOn() throws {
    let a = try numbers([100, 100])
    let interruption = Interruption()
    interruption.allow(1_000)
    #expect(throws: TensorError.interrupted("interrupted!")) {
      try interruption.covering {
        try MatrixFunction.singularValues.results(a)
      }
    }
  }

  @Test func aStackIsBrokenOffBetweenItsMatrices() throws {
    let a = try numbers([3, 2, 2])
    let interruption = Interruption()
    interruption.breakOff()
    #expect(throws: TensorError.interrupted("interrupted!")) {
      try interruption.covering { try MatrixFunction.inverse.results(a) }
    }
  }

  @Test func aMissingLibraryIsNamedWithItsPackages() {
    let error = TensorError.missingLibrary(
      operation: "solve", name: "LAPACK", packages: ["liblapack3", "another"])
    #expect(
      error.description
        == "solve: needs LAPACK, which isn't installed: apt install liblapack3,"
        + " or another")
  }

  @Test func aMatrixThatIsTooLargeIsAnError() throws {
    let a = try Tensor.zeros([1, 1], in: pool).expanded(to: [20_000, 20_000])
    expect(
      .invalidArgument(
        operation: "svd",
        reason: "a matrix of 20000 rows and 20000 columns is too large; it may"
          + " have 268435456 elements"),
      "svd: a matrix of 20000 rows and 20000 columns is too large; it may have"
        + " 268435456 elements"
    ) { try MatrixFunction.singularValues.results(a) }
  }
}
