import LuaRuntime
import TensorBindings
import Tensors

/// What the engine keeps scripts of strangers from.
extension ScriptContext {
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
    native("read_module") { context, frame throws(LuaRaise) in
      let name = try frame.string(at: 1)
      guard
        let (source, path) = try raising({ () throws(TensorError) in
          try context.sandbox?.module(name)
        })
      else {
        frame.pushNil()
        try frame.push(
          context.sandbox?.modules == nil
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
