import LuaRuntime
import Testing

/// What a pattern of errors needs: a state with functions under global names.
extension LuaState {
  /// Makes a function and sets it as a global.
  func define(
    _ name: String, _ body: @escaping LuaFunction
  ) throws(LuaError) {
    try setGlobal(name, try makeFunction(name: name, body))
  }

  /// The error of a chunk that is called "model.lua".
  func error(of source: String) -> LuaError? {
    do throws(LuaError) {
      try run(source, name: "@model.lua")
      return nil
    } catch {
      return error
    }
  }

  /// The message of the error of a chunk.
  func message(of source: String) -> String? { error(of: source)?.message }
}

/// Counts, for closures that tell what they did.
final class Counter {
  var value = 0
}
