/// Fills with real numbers above 0.
extension RandomSource {
  /// Writes gamma-distributed numbers of mean `shape` × `scale`.
  ///
  /// Numbers are found by rejection from the cubes of normal ones (Marsaglia,
  /// Tsang 2000, doi 10.1145/358407.358414). Of a shape of 0 they are 0. Tensors
  /// are broadcast to the shape of `tensor`.
  ///
  /// - Throws: `TensorError.wrongType` unless the elements are real numbers,
  ///   `.invalidArgument` for a shape or a scale below 0, above 10³⁰⁰ or NaN,
  ///   `.shapeMismatch`, `.sharedElements`, `.outOfMemory`.
  public func fillGamma(
    _ tensor: Tensor, shape: Operand, scale: Operand = 1
  ) throws(TensorError) {
    let operation = "gamma"
    try checkReal(tensor, operation)
    try withParameters(
      DrawnParameter(operand: shape, name: "shape", limit: 1e300),
      DrawnParameter(operand: scale, name: "scale", limit: 1e300),
      for: tensor, operation
    ) { shape, scale throws(TensorError) in
      try fillRows(tensor, operation) { target throws(TensorError) in
        if target.type == .float32 {
          try generate(
            Gamma<Float>(shape: shape, scale: scale), into: target.pointer(),
            count: target.count)
        } else {
          try generate(
            Gamma<Double>(shape: shape, scale: scale), into: target.pointer(),
            count: target.count)
        }
      }
    }
  }

  /// Writes numbers whose logarithms are normally distributed.
  ///
  /// - Throws: As `fillNormal(_:mean:deviation:)`, of which they are the powers
  ///   of e.
  public func fillLognormal(
    _ tensor: Tensor, mean: Double = 0, deviation: Double = 1
  ) throws(TensorError) {
    let operation = "lognormal"
    try checkReal(tensor, operation)
    guard mean.isFinite, deviation >= 0, deviation.isFinite else {
      throw .invalidArgument(
        operation: operation,
        reason: "there is no distribution whose logarithms have mean \(mean)"
          + " and standard deviation \(deviation)")
    }
    try fillRows(tensor, operation) { target throws(TensorError) in
      try fillNormal(target, mean: mean, deviation: deviation)
      try target.apply(.exponential)
    }
  }
}
