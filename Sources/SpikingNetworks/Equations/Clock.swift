import Tensors

/// Says how long an iteration takes, and what time it is.
public final class Clock: LibraryBehavior {
  public override class var summary: String {
    "Says how long an iteration is: clock_step_size, in seconds, and counts the"
      + " time in t, in seconds. Of a network it also sets dt, in milliseconds."
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

  private var step = 0.001

  public override func initialize(_ object: NetworkObject) throws {
    let standard = try object.requiredNetwork().timeStep ?? 1
    let text = try text("step", for: object) ?? "\(standard) ms"
    let quantity = try Quantity(text, .time)
    guard quantity.value > 0 else {
      throw invalid("step", .text(text), "it must be more than 0")
    }
    step = quantity.value
    object.state[Self.stepName] = .number(.float(step))
    object.state[Self.timeName] = .number(0.0)
    if object.kind == .network {
      object.state["dt"] = .number(.float(quantity.value(inPowerOfTen: -3)))
    }
  }

  public override func forward(_ object: NetworkObject) throws {
    guard case .number(let time) = object.state[Self.timeName] else { return }
    object.state[Self.timeName] = .number(.float(time.double + step))
  }

  /// How many whole iterations a time such as `0.1 s` takes.
  ///
  /// A time that is a whole number of them but for rounding counts as that
  /// number.
  ///
  /// - Throws: `NetworkError.syntax` for a text that is no time,
  ///   `.outOfRange` for one that no number of iterations takes.
  public func iterations(in time: String) throws(NetworkError) -> Int {
    let count = try Quantity(time, .time).value / step
    let nearest = count.rounded()
    let isWhole = (count - nearest).magnitude <= 1e-9 * nearest.magnitude
    guard let whole = Int(exactly: isWhole ? nearest : count.rounded(.down)),
      whole >= 0
    else {
      throw .outOfRange(
        what: "a time", found: "'\(time)'",
        expected: "0 or more, and a number of iterations that can be counted")
    }
    return whole
  }
}
