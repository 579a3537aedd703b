import CLuaShim

/// A Lua state and the Swift functions that its scripts can call.
///
/// ```swift
/// let lua = try LuaState()
/// let half = try lua.makeFunction(name: "half") { frame throws(LuaRaise) in
///   frame.push(try frame.number(at: 1) / 2)
///   return 1
/// }
/// try lua.setGlobal("half", half)
/// try lua.run("print(half(3))", name: "=example")
/// ```
///
/// It belongs to one thread at a time. No script can crash it: the libraries
/// load text only, have no native modules, and of `debug` only what is safe.
public final class LuaState {
  /// How a state is set up.
  public struct Options: Sendable {
    /// The most bytes that Lua's heap may take, or nil for no limit.
    public var memoryLimit: Int?

    /// Whether `package.path` is Lua's own, whatever LUA_PATH and LUA_PATH_5_4
    /// say.
    public var ignoresEnvironment = false

    /// Creates the default options.
    public init() {}
  }

  let host: OpaquePointer

  /// What trampolines and object types point to.
  var functions: [FunctionBox] = []
  var payloads: [AnyPayload] = []

  /// Called after a requested collection. If it returns true, a full one
  /// follows.
  public var didCollect: (() -> Bool)?

  /// Creates a state with the standard libraries.
  public init(options: Options = Options()) throws(LuaError) {
    let limit = max(0, options.memoryLimit ?? 0)
    guard let host = clua_open(callbacks, limit) else {
      throw LuaError(kind: .memory, message: "not enough memory")
    }
    self.host = host
    clua_setswiftstate(host, Unmanaged.passUnretained(self).toOpaque())
    let status = clua_openlibraries(L, options.ignoresEnvironment)
    guard status == CLUA_OK else { throw takeError(status: status) }
  }

  deinit { clua_close(host) }

  /// The `lua_State` of the main coroutine.
  var L: OpaquePointer {
    guard let L = clua_mainthread(host) else {
      preconditionFailure("a host has a Lua state")
    }
    return L
  }

  /// The number of values on the main stack: 0 while no script runs.
  public var stackDepth: Int { Int(lua_gettop(L)) }

  /// The release of Lua, such as "Lua 5.4.4".
  public static var release: String { String(cString: clua_version()) }

  /// Sets a global variable to a Swift function.
  public func setGlobal(
    _ name: String, _ function: LuaFunctionHandle
  ) throws(LuaError) {
    try perform { frame throws(LuaRaise) in
      frame.pushGlobals()
      frame.push(function)
      try frame.rawSet(at: -2, key: name)
    }
  }

  // MARK: Memory

  /// The number of bytes in Lua's heap.
  public var heapBytes: Int { clua_bytes(host) }

  /// Asks for a collection before the next object is produced.
  ///
  /// It is a short one, of what was made since the last; `didCollect` hears of
  /// it.
  public func requestCollection() { clua_requestcollection(L) }

  /// Collects all garbage.
  public func collectGarbage() { clua_collect(L) }
}

/// What C calls.
private let callbacks = clua_callbacks(
  call: { box, L, count in
    guard let box, let L else { return 0 }
    return Unmanaged<FunctionBox>.fromOpaque(box)
      ._withUnsafeGuaranteedRef { $0.call(L, count: count) }
  },
  destroy: { box, payload in
    guard let box, let payload else { return }
    Unmanaged<AnyPayload>.fromOpaque(box)
      ._withUnsafeGuaranteedRef { $0.destroy(payload) }
  },
  collected: { state in
    guard let state else { return false }
    let lua = Unmanaged<LuaState>.fromOpaque(state).takeUnretainedValue()
    return lua.didCollect?() ?? false
  })
