import CLuaShim

/// Breaking off a script.
extension LuaState {
  /// Makes the script that runs fail at its next instruction with "interrupted!",
  /// whatever it catches, in coroutines too.
  ///
  /// The error arrives in Swift with the kind `interrupted`, which ends the
  /// request. It may be called from a signal handler, on the state's thread.
  public func interrupt() { clua_interrupt(host) }

  /// Whether a request to break off has not been met.
  public var isInterrupted: Bool { clua_isinterrupted(host) }

  /// Takes a request back that came when no script was running.
  public func forgetInterrupt() { clua_forgetinterrupt(host) }
}
