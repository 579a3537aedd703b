import Tensors

/// A behavior that can tell what its `forward` does, so that it becomes a part of
/// a program.
///
/// Neighbors in the order of a network that are traced run as one program, with
/// the same results to the bit as one after the other.
public protocol TracedBehavior: Behavior {
  /// Whether `forward` is to be traced; it is called otherwise.
  var isTraceable: Bool { get }

  /// Why it isn't traceable, if somebody was told; nil otherwise.
  var reasonForCall: String? { get }

  /// Puts down what `forward` does to an object, as it is now.
  ///
  /// - Parameters:
  ///   - object: Whom the behavior belongs to.
  ///   - tracer: Records what is done.
  ///   - isTrial: Whether a failure means that it is too early to tell.
  /// - Returns: What tells whether `forward` would do the same later; nil if it
  ///   always would.
  /// - Throws: What says why it can't be told. If the behavior isn't traceable
  ///   any more then, its `forward` is called instead.
  func trace(
    _ object: NetworkObject, into tracer: ProgramTracer, isTrial: Bool
  ) throws -> (any TraceCheck)?
}

extension TracedBehavior {
  /// Nobody was told.
  public var reasonForCall: String? { nil }
}

/// Tells whether what was traced would be traced in the same way again.
public protocol TraceCheck: AnyObject {
  /// Where the scripts run that decide about it.
  var host: TraceHost { get }

  /// Whether all that was read is as it was.
  ///
  /// - Throws: What looking at it throws.
  func isUnchanged() throws -> Bool
}

/// Whoever runs the scripts in which traced behaviors are written.
open class TraceHost {
  /// How often scripts have run: what was read of them is as it was as long as
  /// this stays the same.
  @exclusivity(unchecked) public final var time = 0

  /// Creates a host whose scripts have not run.
  public init() {}

  /// Called before behaviors run.
  open func willRun() {}

  /// Called after behaviors have run.
  open func didRun() {}

  /// Called when a stretch has set variables of which scripts have not heard; it
  /// is not called again before `ProgramStretch.tell(_:)` was.
  open func hasSet(_ stretch: ProgramStretch) {}
}

extension Network {
  /// Has programs tell a host, instead of those who listen to the variables, that
  /// they have set some.
  ///
  /// - Parameter host: Where scripts run that have copies of the variables.
  public func attach(_ host: TraceHost) { context.traceHost = host }
}
