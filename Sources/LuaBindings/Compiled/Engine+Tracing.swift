import LuaRuntime
import SpikingNetworks
import Tensors

/// What the functions of the prelude that trace are kept under.
final class TracingKey {}

/// Stand-ins, and the calls that trace functions.
extension Engine {
  /// Gives stand-ins their methods; returns the function that gives the
  /// prelude a table of those that are functions of the library too.
  func installTraced(in lua: LuaState) throws(LuaError) -> LuaFunctionHandle {
    var methods: [(String, LuaFunctionHandle)] = []
    for binding in Binding.traced {
      let handle = try make(binding, in: lua)
      for name in [binding.name] + binding.aliases {
        methods.append((name, handle))
      }
    }
    var metamethods: [(String, LuaFunctionHandle)] = [
      ("__len", try make(.tracedLength, in: lua)),
      ("__newindex", try make(.tracedNewIndex, in: lua)),
    ]
    let rows = try make(
      .tracedRows(try make(.tracedNextRow, in: lua)), in: lua)
    metamethods += [("__ipairs", rows), ("__pairs", rows)]
    for (name, binding) in Binding.tracedOperators {
      metamethods.append((name, try make(binding, in: lua)))
    }
    try lua.setMethods(
      of: tracedType, methods: methods, metamethods: metamethods,
      index: try make(.tracedIndex, in: lua))
    let functions = methods.filter { !$0.0.hasSuffix("_") }
    return try lua.makeFunction(name: "traced_functions") {
      frame throws(LuaRaise) in
      try frame.newTable(functions)
      return 1
    }
  }

  /// Calls a function of the prelude that traces, with the values that `push`
  /// pushes as arguments; leaves its results on the stack.
  func callTracing(
    _ frame: LuaFrame, _ name: String, resultCount: Int,
    _ push: () throws(LuaRaise) -> Int
  ) throws(LuaRaise) {
    frame.rawGet(at: frame.registry, pointer: address(of: tracingKey))
    try frame.rawGet(at: -1, key: name)
    frame.remove(at: -2)
    let count = try push()
    try frame.call(argumentCount: count, resultCount: resultCount)
  }

  /// What of programs is to be told, as the word at `index` says.
  func programForm(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> ProgramForm {
    if frame.isNoneOrNil(at: index) { return .steps }
    guard frame.kind(at: index) == .string else {
      throw .message(
        "program: say \"steps\" or \"values\", not a \(frame.typeName(at: index))"
      )
    }
    let word = try frame.string(at: index)
    guard let form = ProgramForm(rawValue: word) else {
      throw .message(
        "program: '\(word)' is no form; say \"steps\" or \"values\"")
    }
    return form
  }

  /// What the compiled behaviors of a network do, as text.
  func programs(of network: Network, form: ProgramForm) -> String {
    var parts = network.programs.map { behaviors, stretch in
      let head = behaviors.map { "\($0.label) of \($0.object.label)" }
        .joined(separator: ",\n")
      let text =
        stretch?.text(form) ?? "isn't compiled yet; that happens when it runs"
      return "\(head):\n"
        + text.split(separator: "\n").map { "  \($0)" }
        .joined(separator: "\n")
    }
    for entry in network.scheduledBehaviors {
      guard let behavior = entry.behavior as? LuaBehavior, behavior.isLeftToLua
      else { continue }
      parts.append("\(entry.label) of \(entry.object.label):\n  runs in Lua")
    }
    return parts.isEmpty
      ? "no behavior is compiled" : parts.joined(separator: "\n")
  }

  /// Takes down that scripts have run, or are about to: they are to see what
  /// compiled functions have set, and may change what these have read.
  func enterLua(_ frame: LuaFrame) throws(LuaRaise) {
    traceHost.time &+= 1
    if dirty.isEmpty { return }
    let all = dirty
    dirty = []
    var failure: LuaRaise?
    for stretch in all {
      stretch.tell { name, value, object, behavior in
        do throws(LuaRaise) {
          if let behavior {
            try storeField(frame, name, value, behavior, of: object)
          } else {
            try store(frame, name, value, of: object)
          }
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
  }
}
