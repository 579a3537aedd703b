import LuaRuntime

/// A function written in Swift that scripts see.
package struct NativeFunction {
  package let handle: LuaFunctionHandle
  package let owner: Binding.Owner
  /// What it is called there, its first name first.
  package let names: [String]

  init(_ handle: LuaFunctionHandle, _ binding: Binding) {
    self.handle = handle
    owner = binding.owner
    names = binding.names
  }
}

extension Binding {
  /// `functions(owner)` gives a new table of the functions of an owner that are
  /// written in Swift; `library` are those of the library that tensors have.
  package static func functionTable(
    _ library: [(String, LuaFunctionHandle)]
  ) -> Binding {
    native("functions") { context, frame throws(LuaRaise) in
      let owner = Owner(rawValue: try frame.string(at: 1))
      try frame.newTable(owner == .library ? library : [])
      for function in context.natives where function.owner == owner {
        for name in function.names {
          frame.push(function.handle)
          try frame.rawSet(at: -2, key: name)
        }
      }
      return 1
    }
  }
}
