/// Fills with counts of events.
extension RandomSource {
  /// Writes Poisson-distributed counts of mean `rate`, to elements of any type.
  ///
  /// Below a rate of 100, a count is looked up for the whole part of the rate
  /// (Walker 1977, doi 10.1145/355744.355749) and added to one that is found by
  /// inversion for the rest; larger ones are found by rejection from a
  /// transformed distribution (Hörmann 1993, doi 10.1016/0167-6687(93)90997-4).
  /// However small a rate is, it is not rounded. A tensor of rates is broadcast
  /// to the shape of `tensor`; equal rates give the bits of one for all.
  ///
  /// - Throws: `TensorError.invalidArgument` for a rate outside 0...10⁹ or NaN,
  ///   `.shapeMismatch`, `.sharedElements`, `.outOfMemory`.
  public func fillPoisson(
    _ tensor: Tensor, rate: Operand
  ) throws(TensorError) {
    let operation = "poisson"
    let rates = try parameter(
      rate, for: tensor, operation, name: "rate", upTo: 1e9)
    try fillRows(tensor, operation) { target throws(TensorError) in
      switch target.type.kernel {
      case .float32: try poisson(target, rate, rates, Float.self)
      case .float64: try poisson(target, rate, rates, Double.self)
      case .int64: try poisson(target, rate, rates, Int.self)
      case .bool: try poisson(target, rate, rates, UInt8.self)
      }
    }
  }

  private func poisson<T: Element>(
    _ target: Tensor, _ rate: Operand, _ rates: Tensor?, _: T.Type
  ) throws(TensorError) {
    let out: UnsafeMutablePointer<T> = target.pointer()
    let later = LaterDigits(seed: seed, stream: stream, position: position)
    if let rates, rates.type == .float32 {
      let kernel = Poisson<T, Float>(
        rate: 0, rates: UnsafePointer(rates.pointer(Float.self)),
        laterDigits: later)
      try generate(kernel, into: out, count: target.count)
    } else {
      var single = 0.0
      if case .scalar(let scalar) = rate { single = scalar.double }
      let kernel = Poisson<T, Double>(
        rate: single,
        rates: rates.map { UnsafePointer($0.pointer(Double.self)) },
        laterDigits: later)
      try generate(kernel, into: out, count: target.count)
    }
    withExtendedLifetime(rates) {}
  }

  /// Writes binomially distributed counts: how many of `trials` succeed, each
  /// with `probability`, to elements of any type.
  ///
  /// Where fewer than 10 are expected, of the rarer outcome, a count is found by
  /// inversion, else by rejection from a transformed distribution (Hörmann 1993,
  /// doi 10.1080/00949659308811496). Tensors are broadcast to the shape of
  /// `tensor`.
  ///
  /// - Throws: `TensorError.invalidArgument` for a probability outside 0...1,
  ///   for numbers of trials that aren't whole, outside 0...10⁹, or NaN;
  ///   `.shapeMismatch`, `.sharedElements`, `.outOfMemory`.
  public func fillBinomial(
    _ tensor: Tensor, trials: Operand, probability: Operand
  ) throws(TensorError) {
    let operation = "binomial"
    try withParameters(
      DrawnParameter(
        operand: trials, name: "number of trials", limit: 1e9, isWhole: true),
      DrawnParameter(operand: probability, name: "probability", limit: 1),
      for: tensor, operation
    ) { trials, probability throws(TensorError) in
      try fillRows(tensor, operation) { target throws(TensorError) in
        switch target.type.kernel {
        case .float32: try binomial(target, trials, probability, Float.self)
        case .float64: try binomial(target, trials, probability, Double.self)
        case .int64: try binomial(target, trials, probability, Int.self)
        case .bool: try binomial(target, trials, probability, UInt8.self)
        }
      }
    }
  }

  private func binomial<T: Element>(
    _ target: Tensor, _ trials: DrawParameter, _ probability: DrawParameter,
    _: T.Type
  ) throws(TensorError) {
    try generate(
      Binomial<T>(trials: trials, probability: probability),
      into: target.pointer(), count: target.count)
  }
}
