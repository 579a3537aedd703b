import LinearAlgebra
import LuaBindings
import LuaRuntime
import Tensors
import Testing

/// Linear algebra and Fourier transforms as scripts see them; their values are
/// compared in `FunctionTests`.
@Suite struct AlgebraTests {
  /// One call of each function, of a positive definite matrix `A`, others `B` and
  /// `C`, and a vector `v`.
  static let calls = [
    "A:solve(B)", "A:solve(v)", "A:inv()", "B:pinv()", "B:pinv(0.5)", "A:det()",
    "A:slogdet()", "A:cholesky()", "B:qr()", "B:svd()", "B.T:svd()", "A:eigh()",
    "C:eig()", "B:lstsq(v)", "B:lstsq(C, 0.5)", "snn.lstsq(B.T, B.T)",
    "A:float():lstsq(B)", "A:float():inv()", "A:float():svd()", "B:fft()",
    "B:fft(-B)", "B:fft(nil, 3, 1)", "snn.ifft(B, B, nil, 1)", "B:rfft()",
    "B:rfft(7, 1)", "v:rfft()", "B:irfft(B)", "B:irfft(B, 5)",
    "v:float():rfft()", "A:gt(0):fft()",
  ]

  @Test(arguments: calls)
  func aCompiledCallGivesTheSameBits(call: String) throws {
    try run(
      """
      local random = snn.randn(4, 4):to "float64"
      local A = random:matmul(random.T) + snn.eye(4):to "float64"
      local B = snn.randn(4, 2):to "float64"
      local C = snn.randn(4, 4):to "float64"
      local v = snn.randn(4):to "float64"
      local function f(A, B, C, v) return \(call) end
      local kernel = snn.kernel(f)
      for turn = 1, 2 do
        local wanted = table.pack(f(A, B, C, v))
        local found = table.pack(kernel(A, B, C, v))
        assert(found.n == wanted.n)
        for i = 1, wanted.n do
          if type(wanted[i]) == "number" then
            assert(found[i] == wanted[i])
          else
            assert(found[i].dtype == wanted[i].dtype)
            assert(table.concat(found[i].shape, ",")
              == table.concat(wanted[i].shape, ","))
            assert(found[i]:eq(wanted[i]):all())
          end
        end
        A:mul_(1.5); B:add_(0.25); C:mul_(0.5); v:add_(1)
      end
      """)
  }

  @Test func everyFunctionIsCompiled() {
    for name in MatrixFunction.allCases.map(\.rawValue)
      + FourierOperation.allCases.map(\.rawValue)
    {
      #expect(
        AlgebraTests.calls.contains {
          $0.contains(":\(name)(") || $0.contains(".\(name)(")
        }, "\(name)")
    }
  }

  /// Each of several results is computed once, and can be used as any tensor.
  @Test func partsOfAResultAreTensorsOfAProgram() throws {
    try run(
      """
      local A = snn.randn(5, 3)
      local function f(A)
        local U, S, Vh = A:svd()
        U:mul_(2)
        return U:mul(S):matmul(Vh), S:sum(), U[1], A:lstsq(A[{ {}, 1 }])
      end
      local kernel = snn.kernel(f)
      local wanted, found = table.pack(f(A)), table.pack(kernel(A))
      assert(wanted[1]:sub(A * 2):abs():max() < 1e-5)
      for i = 1, wanted.n do
        assert(type(wanted[i]) == "number" and found[i] == wanted[i]
          or found[i]:eq(wanted[i]):all())
      end
      local _, steps = snn.program(kernel):gsub("svd", "")
      assert(steps == 1, snn.program(kernel))
      """)
  }

  /// A readout of a reservoir: weights by ridge regression.
  @Test func aRidgeRegressionFindsWhatWasThere() throws {
    try run(
      """
      local X = snn.randn(200, 10)
      local weights = snn.randn(10)
      local y = X:matmul(weights) + snn.randn(200) * 0.01
      local found = (X.T:matmul(X) + snn.eye(10) * 1e-3):solve(X.T:matmul(y))
      assert((found - weights):abs():max() < 0.01)
      assert((found - (X:lstsq(y))):abs():max() < 1e-4)
      """)
  }

  // MARK: Bad input

  static let errors = [
    (
      "snn.ones(2, 2):solve(snn.ones(2))",
      "solve: the matrix is singular: its pivot 2 is 0"
    ),
    (
      "snn.zeros(3, 2, 2):inv()",
      "inv: the matrix [1] is singular: its pivot 1 is 0"
    ),
    (
      "snn.zeros(2, 2):cholesky()",
      "cholesky: the matrix is not positive definite: its leading minor of order"
        + " 1 is not above 0"
    ),
    (
      "snn.ones(2, 3):solve(snn.ones(2))",
      "solve: the matrix isn't square: shape [2, 3]"
    ),
    ("snn.ones(3):svd()", "svd: expected a matrix, found shape [3]"),
    (
      "snn.eye(3):solve(snn.ones(2))",
      "solve: shapes [3, 3] and [2] don't match"
    ),
    (
      "snn.eye(3):solve(2)",
      "bad argument #1 to 'solve' (Tensor expected, got number)"
    ),
    (
      "snn.tensor({ { 1, 0 / 0 } }):svd()",
      "svd: element [1, 2] is NaN or infinite"
    ),
    (
      "snn.eye(2):lstsq(snn.tensor { 1, 1 / 0 })",
      "lstsq, right side: element [2] is NaN or infinite"
    ),
    (
      "snn.eye(2):lstsq(snn.ones(2), 1)",
      "lstsq: rcond must be at least 0 and below 1, not 1.0"
    ),
    (
      "snn.eye(2):pinv(0 / 0)",
      "pinv: rcond must be at least 0 and below 1, not nan"
    ),
    (
      "snn.zeros(0):fft()",
      "fft: the axis of shape [0] has no points to transform"
    ),
    (
      "snn.ones(3):rfft(-1)",
      "rfft: the number of points must be 1 or more, not -1"
    ),
    (
      "snn.ones(3):fft(snn.ones(2))",
      "fft: shapes [3] and [2] don't match"
    ),
    (
      "snn.ones(3):irfft(nil, nil, 2)",
      "bad argument #3 to 'irfft' (axis 2 of a tensor with axes 1...1)"
    ),
    (
      "snn.ones(3):rfft(1 << 41)", "shape [2199023255552] has too many elements"
    ),
    (
      "snn.ones(3):rfft(math.maxinteger)",
      "shape [9223372036854775807] has too many elements"
    ),
  ]

  @Test(arguments: errors)
  func badInputIsAnError(call: String, wanted: String) throws {
    #expect(
      try message(of: "return \(call)") == "model.lua:1: \(wanted)")
    #expect(
      try message(
        of: "return snn.kernel(function() return \(call) end)()")?.contains(
          wanted.split(separator: " (").last ?? "") == true)
  }
}
