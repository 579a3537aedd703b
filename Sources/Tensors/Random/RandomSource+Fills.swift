import Glibc

/// Fills: each writes every element of a tensor, in row-major order of its
/// shape, and moves the source on by whole groups of blocks.
extension RandomSource {
  /// Writes numbers that are uniform in [`low`, `high`), or `low` where the two
  /// are equal.
  ///
  /// A `float32` is made from 24 random bits, a `float64` from 53. What is
  /// rounded to the type of the elements stays below `high`.
  ///
  /// - Throws: `TensorError.wrongType` unless the elements are real numbers,
  ///   `.invalidArgument` for limits that are not finite, in the wrong order
  ///   or too far apart for the type, `.sharedElements`, `.outOfMemory`.
  public func fillUniform(
    _ tensor: Tensor, from low: Double = 0, to high: Double = 1
  ) throws(TensorError) {
    let operation = "uniform"
    try checkReal(tensor, operation)
    guard low <= high, low.isFinite, high.isFinite else {
      throw .invalidArgument(
        operation: operation, reason: "there is no range from \(low) to \(high)"
      )
    }
    let type = tensor.type
    let (first, end) = (type.nearest(to: low), type.nearest(to: high))
    let span =
      type == .float64 ? high - low : Double(Float(end) - Float(first))
    guard span.isFinite else {
      throw .invalidArgument(
        operation: operation,
        reason: "the range from \(low) to \(high) is too wide for \(type)")
    }
    try fillRows(tensor, operation) { target throws(TensorError) in
      if span == 0 {
        let only = low == high ? low : type.largest(below: high)
        try target.fill(.float(only))
      } else if target.type == .float32 {
        let kernel = UniformFloat(
          low: Float(low), high: Float(high),
          last: type.isStorage ? Float(type.largest(below: high)) : nil)
        try generate(kernel, into: target.pointer(), count: target.count)
      } else {
        try generate(
          UniformDouble(low: low, high: high), into: target.pointer(),
          count: target.count)
      }
    }
  }

  /// Writes normally distributed numbers, by Box and Muller's method.
  ///
  /// Two numbers are the coordinates of a point at a random distance and angle.
  /// In `float32`, logarithm, sine and cosine are polynomials; the error of a
  /// coordinate stays below 2⁻²² of the distance, and no number is more than
  /// 6.7 deviations from the mean. In `float64` the functions are the C
  /// library's, and the limit is 8.6.
  ///
  /// - Throws: `TensorError.wrongType` unless the elements are real numbers,
  ///   `.invalidArgument` for a negative deviation or numbers that are not
  ///   finite, `.sharedElements`, `.outOfMemory`.
  public func fillNormal(
    _ tensor: Tensor, mean: Double = 0, deviation: Double = 1
  ) throws(TensorError) {
    let operation = "normal"
    try checkReal(tensor, operation)
    guard mean.isFinite, deviation >= 0, deviation.isFinite else {
      throw .invalidArgument(
        operation: operation,
        reason: "there is no normal distribution of mean \(mean) and standard "
          + "deviation \(deviation)")
    }
    try check(mean, "a mean", for: tensor.type, operation)
    try check(deviation, "a standard deviation", for: tensor.type, operation)
    try fillRows(tensor, operation) { target throws(TensorError) in
      if target.type == .float32 {
        try generate(
          NormalFloat(mean: Float(mean), deviation: Float(deviation)),
          into: target.pointer(), count: target.count)
      } else {
        try generate(
          NormalDouble(mean: mean, deviation: deviation),
          into: target.pointer(), count: target.count)
      }
    }
  }

  /// Writes whole numbers that are uniform in [`low`, `high`), to elements of
  /// any type.
  ///
  /// 64 random bits are multiplied with the size of the range (Lemire 2019,
  /// doi 10.1145/3230636) without rejection, so a number's probability is off
  /// by less than 2⁻⁶⁴. Of real numbers, the nearest one in the range that the
  /// elements can hold is written. Errors are those of `operation`.
  ///
  /// - Throws: `TensorError.invalidArgument` if the range is empty, or the
  ///   elements can hold no number in it or not all of its ends,
  ///   `.sharedElements`, `.outOfMemory`.
  public func fillIntegers(
    _ tensor: Tensor, from low: Int, to high: Int,
    operation: String = "randint"
  ) throws(TensorError) {
    guard low < high else {
      throw .invalidArgument(
        operation: operation,
        reason: "there is no whole number from \(low) up to, but without, "
          + "\(high)")
    }
    let size = UInt64(bitPattern: Int64(high &- low))
    let limits = try wholeLimits(of: tensor.type, low, high, operation)
    try fillRows(tensor, operation) { target throws(TensorError) in
      switch target.type.kernel {
      case .float32: try integers(target, low, size, limits, Float.self)
      case .float64: try integers(target, low, size, limits, Double.self)
      case .int64: try integers(target, low, size, limits, Int.self)
      case .bool: try integers(target, low, size, (false, true), UInt8.self)
      }
    }
  }

  private func integers<T: Element>(
    _ target: Tensor, _ low: Int, _ size: UInt64, _ limits: (Scalar, Scalar),
    _: T.Type
  ) throws(TensorError) {
    let kernel = UniformInteger<T>(
      low: low, size: size, limits: (T(limits.0), T(limits.1)))
    try generate(kernel, into: target.pointer(), count: target.count)
  }

