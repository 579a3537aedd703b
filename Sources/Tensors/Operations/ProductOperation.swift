/// A product of two tensors.
///
/// A raw value is the function's name in Lua.
public enum ProductOperation: String, CaseIterable, Sendable {
  case matrix = "matmul"
  case outer
  case dot

  /// The product, a tensor without axes where it is a number.
  ///
  /// - Throws: As the tensors' own function of its name.
  public func result(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    switch self {
    case .matrix: return try a.matrixProduct(b)
    case .dot:
      _ = try shape(a.shape, b.shape)
      return try a.product(b, rawValue)
    case .outer: return try a.outerProduct(b)
    }
  }

  /// The shape of the product of tensors of these shapes.
  ///
  /// - Throws: `TensorError.shapeMismatch`, `.invalidArgument` for the matrix
  ///   product of a single number.
  package func shape(_ a: Shape, _ b: Shape) throws(TensorError) -> Shape {
    switch self {
    case .matrix: return try MatrixShapes(a, b, rawValue).result
    case .dot:
      guard a.rank == 1, a == b else {
        throw .shapeMismatch(operation: rawValue, left: a, right: b)
      }
      return Shape()
    case .outer:
      guard a.rank == 1, b.rank == 1 else {
        throw .shapeMismatch(operation: rawValue, left: a, right: b)
      }
      return try Shape([a[0], b[0]])
    }
  }

  /// The type of the product of elements of these types.
  package func type(_ a: ElementType, _ b: ElementType) -> ElementType {
    a.promoted(with: b).arithmetic
  }
}

/// The shapes of a matrix product, by the rules of NumPy's `matmul`.
struct MatrixShapes {
  /// What the axes before the last two are broadcast to.
  let batch: Shape

  /// The shape of the product, with both axes of matrices.
  let full: Shape

  /// The shape of the product.
  let result: Shape

  /// - Throws: `TensorError.shapeMismatch`, `.invalidArgument` for a single
  ///   number, `.tooManyElements`.
  init(
    _ left: Shape, _ right: Shape, _ operation: String
  ) throws(TensorError) {
    guard left.rank > 0, right.rank > 0 else {
      throw .invalidArgument(
        operation: operation, reason: "a single number is not a matrix")
    }
    let p = left.rank == 1 ? try Shape([1, left[0]]) : left
    let q = right.rank == 1 ? try Shape([right[0], 1]) : right
    var (leftBatch, rightBatch) = (p, q)
    leftBatch.removeLast(2)
    rightBatch.removeLast(2)
    guard p[p.rank - 1] == q[q.rank - 2],
      let batch = leftBatch.broadcast(with: rightBatch)
    else {
      throw .shapeMismatch(operation: operation, left: left, right: right)
    }
    var sizes = batch
    sizes.append(p[p.rank - 2])
    sizes.append(q[q.rank - 1])
    self.batch = batch
    full = try Shape(sizes.list)
    var result = full
    if right.rank == 1 { result.remove(result.rank - 1) }
    if left.rank == 1 {
      result.remove(result.rank - (right.rank == 1 ? 1 : 2))
    }
    self.result = result
  }
}
