import LuaBindings

/// What scripts may use.
extension Invocation {
  /// The limits of the command line. A run that can't be broken off ends the
  /// process two seconds after its time.
  var limits: Limits {
    var limits = Limits()
    limits.memory = memory
    limits.luaMemory = luaMemory
    limits.tensorMemory = tensorMemory
    limits.time = timeout
    limits.forwardTime = forwardTimeout
    limits.instructions = instructions
    limits.depth = depth
    limits.objects = objects
    limits.grace = .seconds(2)
    return limits
  }
}
