import LuaBindings
import LuaRuntime
import Terminal

/// What scripts of the command line find.
extension LuaHost {
  /// Sets the globals `snn` and `arg`, and lets `require` look in the script's
  /// folder first.
  ///
  /// The script is `arg[0]`, as in Lua's own program; what precedes it on the
  /// command line has negative indices, which a sandbox doesn't have.
  func prepare(
    _ arguments: [String], scriptIndex: Int
  ) throws(LuaError) {
    try lua.perform { frame throws(LuaRaise) in
      frame.pushGlobals()
      let globals = frame.absolute(-1)
      try frame.newTable(arrayCount: arguments.count)
      for (index, argument) in arguments.enumerated()
      where !isSandboxed || index >= scriptIndex {
        try frame.push(argument)
        try frame.rawSet(at: -2, index: index - scriptIndex)
      }
      try frame.rawSet(at: globals, key: "arg")

      try frame.rawGet(at: globals, key: "package")
      let package = frame.absolute(-1)
      try frame.pushLoaded("snn")
      try frame.rawSet(at: globals, key: "snn")

      guard scriptIndex > 0, !isSandboxed else { return }
      let folder = folder(of: arguments[scriptIndex])
      try frame.rawGet(at: package, key: "path")
      let path = try frame.string(at: -1)
      try frame.push("\(folder)?.lua;\(folder)?/init.lua;\(path)")
      try frame.rawSet(at: package, key: "path")
    }
  }

  /// Lets Lua's own random numbers follow from the seed too.
  func seedLua() throws(LuaError) {
    try lua.perform { frame throws(LuaRaise) in
      frame.pushGlobals()
      try frame.rawGet(at: -1, key: "math")
      try frame.rawGet(at: -1, key: "randomseed")
      frame.push(Int(truncatingIfNeeded: seed))
      try frame.call(argumentCount: 1, resultCount: 0)
    }
  }

  /// Runs what LUA_INIT_5_4 or, without it, LUA_INIT says: a statement, or a
  /// file after "@".
  func runInit(
    _ environment: (String) -> String?
  ) throws(LuaError) {
    for name in ["LUA_INIT_5_4", "LUA_INIT"] {
      guard let text = environment(name) else { continue }
      if text.hasPrefix("@") {
        return try runFile(String(text.dropFirst()))
      }
      return try run(text, name: "=\(name)")
    }
  }

  /// Turns on what `warn` in a script prints.
  func turnWarningsOn() throws(LuaError) {
    try lua.perform { frame throws(LuaRaise) in
      frame.pushGlobals()
      try frame.rawGet(at: -1, key: "warn")
      try frame.push("@on")
      try frame.call(argumentCount: 1, resultCount: 0)
    }
  }

  /// Requires a module into a global: `mod` into the one of its name, `g=mod`
  /// into `g`.
  func require(_ text: String) throws(LuaError) {
    let parts = text.split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let (global, module) = (String(parts[0]), String(parts[parts.count - 1]))
    try lua.perform { frame throws(LuaRaise) in
      frame.pushGlobals()
      let globals = frame.absolute(-1)
      try frame.rawGet(at: globals, key: "require")
      try frame.push(module)
      try frame.call(argumentCount: 1, resultCount: 1)
      try frame.rawSet(at: globals, key: global)
    }
  }

  /// Has `body` called before `os.exit` ends the program.
  func beforeExit(_ body: @escaping () -> Void) throws(LuaError) {
    if isSandboxed { return }
    let handle = try lua.makeFunction(name: "before_exit") { _ in
      body()
      return 0
    }
    try lua.perform { frame throws(LuaRaise) in
      try frame.load(
        """
        local before_exit = ...
        local exit = os.exit
        function os.exit(...)
          before_exit()
          exit(...)
        end
        """, name: "=[snn exit]")
      frame.push(handle)
      try frame.call(argumentCount: 1, resultCount: 0)
    }
  }

  /// Runs the standard input as a chunk. Its first line is skipped if it begins
  /// with "#".
  func runStandardInput(arguments: [LuaValue]) throws(LuaError) {
    var source = readStandardInput()
    if source.first == UInt8(ascii: "#") {
      // The end of the line stays, so that lines count as in the input.
      let end = source.firstIndex(of: UInt8(ascii: "\n")) ?? source.endIndex
      source.removeSubrange(..<end)
    }
    try lua.run(source, name: "=stdin", arguments: arguments)
  }
}

/// The folder of a file with a slash at its end.
func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "./" }
  return String(path[...slash])
}
