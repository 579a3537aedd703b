/// Which state variables a behavior read and wrote in an iteration.
public struct BehaviorTrace: Equatable {
  /// A state variable: its object's first tag and its name.
  public struct Variable: Hashable, Sendable {
    /// The first tag of the object.
    public let object: String

    /// The name of the variable.
    public let name: String
  }

  /// What it asked for by name, in this order.
  public internal(set) var reads: [Variable] = []

  /// What it set, and the tensors whose elements it changed.
  public internal(set) var writes: [Variable] = []
}

extension Network {
  /// Runs an iteration and notes what each behavior reads and writes.
  ///
  /// - Throws: As `simulateIteration()`, and `TensorError.outOfMemory`.
  public func traceIteration() throws {
    let tracer = try Tracer(self)
    defer { tracer.stopListening() }
    try observed(by: tracer) { try simulateIteration() }
    lastTrace = tracer.traces
    lastTraceIteration = iteration
  }

  /// What the behavior read and wrote in the iteration that was traced last;
  /// nil if it didn't run there.
  public func trace(of entry: ScheduledBehavior) -> BehaviorTrace? {
    lastTrace[entry.order]
  }
}

/// Listens to all state variables, and compares the tensors before and after
/// each behavior.
private final class Tracer: BehaviorObserver {
  private(set) var traces: [Int: BehaviorTrace] = [:]
  private unowned let network: Network
  private var current = BehaviorTrace()

  /// The objects that are listened to; one may be removed by what it hears.
  private var heard: [NetworkObject] = []
  private var fingerprints: [BehaviorTrace.Variable: UInt64] = [:]

  init(_ network: Network) throws {
    self.network = network
    fingerprints = try network.fingerprints()
  }

  func willRun(_ entry: ScheduledBehavior, _ phase: BehaviorFailure.Phase) {
    current = BehaviorTrace()
    heard = network.searchedObjects
    for object in heard {
      object.state.onAccess = { [unowned self, tag = object.tag] name, access in
        let variable = BehaviorTrace.Variable(object: tag, name: name)
        switch access {
        case .read: note(variable, in: &current.reads)
        case .write: note(variable, in: &current.writes)
        }
      }
    }
  }

  func didRun(
    _ entry: ScheduledBehavior, _ phase: BehaviorFailure.Phase
  ) throws {
    stopListening()
    let after = try network.fingerprints()
    for object in network.searchedObjects {
      for (name, _) in object.state.tensors {
        let variable = BehaviorTrace.Variable(object: object.tag, name: name)
        if after[variable] != fingerprints[variable] {
          note(variable, in: &current.writes)
        }
      }
    }
    fingerprints = after
    traces[entry.order] = current
  }

  /// Also after a behavior that failed.
  func stopListening() {
    for object in heard { object.state.onAccess = nil }
    heard = []
  }

  private func note(
    _ variable: BehaviorTrace.Variable,
    in list: inout [BehaviorTrace.Variable]
  ) {
    if !list.contains(variable) { list.append(variable) }
  }
}

extension Network {
  /// The fingerprints of all tensors that are state variables.
  fileprivate func fingerprints() throws -> [BehaviorTrace.Variable: UInt64] {
    var result: [BehaviorTrace.Variable: UInt64] = [:]
    for object in searchedObjects {
      for (name, tensor) in object.state.tensors {
        let variable = BehaviorTrace.Variable(object: object.tag, name: name)
        result[variable] = try tensor.fingerprint()
      }
    }
    return result
  }
}
