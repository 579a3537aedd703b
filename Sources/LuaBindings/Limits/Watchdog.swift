import Glibc
import LuaRuntime
import Synchronization
import TensorBindings
import Tensors

/// Looks at the limits of time and of the process's memory while a run goes on.
///
/// A timer of the system interrupts the thread of the run every few
/// milliseconds, wherever it is: so a run pays nothing for its limits, and what
/// is asked of Lua is asked from its own thread. All that the handler reads and
/// writes are atomic numbers.
final class Watchdog {
  private let limits: Limits
  private let interruption: Interruption
  /// The engine holds the watchdog, and the functions of the state the engine.
  private unowned let lua: LuaState

  private let deadline = Atomic<Int>(.max)
  /// Odd while a behavior runs.
  private let behaviorCount = Atomic<Int>(0)
  private let seenCount = Atomic<Int>(0)
  private let seenSince = Atomic<Int>(0)
  private let pageLimit = Atomic<Int>(.max)
  private let quietUntil = Atomic<Int>(0)

  private let timeLimit: Int
  private let behaviorLimit: Int
  private let grace: Int
  private var behaviorDepth = 0
  /// The system's name of the timer; that of the first is nil.
  private var timer: timer_t?
  private var hasTimer = false
  private var oldSignals = sigset_t()

  /// How often the limits are looked at, in nanoseconds.
  private static let period = 10_000_000

  /// Creates the watchdog of a host; nil if there is nothing to look at.
  init?(_ limits: Limits, _ interruption: Interruption, _ lua: LuaState) {
    guard
      limits.time != nil || limits.forwardTime != nil || limits.memory != nil
    else { return nil }
    self.limits = limits
    self.interruption = interruption
    self.lua = lua
    timeLimit = limits.time?.nanoseconds ?? .max
    behaviorLimit = limits.forwardTime?.nanoseconds ?? .max
    grace = limits.grace?.nanoseconds ?? .max
  }

  // MARK: Runs

  /// Begins to watch what the calling thread does.
  func begin() {
    let now = MonotonicTime.nanoseconds
    let (end, overflow) = now.addingReportingOverflow(timeLimit)
    deadline.store(overflow ? .max : end, ordering: .relaxed)
    if let memory = limits.memory {
      let (most, overflow) = memory.addingReportingOverflow(
        memory / 4 + 256 << 20)
      let pages = residentPages() + most / pageSize
      pageLimit.store(overflow ? .max : pages, ordering: .relaxed)
    }
    behaviorDepth = 0
    behaviorCount.store(0, ordering: .relaxed)
    quietUntil.store(0, ordering: .relaxed)
    start()
  }

  /// Ends it.
  func end() {
    guard hasTimer else { return }
    timer_delete(timer)
    hasTimer = false
    pthread_sigmask(SIG_SETMASK, &oldSignals, nil)
  }

  private func start() {
    let signal = Watchdog.signal
    var action = sigaction()
    action.__sigaction_handler.sa_sigaction = { _, info, _ in
      guard let info, info.pointee.si_code == SI_TIMER,
        let address = info.pointee._sifields._timer.si_sigval.sival_ptr
      else { return }
      let error = errno
      Unmanaged<Watchdog>.fromOpaque(address)
        ._withUnsafeGuaranteedRef { $0.look() }
      errno = error
    }
    action.sa_flags = Int32(SA_SIGINFO) | Int32(SA_RESTART)
    sigaction(signal, &action, nil)
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    sigaddset(&unblocked, signal)
    pthread_sigmask(SIG_UNBLOCK, &unblocked, &oldSignals)

    var event = sigevent()
    event.sigev_notify = Watchdog.toThread
    event.sigev_signo = signal
    event.sigev_value.sival_ptr = Unmanaged.passUnretained(self).toOpaque()
    event._sigev_un._tid = threadNumber()
    hasTimer = timer_create(CLOCK_MONOTONIC, &event, &timer) == 0
    guard hasTimer else { return }
    let step = timespec(tv_sec: 0, tv_nsec: Watchdog.period)
    var times = itimerspec(it_interval: step, it_value: step)
    timer_settime(timer, 0, &times, nil)
  }

  /// A signal that nothing else uses.
  private static var signal: Int32 { __libc_current_sigrtmin() + 5 }

  /// The system's `SIGEV_THREAD_ID`: the signal goes to one thread.
  private static let toThread: Int32 = 4

