import LuaBindings

/// What scripts may use.
extension Invocation {
  /// The limits of the command line. A run that can't be broken off ends the
  /// process two seconds after its time.
  var limits: Limits {
    var limits = Limits()
    limits.memory = options.memory
    limits.luaMemory = options.luaMemory
    limits.tensorMemory = options.tensorMemory
    limits.time = options.timeout
    limits.forwardTime = options.forwardTimeout
    limits.instructions = options.instructions
    limits.depth = options.depth
    limits.objects = options.objects
    limits.grace = .seconds(2)
    return limits
  }
}
