import LuaRuntime
import Tensors

extension Binding {
  /// Functions of sparse matrices that make one number of many, and products.
  static var sparseReductions: [Binding] {
    ReductionOperation.named
      .filter { $0 != .argumentOfMinimum && $0 != .argumentOfMaximum }
      .map(sparseReduction) + [sparseProduct]
  }

  private static func sparseReduction(
    _ operation: ReductionOperation
  ) -> Binding {
    let hasAxis =
      operation == .sum || operation == .mean || operation == .countNonzero
    return sparse(
      operation.rawValue,
      parameters: reductionParameters(operation, hasAxis: hasAxis),
      result: hasAxis ? "snn.Tensor" : operation.bareResult,
      bareResult: hasAxis ? operation.bareResult : nil, product: .tensor,
      operation.summary + " Of all elements"
        + (hasAxis ? ", or along an axis" : "")
        + "; those without entry count as 0."
        + (operation.unbiased == nil ? "" : unbiasedSummary(operation))
    ) { engine, frame throws(LuaRaise) in
      if engine.hasReductionOptions(frame, operation) {
        return try engine.reduceSparseByOptions(frame, operation)
      }
      return frame.isNoneOrNil(at: 2)
        ? try engine.reduceSparse(frame, operation)
        : try engine.reduceSparseAxis(frame, operation)
    }
  }

  private static var sparseProduct: Binding {
    sparse(
      "matmul", parameters: [Parameter("other", "snn.Tensor")],
      result: "snn.Tensor",
      product: .tensor,
      "The matrix product with a vector or a dense matrix; v:matmul(W) is the"
        + " one from the other side."
    ) { engine, frame throws(LuaRaise) in
      let matrix = try engine.sparse(frame, 1)
      guard !engine.isSparse(frame, 2) else {
        throw .message(
          "matmul: the product of two sparse matrices isn't there; to_dense()"
            + " makes a tensor of one")
      }
      let other = try engine.tensor(frame, 2)
      return try engine.give(
        frame,
        try raising { () throws(TensorError) in try matrix.matrixProduct(other)
        })
    }
  }
}

extension Engine {
  fileprivate func reduceSparse(
    _ frame: LuaFrame, _ operation: ReductionOperation
  ) throws(LuaRaise) -> Int {
    let matrix: SparseMatrix
    if let whole = frame.payload(at: 1, of: sparseType) {
      matrix = whole.pointee
    } else {
      matrix = try sparse(frame, 1)
    }
    push(
      frame,
      try raising { () throws(TensorError) in try matrix.reduced(operation) })
    return 1
  }

  fileprivate func reduceSparseByOptions(
    _ frame: LuaFrame, _ operation: ReductionOperation
  ) throws(LuaRaise) -> Int {
    let options = try reductionOptions(frame, operation)
    let matrix = try sparse(frame, 1)
    guard let given = options.axis else {
      push(
        frame,
        try raising { () throws(TensorError) in
          try matrix.reduced(options.operation)
        })
      return 1
    }
    let axis = try axis(given, of: options, rank: 2)
    return try give(
      frame,
      try raising { () throws(TensorError) in
        try matrix.reducing(
          operation, axis: axis, keepsAxis: options.keepsAxis)
      })
  }

  fileprivate func reduceSparseAxis(
    _ frame: LuaFrame, _ operation: ReductionOperation
  ) throws(LuaRaise) -> Int {
    let axis = try axis(frame, 2, rank: 2)
    let keepsAxis =
      frame.isNoneOrNil(at: 3) ? false : try frame.boolean(at: 3)
    if operation == .sum, !keepsAxis {
      let target = try sparseTarget(frame, 1)
      return try give(
        frame,
        try raising { () throws(TensorError) in try target.sum(axis: axis) })
    }
    let matrix = try sparse(frame, 1)
    return try give(
      frame,
      try raising { () throws(TensorError) in
        try matrix.reducing(operation, axis: axis, keepsAxis: keepsAxis)
      })
  }
}
