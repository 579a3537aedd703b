import Tensors

/// Says how long an iteration takes, and what time it is.
public final class Clock: LibraryBehavior, AlgebraicBehavior {
  public override class var summary: String {
    "Says how long an iteration is: clock_step_size, in seconds; t is the"
      + " number of iterations times that, in seconds. Of a network it also sets"
      + " dt, in milliseconds; a network that was given another dt is an error."
  }

  public override class var parameterDescriptions: [ParameterDescription] {
    [
      ParameterDescription(
        "step",
        "the time of an iteration, with its unit; the network's dt if not"
          + " given, or 1 ms")
    ]
  }

  /// The state variable with the time of an iteration, in seconds.
  static let stepName = "clock_step_size"

  private static let timeName = "t"

  private var step = TimeStep(milliseconds: 1)

  public override func initialize(_ object: NetworkObject) throws {
    let standard = try object.requiredNetwork().timeStep ?? 1
    let text = try text("step", for: object) ?? "\(standard) ms"
    let quantity = try Quantity(text, .time)
    let ms = quantity.value(inPowerOfTen: -3)
    guard ms > 0, ms.isFinite, quantity.value > 0 else {
      throw invalid("step", .text(text), "it must be more than 0")
    }
    step = TimeStep(milliseconds: ms)
    let isOther = object.behaviors.contains {
      guard let clock = $0.behavior.libraryBehavior as? Clock else {
        return false
      }
      return clock !== self
    }
    if isOther {
      throw invalid("step", .text(text), "\(object.label) has another Clock")
    }
    if let network = object as? Network {
      // What a Clock has set may be set again, to something else.
      if !isSet(by: network) { try checkAgreement(with: network) }
      network.state["dt"] = .number(.float(ms))
    }
    object.state[Self.stepName] = .number(.float(quantity.value))
    object.state[Self.timeName] = .number(
      .float(step.seconds(of: object.iteration)))
  }

  func step<A: Algebra>(_ object: NetworkObject, in algebra: A) throws {
    if let network = object as? Network {
      try algebra.settle("dt", of: network)
      try checkAgreement(with: network)
    }
    try algebra.settle(Self.stepName, of: object)
    try checkStep(of: object)
    let iteration = try algebra.iteration(of: object.context)
    let seconds = step.secondsOfIterations
    try algebra.set(
      Self.timeName, of: object,
      to: try algebra.compute("seconds", [iteration]) {
        .float(seconds($0[0].integer))
      })
  }

  /// The number of iterations that a time such as `0.1 s` takes.
  ///
  /// - Throws: `NetworkError.syntax` for a text that is no time, and as
  ///   `TimeStep.iterations(inMilliseconds:)`.
  public func iterations(in time: String) throws(NetworkError) -> Int {
    let ms = try Quantity(time, .time).value(inPowerOfTen: -3)
    do throws(NetworkError) {
      return try step.iterations(inMilliseconds: ms)
    } catch {
      guard case .outOfRange(let what, _, _) = error else { throw error }
      throw .outOfRange(
        what: what, found: "'\(time)'",
        expected: "0 or more, and a number of iterations that can be counted")
    }
  }

  /// Whether the network's `dt` is what a Clock has made it.
  private func isSet(by network: Network) -> Bool {
    guard case .number(let seconds) = network.state[Self.stepName],
      let dt = network.timeStep
    else { return false }
    return isSame(dt, seconds.double * 1000)
  }

  /// Throws if the network says that an iteration is of another length.
  func checkAgreement(with network: Network) throws {
    guard let dt = network.timeStep, !isSame(dt, step.milliseconds) else {
      return
    }
    throw NetworkError.otherTimeStep(
      clock: step, network: TimeStep(milliseconds: dt))
  }

  /// Throws if something else than the Clock has set the time of an iteration,
  /// by which equations go: the Clock goes by its own.
  private func checkStep(of object: NetworkObject) throws(NetworkError) {
    let found = object.state.peek(at: object.state.slot(of: Self.stepName))
    let seconds: Double? =
      if case .number(let number) = found { number.double } else { nil }
    if let seconds, isSame(seconds * 1000, step.milliseconds) { return }
    throw .wrongKind(
      what: "\(Self.stepName) of \(object.label)",
      expected: "\(step.milliseconds / 1000), the step of its Clock",
      found: seconds.map { "\($0)" } ?? found?.kind ?? "nil")
  }

  /// Whether two lengths differ by rounding at most.
  private func isSame(_ a: Double, _ b: Double) -> Bool {
    (a - b).magnitude <= 1e-12 * a
  }
}
