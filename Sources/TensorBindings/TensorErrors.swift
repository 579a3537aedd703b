import LuaRuntime
import Tensors

extension LuaRaise {
  /// The error of an operation on tensors, in the words of Lua: indices and
  /// axes count from 1.
  package init(_ error: TensorError) {
    let message = error.message(countingFrom: 1)
    if case .outOfMemory = error {
      self = .outOfMemory(message)
    } else {
      self = .message(message)
    }
  }

  /// A comparison or a test of what isn't known while a function is traced.
  package static var branchOnTraced: LuaRaise {
    .message(
      "a branch on a value that isn't known when a function is compiled: use"
        + " mask:where(a, b) or x[mask], or leave the behavior to Lua")
  }
}

/// The result of `body`, its error raised in Lua.
@inline(__always)
package func raising<Result>(
  _ body: () throws(TensorError) -> Result
) throws(LuaRaise) -> Result {
  do throws(TensorError) { return try body() } catch { throw LuaRaise(error) }
}
