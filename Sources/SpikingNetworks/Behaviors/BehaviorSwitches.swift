/// Whether and when a behavior runs, in an object of its own.
///
/// A network looks at it before each iteration, which it can do here without a
/// call and without a count of references.
public final class BehaviorSwitches {
  /// What `Behavior.isEnabled` is.
  @exclusivity(unchecked) public var isEnabled = true

  /// What `Behavior.timing` is.
  @exclusivity(unchecked) public var timing: RunTiming?

  /// Creates the switches of a behavior that always runs.
  public init() {}
}
