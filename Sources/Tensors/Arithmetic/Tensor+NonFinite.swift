extension Tensor {
  /// A copy with other numbers in place of NaN and of the infinite ones; for those,
  /// if there is none given, the largest and the smallest number of the type.
  ///
  /// - Throws: `TensorError.invalidArgument` for a number that is too large for the
  ///   type, `.outOfMemory`, `.interrupted`.
  public func replacingNonFinite(
    nan: Double = 0, positive: Double? = nil, negative: Double? = nil
  ) throws(TensorError) -> Tensor {
    let result = try copied()
    guard type.isFloat else { return result }
    let limit = type.largestNumber
    for number in [nan, positive ?? 0, negative ?? 0]
    where number.isFinite && abs(number) > limit {
      throw .invalidArgument(
        operation: "nan_to_num",
        reason: "\(number) is too large for \(type.rawValue)")
    }
    let infinite = try result.comparing(.equal, .scalar(.float(.infinity)))
    let below = try result.comparing(.equal, .scalar(.float(-.infinity)))
    try result.assign(
      .scalar(.float(nan)), where: try result.applying(.isNaN))
    try result.assign(.scalar(.float(positive ?? limit)), where: infinite)
    try result.assign(.scalar(.float(negative ?? -limit)), where: below)
    return result
  }
}

extension ElementType {
  /// The largest finite number of a floating-point type.
  var largestNumber: Double {
    switch self {
    case .float16: Double(Float16.greatestFiniteMagnitude)
    case .bfloat16: 0x1.FEp127
    case .float32: Double(Float.greatestFiniteMagnitude)
    case .float64, .bool, .int64: .greatestFiniteMagnitude
    }
  }
}
