import Glibc
import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// What the prompt's Lua part is made of.
extension Binding {
  static var prompting: [Binding] {
    [
      installPrompt, iterationsLeft, refreshForward, valueLine, modified,
      seconds, commandReader, unknownCommand, unknownBehavior,
      raiseWithTraceback, isSavedNetwork,
    ]
  }

  /// `install_prompt(functions)` makes them what `LuaHost` calls.
  private static var installPrompt: Binding {
    native("install_prompt") { context, frame throws(LuaRaise) in
      frame.pushValue(at: 1)
      try frame.rawSet(
        at: frame.registry, pointer: address(of: context.promptKey))
      return 0
    }
  }

  private static var isSavedNetwork: Binding {
    native("is_saved_network") { _, frame throws(LuaRaise) in
      frame.push(Network.isSaved(at: try frame.string(at: 1)))
      return 1
    }
  }

  private static var iterationsLeft: Binding {
    native("iterations_left") { context, frame throws(LuaRaise) in
      frame.push(try context.network(frame, 1).iterationsLeft)
      return 1
    }
  }

  /// `refresh_forward(network)` finds out which behaviors have a `forward`.
  private static var refreshForward: Binding {
    native("refresh_forward") { context, frame throws(LuaRaise) in
      let network = try context.network(frame, 1)
      guard context.pushAnchors(frame, of: network) else { return 0 }
      let anchors = frame.top
      for entry in network.scheduledBehaviors {
        guard let behavior = entry.behavior as? LuaBehavior else { continue }
        frame.rawGet(at: anchors, pointer: address(of: behavior))
        frame.pushMethod("forward", of: -1)
        behavior.hasForward = frame.kind(at: -1) != .nil
        frame.pop(2)
      }
      network.noteChangedBehaviors()
      return 0
    }
  }

  /// `value_line(value)` gives a line about it.
  private static var valueLine: Binding {
    native("value_line") { context, frame throws(LuaRaise) in
      try frame.push(ValueText(context: context, frame: frame).line(of: 1))
      return 1
    }
  }

  /// `modified(path)` gives a number that changes with the file; nil, if there
  /// is none.
  private static var modified: Binding {
    native("modified") { _, frame throws(LuaRaise) in
      var status = stat()
      guard stat(try frame.string(at: 1), &status) == 0 else {
        frame.pushNil()
        return 1
      }
      let time = status.st_mtim
      frame.push(
        Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
          + Double(status.st_size) * 1e-6)
      return 1
    }
  }

  /// `seconds()` gives a time that goes on evenly.
  private static var seconds: Binding {
    native("seconds") { _, frame throws(LuaRaise) in
      frame.push(MonotonicTime.seconds)
      return 1
    }
  }

  /// `command_reader(name)` gives the name of what makes an argument of the text
  /// behind a command, or nil if there is no such command.
  private static var commandReader: Binding {
    native("command_reader") { _, frame throws(LuaRaise) in
      let name = try frame.string(at: 1)
      guard let command = commands.first(where: { $0.function.name == name })
      else { return 0 }
      try frame.push(command.argument.rawValue)
      return 1
    }
  }

  /// `unknown_command(name)` raises.
  private static var unknownCommand: Binding {
    native("unknown_command") { _, frame throws(LuaRaise) in
      let name = try frame.string(at: 1)
      let known = LuaHost.promptCommands
      let hint =
        Suggestion.nearest(name, in: known).map { "did you mean :\($0)?" }
        ?? "there are " + known.map { ":\($0)" }.joined(separator: ", ")
      throw .message("there is no command :\(name); \(hint)")
    }
  }

  /// `unknown_behavior(what, network, tag)` raises.
  private static var unknownBehavior: Binding {
    native("unknown_behavior") { context, frame throws(LuaRaise) in
      let what = try frame.string(at: 1)
      let network = try context.network(frame, 2)
      let tag = try frame.string(at: 3)
      let known = network.scheduledBehaviors.map(\.behavior)
        .filter { $0 is LuaBehavior }.flatMap(\.tags)
      let hint = Suggestion.ending(for: tag, in: known)
      throw .message("\(what): no behavior has the tag '\(tag)'\(hint)")
    }
  }

  /// `raise_with_traceback(value, traceback)` raises the value.
  private static var raiseWithTraceback: Binding {
    native("raise_with_traceback") { _, frame throws(LuaRaise) in
      let traceback = try? frame.string(at: 2)
      frame.pushValue(at: 1)
      if let traceback { frame.setTraceback(traceback) }
      throw .errorOnTop
    }
  }
}

/// Stands for the prompt's functions in the registry.
final class PromptKey {}

extension LuaHost {
  /// The names of the commands, which `snn.prompt` has as functions, and
  /// `help`.
  public static var promptCommands: [String] {
    (Binding.promptFunctions.map(\.name) + ["help"]).sorted()
  }

  /// Whether a script has asked the prompt to end.
  public var isQuitting: Bool { context.isQuitting }

  /// Makes the host one of a prompt: the networks that scripts make are kept,
  /// and there are `step` and `help`.
  public func openPrompt() throws(LuaError) {
    try perform { frame throws(LuaRaise) in
      try frame.load("require('snn').prompt.networks()", name: "=[snn prompt]")
      try frame.call(argumentCount: 0, resultCount: 0)
      try pushPromptFunction("open", frame)
      try frame.call(argumentCount: 0, resultCount: 0)
    }
  }

  /// Pushes a function of the prompt: `load(path, ...)` runs a script and keeps
  /// what it leaves, `enter(chunk)` runs an entry and keeps what it leaves,
  /// `command(name, text)` does what a line says, `has_news()` tells whether
  /// something that is watched has changed, and `poll()` loads it.
  public func pushPromptFunction(
    _ name: String, _ frame: LuaFrame
  ) throws(LuaRaise) {
    frame.rawGet(at: frame.registry, pointer: address(of: context.promptKey))
    try frame.rawGet(at: -1, key: name)
    frame.remove(at: -2)
  }
}
