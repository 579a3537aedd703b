import LuaRuntime
import Programs
import SpikingNetworks
import TensorBindings
import Tensors

/// What the functions of the prelude that trace are kept under.
final class TracingKey {}

/// Stand-ins, and the calls that trace functions.
extension ScriptContext {
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
      ("__len", try make(.length(of: TracedReceiver.self), in: lua)),
      ("__newindex", try make(.tracedNewIndex, in: lua)),
    ]
    let rows = try make(
      .rows(
        of: TracedReceiver.self,
        try make(.nextRow(of: TracedReceiver.self), in: lua)), in: lua)
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

  /// What the compiled behaviors of a network do, as text, and which ones aren't
  /// compiled although they would be, in the order of their run.
  func programs(of network: Network, form: ProgramForm) -> String {
    guard network.isInitialized else {
      return "the network isn't initialized yet: see what is compiled after"
        + " net:initialize()"
    }
    let programs = network.programs
    let parts = network.scheduledBehaviors.compactMap { entry -> String? in
      if let text = textWithoutProgram(entry.behavior) {
        return "\(entry.placeInOrder):\n  \(text)"
      }
      guard
        let (behaviors, stretch) = programs.first(where: {
          $0.behaviors.first === entry
        })
      else { return nil }
      let text =
        stretch?.text(form) ?? "isn't compiled yet; that is tried when it runs"
      return behaviors.map(\.placeInOrder).joined(separator: ",\n") + ":\n"
        + text.split(separator: "\n").map { "  \($0)" }
        .joined(separator: "\n")
    }
    return parts.isEmpty
      ? "no behavior is compiled" : parts.joined(separator: "\n")
  }

  /// What is told of a behavior that is in no program, although others of its
  /// kind are; nil for all others.
  private func textWithoutProgram(_ behavior: any Behavior) -> String? {
    switch behavior {
    case let behavior as LuaBehavior:
      behavior.reasonForLua.map { "runs in Lua: \($0)" }
    case let behavior as LibraryBehavior where behavior.isCalled:
      "is called in each iteration"
    default: nil
    }
  }

  /// Records that scripts have run, or are about to: they are to see what
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

extension ScheduledBehavior {
  /// `LIF (key 1) of NeuronGroup 'exc'`
  fileprivate var placeInOrder: String { "\(label) of \(object.label)" }
}
