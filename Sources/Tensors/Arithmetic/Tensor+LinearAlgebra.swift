/// Products of vectors and matrices.
extension Tensor {
  /// The matrix product, by the rules of NumPy's and PyTorch's `matmul`.
  ///
  /// Two vectors give a single number, a matrix and a vector a vector, two
  /// matrices a matrix. Of tensors with more axes, the last two are matrices
  /// and the others are broadcast. Types are promoted; a bool counts as 0 or 1,
  /// and two bool tensors give `int64`.
  ///
  /// Each element's sum runs in an order that depends on the shapes alone.
  ///
  /// - Throws: `TensorError.shapeMismatch`, `.wrongType` if one side is a
  ///   single number, `.outOfMemory`.
  public func matrixProduct(_ other: Tensor) throws(TensorError) -> Tensor {
    try product(other, ProductOperation.matrix.rawValue)
  }

  /// The sum of the products of two vectors' elements.
  ///
  /// - Throws: `TensorError.shapeMismatch` unless both have one axis and the
  ///   same size, `.outOfMemory`.
  public func dotProduct(_ other: Tensor) throws(TensorError) -> Scalar {
    try ProductOperation.dot.result(self, other).element([])
  }

  /// The matrix of the products of each element of this vector, down the rows,
  /// and each of `other`, along the columns.
  ///
  /// - Throws: `TensorError.shapeMismatch` unless both have one axis,
  ///   `.outOfMemory`.
  public func outerProduct(_ other: Tensor) throws(TensorError) -> Tensor {
    _ = try ProductOperation.outer.shape(shape, other.shape)
    return try unsqueezed(axis: 1).applying(
      .multiply, .tensor(try other.unsqueezed(axis: 0)))
  }

  /// The sums of products over the last `axes` axes of this tensor and the
  /// first `axes` axes of `other`.
  ///
  /// - Throws: `TensorError.shapeMismatch` unless those axes have the same
  ///   sizes, `.invalidArgument` if there aren't so many, `.tooManyAxes`,
  ///   `.outOfMemory`.
  public func tensorDot(
    _ other: Tensor, axes: Int = 2
  ) throws(TensorError) -> Tensor {
    guard axes >= 0, axes <= rank, axes <= other.rank else {
      throw .invalidArgument(
        operation: "tensordot",
        reason: "\(axes) axes of shapes \(shape) and \(other.shape)")
    }
    let (left, right) = (shape.list, other.shape.list)
    guard left.suffix(axes) == right.prefix(axes) else {
      throw .shapeMismatch(
        operation: "tensordot", left: shape, right: other.shape)
    }
    let result = try Shape(
      Array(left.dropLast(axes) + right.dropFirst(axes)))
    let depth = left.suffix(axes).reduce(1, &*)
    let rows = left.dropLast(axes).reduce(1, &*)
    let columns = right.dropFirst(axes).reduce(1, &*)
    return try reshaped([rows, depth]).matrixProduct(
      try other.reshaped([depth, columns])
    ).reshaped(result.list)
  }

  /// The matrix product, for the sake of `operation`.
  func product(
    _ other: Tensor, _ operation: String
  ) throws(TensorError) -> Tensor {
    let shapes = try MatrixShapes(shape, other.shape, operation)
    let type = type.promoted(with: other.type).arithmetic
    let (left, right) = (
      rank == 1 ? try unsqueezed(axis: 0) : self,
      other.rank == 1 ? try other.unsqueezed(axis: 1) : other
    )
    let result = try Tensor(uninitialized: shapes.full, type: type, in: pool)
    let (a, b) = (try left.converted(to: type), try right.converted(to: type))
    let batch = shapes.batch
    switch type.kernel {
    case .float32: try multiply(a, b, batch, Float.self, into: result)
    case .float64: try multiply(a, b, batch, Double.self, into: result)
    case .int64, .bool: try multiply(a, b, batch, Int.self, into: result)
    }
    return result.view(
      shape: shapes.result, strides: shapes.result.contiguousStrides, offset: 0)
  }
}

extension Shape {
  /// Takes out the last `count` axes.
  mutating func removeLast(_ count: Int) {
    for _ in 0..<count { remove(rank - 1) }
  }
}

