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
  /// What is asked, and from `breakOff` on why: one more for each reason.
  private enum Request: Int { case none, stop, end, breakOff }

  private let request = Atomic<Int>(0)
  private let simulations = Atomic<Int>(0)
  private let budget = Atomic<Int>(.max)

  /// What the error says if everything is broken off, by reason.
  public let reasons: [String]

  /// The reason if the budget is used up.
  private let budgetReason: Int

  /// Creates one of which nothing is asked.
  ///
  /// - Parameters:
  ///   - reasons: What else the error may say, reasons 1 and up. Reason 0 is
  ///     somebody's wish: "interrupted!".
  ///   - budgetReason: The reason if the budget is used up.
  public init(reasons: [String] = [], budgetReason: Int = 0) {
    self.reasons = ["interrupted!"] + reasons
    precondition(self.reasons.indices.contains(budgetReason))
    self.budgetReason = budgetReason
  }

  /// Asks simulations to end after the iteration that is running.
  public func stop() { replace(.none, by: .stop) }

  /// Asks simulations to end after the iteration that is running, and then
  /// everything else, with an error.
  public func end() {
    request.store(Request.end.rawValue, ordering: .relaxed)
  }

  /// Asks everything to end as soon as may be, with an error.
  ///
  /// - Precondition: `reason` is an index of `reasons`.
  public func breakOff(reason: Int = 0) {
    request.store(Request.breakOff.rawValue + reason, ordering: .relaxed)
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
    request.load(ordering: .relaxed) >= Request.breakOff.rawValue
  }

  /// Why everything is to end, as an index of `reasons`; nil if it isn't.
  public var reason: Int? {
    let code = request.load(ordering: .relaxed) - Request.breakOff.rawValue
    return code >= 0 ? code : nil
  }

  /// What work that is broken off throws.
  public var error: TensorError { .interrupted(reasons[reason ?? 0]) }

  /// Throws if everything is to end.
  ///
  /// - Throws: `TensorError.interrupted`.
  @inline(__always)
  package func check() throws(TensorError) {
    if isBreakingOff { throw error }
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

  /// Takes note, before a part of long work on this thread that is no operation
  /// on tensors, of what it costs in instructions of a script's.
  ///
  /// - Throws: `TensorError.interrupted` if everything is to end.
  package static func begin(_ instructions: Int) throws(TensorError) {
    guard let interruption = current else { return }
    interruption.spend(instructions)
    try interruption.check()
  }

  // MARK: A budget of work

  /// Allows this much work from now on, in instructions of a script's; nil
  /// allows any. A step of a simulation and an operation on a large tensor count
  /// as what a script does in the same time, whatever the machine is busy with,
  /// so equal runs end at the same place.
  public func allow(_ instructions: Int?) {
    budget.store(instructions ?? .max, ordering: .relaxed)
  }

  /// Whether work is counted.
  public var hasBudget: Bool { budget.load(ordering: .relaxed) != .max }

  /// Counts work that is done. What goes beyond the budget is broken off.
  public func spend(_ instructions: Int) {
    guard hasBudget else { return }
    let left = budget.subtract(
      min(max(0, instructions), 1 << 61), ordering: .relaxed
    ).newValue
    if left < 0 {
      // No sum of further work comes near an overflow.
      budget.store(-1, ordering: .relaxed)
      breakOff(reason: budgetReason)
    }
  }

  /// Counts work of `count` times `cost` picoseconds.
  @inline(never)
  package func spend(count: Int, cost: Int) {
    let (time, overflow) = count.multipliedReportingOverflow(by: cost)
    spend(overflow ? .max : time / Interruption.instructionCost)
  }

  /// What an instruction of a script takes, in picoseconds.
  private static let instructionCost = 5_000

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
