import Glibc
import LuaBindings
import Synchronization

/// What Ctrl-C and the signals that end a process do to a host.
///
/// The first Ctrl-C ends a simulation after its iteration; a second one, or one
/// while none runs, breaks off whatever runs with an error. At a prompt that
/// waits it drops the line. Without a prompt a third one ends the process.
/// SIGTERM and SIGHUP let an iteration end, and then everything; a second one
/// ends the process. So does a fourth Ctrl-C at a prompt, after a warning, and
/// Ctrl-\ at any time.
public enum Signals {
  /// Lets the signals of this process reach `host`, which must be on the main
  /// thread. Those that whoever started the process has it ignore stay ignored.
  ///
  /// - Precondition: The host lives until `forget()` is called.
  public static func watch(_ host: LuaHost, hasPrompt: Bool) {
    let state = state
    let address = Unmanaged.passUnretained(host).toOpaque()
    state.host.store(UInt(bitPattern: address), ordering: .relaxed)
    state.hasPrompt.store(hasPrompt, ordering: .relaxed)
    if hasPrompt { state.openPipe() }
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    for signal in [SIGINT, SIGTERM, SIGHUP] + (hasPrompt ? [SIGWINCH] : []) {
      var before = sigaction()
      sigaction(signal, nil, &before)
      if isIgnoring(before) { continue }
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { Signals.handle($0) }
      // Whoever reads need not know that the terminal has another size.
      if signal == SIGWINCH { action.sa_flags = Int32(SA_RESTART) }
      sigaction(signal, &action, nil)
      sigaddset(&unblocked, signal)
    }
    pthread_sigmask(SIG_UNBLOCK, &unblocked, nil)
  }

  /// Lets Ctrl-\ end the process as in other programs: Swift's runtime takes it
  /// for a crash, and looks for its cause.
  public static func letQuitEnd() {
    var before = sigaction()
    sigaction(SIGQUIT, nil, &before)
    if isIgnoring(before) { return }
    _ = state  // which a handler can't make
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { Signals.die(of: $0) }
    sigaction(SIGQUIT, &action, nil)
  }

  private static func isIgnoring(_ action: sigaction) -> Bool {
    let handler = unsafeBitCast(
      action.__sigaction_handler.sa_handler, to: Int.self)
    return handler == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Lets go of the host; the second signal from then on ends the process.
  public static func forget() { state.host.store(0, ordering: .relaxed) }

  /// The signal that is to end the process, or nil.
  public static var ending: Int32? {
    let signal = state.ending.load(ordering: .relaxed)
    return signal == 0 ? nil : signal
  }

  /// Whether Ctrl-C was pressed since the last call of `begin()`.
  public static var isInterrupted: Bool {
    state.presses.load(ordering: .relaxed) > 0
  }

  /// Takes note that something else begins to run, which the next Ctrl-C is
  /// the first for.
  public static func begin() { state.presses.store(0, ordering: .relaxed) }

  // MARK: The terminal

  /// Takes note of what the terminal was, for a signal that ends the process.
  static func terminalWillChange(from original: termios) {
    state.keepTerminal(original)
  }

  /// Takes note that the terminal is as it was.
  static func terminalIsRestored() {
    state.isTerminalChanged.store(false, ordering: .releasing)
  }

  // MARK: Waiting

  /// What ended a wait.
  enum Event { case input, interrupted, resized, ended, timeout }

  /// Waits until there is input, or a signal.
  static func wait(milliseconds: Int32) -> Event {
    state.isWaiting.store(true, ordering: .relaxed)
    defer { state.isWaiting.store(false, ordering: .relaxed) }
    var files = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(
        fd: state.reading.load(ordering: .relaxed), events: Int16(POLLIN),
        revents: 0),
    ]
    while true {
      if ending != nil { return .ended }
      if state.takePress() { return .interrupted }
      if state.isResized.exchange(false, ordering: .relaxed) { return .resized }
      let count = poll(&files, 2, milliseconds)
      if count == 0 { return .timeout }
      if count > 0 && files[1].revents != 0 {
        state.drainPipe()
      } else if count > 0 {
        return .input
      }
    }
  }