extension Tensor {
  /// The matrix of the last two axes that begins at `start`.
  func matrix<T: Element>(_: T.Type, at start: Int) -> MatrixView<T> {
    MatrixView(
      pointer: pointer(T.self) + start, rows: shape[rank - 2],
      columns: shape[rank - 1], rowStep: strides[rank - 2],
      columnStep: strides[rank - 1])
  }

  /// The tensor, or a copy if no step of its matrices is 1.
  fileprivate func withUnitStep() throws(TensorError) -> Tensor {
    let (rows, columns) = (rank - 2, rank - 1)
    let isFine =
      strides[columns] == 1 || strides[rows] == 1 || shape[columns] == 1
      || shape[rows] == 1
    return isFine ? self : try copied()
  }
}

/// Multiplies the matrices of two tensors of type `T`, broadcast to `batch`.
private func multiply<T: MatrixElement>(
  _ left: Tensor, _ right: Tensor, _ batch: Shape, _: T.Type,
  into result: Tensor
) throws(TensorError) {
  let (left, right) = (try left.withUnitStep(), try right.withUnitStep())
  let out = result.pointer(T.self)
  if result.count == 0 { return }
  let first = left.matrix(T.self, at: 0)
  let second = right.matrix(T.self, at: 0)
  let size = first.rows &* second.columns
  let isVector = first.rows == 1 || second.columns == 1
  let room = isVector ? first.columns : MatrixProduct.panelCount(second)
  // Rows of the left matrix are read again for each panel.
  let copiesLeft =
    !isVector && first.columnStep != 1 && second.columns > 64
  let leftRoom = copiesLeft ? first.rows &* first.columns : 0
  let scratch = try Scratch<T>(count: room &+ leftRoom, in: result.pool)
  defer { withExtendedLifetime((left, right, scratch)) {} }
  let nest = LoopNest(
    batch, batch.contiguousStrides, left.batchStrides(batch),
    right.batchStrides(batch))
  var check = StopCheck()
  try nest.forEachRow { at throws(TensorError) in
    for i in 0..<nest.rowCount {
      let place = at &+ nest.rowStride &* i
      let a = left.matrix(T.self, at: place[1])
      let b = right.matrix(T.self, at: place[2])
      let target = out + place[0] &* size
      if a.rows == 1 {
        try multiply(row: a, b, into: target, scratch.pointer)
      } else if b.columns == 1 {
        try multiply(
          row: b.transposed, a.transposed, into: target, scratch.pointer)
      } else {
        let rows = try copiesLeft ? a.packed(at: scratch.pointer + room) : a
        try MatrixProduct.multiply(
          rows, b, into: target, panels: scratch.pointer)
      }
      try check.after(size)
    }
  }
}

/// Writes the product of the vector that is the one row of `row` and `matrix`.
///
/// `scratch` is room for the vector.
private func multiply<T: MatrixElement>(
  row: MatrixView<T>, _ matrix: MatrixView<T>,
  into out: UnsafeMutablePointer<T>, _ scratch: UnsafeMutablePointer<T>
) throws(TensorError) {
  if matrix.columnStep == 1, matrix.columns > 1 {
    try vectorMatrix(
      row.pointer, vectorStep: row.columnStep, matrix.pointer,
      rows: matrix.rows, step: matrix.rowStep, columns: matrix.columns, out)
    return
  }
  var vector = row.pointer
  if row.columnStep != 1 {
    for i in 0..<row.columns { scratch[i] = vector[i &* row.columnStep] }
    vector = scratch
  }
  if matrix.rowStep == 1 || matrix.rows == 1 {
    try matrixVector(
      matrix.pointer, rows: matrix.columns, step: matrix.columnStep,
      columns: matrix.rows, vector, out, outStep: 1)
  } else {
    // One column, with gaps.
    for j in 0..<matrix.columns {
      out[j] = sumBlocks(of: 0..<matrix.rows, elements: rowsPerBlock) {
        var sum = T.zero
        for i in $0 {
          let x = matrix.pointer[i &* matrix.rowStep &+ j &* matrix.columnStep]
          sum = T.sum(sum, T.product(vector[i], x))
        }
        return sum
      }
    }
  }
}

extension Tensor {
  /// The steps along the axes before the last two, as a part of a walk over
  /// `batch`.
  fileprivate func batchStrides(_ batch: Shape) -> AxisValues {
    var result = AxisValues.zero
    for axis in 0..<(rank - 2) where shape[axis] != 1 {
      result[axis + batch.rank - (rank - 2)] = strides[axis]
    }
    return result
  }
}
