import LuaRuntime
import Tensors

extension Binding {
  /// Methods of tensors, and functions that make tensors.
  static var tensors: [Binding] {
    elementwise(of: DenseReceiver.self) + denseReductions + denseShapes
      + ordering(of: DenseReceiver.self) + indexing(of: DenseReceiver.self)
      + alongAxes(of: DenseReceiver.self) + denseCounting
      + matrices(of: DenseReceiver.self) + windows(of: DenseReceiver.self)
      + linearAlgebra(of: DenseReceiver.self)
      + fourierTransforms(of: DenseReceiver.self)
      + combinations + creation + randomness
      + files + sparseCreation
  }

  /// The names of a tensor's methods and fields, for suggestions.
  package static var tensorNames: [String] {
    tensors.filter { $0.owner == .tensor }.flatMap { [$0.name] + $0.aliases }
      + ["shape", "dtype", "ndim", "T"]
  }
}

extension TensorContext {
  /// Gives tensors, selections and sparse matrices their methods; returns the
  /// functions of the library that tensors have. A method that is no method in
  /// place is a function of the library too: `snn.exp(v)` is `v:exp()`.
  package func installTensors(
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
}

extension LuaRaise {
  /// A name that no method and no field of tensors has.
  package static func noTensorName(_ name: String) -> LuaRaise {
    let hint = Suggestion.ending(for: name, in: Binding.tensorNames)
    return .message("a tensor has no method or field '\(name)'\(hint)")
  }
}
