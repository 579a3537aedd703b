import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Recorders: behaviors of the engine's that scripts hold directly.
extension Binding {
  /// `new_recorder(kind, options)`
  static var newRecorder: Binding {
    native("new_recorder") { context, frame throws(LuaRaise) in
      let kind = try frame.string(at: 1)
      let options = OptionTable(checked: frame, 2, context, kind)
      let variables = try options.variables()
      var gap = try options.read("gap_width", options.gap)
      if gap == nil { gap = try options.read("gapwidth", options.gap) }
      let length = try context.count(
        frame, try options.index(of: "max_length"), "\(kind): max_length")
      let tag =
        try context.text(frame, try options.index(of: "tag"), "\(kind): tag")
        ?? ""
      let file = try options.read("file") { index throws(LuaRaise) in
        try context.path(frame, index, "\(kind): file")
      }
      let span = gap ?? .iterations(0)
      let recorder: any RecordingBehavior = try raisingAny {
        if kind == "Recorder" {
          return try Recorder(
            variables, gap: span, maximumLength: length, file: file, tag: tag)
        }
        return try EventRecorder(
          variables, gap: span, maximumLength: length, file: file, tag: tag)
      }
      try frame.pushNewObject(
        context.behaviorType, BehaviorHandle(behavior: recorder))
      return 1
    }
  }

  /// Methods of recorders.
  static var recorders: [Binding] {
    [
      recorderMethod(
        "data", [Parameter("variable", "string", "the recorded expression")],
        "What was recorded of an expression: [rows, ...], or event rows"
          + " [t, i, ...] with indices from 1.", result: "snn.Tensor"
      ) { context, frame, recorder throws(LuaRaise) in
        let variable = try frame.string(at: 2)
        let data = try raisingAny {
          switch recorder {
          case let recorder as Recorder: try recorder.data(of: variable)
          case let recorder as EventRecorder:
            try recorder.rows(of: variable, countingFrom: 1)
          default: Optional<Tensor>.none
          }
        }
        guard let data else {
          throw .message("\(recorder.name) has recorded no '\(variable)'")
        }
        context.origins.note(recorder.recording(under: variable), of: data)
        try context.pushNew(frame, data)
        return 1
      },
      recorderMethod(
        "swapped", aliases: ["swaped"], [Parameter("variable", "string")],
        "As data, with the first two axes exchanged: [neurons, rows].",
        result: "snn.Tensor"
      ) { context, frame, recorder throws(LuaRaise) in
        let variable = try frame.string(at: 2)
        guard let recorder = recorder as? Recorder else {
          throw .message("swapped: only a Recorder has rows to exchange")
        }
        let data = try raisingAny { try recorder.swapped(variable) }
        context.origins.note(recorder.recording(under: variable), of: data)
        try context.pushNew(frame, data)
        return 1
      },
      recorderMethod(
        "reset", [],
        "Forgets what was recorded; which iteration is next stays, and what is"
          + " in the file."
      ) { _, _, recorder throws(LuaRaise) in
        recorder.clear()
        return 0
      },
      recorderMethod(
        "clear", aliases: ["clear_recorder"], [],
        "Forgets what was recorded, but for what is in the file."
      ) { _, _, recorder throws(LuaRaise) in
        recorder.clear()
        return 0
      },
      recorderMethod(
        "add_variable", aliases: ["add_variables"],
        [Parameter("variable", "string|string[]")],
        "Records another expression, or more, from the next iteration."
      ) { context, frame, recorder throws(LuaRaise) in
        let list =
          frame.kind(at: 2) == .table
          ? try context.variables(frame, 2, recorder.name)
          : [try frame.string(at: 2)]
        try raisingAny {
          for variable in list { try recorder.addVariable(variable) }
        }
        return 0
      },
      recorderMethod(
        "is_new_data_available", [],
        "Whether something was recorded since this was asked last.",
        result: "boolean"
      ) { _, frame, recorder throws(LuaRaise) in
        frame.push(recorder.takeNews())
        return 1
      },
      recorderMethod(
        "cut_length", [Parameter("length", "integer")],
        "Keeps only the newest rows, or events, in memory."
      ) { _, frame, recorder throws(LuaRaise) in
        let length = try frame.integer(at: 2)
        try raisingAny { try recorder.cutLength(length) }
        return 0
      },
      recorderMethod("enable", [], "Lets the recorder run from now on.") {
        _, _, recorder throws(LuaRaise) in
        recorder.isEnabled = true
        return 0
      },
      recorderMethod("disable", [], "Keeps the recorder from running.") {
        _, _, recorder throws(LuaRaise) in
        recorder.isEnabled = false
        return 0
      },
      recorderMethod(
        "is_enabled", [], "Whether the recorder runs.", result: "boolean"
      ) { _, frame, recorder throws(LuaRaise) in
        frame.push(recorder.isEnabled)
        return 1
      },
    ]
  }

