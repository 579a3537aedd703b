import LuaRuntime
import SpikingNetworks
import Tensors

extension Binding {
  /// Methods of tensors, and functions that make tensors.
  static var tensors: [Binding] {
    elementwise(of: DenseReceiver.self) + denseReductions + denseShapes
      + combinations + creation + randomness
      + files + sparseCreation + [newDelayLine, loadRecording]
  }

  /// The names of a tensor's methods and fields, for suggestions.
  static var tensorNames: [String] {
    tensors.filter { $0.owner == .tensor }.flatMap { [$0.name] + $0.aliases }
      + ["shape", "dtype", "ndim", "T"]
  }
}

extension Engine {
  /// Gives tensors and selections their methods; returns the functions of the
  /// library. A method that is no method in place is a function of the library
  /// too: `snn.exp(v)` is `v:exp()`.
  func installTensors(
    in lua: LuaState
  ) throws(LuaError) -> [(String, LuaFunctionHandle)] {
    var methods: [(String, LuaFunctionHandle)] = []
    var library: [(String, LuaFunctionHandle)] = []
    for binding in Binding.tensors {
      let handle = try make(binding, in: lua)
      for name in binding.names {
        if binding.owner == .tensor { methods.append((name, handle)) }
        if binding.owner == .library || !name.hasSuffix("_") {
          library.append((name, handle))
        }
      }
    }
    var metamethods: [(String, LuaFunctionHandle)] = [
      ("__len", try make(.length(of: DenseReceiver.self), in: lua)),
      ("__tostring", try make(.toString, in: lua)),
      ("__newindex", try make(.newIndex, in: lua)),
    ]
    let rows = try make(
      .rows(
        of: DenseReceiver.self,
        try make(.nextRow(of: DenseReceiver.self), in: lua)), in: lua)
    metamethods += [("__ipairs", rows), ("__pairs", rows)]
    for (name, binding) in Binding.operators(of: DenseReceiver.self) {
      metamethods.append((name, try make(binding, in: lua)))
    }
    let index = try make(.index, in: lua)
    let pick = try make(.pick, in: lua)
    try lua.setMethods(
      of: tensorType, methods: methods, metamethods: metamethods, index: index,
      pick: pick)
    try lua.setMethods(
      of: selectionType, methods: methods, metamethods: metamethods,
      index: index, pick: pick)
    try installSparse(in: lua)
    return library
  }

  /// Makes the Lua function of `binding`.
  func make(
    _ binding: Binding, in lua: LuaState
  ) throws(LuaError) -> LuaFunctionHandle {
    guard let body = binding.body?(self) else {
      preconditionFailure("'\(binding.name)' is written in the prelude")
    }
    let handle =
      switch binding.product {
      case .none:
        try lua.makeFunction(name: binding.name, form: binding.form, body)
      case .tensor:
        try lua.makeFunction(
          name: binding.name, form: binding.form, producing: tensorType, body)
      case .selection:
        try lua.makeFunction(
          name: binding.name, form: binding.form, producing: selectionType, body
        )
      case .sparseSelection:
        try lua.makeFunction(
          name: binding.name, form: binding.form,
          producing: sparseSelectionType, body)
      }
    if binding.owner != .prelude {
      natives.append(NativeFunction(handle, binding))
    }
    return handle
  }
}

extension LuaRaise {
  /// A name that no method and no field of tensors has.
  static func noTensorName(_ name: String) -> LuaRaise {
    let hint = Suggestion.ending(for: name, in: Binding.tensorNames)
    return .message("a tensor has no method or field '\(name)'\(hint)")
  }
}
