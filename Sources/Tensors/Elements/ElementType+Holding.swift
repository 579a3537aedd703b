/// What is written to elements must be what they then hold, but for rounding to
/// the digits of their type: no fraction is cut off.
extension ElementType {
  /// Throws unless elements of this type can hold `value`.
  ///
  /// - Throws: `TensorError.invalidArgument`.
  package func checkHolds(_ value: Scalar, _ operation: String)
    throws(TensorError)
  {
    guard self == .int64, case .float(let number) = value else { return }
    try checkWhole(number, operation)
  }

  /// Throws unless elements of this type can hold all elements of `source`.
  ///
  /// - Throws: `TensorError.invalidArgument`, `.interrupted`.
  func checkHolds(
    elementsOf source: Tensor, _ operation: String
  ) throws(TensorError) {
    guard self == .int64 else { return }
    switch source.type {
    case .float32: try check(source, Float.self, operation)
    case .float64: try check(source, Double.self, operation)
    case .float16: try check(source, Float16.self, operation)
    case .bfloat16: try check(source, BFloat16.self, operation)
    case .bool, .int64: return
    }
  }

  private func check<T: Element>(
    _ source: Tensor, _: T.Type, _ operation: String
  ) throws(TensorError) {
    let x = source.pointer(T.self)
    let nest = LoopNest(source.shape, source.strides)
    let step = nest.rowStride[0]
    try nest.forEachRowOrStop { at, count throws(TensorError) in
      for i in 0..<count {
        try checkWhole((x + at[0])[i &* step].scalar.double, operation)
      }
    }
  }

  private func checkWhole(
    _ number: Double, _ operation: String
  ) throws(TensorError) {
    if Int(exactly: number) != nil { return }
    throw .invalidArgument(
      operation: operation,
      reason: "a tensor of \(self) can't hold \(number.isNaN ? .nan : number)")
  }
}