  /// The least and the largest number in `low..<high` that elements of `type`
  /// can hold.
  private func wholeLimits(
    of type: ElementType, _ low: Int, _ high: Int, _ operation: String
  ) throws(TensorError) -> (Scalar, Scalar) {
    if !type.isFloat { return (.integer(low), .integer(high - 1)) }
    let limits = (type.least(from: low), type.largest(upTo: high - 1))
    guard limits.0.isFinite, limits.1.isFinite else {
      throw .invalidArgument(
        operation: operation,
        reason: "the range from \(low) to \(high) is too wide for \(type)")
    }
    guard limits.0 <= limits.1 else {
      throw .invalidArgument(
        operation: operation,
        reason: "\(type) has no whole number from \(low) up to, but without, "
          + "\(high)")
    }
    return (.float(limits.0), .float(limits.1))
  }

  /// Writes 1 (true) with `probability`, else 0, to elements of any type.
  ///
  /// A tensor of probabilities is broadcast to the shape of `tensor`. However
  /// small a probability is, it is not rounded.
  ///
  /// - Throws: `TensorError.invalidArgument` for a probability outside 0...1 or
  ///   NaN, `.shapeMismatch`, `.sharedElements`, `.outOfMemory`.
  public func fillBernoulli(
    _ tensor: Tensor, probability: Operand
  ) throws(TensorError) {
    let operation = "bernoulli"
    let chances = try parameter(
      probability, for: tensor, operation, name: "probability", upTo: 1)
    try fillRows(tensor, operation) { target throws(TensorError) in
      switch target.type.kernel {
      case .float32: try bernoulli(target, probability, chances, Float.self)
      case .float64: try bernoulli(target, probability, chances, Double.self)
      case .int64: try bernoulli(target, probability, chances, Int.self)
      case .bool: try bernoulli(target, probability, chances, UInt8.self)
      }
    }
  }

  private func bernoulli<T: Element>(
    _ target: Tensor, _ probability: Operand, _ chances: Tensor?, _: T.Type
  ) throws(TensorError) {
    let out: UnsafeMutablePointer<T> = target.pointer()
    let later = LaterDigits(seed: seed, stream: stream, position: position)
    if let chances, chances.type == .float32 {
      let kernel = BernoulliVector<T, Float>(
        probability: UnsafePointer(chances.pointer(Float.self)),
        laterDigits: later)
      try generate(kernel, into: out, count: target.count)
    } else if let chances {
      let kernel = BernoulliVector<T, Double>(
        probability: UnsafePointer(chances.pointer(Double.self)),
        laterDigits: later)
      try generate(kernel, into: out, count: target.count)
    } else if case .scalar(let scalar) = probability {
      let kernel = Bernoulli<T>(
        probability: scalar.double, laterDigits: later)
      try generate(kernel, into: out, count: target.count)
    }
    withExtendedLifetime(chances) {}
  }

  /// Writes exponentially distributed numbers of mean 1 / `rate`.
  ///
  /// A `float32` is within two units of its last place of the exact logarithm.
  ///
  /// - Throws: `TensorError.wrongType` unless the elements are real numbers,
  ///   `.invalidArgument` unless the rate is a finite number above 0,
  ///   `.sharedElements`, `.outOfMemory`.
  public func fillExponential(
    _ tensor: Tensor, rate: Double = 1
  ) throws(TensorError) {
    let operation = "exponential"
    try checkReal(tensor, operation)
    guard rate > 0, rate.isFinite else {
      throw .invalidArgument(
        operation: operation,
        reason: "the rate must be a finite number above 0, not \(rate)")
    }
    try check(1 / rate, "a mean", for: tensor.type, operation)
    try fillRows(tensor, operation) { target throws(TensorError) in
      if target.type == .float32 {
        try generate(
          ExponentialFloat(mean: Float(1 / rate)), into: target.pointer(),
          count: target.count)
      } else {
        try generate(
          ExponentialDouble(mean: 1 / rate), into: target.pointer(),
          count: target.count)
      }
    }
  }

  /// The whole numbers from `base` to `base + count - 1` in random order, as an
  /// `int64` tensor with one axis (Fisher–Yates; any order is as likely as any
  /// other).
  ///
  /// - Throws: `TensorError.negativeSize`, `.tooManyElements`, `.outOfMemory`,
  ///   `.invalidArgument` if a number is too large for `int64`.
  public func permutation(
    of count: Int, base: Int = 0, in pool: MemoryPool
  ) throws(TensorError) -> Tensor {
    guard !base.addingReportingOverflow(max(0, count)).overflow else {
      throw .invalidArgument(
        operation: "randperm", reason: "\(base) + \(count) is too large")
    }
    let result = try Tensor(
      uninitialized: try Shape([count]), type: .int64, in: pool)
    let draws = try Tensor(uninitialized: result.shape, type: .int64, in: pool)
    let (x, random) = (result.pointer(Int.self), draws.pointer(Int.self))
    try generate(RandomBits(), into: random, count: count)
    try forEachChunk(of: count) { range in
      for i in range { x[i] = base &+ i }
    }
    var check = StopCheck()
    for i in stride(from: count - 1, to: 0, by: -1) {
      let bits = UInt(bitPattern: random[i])
      let j = Int(bits.multipliedFullWidth(by: UInt(i + 1)).high)
      (x[i], x[j]) = (x[j], x[i])
      try check.after(1)
    }
    return result
  }
}
