/// Watches a network's behaviors run, one after the other.
public protocol BehaviorObserver: AnyObject {
  /// Called before a behavior runs.
  func willRun(_ entry: ScheduledBehavior, _ phase: BehaviorFailure.Phase)

  /// Called after a behavior has run; an error that it throws counts as the
  /// behavior's.
  func didRun(
    _ entry: ScheduledBehavior, _ phase: BehaviorFailure.Phase) throws
}

extension Network {
  /// Lets `observer` watch from now on.
  ///
  /// - Complexity: Each behavior that runs calls each observer twice.
  public func addObserver(_ observer: any BehaviorObserver) {
    observers.append(observer)
  }

  /// Lets `observer` watch no longer.
  ///
  /// A `BehaviorProfiler` holds the objects of the behaviors that it has seen:
  /// one of the network's own behaviors keeps the network alive until then.
  public func removeObserver(_ observer: any BehaviorObserver) {
    observers.removeAll { $0 === observer }
  }

  /// Calls `body` while `observer` watches.
  func observed<Result>(
    by observer: any BehaviorObserver, _ body: () throws -> Result
  ) rethrows -> Result {
    observers.append(observer)
    defer { removeObserver(observer) }
    return try body()
  }
}