  // MARK: In the handler

  private static let state = State()

  /// What the handler and the program share.
  private final class State: Sendable {
    let host = Atomic<UInt>(0)
    let hasPrompt = Atomic<Bool>(false)
    let presses = Atomic<Int>(0)
    let afterwards = Atomic<Int>(0)
    let ending = Atomic<Int32>(0)
    let isWaiting = Atomic<Bool>(false)
    let isResized = Atomic<Bool>(false)
    let reading = Atomic<Int32>(-1)
    let writing = Atomic<Int32>(-1)
    let isTerminalChanged = Atomic<Bool>(false)
    private nonisolated(unsafe) let terminal =
      UnsafeMutablePointer<termios>.allocate(capacity: 1)

    /// Only the thread with the prompt calls it.
    func keepTerminal(_ original: termios) {
      terminal.initialize(to: original)
      isTerminalChanged.store(true, ordering: .releasing)
    }

    /// What the terminal was, if it is another way now.
    var originalTerminal: UnsafePointer<termios>? {
      isTerminalChanged.load(ordering: .acquiring)
        ? UnsafePointer(terminal) : nil
    }

    /// A handler writes to the pipe so that no wait misses a signal.
    func openPipe() {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { return }
      for end in ends {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
      }
      reading.store(ends[0], ordering: .relaxed)
      writing.store(ends[1], ordering: .relaxed)
    }

    func wake() {
      let end = writing.load(ordering: .relaxed)
      var byte: UInt8 = 1
      if end >= 0 { _ = write(end, &byte, 1) }
    }

    func drainPipe() {
      var bytes: UInt64 = 0
      while read(reading.load(ordering: .relaxed), &bytes, 8) > 0 {}
    }

    func takePress() -> Bool {
      presses.exchange(0, ordering: .relaxed) > 0
    }
  }

  /// Only atomic numbers, `write` and what a host says it can bear.
  private static func handle(_ signal: Int32) {
    let error = errno
    defer { errno = error }
    let state = state
    defer { state.wake() }
    if signal == SIGWINCH {
      state.isResized.store(true, ordering: .relaxed)
      return
    }
    let isWaiting = state.isWaiting.load(ordering: .relaxed)
    let address = UInt(state.host.load(ordering: .relaxed))
    guard let pointer = UnsafeRawPointer(bitPattern: address) else {
      // Nothing runs but the end of the program, perhaps finalizers for ever.
      if state.afterwards.add(1, ordering: .relaxed).newValue > 1 {
        die(of: signal)
      }
      return
    }
    Unmanaged<LuaHost>.fromOpaque(pointer)._withUnsafeGuaranteedRef { host in
      if signal == SIGINT {
        let count = state.presses.add(1, ordering: .relaxed).newValue
        if !isWaiting { press(count, host) }
      } else {
        let isFirst =
          state.ending.exchange(signal, ordering: .relaxed) == 0
        if !isFirst { die(of: signal) }
        if !isWaiting { host.end() }
      }
    }
  }

  private static func press(_ count: Int, _ host: LuaHost) {
    if count == 1 && host.interruption.isSimulating {
      host.interruption.stop()
      say("\nstopping after this iteration; Ctrl-C again breaks off\n")
      return
    }
    // Loops in Lua's own functions and in finalizers can't be broken off.
    let last = state.hasPrompt.load(ordering: .relaxed) ? 4 : 3
    if count >= last { _exit(128 + SIGINT) }
    if count == last - 1 && count > 2 {
      say("\nthis can't be broken off yet; Ctrl-C again ends the program\n")
    }
    host.interrupt()
  }

  /// Ends the process as the signal does by itself.
  private static func die(of signal: Int32) {
    if let original = state.originalTerminal {
      tcsetattr(STDIN_FILENO, TCSANOW, original)
    }
    var action = sigaction()
    action.__sigaction_handler.sa_handler = SIG_DFL
    sigaction(signal, &action, nil)
    raise(signal)
  }

  private static func say(_ text: StaticString) {
    _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }
}
