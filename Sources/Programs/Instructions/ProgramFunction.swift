import Tensors

/// A function of whole tensors, whose result is a number or a tensor with memory
/// of its own.
public enum ProgramFunction {
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
  /// The product of a sparse matrix, whose values are the first operand, with the
  /// second one; from the left, if that is where the second one is.
  case sparseProduct(SparseMatrix, isFromLeft: Bool)
  /// The elements moved on along an axis, or all of them.
  case roll(by: Int, axis: Int?)
  /// Running sums along an axis.
  case cumulativeSum(axis: Int)
  /// Arithmetic on two numbers as Lua does it, whose result is of this kind.
  case arithmetic(BinaryOperation, Scalar.Kind)
  /// What nothing but the program that made the plan can compute, under a name
  /// for whoever reads the plan: a tensor.
  case hostTensor(
    String, ([Operand]) throws(TensorError) -> Tensor, isRandom: Bool)
  /// The same for a number.
  case hostNumber(String, ([Operand]) throws(TensorError) -> Scalar)

  /// Whether it draws random numbers from the plan's source.
  var isRandom: Bool {
    if case .hostTensor(_, _, let isRandom) = self { return isRandom }
    return false
  }

  /// Whether it may fail for the values that it gets.
  var mayFail: Bool {
    switch self {
    case .part, .hostTensor, .hostNumber: true
    case .arithmetic: !isPureArithmetic
    case .reduction, .reductionAlong, .element, .product, .sparseProduct,
      .roll, .cumulativeSum:
      false
    }
  }

  /// Whether it is arithmetic on numbers that never fails.
  var isPureArithmetic: Bool {
    guard case .arithmetic(let operation, let kind) = self else { return false }
    return kind == .float || operation != .floorDivide && operation != .modulo
  }

  /// The result for operands, which is a tensor.
  ///
  /// - Throws: What the tensors' own function does.
  func tensor(_ operands: [Operand]) throws(TensorError) -> Tensor {
    switch self {
    case .reductionAlong(let operation, let axis, let keepsAxis):
      return try operands[0].tensor.reducing(
        operation, axis: axis, keepsAxis: keepsAxis)
    case .part:
      return try operands[0].tensor.selected(
        axis: 0, index: operands[1].number.integer
      ).copied()
    case .product(let operation):
      return try operation.result(operands[0].tensor, operands[1].tensor)
    case .sparseProduct(let matrix, let isFromLeft):
      return isFromLeft
        ? try matrix.matrixProduct(left: operands[1].tensor)
        : try matrix.matrixProduct(operands[1].tensor)
    case .roll(let shift, let axis):
      return try operands[0].tensor.rolled(by: shift, axis: axis)
    case .cumulativeSum(let axis):
      return try operands[0].tensor.cumulativeSum(axis: axis)
    case .hostTensor(_, let body, _): return try body(operands)
    case .reduction, .element, .arithmetic, .hostNumber:
      preconditionFailure("the function gives a number")
    }
  }

  /// The result for operands, which is a number.
  ///
  /// - Throws: What the tensors' own function does.
  func number(_ operands: [Operand]) throws(TensorError) -> Scalar {
    switch self {
    case .reduction(let operation):
      return try operands[0].tensor.reduced(operation)
    case .element(let index): return try operands[0].tensor.element(index)
    case .part:
      return try operands[0].tensor.element([operands[1].number.integer])
    case .product(let operation):
      return try operation.result(operands[0].tensor, operands[1].tensor)
        .element([])
    case .arithmetic(let operation, let kind):
      return try operation.number(
        operands[0].number, operands[1].number, kind)
    case .hostNumber(_, let body): return try body(operands)
    case .reductionAlong, .sparseProduct, .roll, .cumulativeSum, .hostTensor:
      preconditionFailure("the function gives a tensor")
    }
  }
}
