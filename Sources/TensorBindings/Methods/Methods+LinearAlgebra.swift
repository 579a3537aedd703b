import LinearAlgebra
import LuaRuntime
import Tensors

/// Methods of linear algebra, which a library computes.
extension Binding {
  package static func linearAlgebra<R: TensorReceiver>(
    of _: R.Type
  ) -> [Binding] {
    MatrixFunction.allCases.map { matrixFunction(of: R.self, $0) }
  }

  private static func matrixFunction<R: TensorReceiver>(
    of _: R.Type, _ function: MatrixFunction
  ) -> Binding {
    method(
      of: R.self, function.rawValue, function.parameters,
      result: function.result, product: .none,
      function.summary
        + " Computed in float64 by LAPACK, which can't be broken off."
    ) { call throws(LuaRaise) in
      let matrix = try call.layout(at: 1)
      let right = function.hasRightSide ? try call.layout(at: 2) : nil
      let place = function.hasRightSide ? 3 : 2
      let tolerance =
        function.hasTolerance && !call.frame.isNoneOrNil(at: place)
        ? try call.frame.number(at: place) : nil
      let parts = try raising { () throws(TensorError) in
        try function.parts(matrix, right)
      }
      try call.pushParts(
        function.rawValue, of: right == nil ? [1] : [1, 2], parts
      ) { operands throws(TensorError) in
        try function.results(
          operands[0].tensor, operands.count > 1 ? operands[1].tensor : nil,
          tolerance: tolerance)
      }
      return parts.count
    }
  }
}

extension MatrixFunction {
  /// What it is given beside the matrix.
  fileprivate var parameters: [Binding.Parameter] {
    var parameters: [Binding.Parameter] = []
    if hasRightSide {
      parameters.append(
        Binding.Parameter("b", "snn.Tensor", "a vector, or a matrix of columns")
      )
    }
    if hasTolerance {
      parameters.append(
        Binding.Parameter(
          "rcond", "number",
          "the part of the largest singular value up to which others count as 0;"
            + " if not given, the larger size times the precision of the type",
          isOptional: true))
    }
    return parameters
  }

  /// The types and the names of the results.
  fileprivate var result: String {
    switch self {
    case .solve, .inverse, .pseudoinverse, .cholesky: "snn.Tensor"
    case .determinant: "number|snn.Tensor"
    case .logDeterminant: "number|snn.Tensor sign, number|snn.Tensor logabsdet"
    case .leastSquares:
      "snn.Tensor solution, number|snn.Tensor rank, snn.Tensor singular_values"
    case .orthogonalTriangular: "snn.Tensor Q, snn.Tensor R"
    case .singularValues: "snn.Tensor U, snn.Tensor S, snn.Tensor Vh"
    case .symmetricEigenvalues: "snn.Tensor values, snn.Tensor vectors"
    case .eigenvalues:
      "snn.Tensor L_re, snn.Tensor L_im, snn.Tensor V_re, snn.Tensor V_im"
    }
  }

  /// What it does, and what a user would get wrong.
  fileprivate var summary: String {
    switch self {
    case .solve:
      "The x of A x = b, for one or many columns b, or for stacks of matrices. A"
        + " singular matrix is an error."
    case .leastSquares:
      "The x for which A x is nearest to b, the shortest one if there are many;"
        + " the rank of A; its singular values. Any shape and rank will do."
    case .inverse:
      "The inverse of a matrix, or of each of a stack. A:solve(b) is faster and"
        + " nearer than A:inv():matmul(b)."
    case .pseudoinverse:
      "The Moore-Penrose inverse of a matrix of any shape, by its singular values."
    case .determinant: "The determinant of a matrix, or of each of a stack."
    case .logDeterminant:
      "The sign of the determinant, and the logarithm of its magnitude, where that"
        + " itself would be too large or too small; 0 and -inf if it is 0."
    case .cholesky:
      "The lower triangle L of A = L L^T, for a positive definite matrix, whose"
        + " lower triangle is read. That it isn't positive definite is an error."
    case .orthogonalTriangular:
      "Q, whose columns are orthonormal, and R, which is 0 below its diagonal, of"
        + " A = Q R, with as many columns and rows as the smaller size of A."
    case .singularValues:
      "U, S and Vh of A = U diag(S) Vh: the singular values in descending order,"
        + " as many as the smaller size of A, with the vectors as columns of U and"
        + " as rows of Vh."
    case .symmetricEigenvalues:
      "The eigenvalues of a symmetric matrix, in ascending order, and its"
        + " eigenvectors as columns. The lower triangle is read, whatever is above"
        + " it."
    case .eigenvalues:
      "The eigenvalues L of a square matrix and its eigenvectors, which are columns"
        + " of V and of length 1: real and imaginary parts are tensors of their own."
    }
  }
}
