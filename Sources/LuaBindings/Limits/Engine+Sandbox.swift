import LuaRuntime
import Tensors

/// What the engine keeps scripts of strangers from.
extension Engine {
  /// The path that a script means by `path`.
  ///
  /// Every function for scripts that reads or writes a file asks for it.
  func place(of path: String) throws(LuaRaise) -> String {
    guard let sandbox else { return path }
    do throws(OutsideOfSandbox) { return try sandbox.place(of: path) } catch {
      throw .message(error.description)
    }
  }

  /// Throws in a sandbox, where `function` can't do what it does.
  func refuseInSandbox(
    _ function: String, _ reason: String
  ) throws(LuaRaise) {
    if sandbox == nil { return }
    throw .message("\(function) is not available in the sandbox: \(reason)")
  }

  /// Gives scripts the globals that they have in a sandbox: `snn` and `require`.
  func confine(_ lua: LuaState, _ sandbox: Sandbox) throws(LuaError) {
    self.sandbox = sandbox
    let readModule = try make(.readModule, in: lua)
    try lua.perform { frame throws(LuaRaise) in
      try frame.load(
        Prelude.part("sandbox") ?? "", name: "=[snn sandbox]")
      try frame.pushLoaded("snn")
      frame.push(readModule)
      frame.pushRaise()
      try frame.call(argumentCount: 3, resultCount: 0)
    }
  }
}

extension Binding {
  /// `read_module(name)` gives the compiled module and its path, or nil and
  /// why there is none.
  static var readModule: Binding {
    native("read_module") { engine, frame throws(LuaRaise) in
      let name = try frame.string(at: 1)
      guard
        let (source, path) = try raising({ () throws(TensorError) in
          try engine.sandbox?.module(name)
        })
      else {
        frame.pushNil()
        try frame.push(
          engine.sandbox?.modules == nil
            ? "module '\(name)' not found: the sandbox has no folder for modules"
            : "module '\(name)' not found below the script's folder")
        return 2
      }
      try frame.load(
        String(decoding: source, as: UTF8.self), name: "@\(path)")
      try frame.push(path)
      return 2
    }
  }
}
