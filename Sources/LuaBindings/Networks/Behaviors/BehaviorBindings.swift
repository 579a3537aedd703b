import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// What the prelude makes behaviors of.
extension Binding {
  static var behaviorSupport: [Binding] {
    [
      newBehavior, isBehavior, switchValue, setSwitch, setSwitches,
      describeBehavior, behaviorTag, behaviorName, givenParameterValue,
    ]
  }

  /// `new_behavior(name, tag, parameters, extended)` gives the handle; `extended`
  /// is the name of the library behavior whose class its own extends, or nil.
  private static var newBehavior: Binding {
    native("new_behavior") { context, frame throws(LuaRaise) in
      let name = try frame.string(at: 1)
      let tag = try context.text(frame, 2, "\(name): tag")
      let parameters = Parameters(of: name)
      for (name, value) in try context.parameters(frame, 3) {
        parameters[name] = value
      }
      var extended: LibraryBehavior?
      if !frame.isNoneOrNil(at: 4) {
        extended = try context.libraryKind(frame, 4).init(parameters, tag: "")
      }
      try frame.pushNewObject(
        context.behaviorType,
        BehaviorHandle(
          behavior: LuaBehavior(
            name: name, tag: tag, parameters: parameters,
            extending: extended, context: context)))
      return 1
    }
  }

  private static var isBehavior: Binding {
    native("is_behavior") { context, frame throws(LuaRaise) in
      frame.push(frame.payload(at: 1, of: context.behaviorType) != nil)
      return 1
    }
  }

  private static var describeBehavior: Binding {
    native("describe_behavior") { context, frame throws(LuaRaise) in
      let behavior = try context.behavior(frame, 1)
      let given: [String]
      if let recorder = behavior as? any RecordingBehavior {
        given = recorder.variables.map { "\"\($0)\"" }
      } else {
        given = (behavior.parameters?.names ?? []).compactMap { name in
          behavior.parameters?[name].map { "\(name) = \($0.shown)" }
        }
      }
      let list = given.isEmpty ? "" : " \(given.joined(separator: ", ")) "
      let state = behavior.isEnabled ? "" : " (disabled)"
      try frame.push("\(behavior.name) {\(list)}\(state)")
      return 1
    }
  }

  private static var behaviorTag: Binding {
    native("behavior_tag") { context, frame throws(LuaRaise) in
      let behavior = try context.behavior(frame, 1)
      try frame.push(behavior.tags.first ?? behavior.name)
      return 1
    }
  }

  private static var behaviorName: Binding {
    native("behavior_name") { context, frame throws(LuaRaise) in
      try frame.push(try context.behavior(frame, 1).name)
      return 1
    }
  }

  /// `parameter(handle, name, default, options, given, is_shared)`; it is shared
  /// with a class that is extended, if there is one.
  private static var givenParameterValue: Binding {
    native("parameter") { context, frame throws(LuaRaise) in
      let asked = OptionTable(checked: frame, 4, context, "parameter")
      let behavior = try context.behavior(frame, 1)
      guard let parameters = behavior.parameters else {
        throw .message("\(behavior.name) takes no parameters")
      }
      let name = try frame.string(at: 2)
      let object =
        try asked.read("object") { index throws(LuaRaise) in
          try context.object(frame, index)
        } ?? (behavior as? LuaBehavior)?.owner
      // A script may have changed `behavior.parameters`.
      if frame.kind(at: 5) == .table {
        try frame.rawGet(at: 5, key: name)
        parameters[name] = try context.parameterValue(frame, -1)
        frame.pop()
      }
      let shared =
        try context.flag(frame, 6) ? behavior as? LuaBehavior : nil
      var standard = try context.parameterValue(frame, 3)
      let isOwnDefault = standard != nil
      var options = Parameters.Options()
      options.isRequired = try asked.flag("required") ?? false
      if let shared {
        let known = try shared.agree(
          on: standard, of: name, for: object, at: frame.callerPosition)
        if !isOwnDefault { standard = known.standard }
        options.isRequired = options.isRequired || known.isRequired
      }
      options.keepsText = try asked.flag("do_not_diversify") ?? false
      options.isTensor = try asked.flag("tensor") ?? false
      let isGiven = parameters[name] != nil
      let value = try raisingAny {
        try parameters.value(
          name, default: standard, for: object, options
        ) { try context.field($1, of: $0, in: object?.network, frame) }
      }
      switch value {
      case .opaque where isGiven: try frame.rawGet(at: 5, key: name)
      case .opaque: frame.pushValue(at: 3)
      default: try context.push(frame, value)
      }
      return 1
    }
  }
}

extension ScriptContext {
  /// The field of a behavior: of one that is written in Lua, what it has set in
  /// itself; of others, the parameter.
  func field(
    _ name: String, of behavior: any Behavior, in network: Network?,
    _ frame: LuaFrame
  ) throws(LuaRaise) -> ParameterValue? {
    guard behavior is LuaBehavior else { return behavior.parameters?[name] }
    let top = frame.top
    defer { frame.setTop(top) }
    guard let network, pushAnchors(frame, of: network) else { return nil }
    frame.rawGet(at: frame.top, pointer: address(of: behavior))
    guard frame.kind(at: -1) == .table else { return nil }
    try frame.rawGet(at: -1, key: name)
    return try parameterValue(frame, frame.top)
  }

  /// The truth value at `index`; false if there is none.
  func flag(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> Bool {
    frame.isNoneOrNil(at: index) ? false : try frame.boolean(at: index)
  }

  /// Pushes the value of a parameter; nil for one that only Lua can read.
  func push(
    _ frame: LuaFrame, _ value: ParameterValue?
  ) throws(LuaRaise) {
    switch value {
    case .number(let number): push(frame, number)
    case .text(let text): try frame.push(text)
    case .tensor(let tensor): try pushNew(frame, tensor)
    case .opaque, nil: frame.pushNil()
    }
  }

  /// What the engine keeps of the parameter at `index`; nil for nil.
  func parameterValue(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> ParameterValue? {
    switch frame.kind(at: index) {
    case .nil, .none: return nil
    case .number, .boolean: return .number(try scalar(frame, index))
    case .string: return .text(try frame.string(at: index))
    default:
      return isTensor(frame, index)
        ? .tensor(try tensor(frame, index))
        : .opaque(try opaqueValue(frame, index))
    }
  }

  /// The parameters in the table at `index`, by name; positions count as names
  /// such as `[1]`.
  func parameters(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> [(String, ParameterValue)] {
    var result: [(name: String, value: ParameterValue)] = []
    frame.pushNil()
    while try frame.next(at: index) {
      let name: String
      switch frame.kind(at: -2) {
      case .string: name = try frame.string(at: -2)
      case .number:
        name =
          frame.isInteger(at: -2)
          ? "[\(try frame.integer(at: -2))]" : "[\(try frame.number(at: -2))]"
      default: name = "[\(frame.typeName(at: -2))]"
      }
      if let value = try parameterValue(frame, -1) {
        result.append((name, value))
      }
      frame.pop()
    }
    // Lua's order differs from run to run.
    return result.sorted { $0.name < $1.name }
  }
}
