import LuaRuntime
import Tensors

extension Binding {
  /// Methods of sparse matrices and of selections of them.
  static var sparseMatrices: [Binding] {
    numeric(of: SparseReceiver.self) + sparseReductions + sparseShapes
  }

  /// The names of a sparse matrix's methods and fields, for suggestions.
  static var sparseNames: [String] {
    sparseMatrices.flatMap { [$0.name] + $0.aliases }
      + ["shape", "dtype", "ndim"]
  }

  /// A method of sparse matrices.
  static func sparse(
    _ name: String, aliases: [String] = [], parameters: [Parameter] = [],
    result: String? = nil, bareResult: String? = nil, product: Product = .none,
    _ summary: String,
    _ body: @escaping (TensorContext, LuaFrame) throws(LuaRaise) -> Int
  ) -> Binding {
    Binding(
      owner: .sparse, name: name, aliases: aliases, parameters: parameters,
      result: result, bareResult: bareResult, summary: summary,
      product: product
    ) { context in
      { frame throws(LuaRaise) in try body(context, frame) }
    }
  }
}

extension TensorContext {
  /// Gives sparse matrices and their selections their methods.
  func installSparse(in lua: LuaState) throws(LuaError) {
    var methods: [(String, LuaFunctionHandle)] = []
    for binding in Binding.sparseMatrices {
      let handle = try make(binding, in: lua)
      for name in [binding.name] + binding.aliases {
        methods.append((name, handle))
      }
    }
    var metamethods: [(String, LuaFunctionHandle)] = [
      ("__len", try make(.length(of: SparseReceiver.self), in: lua)),
      ("__tostring", try make(.sparseText, in: lua)),
      ("__newindex", try make(.sparseNewIndex, in: lua)),
    ]
    let rows = try make(.sparseRows, in: lua)
    metamethods += [("__ipairs", rows), ("__pairs", rows)]
    for (name, binding) in Binding.numericOperators(of: SparseReceiver.self) {
      metamethods.append((name, try make(binding, in: lua)))
    }
    let index = try make(.sparseIndex, in: lua)
    let pick = try make(.sparsePick, in: lua)
    try lua.setMethods(
      of: sparseType, methods: methods, metamethods: metamethods,
      index: index, pick: pick)
    try lua.setMethods(
      of: sparseSelectionType, methods: methods, metamethods: metamethods,
      index: index, pick: pick)
  }
}
