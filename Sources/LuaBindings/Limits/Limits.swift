import TensorBindings

/// The most that scripts may use.
///
/// A limit that is nil is no limit, or in a sandbox that of `Limits.sandbox`.
/// What goes beyond one is an error that says so, and the host stays usable:
///
/// - Memory, calls and objects: a script can catch it and go on.
/// - Time and instructions of a run: a script can't catch it; it arrives in
///   Swift as a `LuaError` of kind `limit`.
/// - Time of a `forward`: nothing within the `forward` can catch it, but what
///   runs the network can.
///
/// Operations on large tensors look at the limits between their parts. Only
/// what runs inside a function of Lua's own library, such as a pattern, and what
/// finalizers run can't be broken off: see `grace`.
public struct Limits: Sendable, Equatable {
  /// The most bytes that tensors and Lua's own values use together.
  ///
  /// Three quarters of the memory that the process may use, if it is nil. Once
  /// the process has grown by a quarter more than this, and 256 MiB, since a run
  /// began, the run ends as at a limit of time: that bounds what is in neither
  /// count.
  public var memory: Int?

  /// The most bytes that Lua's own values use.
  public var luaMemory: Int?

  /// The most bytes that tensors use.
  public var tensorMemory: Int?

  /// The longest that each run may take: `run`, `runFile`, `simulate` and the
  /// like.
  public var time: Duration?

  /// The longest that one `initialize` or `forward` of a behavior may take.
  public var forwardTime: Duration?

  /// The most instructions of Lua that each run may take.
  ///
  /// Calls of the library count as 100, and as many more as Lua would run in
  /// the time of their work on large tensors. So equal runs end at the same
  /// place. Counting slows Lua down to about half its speed.
  public var instructions: Int?

  /// The most calls within each other, in each coroutine; Lua itself allows
  /// about 200,000, and 200 through functions of C.
  ///
  /// It is looked at every 100 instructions, which slows Lua down to about half
  /// its speed.
  public var depth: Int?

  /// The most tensors, networks, groups, behaviors and the like that are there
  /// at a time.
  public var objects: Int?

  /// How long after the end of `time` the process ends itself, with status 124,
  /// if the run can't be broken off; if it is nil, the process lives on.
  public var grace: Duration?

  /// Creates limits, none of which is set.
  public init() {}

  /// What scripts in a sandbox may use unless it is said: 1 GiB, 60 s, 10 s a
  /// `forward` and a million objects.
  public static let sandbox: Limits = {
    var limits = Limits()
    limits.memory = 1 << 30
    limits.time = .seconds(60)
    limits.forwardTime = .seconds(10)
    limits.objects = 1_000_000
    return limits
  }()

  /// These limits, and those of `others` where there is none.
  func filled(from others: Limits) -> Limits {
    var limits = self
    limits.memory = memory ?? others.memory
    limits.luaMemory = luaMemory ?? others.luaMemory
    limits.tensorMemory = tensorMemory ?? others.tensorMemory
    limits.time = time ?? others.time
    limits.forwardTime = forwardTime ?? others.forwardTime
    limits.instructions = instructions ?? others.instructions
    limits.depth = depth ?? others.depth
    limits.objects = objects ?? others.objects
    limits.grace = grace ?? others.grace
    return limits
  }

  /// Why a run is broken off.
  enum Reason: Int, CaseIterable {
    case time = 1
    case forwardTime, instructions, memory
  }

  /// What the error says, by reason.
  var reasons: [String] {
    Reason.allCases.map { reason in
      switch reason {
      case .time:
        "the run has reached its limit of \(text(of: time))"
      case .forwardTime:
        "the behavior has reached its limit of \(text(of: forwardTime))"
      case .instructions:
        "the run has reached its limit of \(instructions ?? 0) instructions"
      case .memory:
        "the run has reached its limit of memory, \(memory ?? 0) bytes, with"
          + " what is neither a tensor nor a value of Lua"
      }
    }
  }

  private func text(of duration: Duration?) -> String {
    guard let duration else { return "" }
    return "\(shown(Double(duration.nanoseconds) / 1e9)) s"
  }
}

extension Duration {
  /// In nanoseconds; as many as there can be if it is longer.
  var nanoseconds: Int {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(
      by: 1_000_000_000)
    let (sum, isTooLong) = whole.addingReportingOverflow(
      attoseconds / 1_000_000_000)
    return overflow || isTooLong ? .max : Int(sum)
  }
}
