import Tensors

/// How long an iteration is.
extension Network {
  /// The length of an iteration in ms; nil, if the network doesn't say.
  ///
  /// It is the state variable `dt`, which behaviors may set.
  public var timeStep: Double? {
    guard case .number(let number) = state["dt"] else { return nil }
    let step = number.double
    return step > 0 && step.isFinite ? step : nil
  }

  /// Sets the length of an iteration, in ms.
  ///
  /// - Throws: `NetworkError.outOfRange` unless it is positive.
  public func setTimeStep(_ step: Double) throws(NetworkError) {
    guard step > 0, step.isFinite else {
      throw .outOfRange(
        what: "dt", found: "\(step)", expected: "a positive number of ms")
    }
    state["dt"] = .number(.float(step))
  }

  /// The number of iterations nearest to a time such as `100 ms`.
  ///
  /// - Throws: `NetworkError.syntax` for a text that is no time, `.noTimeStep`,
  ///   `.outOfRange`.
  public func iterations(in text: String) throws(NetworkError) -> Int {
    try iterations(
      inMilliseconds: try Quantity(text, .time).value(inPowerOfTen: -3))
  }

  /// The number of iterations nearest to a time in ms.
  ///
  /// - Throws: `NetworkError.noTimeStep`, `.outOfRange` for a negative time or
  ///   one that is too long to count.
  public func iterations(inMilliseconds ms: Double) throws(NetworkError) -> Int
  {
    guard let timeStep else { throw .noTimeStep(time: "\(ms) ms") }
    let count = (ms / timeStep).rounded()
    guard count >= 0, let whole = Int(exactly: count) else {
      throw .outOfRange(
        what: "a time", found: "\(ms) ms", expected: "0 or more, and countable")
    }
    return whole
  }

  /// Runs as many iterations as a time such as `100 ms` has.
  ///
  /// - Returns: How many were run.
  /// - Throws: As `iterations(in:)` and `simulateIterations(_:)`.
  @discardableResult
  public func simulate(_ time: String) throws -> Int {
    try simulateIterations(try iterations(in: time))
  }

  /// Ends the simulation that is running after the iteration that is running.
  public func stop() { isStopping = true }
}