  private static func recorderMethod(
    _ name: String, aliases: [String] = [],
    _ parameters: @autoclosure @escaping () -> [Parameter],
    _ summary: @autoclosure @escaping () -> String, result: String? = nil,
    _ body:
      @escaping (ScriptContext, LuaFrame, any RecordingBehavior)
      throws(LuaRaise) -> Int
  ) -> Binding {
    Binding(
      owner: .recorder, name: name, aliases: aliases, parameters: parameters(),
      result: result, summary: summary()
    ) { context in
      { frame throws(LuaRaise) in
        let behavior = try context.behavior(frame, 1)
        guard let recorder = behavior as? any RecordingBehavior else {
          throw frame.typeError(at: 1, expected: "Recorder")
        }
        return try body(context, frame, recorder)
      }
    }
  }

  /// Answers `recorder[key]` for keys that are no methods: `variables`, a table
  /// of what was recorded, and what the engine keeps of every behavior.
  static var recorderIndex: Binding {
    native("index") { context, frame throws(LuaRaise) in
      let behavior = try context.behavior(frame, 1)
      let name = frame.kind(at: 2) == .string ? try frame.string(at: 2) : ""
      if let item = Switch(rawValue: name) {
        try context.push(frame, item, of: behavior)
        return 1
      }
      switch name {
      case "variables":
        guard let recorder = behavior as? any RecordingBehavior else {
          frame.pushNil()
          break
        }
        try frame.newTable()
        for variable in recorder.variables {
          let data = try raisingAny {
            try recorder.data(under: variable, countingFrom: 1)
          }
          guard let data else { continue }
          context.origins.note(recorder.recording(under: variable), of: data)
          try context.pushNew(frame, data)
          try frame.rawSet(at: -2, key: variable)
        }
      default: frame.pushNil()
      }
      return 1
    }
  }

  /// Writes what the engine keeps of every behavior.
  static var recorderNewIndex: Binding {
    native("newindex") { context, frame throws(LuaRaise) in
      let behavior = try context.behavior(frame, 1)
      guard frame.kind(at: 2) == .string,
        let item = Switch(rawValue: try frame.string(at: 2))
      else { throw .message("\(behavior.name) has no fields to write to") }
      try context.set(item, of: behavior, frame, 3)
      return 0
    }
  }
}

extension ScriptContext {
  fileprivate func variables(
    _ frame: LuaFrame, _ index: Int, _ kind: String
  ) throws(LuaRaise) -> [String] {
    var result: [String] = []
    for position in 0..<frame.rawLength(at: index) {
      frame.rawGet(at: index, index: position + 1)
      guard frame.kind(at: -1) == .string else {
        throw .message(
          "\(kind): a variable is a text such as \"voltage\", got"
            + " \(frame.typeName(at: -1))")
      }
      result.append(try frame.string(at: -1))
      frame.pop()
    }
    if result.isEmpty {
      throw .message("\(kind): name what to record: \(kind) { \"voltage\" }")
    }
    return result
  }

  /// The whole number of 0 or more at `index`, or nil if there is none.
  fileprivate func count(
    _ frame: LuaFrame, _ index: Int, _ what: String
  ) throws(LuaRaise) -> Int? {
    if frame.isNoneOrNil(at: index) { return nil }
    do throws(LuaRaise) {
      return try frame.integer(at: index, in: 0...Int.max)
    } catch {
      let shown =
        frame.numberIfPresent(at: index).map { TensorBindings.shown($0) }
        ?? frame.typeName(at: index)
      throw .message(
        "\(what) must be a whole number of 0 or more, got \(shown)")
    }
  }
}

extension OptionTable {
  /// The expressions to record: `variables`, or else what has no name.
  fileprivate func variables() throws(LuaRaise) -> [String] {
    let index = try index(of: "variables")
    if frame.kind(at: index) == .string { return [try frame.string(at: index)] }
    let isGiven = try script.isTrue(frame, index)
    guard !isGiven || frame.kind(at: index) == .table else {
      throw .message(
        "\(what): variables: expected a table, got"
          + " \(frame.typeName(at: index))")
    }
    return try script.variables(frame, isGiven ? index : table, what)
  }

  /// The number of iterations, or the time, at `index`.
  fileprivate func gap(_ index: Int) throws(LuaRaise) -> RunTiming.Span {
    let what = "\(what): gap_width"
    guard frame.kind(at: index) == .string else {
      return .iterations(try script.count(frame, index, what) ?? 0)
    }
    let text = try frame.string(at: index)
    do throws(NetworkError) {
      return try .time(text)
    } catch {
      throw .message("\(what): \(error)")
    }
  }
}
