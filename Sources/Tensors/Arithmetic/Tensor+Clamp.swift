/// The limits of `clamp`, checked against the type of the elements.
package struct ClampLimits: Hashable {
  package let minimum: Scalar?
  package let maximum: Scalar?

  package init(
    _ minimum: Scalar?, _ maximum: Scalar?, for type: ElementType
  ) throws(TensorError) {
    for limit in [minimum, maximum] {
      guard let limit else { continue }
      let result = limit.promoted(with: type)
      guard result == type.computed else {
        throw .cannotHold(
          operation: "clamp", destination: type, result: result)
      }
    }
    self.minimum = minimum
    self.maximum = maximum
  }

  /// The limits as elements; where there is none, what no element exceeds.
  package func values<T: Element>(_: T.Type) -> (T, T) {
    let lowest: Scalar = T.elementType == .bool ? false : .float(-.infinity)
    return (T(minimum ?? lowest), T(maximum ?? .float(.infinity)))
  }
}

/// `x` limited to `low...high`; NaN stays NaN, and of crossed limits the upper
/// one wins, as in NumPy.
@inline(__always)
func clamped<T: Comparable>(_ x: T, _ low: T, _ high: T) -> T {
  let raised = x < low ? low : x
  return raised > high ? high : raised
}

extension Tensor {
  /// Limits the elements, in place, to `minimum...maximum`; either may be nil.
  ///
  /// - Throws: `TensorError.cannotHold` for a real limit of whole numbers,
  ///   `.sharedElements`.
  public func clamp(
    minimum: Scalar?, maximum: Scalar?
  ) throws(TensorError) {
    let limits = try ClampLimits(minimum, maximum, for: type)
    try checkWritable("clamp")
    if type.isStorage {
      let rows = rank == 0 ? try unsqueezed(axis: 0) : self
      try rows.whole.clamp(minimum: minimum, maximum: maximum)
      return
    }
    switch type.kernel {
    case .float32: try clamp(Float.self, limits)
    case .float64: try clamp(Double.self, limits)
    case .int64: try clamp(Int.self, limits)
    case .bool: try clamp(UInt8.self, limits)
    }
  }

  /// A copy with the elements limited to `minimum...maximum`.
  ///
  /// - Throws: As `clamp(minimum:maximum:)`, and `TensorError.outOfMemory`.
  public func clamping(
    minimum: Scalar?, maximum: Scalar?
  ) throws(TensorError) -> Tensor {
    _ = try ClampLimits(minimum, maximum, for: type)
    let result = try copied()
    try result.clamp(minimum: minimum, maximum: maximum)
    return result
  }

  private func clamp<T: Element>(_: T.Type, _ limits: ClampLimits)
    throws(TensorError)
  {
    let (low, high) = limits.values(T.self)
    let x: UnsafeMutablePointer<T> = pointer()
    if isContiguous {
      try forEachChunk(of: count, grain: elementGrain) { range in
        let row = x + range.lowerBound
        for i in 0..<range.count { row[i] = clamped(row[i], low, high) }
      }
      return
    }
    let nest = LoopNest(shape, strides)
    try nest.forEachRowOrStop { at, count in
      let row = x + at[0]
      let step = nest.rowStride[0]
      for i in 0..<count {
        row[i &* step] = clamped(row[i &* step], low, high)
      }
    }
  }
}
