import Tensors

/// In which iterations a behavior runs.
///
/// From iteration `from` on, which is `every` unless said otherwise, in every
/// `every`-th one, up to and with `until`. So `every` alone runs the iterations
/// `every`, `2 * every` and so on.
public struct RunTiming: Equatable, Sendable {
  /// A number of iterations.
  public enum Span: Equatable, Sendable {
    /// So many iterations.
    case iterations(Int)
    /// So many milliseconds, in the network's steps.
    case milliseconds(Double)

    /// A time such as `10 ms`.
    ///
    /// - Throws: `NetworkError.syntax` for a text that is no time.
    public static func time(_ text: String) throws(NetworkError) -> Span {
      .milliseconds(try Quantity(text, .time).value(inPowerOfTen: -3))
    }
  }

  /// The distance of the iterations in which it runs; every one, if nil.
  public private(set) var every: Span?

  /// The first iteration in which it runs.
  public private(set) var from: Span?

  /// The last iteration in which it may run.
  public private(set) var until: Span?

  /// Creates a timing.
  ///
  /// - Throws: `NetworkError.outOfRange` for a span that is not positive, or an
  ///   end before the start.
  public init(
    every: Span? = nil, from: Span? = nil, until: Span? = nil
  ) throws(NetworkError) {
    for (name, span) in [("every", every), ("from", from), ("until", until)] {
      guard let span, !span.isPositive else { continue }
      throw .outOfRange(
        what: "run_\(name)", found: span.shown, expected: "more than 0")
    }
    if case .iterations(let first) = from, case .iterations(let last) = until,
      last < first
    {
      throw .outOfRange(
        what: "run_until", found: "\(last)",
        expected: "run_from, \(first), or more")
    }
    self.every = every
    self.from = from
    self.until = until
  }

  /// Throws as `includes(_:of:)` does, if it is known how long an iteration of
  /// `network` is.
  func check(for network: Network) throws(NetworkError) {
    if network.timeStep != nil { _ = try includes(1, of: network) }
  }

  /// Whether the behavior runs in an iteration of `network`.
  ///
  /// - Throws: `NetworkError.noTimeStep` for a time, if the network doesn't say
  ///   how long an iteration is; `.partOfIteration` for one that is no whole
  ///   number of iterations.
  func includes(
    _ iteration: Int, of network: Network
  ) throws(NetworkError) -> Bool {
    let every = max(1, try self.every?.count(in: network, "run_every") ?? 1)
    let first = try from?.count(in: network, "run_from") ?? every
    let last = try until?.count(in: network, "run_until")
    if iteration < first { return false }
    if let last, iteration > last { return false }
    return (iteration - first) % every == 0
  }
}

extension RunTiming.Span {
  /// Whether it is more than nothing.
  fileprivate var isPositive: Bool {
    switch self {
    case .iterations(let count): count > 0
    case .milliseconds(let time): time > 0
    }
  }

  /// The span as messages show it.
  public var shown: String {
    switch self {
    case .iterations(let count): "\(count)"
    case .milliseconds(let time): "\(time) ms"
    }
  }

  /// The number of iterations; errors say that it is for `what`.
  func count(
    in network: Network?, _ what: String
  ) throws(NetworkError) -> Int {
    switch self {
    case .iterations(let count): return count
    case .milliseconds(let time):
      guard let network else { throw .noTimeStep(time: shown) }
      do throws(NetworkError) {
        return try network.iterations(inMilliseconds: time)
      } catch {
        guard case .partOfIteration(_, let time, let step) = error else {
          throw error
        }
        throw .partOfIteration(what: what, milliseconds: time, step: step)
      }
    }
  }
}

/// A behavior that may run in some iterations only.
public protocol TimedBehavior: Behavior {
  /// Whether and when it runs: an object of its own, the same at all times.
  var switches: BehaviorSwitches { get }
}

extension TimedBehavior {
  /// Whether `forward` is called.
  public var isEnabled: Bool {
    get { switches.isEnabled }
    set { switches.isEnabled = newValue }
  }

  /// In which iterations it runs; all, if nil.
  public var timing: RunTiming? {
    get { switches.timing }
    set { switches.timing = newValue }
  }
}
