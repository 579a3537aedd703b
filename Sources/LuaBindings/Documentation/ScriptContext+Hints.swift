import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// What the functions of the prelude are kept under that know what was missed.
final class HintsKey {}

extension Binding {
  static var hinting: [Binding] {
    [installHints, variableNames, callerFile, noteFromPrelude]
  }

  /// `install_hints(functions)` hands the engine what it asks when an error ends
  /// a script.
  private static var installHints: Binding {
    native("install_hints") { context, frame throws(LuaRaise) in
      frame.pushValue(at: 1)
      try frame.rawSet(
        at: frame.registry, pointer: address(of: context.hintsKey))
      return 0
    }
  }

  /// `variable_names(network)` gives the names of the state variables of all
  /// objects of a network.
  private static var variableNames: Binding {
    native("variable_names") { context, frame throws(LuaRaise) in
      let network = try context.network(frame, 1)
      var names: Set<String> = []
      for object in [network] + network.groups {
        names.formUnion(object.state.names)
      }
      try context.pushList(frame, names.sorted())
      return 1
    }
  }

  /// `caller_file()` gives the path of the file in which the caller is written,
  /// or nil.
  private static var callerFile: Binding {
    native("caller_file") { _, frame throws(LuaRaise) in
      guard let path = frame.callerPath else { return 0 }
      try frame.push(path)
      return 1
    }
  }

  /// `note(text)` tells what a user should know and is no error.
  private static var noteFromPrelude: Binding {
    native("note") { context, frame throws(LuaRaise) in
      context.onNote?(try frame.string(at: 1))
      return 0
    }
  }
}

extension ScriptContext {
  /// The message of an error that ends a script, with what may have been meant
  /// by a field of an object or a behavior that is nil.
  func explained(_ frame: LuaFrame, _ message: String) -> String {
    // Lua's own messages of this kind are short.
    guard message.utf8.count < 10_000 else { return message }
    for kind in ["field", "method"] {
      guard let start = message.firstRange(of: "a nil value (\(kind) '") else {
        continue
      }
      let name = String(message[start.upperBound...].prefix { $0 != "'" })
      let rest = message[start.upperBound...].dropFirst(name.count)
      guard rest.hasPrefix("')"),
        let meant = Suggestion.nearest(name, in: missedNames(frame, name))
      else { return message }
      return message[..<start.upperBound] + name
        + "'); " + Suggestion.question(meant)
        + rest.dropFirst(2)
    }
    return message
  }

  /// The names that there were where a field with this name was missed last.
  private func missedNames(_ frame: LuaFrame, _ name: String) -> [String] {
    let top = frame.top
    defer { frame.setTop(top) }
    var names: [String] = []
    do throws(LuaRaise) {
      try frame.reserve(8)
      frame.rawGet(at: frame.registry, pointer: address(of: hintsKey))
      try frame.rawGet(at: -1, key: "names")
      try frame.push(name)
      try frame.call(argumentCount: 1, resultCount: 1)
      guard frame.kind(at: -1) == .table else { return [] }
      for position in 0..<frame.rawLength(at: -1) {
        frame.rawGet(at: -1, index: position + 1)
        names.append(try frame.string(at: -1))
        frame.pop()
      }
    } catch {
      // The error that is reported is another one, and stays as it is.
    }
    return names.sorted()
  }
}
