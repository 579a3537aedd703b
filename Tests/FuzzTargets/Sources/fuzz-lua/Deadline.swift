import Glibc
import LuaBindings
import Synchronization

/// Interrupts a host that has used up its time.
enum Deadline {
  /// Handles the signal of the timer, which counts the time of the process.
  static func watch() {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in Deadline.interrupt() }
    sigaction(SIGVTALRM, &action, nil)
  }

  /// Lets `host` run for so long.
  ///
  /// - Precondition: The host lives until `clear()` is called.
  static func set(milliseconds: Int, for host: LuaHost) {
    let address = Unmanaged.passUnretained(host).toOpaque()
    Deadline.host.store(UInt(bitPattern: address), ordering: .relaxed)
    start(milliseconds: milliseconds)
  }

  /// Forgets the host.
  static func clear() {
    start(milliseconds: 0)
    host.store(0, ordering: .relaxed)
  }

  private static let host = Atomic<UInt>(0)

  private static func start(milliseconds: Int) {
    let time = timeval(tv_sec: 0, tv_usec: milliseconds * 1_000)
    // It comes back, for a script that runs on in what ends it.
    var timer = itimerval(it_interval: time, it_value: time)
    setitimer(__itimer_which_t(ITIMER_VIRTUAL.rawValue), &timer, nil)
  }

  private static func interrupt() {
    let address = host.load(ordering: .relaxed)
    guard let pointer = UnsafeRawPointer(bitPattern: address) else { return }
    Unmanaged<LuaHost>.fromOpaque(pointer)._withUnsafeGuaranteedRef {
      $0.interrupt()
    }
  }
}
