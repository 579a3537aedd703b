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
/// load text only unless told otherwise, have no native modules, and of `debug`
/// only what is safe.
public final class LuaState {
  /// How a state is set up.
  public struct Options: Sendable {
    /// The most bytes that Lua's heap may take, or nil for no limit.
    public var memoryLimit: Int?

    /// Whether `package.path` is Lua's own, whatever LUA_PATH and LUA_PATH_5_4
    /// say.
    public var ignoresEnvironment = false

    /// Whether scripts may load binary chunks, such as `string.dump` makes. Lua
    /// doesn't check them, so a wrong one can crash the process. A sandbox loads
    /// text only.
    public var allowsBinaryChunks = false

    /// Whether scripts have nothing of the standard libraries that reaches
    /// files, processes or the host: no `io`, `debug`, `package`, `require`,
    /// `dofile`, `loadfile`, `collectgarbage`, `string.dump`, no finalizers, and
    /// of `os` only what tells the time.
    public var isSandboxed = false

    /// The most calls within each other in one coroutine; nil for what Lua
    /// itself allows: about 200,000, and 200 through functions of C. One of
    /// these costs scripts about half of their speed: this, `countsInstructions`.
    public var depthLimit: Int?

    /// The most objects with a Swift value inside that are there at a time; nil
    /// for any number.
    public var objectLimit: Int?

    /// Whether `didRun` is told of the instructions that scripts run.
    public var countsInstructions = false

    /// What the error of a script says that is broken off for a reason of the
    /// host's: reasons 1 and up.
    public var stopReasons: [String] = []

    /// Creates the default options.
    public init() {}
  }

  let host: OpaquePointer

  /// The texts of the reasons to break off, the first of which is somebody's
  /// wish.
  let stopMessages: UnsafeMutablePointer<UnsafeMutablePointer<CChar>>
  let stopReasonCount: Int

  /// Told how many instructions scripts have run since it was told last, where
  /// a call of a Swift function counts as 100.
  public var didRun: ((Int) -> Void)?

  /// What trampolines and object types point to.
  var functions: [FunctionBox] = []
  var payloads: [AnyPayload] = []

  /// Called after a requested collection. If it returns true, a full one
  /// follows.
  public var didCollect: (() -> Bool)?

  /// Gives the message of an error that leaves the state another form, in which
  /// it says more.
  public var explain: ((LuaFrame, String) -> String)?

  /// Creates a state with the standard libraries.
  public init(options: Options = Options()) throws(LuaError) {
    let limit = max(0, options.memoryLimit ?? 0)
    guard let host = clua_open(callbacks, limit) else {
      throw LuaError(kind: .memory, message: "not enough memory")
    }
    self.host = host
    let reasons = ["interrupted!"] + options.stopReasons
    stopReasonCount = reasons.count
    stopMessages = .allocate(capacity: reasons.count)
    for (index, reason) in reasons.enumerated() {
      let text = reason.utf8CString
      (stopMessages + index).initialize(to: .allocate(capacity: text.count))
      text.withUnsafeBufferPointer {
        guard let start = $0.baseAddress else { return }
        stopMessages[index].initialize(from: start, count: $0.count)
      }
    }
    clua_setswiftstate(host, Unmanaged.passUnretained(self).toOpaque())
    if options.countsInstructions || options.depthLimit != nil {
      clua_count(
        host, options.depthLimit == nil ? 1_000 : 100,
        Int32(clamping: options.depthLimit ?? 0))
    }
    clua_limitobjects(host, options.objectLimit ?? 0)
    if options.allowsBinaryChunks, !options.isSandboxed {
      clua_allowbinary(host)
    }
    let status =
      options.isSandboxed
      ? clua_opensandbox(L) : clua_openlibraries(L, options.ignoresEnvironment)
    guard status == CLUA_OK else { throw takeError(status: status) }
  }

  deinit {
    close()
    for index in 0..<stopReasonCount { stopMessages[index].deallocate() }
    stopMessages.deallocate()
  }

  /// Collects everything, with its finalizers. Nothing may be called after it.
  public func close() {
    if isClosed { return }
    isClosed = true
    clua_close(host)
  }

  private var isClosed = false

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
  public var heapBytes: Int { heapBytesAddress.pointee }

  /// Where `heapBytes` is counted, as long as the state isn't closed.
  public var heapBytesAddress: UnsafePointer<Int> {
    UnsafeRawPointer(clua_bytes(host)).assumingMemoryBound(to: Int.self)
  }

  /// The number of objects with a Swift value inside.
  public var objectCount: Int { Int(clua_objectcount(host)) }

  /// Bounds the bytes in Lua's heap and those that `others` counts together.
  ///
  /// - Precondition: `others` lives as long as the state.
  public func limitMemory(to limit: Int, with others: UnsafePointer<Int>) {
    clua_limitmemory(
      host, max(1, limit),
      UnsafeRawPointer(others).assumingMemoryBound(to: UInt.self))
  }

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
  },
  counted: { state, count in
    guard let state else { return }
    let lua = Unmanaged<LuaState>.fromOpaque(state).takeUnretainedValue()
    lua.didRun?(Int(count))
  })
