import Glibc
import Synchronization

/// What somebody outside of a computation may ask of it while it runs: a user
/// at the keyboard, or a limit.
///
/// ```swift
/// let interruption = Interruption()
/// try interruption.covering {
///   try network.simulateIterations(1_000_000)
/// }
/// ```
///
/// It is asked from another thread or from a signal handler. Networks look at
/// it after each iteration, operations on large tensors between their chunks.
public final class Interruption: Sendable {
  private enum Request: Int { case none, stop, end, breakOff }

  private let request = Atomic<Int>(0)
  private let simulations = Atomic<Int>(0)

  /// Creates one of which nothing is asked.
  public init() {}

  /// Asks simulations to end after the iteration that is running.
  public func stop() { replace(.none, by: .stop) }

  /// Asks simulations to end after the iteration that is running, and then
  /// everything else, with an error.
  public func end() {
    request.store(Request.end.rawValue, ordering: .relaxed)
  }

  /// Asks everything to end as soon as may be, with an error.
  public func breakOff() {
    request.store(Request.breakOff.rawValue, ordering: .relaxed)
  }

  /// Forgets what was asked.
  public func clear() {
    request.store(Request.none.rawValue, ordering: .relaxed)
  }

  /// Whether simulations are to end.
  public var isStopping: Bool {
    request.load(ordering: .relaxed) >= Request.stop.rawValue
  }

  /// Whether everything is to end.
  public var isBreakingOff: Bool {
    request.load(ordering: .relaxed) == Request.breakOff.rawValue
  }

  /// Whether a simulation is running, which `stop()` would end.
  public var isSimulating: Bool { simulations.load(ordering: .relaxed) > 0 }

  /// Takes note that a simulation begins.
  public func beginSimulation() { simulations.add(1, ordering: .relaxed) }

  /// Takes note that a simulation ends, and with it a request to stop it.
  public func endSimulation() {
    simulations.subtract(1, ordering: .relaxed)
    replace(.stop, by: .none)
    replace(.end, by: .breakOff)
  }

  private func replace(_ old: Request, by new: Request) {
    _ = request.compareExchange(
      expected: old.rawValue, desired: new.rawValue, ordering: .relaxed)
  }

  // MARK: Whom it concerns

  /// What the computations of the calling thread look at, or nil.
  public static var current: Interruption? {
    pthread_getspecific(Place.shared.key).map {
      Unmanaged<Interruption>.fromOpaque($0).takeUnretainedValue()
    }
  }

  /// Runs `body`, whose computations on this thread look at this.
  public func covering<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let key = Place.shared.key
    let outer = pthread_getspecific(key)
    pthread_setspecific(key, Unmanaged.passUnretained(self).toOpaque())
    defer {
      pthread_setspecific(key, outer)
      withExtendedLifetime(self) {}
    }
    return try body()
  }

  /// Runs `body`, which nobody can break off: what would be left half done.
  public static func shielding<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let key = Place.shared.key
    let outer = pthread_getspecific(key)
    pthread_setspecific(key, nil)
    defer { pthread_setspecific(key, outer) }
    return try body()
  }

  /// Where each thread keeps its own.
  private struct Place {
    static let shared = Place()
    var key = pthread_key_t()

    init() { pthread_key_create(&key, nil) }
  }
}
