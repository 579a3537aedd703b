import LuaRuntime
import TensorBindings

/// Functions whose bodies use what networks have in Lua.
extension Binding {
  init(
    owner: Owner, name: String, aliases: [String] = [],
    parameters: @autoclosure @escaping () -> [Parameter] = [],
    generics: String? = nil, result: String? = nil, bareResult: String? = nil,
    summary: @autoclosure @escaping () -> String, product: Product = .none,
    body: ((ScriptContext) -> LuaFunction)? = nil
  ) {
    self.init(
      owner: owner, name: name, aliases: aliases, parameters: parameters,
      generics: generics, result: result, bareResult: bareResult,
      summary: summary, product: product,
      making: body.map { body in { body($0.cast()) } })
  }

  /// A function whose body needs nothing that is made once for its context.
  init(
    owner: Owner, name: String, aliases: [String] = [],
    parameters: @autoclosure @escaping () -> [Parameter] = [],
    result: String? = nil, summary: @autoclosure @escaping () -> String,
    product: Product = .none,
    run: @escaping (ScriptContext, LuaFrame) throws(LuaRaise) -> Int
  ) {
    self.init(
      owner: owner, name: name, aliases: aliases, parameters: parameters(),
      result: result, summary: summary(), product: product
    ) { context in
      { frame throws(LuaRaise) in try run(context, frame) }
    }
  }

  /// A function that only the prelude calls.
  static func native(
    _ name: String,
    _ body: @escaping (ScriptContext, LuaFrame) throws(LuaRaise) -> Int
  ) -> Binding {
    Binding(owner: .prelude, name: name, summary: "", run: body)
  }
}

extension OptionTable {
  /// What the function knows that has these options, if it is one of networks.
  var script: ScriptContext { context.cast() }
}
