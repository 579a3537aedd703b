import LuaRuntime
import Tensors

/// Methods that make one number of many, and products.
extension Binding {
  /// The reductions of what `R` stands for, and products of tensors.
  package static func reductions<R: TensorReceiver>(of _: R.Type) -> [Binding] {
    ReductionOperation.named.map { reduction(of: R.self, $0) }
      + [
        cumulativeSum(of: R.self), matrixProduct(of: R.self),
        product(
          of: R.self, .outer, result: "snn.Tensor|number",
          "The matrix of the products of each pair: a[i] * b[j]."),
        product(
          of: R.self, .dot, result: "number",
          "The sum of the products of two vectors' elements."),
      ]
  }

  /// The reductions and products of tensors.
  package static var denseReductions: [Binding] {
    reductions(of: DenseReceiver.self) + [tensorDot]
  }

  /// The reductions of sparse matrices.
  package static var sparseReductions: [Binding] {
    ReductionOperation.named.filter { !$0.givesIndex }
      .map { reduction(of: SparseReceiver.self, $0) }
      + [matrixProduct(of: SparseReceiver.self)]
  }

  private static func reduction<R: Receiver>(
    of _: R.Type, _ operation: ReductionOperation
  ) -> Binding {
    let hasAxis = R.terms.hasAxis(operation)
    return method(
      of: R.self, operation.rawValue, parameters(operation, hasAxis: hasAxis),
      result: !hasAxis
        ? operation.bareResult
        : operation.unbiased == nil ? "snn.Tensor" : "snn.Tensor|number",
      bareResult: hasAxis ? operation.bareResult : nil,
      product: R.terms.tensorProduct,
      operation.summary + " Of all elements"
        + (hasAxis ? ", or along an axis" : "")
        + (hasAxis && !R.terms.isReal && !operation.givesIndex
          ? " or several" : "")
        + R.terms.countNote + "."
        + (operation.unbiased == nil
          ? ""
          : " v:\(operation.rawValue) { unbiased = true } divides by the count"
            + " less one, as PyTorch does if not told otherwise; NumPy divides"
            + " by the count.")
    ) { call throws(LuaRaise) in
      let (context, frame) = (call.context, call.frame)
      if hasAxis, let axes = try context.axes(frame, 2, call.rank) {
        let keepsAxes =
          frame.isNoneOrNil(at: 3) ? false : try frame.boolean(at: 3)
        return try call.give(operation, axes: axes, keepsAxes: keepsAxes)
      }
      if context.hasReductionOptions(frame, operation) {
        let options = try context.reductionOptions(frame, operation)
        if let several = options.axes {
          let rank = try call.rank()
          return try call.give(
            options.operation, axes: try context.axes(several, rank: rank),
            keepsAxes: options.keepsAxis)
        }
        guard let given = options.axis else {
          return try call.give(options.operation)
        }
        let axis = try context.axis(given, of: options, rank: try call.rank())
        return try call.give(
          options.operation, axis: axis, keepsAxis: options.keepsAxis)
      }
      if frame.isNoneOrNil(at: 2) { return try call.give(operation) }
      let axis = try context.axis(frame, 2, rank: try call.rank())
      let keepsAxis =
        frame.isNoneOrNil(at: 3) ? false : try frame.boolean(at: 3)
      return try call.give(operation, axis: axis, keepsAxis: keepsAxis)
    }
  }

  private static let unbiased = Parameter(
    "unbiased", "boolean", "whether the count less one divides",
    isOptional: true)

  /// The options of what has a table of them. For sparse matrices there is no
  /// axis, which they say of a function that is asked for one.
  static let spreadOptions = [axes, .keepsAxis, unbiased]

  private static let axes = Parameter(
    "axis", "integer|integer[]", "counts from 1; -1 is the last; or several",
    isOptional: true)

  /// The axis and what becomes of it; a table of options for what has more.
  private static func parameters(
    _ operation: ReductionOperation, hasAxis: Bool
  ) -> [Parameter] {
    guard operation.unbiased != nil else {
      return hasAxis
        ? [operation.givesIndex ? .optionalAxis : axes, .keepsAxis] : []
    }
    guard hasAxis else {
      return [
        Parameter(
          "options", "snn.SparseSpreadOptions", isOptional: true,
          options: [unbiased])
      ]
    }
    return [
      Parameter(
        "axis", "integer|integer[]|snn.SpreadOptions",
        "counts from 1; -1 is the last; or several, or a table of options",
        isOptional: true,
        options: spreadOptions),
      .keepsAxis,
    ]
  }

  private static func cumulativeSum<R: TensorReceiver>(
    of _: R.Type
  ) -> Binding {
    method(
      of: R.self, "cumsum", [.axis],
      "The sums of the elements up to each one, along an axis."
    ) { call throws(LuaRaise) in
      let value = try call.value(at: 1)
      let axis = try call.axisOrOnly(at: 2, rank: try call.rank())
      return try call.give(try call.cumulativeSum(value, axis: axis))
    }
  }

  // MARK: Products

  private static func matrixProduct<R: Receiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, ProductOperation.matrix.rawValue,
      [
        Parameter(
          "other",
          R.terms.isReal ? "snn.Tensor" : "snn.Tensor|snn.SparseMatrix")
      ],
      result: R.terms.isReal ? "snn.Tensor" : "snn.Tensor|number",
      product: R.terms.tensorProduct,
      R.terms.isReal
        ? "The matrix product with a vector or a dense matrix; v:matmul(W) is"
          + " the one from the other side."
        : "The matrix product: of a matrix or a vector with a matrix or a"
          + " vector, and of stacks of matrices."
    ) { call throws(LuaRaise) in try call.giveMatrixProduct() }
  }

  private static func product<R: TensorReceiver>(
    of _: R.Type, _ operation: ProductOperation, result: String,
    _ summary: String
  ) -> Binding {
    method(
      of: R.self, operation.rawValue, [Parameter("other", "snn.Tensor")],
      result: result, summary
    ) { call throws(LuaRaise) in try call.give(operation) }
  }

  private static var tensorDot: Binding {
    method(
      of: DenseReceiver.self, "tensordot",
      [
        Parameter("other", "snn.Tensor"),
        Parameter(
          "axes", "integer", "how many axes are summed over; 2 if not given",
          isOptional: true),
      ],
      result: "snn.Tensor|number",
      "The sum of products over the last axes of this tensor and the first ones"
        + " of the other."
    ) { call throws(LuaRaise) in
      let frame = call.frame
      let (left, right) = (try call.value(at: 1), try call.value(at: 2))
      let axes =
        frame.isNoneOrNil(at: 3)
        ? 2 : try frame.integer(at: 3, in: 0...Shape.maximumRank)
      return try call.give(
        try raising { () throws(TensorError) in
          try left.tensorDot(right, axes: axes)
        })
    }
  }
}

extension ReceiverTerms {
  /// Whether the reduction can be along an axis.
  fileprivate func hasAxis(_ operation: ReductionOperation) -> Bool {
    !isReal || [.sum, .mean, .countNonzero].contains(operation)
  }
}

extension ReductionOperation {
  /// The type of the result for all elements.
  fileprivate var bareResult: String {
    switch self {
    case .any, .all: "boolean"
    default: "number"
    }
  }
}
