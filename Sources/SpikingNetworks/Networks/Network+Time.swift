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

  /// The number of iterations that a time such as `100 ms` takes.
  ///
  /// - Throws: `NetworkError.syntax` for a text that is no time, `.noTimeStep`,
  ///   and as `TimeStep.iterations(inMilliseconds:)`.
  public func iterations(in text: String) throws(NetworkError) -> Int {
    try iterations(
      inMilliseconds: try Quantity(text, .time).value(inPowerOfTen: -3))
  }

  /// The number of iterations that a time in ms takes.
  ///
  /// - Throws: `NetworkError.noTimeStep`, and as
  ///   `TimeStep.iterations(inMilliseconds:)`.
  public func iterations(inMilliseconds ms: Double) throws(NetworkError) -> Int
  {
    try steps(for: ms).iterations(inMilliseconds: ms)
  }

  /// How many iterations a time in ms takes, whole or not.
  ///
  /// - Throws: `NetworkError.noTimeStep`.
  public func count(ofMilliseconds ms: Double) throws(NetworkError) -> Double {
    try steps(for: ms).count(ofMilliseconds: ms)
  }

  private func steps(for ms: Double) throws(NetworkError) -> TimeStep {
    guard let timeStep else { throw .noTimeStep(time: "\(ms) ms") }
    return TimeStep(milliseconds: timeStep)
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
