import CLuaShim

/// A function that Lua can call.
///
/// It reads its arguments from the frame, pushes its results and returns how
/// many these are. It may push 20 values; `LuaFrame.reserve` makes room for
/// more. Don't let it capture the `LuaState`, which owns it; the frame has it.
public typealias LuaFunction = (LuaFrame) throws(LuaRaise) -> Int

/// A Swift function that has become a Lua function.
public struct LuaFunctionHandle {
  /// The slot of its trampoline.
  @usableFromInline
  let slot: Int32
}

/// How scripts call a function.
public enum LuaFunctionForm: Sendable {
  /// As a function.
  case function
  /// As a method, with a colon.
  case method
  /// In either way.
  case functionOrMethod
}

/// What a trampoline calls.
final class FunctionBox {
  let name: String
  let form: LuaFunctionForm
  let isProducer: Bool
  let body: LuaFunction

  init(
    name: String, form: LuaFunctionForm, isProducer: Bool,
    body: @escaping LuaFunction
  ) {
    self.name = name
    self.form = form
    self.isProducer = isProducer
    self.body = body
  }

  /// Runs the body and tells C, as a negative number, of an error to raise.
  @inline(__always)
  func call(_ L: OpaquePointer, count: Int32) -> Int32 {
    let frame = LuaFrame(
      L: L, argumentCount: count, hiddenIndex: isProducer ? count + 1 : 0)
    do throws(LuaRaise) {
      let resultCount = try body(frame)
      assert((0...frame.top).contains(resultCount))
      return Int32(truncatingIfNeeded: resultCount)
    } catch {
      return report(error, in: frame)
    }
  }

  /// Leaves the message of `error` with C and returns the code for it.
  @inline(never)
  private func report(_ error: LuaRaise, in frame: LuaFrame) -> Int32 {
    switch error {
    case .errorOnTop:
      return CLUA_ERROR_ON_TOP
    case .message(let message):
      frame.setMessage(message)
      return CLUA_MESSAGE
    case .outOfMemory(let message):
      frame.setMessage(message)
      return CLUA_OUT_OF_MEMORY
    case .badArgument(let position, let problem):
      let isSaid = clua_setdotmessage(
        frame.L, form == .method, frame.argumentCount)
      if !isSaid {
        frame.setMessage(describe(position, problem, in: frame))
      }
      return CLUA_MESSAGE
    }
  }

  /// The words of `luaL_argerror`.
  private func describe(
    _ position: Int, _ problem: String, in frame: LuaFrame
  ) -> String {
    // What has no place among the arguments is a part of one.
    if position < 0 { return "bad argument to '\(name)' (\(problem))" }
    let isMethod = clua_iscalledas(frame.L, "method")
    if isMethod && position == 1 {
      return "calling '\(name)' on bad self (\(problem))"
    }
    let shown = isMethod ? position - 1 : position
    let hint =
      form == .functionOrMethod && position == 1
        && clua_iscalledas(frame.L, "field")
      ? "; as a method it is called with a colon, x:\(name)(…)" : ""
    return "bad argument #\(shown) to '\(name)' (\(problem))\(hint)"
  }
}
