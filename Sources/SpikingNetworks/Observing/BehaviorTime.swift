/// How long a behavior took.
public struct BehaviorTime {
  /// The behavior.
  public let entry: ScheduledBehavior

  /// The object of the behavior, which may be removed while it is measured.
  public let object: NetworkObject

  /// How often it ran in an iteration.
  public internal(set) var calls = 0

  /// How long that took, in seconds.
  public internal(set) var seconds = 0.0

  /// How long it took to initialize, in seconds.
  public internal(set) var initializationSeconds = 0.0
}

extension Network {
  /// Runs iterations and measures the time of each behavior.
  ///
  /// - Returns: One entry for each behavior that ran, in the order in which
  ///   they first did.
  /// - Throws: As `simulateIterations(_:)`.
  public func profile(iterations: Int) throws -> [BehaviorTime] {
    let profiler = BehaviorProfiler()
    try observed(by: profiler) {
      _ = try simulateIterations(iterations)
    }
    return profiler.times.filter { $0.calls > 0 }
  }
}

/// Adds up the times of the behaviors of a network, for as long as it watches.
///
/// ```swift
/// let profiler = BehaviorProfiler()
/// network.addObserver(profiler)
/// ```
public final class BehaviorProfiler: BehaviorObserver {
  /// One entry for each behavior that was initialized or ran, in the order in
  /// which they first were or did.
  public private(set) var times: [BehaviorTime] = []

  private var places: [ObjectIdentifier: Int] = [:]
  private var start = ContinuousClock.now

  /// Creates a profiler that has seen nothing yet.
  public init() {}

  /// Starts the clock.
  public func willRun(
    _ entry: ScheduledBehavior, _ phase: BehaviorFailure.Phase
  ) {
    start = .now
  }

  /// Adds what has passed to the time of the behavior.
  public func didRun(
    _ entry: ScheduledBehavior, _ phase: BehaviorFailure.Phase
  ) {
    let passed = start.duration(to: .now).components
    let seconds = Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
    let place = places[ObjectIdentifier(entry)] ?? times.count
    if place == times.count {
      places[ObjectIdentifier(entry)] = place
      times.append(BehaviorTime(entry: entry, object: entry.object))
    }
    switch phase {
    case .forward:
      times[place].calls += 1
      times[place].seconds += seconds
    case .initialize:
      times[place].initializationSeconds += seconds
    }
  }
}
