import CLuaShim

/// Breaking off a script.
extension LuaState {
  /// Makes the script that runs fail at its next instruction with "interrupted!",
  /// whatever it catches, in coroutines too.
  ///
  /// The error arrives in Swift with the kind `interrupted`, which ends the
  /// request. It may be called from a signal handler, on the state's thread.
  public func interrupt() { interrupt(reason: 0) }

  /// The same for one of `Options.stopReasons`, the first of which is 1: the
  /// error has its text, and the kind `limit`.
  ///
  /// - Precondition: There is a reason of this number.
  public func interrupt(reason: Int) {
    clua_interrupt(host, stopMessages[reason])
  }

  /// Whether a request to break off has not been met.
  public var isInterrupted: Bool { clua_interruption(host) != nil }

  /// The number of the reason of a request that has not been met.
  public var interruptionReason: Int? {
    guard let message = clua_interruption(host) else { return nil }
    for index in 0..<stopReasonCount
    where UnsafePointer(stopMessages[index]) == message {
      return index
    }
    return nil
  }

  /// Takes a request back that came when no script was running.
  public func forgetInterrupt() { clua_forgetinterrupt(host) }
}
