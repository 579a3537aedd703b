/// Functions that make one number of many. They are those of the dense matrix:
/// elements without entry count as 0.
extension SparseMatrix {
  /// `operation` of all elements.
  ///
  /// - Throws: `TensorError.emptyReduction`, `.invalidArgument` for an
  ///   operation that gives an index, `.outOfMemory`.
  public func reduced(
    _ operation: ReductionOperation
  ) throws(TensorError) -> Scalar {
    guard elementCount > 0 || !operation.needsElements else {
      throw .emptyReduction(operation: operation.rawValue, shape: shape)
    }
    switch operation {
    case .sum, .countNonzero, .any: return try values.reduced(operation)
    case .mean:
      return .float(try values.reduced(.sum).double / elementCount)
    case .product: return hasGaps ? 0.0 : try values.reduced(.product)
    case .all: return hasGaps ? false : try values.reduced(.all)
    case .minimum, .maximum: return try extreme(operation)
    case .variance: return .float(try variance())
    case .standardDeviation: return .float(try variance().squareRoot())
    case .sampleVariance: return .float(try variance(less: 1))
    case .sampleDeviation: return .float(try variance(less: 1).squareRoot())
    case .argumentOfMinimum, .argumentOfMaximum:
      throw unavailable(operation, "of a sparse matrix")
    }
  }

  private func extreme(
    _ operation: ReductionOperation
  ) throws(TensorError) -> Scalar {
    if entryCount == 0 { return 0.0 }
    let found = try values.reduced(operation)
    guard hasGaps, !found.double.isNaN else { return found }
    return operation == .minimum
      ? .float(min(found.double, 0)) : .float(max(found.double, 0))
  }

  private func variance(
    less correction: Double = 0
  ) throws(TensorError) -> Double {
    let mean = try values.reduced(.sum).double / elementCount
    let distances = try values.converted(to: .float64)
      .applying(.subtract, with: .float(mean)).applying(.square)
    let missing = elementCount - Double(entryCount)
    let sum = try distances.reduced(.sum).double + missing * mean * mean
    return sum / (elementCount - correction)
  }

  /// `operation` along `axis`: sums, means, and counts of elements that are not
  /// zero.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.invalidArgument` for another
  ///   operation, `.outOfMemory`.
  public func reducing(
    _ operation: ReductionOperation, axis: Int, keepsAxis: Bool = false
  ) throws(TensorError) -> Tensor {
    guard axis == 0 || axis == 1 else {
      throw .axisOutOfRange(
        operation: operation.rawValue, axis: axis, rank: 2)
    }
    let result: Tensor
    switch operation {
    case .sum: result = try SparseSelection(self).sum(axis: axis)
    case .mean:
      result = try SparseSelection(self).sum(axis: axis)
      try result.apply(.divide, .scalar(.float(Double(shape[axis]))))
    case .countNonzero:
      let isCounted = try values.comparing(.notEqual, 0)
        .converted(to: .float64)
      result = try SparseSelection(SparseMatrix(structure, values: isCounted))
        .sum(axis: axis).converted(to: .int64)
    default: throw unavailable(operation, "along an axis of a sparse matrix")
    }
    return keepsAxis ? try result.unsqueezed(axis: axis) : result
  }

  private func unavailable(
    _ operation: ReductionOperation, _ place: String
  ) -> TensorError {
    .invalidArgument(
      operation: operation.rawValue,
      reason: "there is none \(place); to_dense() gives a tensor")
  }
}
