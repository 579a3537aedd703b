import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// What the engine keeps of every behavior; the raw value is the name in
/// scripts.
enum Switch: String, CaseIterable {
  case isEnabled = "behavior_enabled"
  case every = "run_every"
  case from = "run_from"
  case until = "run_until"

  /// Its declaration as an option.
  var parameter: Binding.Parameter {
    let (type, summary) =
      switch self {
      case .isEnabled: ("boolean", "false: it doesn't run")
      case .every:
        ("integer|string", "k runs in every k-th iteration; or a time")
      case .from:
        ("integer|string", "the first iteration; run_every if not given")
      case .until: ("integer|string", "the last iteration")
      }
    return Binding.Parameter(rawValue, type, summary, isOptional: true)
  }
}

extension Binding {
  /// `switch(handle, name)`
  static var switchValue: Binding {
    native("switch") { context, frame throws(LuaRaise) in
      let behavior = try context.behavior(frame, 1)
      guard let item = Switch(rawValue: try frame.string(at: 2)) else {
        return 0
      }
      try context.push(frame, item, of: behavior)
      return 1
    }
  }

  /// `set_switches(handle, options)` sets those that are among options.
  static var setSwitches: Binding {
    native("set_switches") { context, frame throws(LuaRaise) in
      let behavior = try context.behavior(frame, 1)
      let options = OptionTable(checked: frame, 2, context, behavior.name)
      for item in Switch.allCases {
        _ = try options.read(item.rawValue) { index throws(LuaRaise) in
          try context.set(item, of: behavior, frame, index)
        }
      }
      return 0
    }
  }

  /// `set_switch(handle, name, value)`
  static var setSwitch: Binding {
    native("set_switch") { context, frame throws(LuaRaise) in
      let behavior = try context.behavior(frame, 1)
      guard let item = Switch(rawValue: try frame.string(at: 2)) else {
        return 0
      }
      try context.set(item, of: behavior, frame, 3)
      return 0
    }
  }
}

extension ScriptContext {
  /// Pushes one of the switches of a behavior.
  func push(
    _ frame: LuaFrame, _ item: Switch, of behavior: any Behavior
  ) throws(LuaRaise) {
    let span: RunTiming.Span?
    switch item {
    case .isEnabled: return frame.push(behavior.isEnabled)
    case .every: span = behavior.timing?.every
    case .from: span = behavior.timing?.from
    case .until: span = behavior.timing?.until
    }
    guard let span else { return frame.pushNil() }
    try push(frame, span)
  }

  /// Pushes a number of iterations, or the text of a time.
  func push(
    _ frame: LuaFrame, _ span: RunTiming.Span
  ) throws(LuaRaise) {
    switch span {
    case .iterations(let count): frame.push(count)
    case .milliseconds: try frame.push(span.shown)
    }
  }

  /// Sets one of the switches of a behavior to the value at `index`.
  func set(
    _ item: Switch, of behavior: any Behavior, _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) {
    if item == .isEnabled {
      guard frame.kind(at: index) == .boolean else {
        throw .message(
          "\(behavior.name): behavior_enabled must be true or false, got"
            + " \(frame.typeName(at: index))")
      }
      behavior.isEnabled = try frame.boolean(at: index)
      return
    }
    guard let behavior = behavior as? any TimedBehavior else {
      throw .message("\(behavior.name) runs in every iteration")
    }
    let span = try span(frame, index, "\(behavior.name): \(item.rawValue)")
    let old = behavior.timing
    let timing = try raisingAny {
      try RunTiming(
        every: item == .every ? span : old?.every,
        from: item == .from ? span : old?.from,
        until: item == .until ? span : old?.until)
    }
    let isAlways =
      timing.every == nil && timing.from == nil && timing.until == nil
    behavior.timing = isAlways ? nil : timing
  }

  /// The number of iterations, or the time, at `index`; nil for nil.
  private func span(
    _ frame: LuaFrame, _ index: Int, _ what: String
  ) throws(LuaRaise) -> RunTiming.Span? {
    switch frame.kind(at: index) {
    case .nil, .none: return nil
    case .string:
      let text = try frame.string(at: index)
      return try raisingAny { try RunTiming.Span.time(text) }
    default:
      if let count = frame.integerIfPresent(at: index) {
        return .iterations(count)
      }
      let found =
        frame.numberIfPresent(at: index).map { shown($0) }
        ?? frame.typeName(at: index)
      throw .message(
        "\(what) must be a whole number of iterations or a time such as \"10 ms\","
          + " got \(found)")
    }
  }
}
