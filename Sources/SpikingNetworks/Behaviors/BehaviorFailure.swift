/// An error inside a behavior, and where it was.
public struct BehaviorFailure: Error {
  /// What the behavior was doing.
  public enum Phase: String, Sendable {
    case initialize, forward
  }

  /// The behavior's name.
  public let behavior: String

  /// What it was doing.
  public let phase: Phase

  /// The behavior's key.
  public let key: Double

  /// What its object is, such as `NeuronGroup`.
  public let objectKind: String

  /// The first tag of its object.
  public let tag: String

  /// The iteration that failed, or nil while initializing.
  public let iteration: Int?

  /// The error itself, as it was thrown.
  public let underlying: any Error

  /// Where the error was: `in LIF:forward (key 1) of NeuronGroup 'exc',
  /// iteration 412`.
  public var place: String {
    "in \(behavior):\(phase.rawValue) (key \(keyText(key))) of"
      + " \(objectKind) '\(tag)'"
      + (iteration.map { ", iteration \($0)" } ?? "")
  }

  init(
    _ entry: ScheduledBehavior, _ phase: Phase, iteration: Int?,
    _ underlying: any Error
  ) {
    behavior = entry.behavior.name
    self.phase = phase
    key = entry.key
    objectKind = entry.object.kind.rawValue
    tag = entry.object.tag
    self.iteration = iteration
    self.underlying = underlying
  }
}

extension BehaviorFailure: CustomStringConvertible {
  /// Where the error was, and what it says.
  public var description: String { "\(place): \(underlying)" }
}
