/// A function of whole tensors, whose result is a number or a tensor with memory
/// of its own.
public enum PlanFunction {
  /// All elements as one number.
  case reduction(ReductionOperation)
  /// The elements along an axis as one.
  case reductionAlong(ReductionOperation, axis: Int, keepsAxis: Bool)
  /// An element, at a place that is known.
  case element([Int])
  /// An element, or a part along the first axis, at a place that is computed.
  case part
  /// A product of two tensors.
  case product(ProductOperation)
  /// The elements moved on along an axis, or all of them.
  case roll(by: Int, axis: Int?)
  /// Running sums along an axis.
  case cumulativeSum(axis: Int)
  /// What nothing but the program that made the plan can compute, under a name
  /// for whoever reads the plan.
  case host(
    String, ([Operand]) throws(TensorError) -> Operand, isRandom: Bool = false)

  /// Whether it draws random numbers from the plan's source.
  var isRandom: Bool {
    if case .host(_, _, let isRandom) = self { return isRandom }
    return false
  }

  /// The result for operands.
  ///
  /// - Throws: What the tensors' own function does.
  func callAsFunction(_ operands: [Operand]) throws(TensorError) -> Operand {
    switch self {
    case .reduction(let operation):
      return .scalar(try operands[0].tensor.reduced(operation))
    case .reductionAlong(let operation, let axis, let keepsAxis):
      return .tensor(
        try operands[0].tensor.reducing(
          operation, axis: axis, keepsAxis: keepsAxis))
    case .element(let index):
      return .scalar(try operands[0].tensor.element(index))
    case .part:
      let part = try operands[0].tensor.selected(
        axis: 0, index: operands[1].number.integer)
      return part.rank == 0
        ? .scalar(try part.element([])) : .tensor(try part.copied())
    case .product(let operation):
      let result = try operation.result(
        operands[0].tensor, operands[1].tensor)
      return result.rank == 0
        ? .scalar(try result.element([])) : .tensor(result)
    case .roll(let shift, let axis):
      return .tensor(try operands[0].tensor.rolled(by: shift, axis: axis))
    case .cumulativeSum(let axis):
      return .tensor(try operands[0].tensor.cumulativeSum(axis: axis))
    case .host(_, let body, _): return try body(operands)
    }
  }
}

extension Operand {
  /// The tensor.
  ///
  /// - Precondition: It is one.
  var tensor: Tensor {
    guard case .tensor(let tensor) = self else {
      preconditionFailure("a tensor stays a tensor")
    }
    return tensor
  }

  /// The number.
  ///
  /// - Precondition: It is one.
  var number: Scalar {
    guard case .scalar(let scalar) = self else {
      preconditionFailure("a number stays a number")
    }
    return scalar
  }
}
