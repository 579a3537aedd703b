import LuaRuntime

/// A function written in Swift that scripts see.
struct NativeFunction {
  let handle: LuaFunctionHandle
  let owner: Binding.Owner
  /// What it is called there, its first name first.
  let names: [String]

  init(_ handle: LuaFunctionHandle, _ binding: Binding) {
    self.handle = handle
    owner = binding.owner
    names = binding.names
  }
}

extension Binding {
  /// `functions(owner)` gives a new table of the functions of an owner that are
  /// written in Swift; `library` are those of the library that tensors have.
  static func functionTable(
    _ library: [(String, LuaFunctionHandle)]
  ) -> Binding {
    native("functions") { engine, frame throws(LuaRaise) in
      let owner = Owner(rawValue: try frame.string(at: 1))
      try frame.newTable(owner == .library ? library : [])
      for function in engine.natives where function.owner == owner {
        for name in function.names {
          frame.push(function.handle)
          try frame.rawSet(at: -2, key: name)
        }
      }
      return 1
    }
  }
}