  // MARK: Behaviors

  /// Takes note that a behavior begins to run.
  @inline(__always)
  func enterBehavior() {
    if behaviorLimit == .max { return }
    behaviorDepth += 1
    if behaviorDepth == 1 { behaviorCount.add(1, ordering: .relaxed) }
  }

  /// Takes note that it has ended, and its limit with it.
  @inline(__always)
  func leaveBehavior() {
    if behaviorLimit == .max { return }
    behaviorDepth -= 1
    guard behaviorDepth == 0 else { return }
    behaviorCount.add(1, ordering: .relaxed)
    if interruption.reason == Limits.Reason.forwardTime.rawValue {
      interruption.clear()
      lua.forgetInterrupt()
    }
  }

  // MARK: In the handler

  private func look() {
    let now = MonotonicTime.nanoseconds
    lookAtBehavior(now)
    if residentPagesIfLimited() > pageLimit.load(ordering: .relaxed) {
      stop(.memory)
    }
    let end = deadline.load(ordering: .relaxed)
    if now < end { return }
    stop(.time)
    if grace != .max, now - end >= grace { endProcess() }
  }

  private func lookAtBehavior(_ now: Int) {
    let count = behaviorCount.load(ordering: .relaxed)
    if count & 1 == 0 { return }
    if count != seenCount.load(ordering: .relaxed) {
      seenCount.store(count, ordering: .relaxed)
      seenSince.store(now, ordering: .relaxed)
    } else if now - seenSince.load(ordering: .relaxed) >= behaviorLimit {
      stop(.forwardTime)
    }
  }

  private func residentPagesIfLimited() -> Int {
    pageLimit.load(ordering: .relaxed) == .max ? 0 : residentPages()
  }

  /// Asks for the end.
  ///
  /// It is asked again and again, since what reports an error may run for ever
  /// too. Each time Lua walks over all calls within each other, which takes
  /// long if there are many; so it is given ten times as long to get on.
  private func stop(_ reason: Limits.Reason) {
    let start = MonotonicTime.nanoseconds
    if start < quietUntil.load(ordering: .relaxed) { return }
    interruption.breakOff(reason: reason.rawValue)
    lua.interrupt(reason: reason.rawValue)
    let end = MonotonicTime.nanoseconds
    quietUntil.store(end + 10 * (end - start), ordering: .relaxed)
  }

  private func endProcess() {
    let text: StaticString = """
      snn-lua: the run is past its limit of time and can't be broken off: it is \
      inside a function of Lua's own library, or a finalizer

      """
    _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
    _exit(124)
  }
}

private let pageSize = max(1, Int(sysconf(Int32(_SC_PAGESIZE))))

/// The system's number of the calling thread, the last part of "8/task/9".
///
/// Swift sees no `gettid`.
private func threadNumber() -> pid_t {
  var bytes = [CChar](repeating: 0, count: 64)
  let count = readlink("/proc/thread-self", &bytes, bytes.count)
  let digits = bytes.prefix(max(0, count)).reversed()
    .prefix { $0 != CChar(bitPattern: UInt8(ascii: "/")) }.reversed()
  return digits.reduce(0) { $0 * 10 + pid_t($1) - pid_t(UInt8(ascii: "0")) }
}

/// The pages of memory that the process has; 0 if the system doesn't tell.
///
/// For use in a handler of signals: it allocates nothing.
private func residentPages() -> Int {
  let path: StaticString = "/proc/self/statm"
  let file = path.utf8Start.withMemoryRebound(
    to: CChar.self, capacity: path.utf8CodeUnitCount + 1
  ) { open($0, O_RDONLY | O_CLOEXEC) }
  guard file >= 0 else { return 0 }
  defer { close(file) }
  var bytes: InlineArray<64, UInt8> = InlineArray(repeating: 0)
  var span = bytes.mutableSpan
  let count = span.withUnsafeMutableBytes { read(file, $0.baseAddress, 64) }
  // The second number of the line.
  var (index, pages) = (0, 0)
  while index < count, bytes[index] != UInt8(ascii: " ") { index += 1 }
  index += 1
  while index < count, bytes[index] != UInt8(ascii: " ") {
    pages = pages &* 10 &+ Int(bytes[index] &- UInt8(ascii: "0"))
    index += 1
  }
  return pages
}
