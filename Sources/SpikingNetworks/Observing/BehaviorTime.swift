/// How long a behavior took.
public struct BehaviorTime {
  /// The behavior.
  public let entry: ScheduledBehavior

  /// The object of the behavior, which may be removed while it is measured.
  public let object: NetworkObject

  /// How often it ran.
  public internal(set) var calls = 0

  /// How long that took, in seconds.
  public internal(set) var seconds = 0.0
}

extension Network {
  /// Runs iterations and measures the time of each behavior.
  ///
  /// - Returns: One entry for each behavior that ran, in the order in which
  ///   they first did.
  /// - Throws: As `simulateIterations(_:)`.
  public func profile(iterations: Int) throws -> [BehaviorTime] {
    let profiler = Profiler()
    try observed(by: profiler) {
      _ = try simulateIterations(iterations)
    }
    return profiler.times
  }
}

/// Adds up the times of behaviors.
private final class Profiler: BehaviorObserver {
  private(set) var times: [BehaviorTime] = []
  private var places: [ObjectIdentifier: Int] = [:]
  private var start = ContinuousClock.now

  func willRun(_ entry: ScheduledBehavior, _ phase: BehaviorFailure.Phase) {
    start = .now
  }

  func didRun(_ entry: ScheduledBehavior, _ phase: BehaviorFailure.Phase) {
    let passed = start.duration(to: .now).components
    let place = places[ObjectIdentifier(entry)] ?? times.count
    if place == times.count {
      places[ObjectIdentifier(entry)] = place
      times.append(BehaviorTime(entry: entry, object: entry.object))
    }
    times[place].calls += 1
    times[place].seconds +=
      Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
  }
}
