import Tensors

/// The right side of equations, beside a matrix.
struct RightSide {
  /// Whether it is a vector for each matrix, and not a matrix.
  let isVector: Bool

  /// The sizes of the axes before those of matrices, broadcast to each other.
  let batch: [Int]

  /// How many vectors there are for a matrix.
  let columns: Int

  private let function: MatrixFunction

  /// - Parameters:
  ///   - function: What is to be solved.
  ///   - a: The shape of the matrix.
  ///   - b: The shape of the right side. With one axis less than that of the matrix
  ///     and otherwise like it, it has a vector for each matrix.
  /// - Throws: `TensorError.shapeMismatch`.
  init(
    _ function: MatrixFunction, _ a: Shape, _ b: Shape
  ) throws(TensorError) {
    self.function = function
    isVector = b.rank == 1 || b.list == a.list.dropLast()
    guard b.rank >= 1,
      b[b.rank - (isVector ? 1 : 2)] == a[a.rank - 2],
      let batch = try Shape(a.list.dropLast(2)).broadcast(
        with: try Shape(b.list.dropLast(isVector ? 1 : 2)))
    else {
      throw .shapeMismatch(operation: function.rawValue, left: a, right: b)
    }
    self.batch = batch.list
    columns = isVector ? 1 : b[b.rank - 1]
  }

  /// The matrices and their right sides, which have room for solutions.
  ///
  /// - Throws: As `MatrixStack.init`.
  func matrices(
    _ a: Tensor, _ b: Tensor
  ) throws(TensorError) -> (MatrixStack, MatrixStack) {
    let (m, n) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
    let sides = isVector ? try b.unsqueezed(axis: b.rank) : b
    return (
      try MatrixStack(
        function, try a.expanded(to: try Shape(batch + [m, n]))),
      try MatrixStack(
        function, try sides.expanded(to: try Shape(batch + [m, columns])),
        height: n)
    )
  }
}
