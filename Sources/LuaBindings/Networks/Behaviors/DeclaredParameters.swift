import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// A parameter that a class of behaviors declares, as Lua holds it.
struct DeclaredParameter {
  let description: ParameterDescription
}

/// Parameters that classes of behaviors declare.
extension Binding {
  static var declaredParameters: [Binding] {
    [newDescription, describedParameter, descriptionFacts, expectParameters]
  }

  /// What a declared parameter says of itself.
  static let declaration: [Parameter] = [
    Parameter("[integer]", "string", "its name, then what it is"),
    Parameter(
      "default", "any",
      "what it is if it isn't given; a text such as \"20 ms\" says its unit too",
      isOptional: true),
    Parameter(
      "required", "boolean", "true: it must be given", isOptional: true),
    Parameter(
      "unit", "string",
      "the unit of numbers, such as \"ms\", where the default doesn't tell;"
        + " \"iterations\" makes iterations of times",
      isOptional: true),
    Parameter("above", "number", "it is more than this", isOptional: true),
    Parameter("least", "number", "it is this or more", isOptional: true),
    Parameter("below", "number", "it is less than this", isOptional: true),
    Parameter("most", "number", "it is this or less", isOptional: true),
    Parameter(
      "whole", "boolean", "true: it is a whole number", isOptional: true),
    Parameter(
      "single", "boolean", "true: there is one number for all elements",
      isOptional: true),
    Parameter(
      "choices", "string[]", "the texts that it may be", isOptional: true),
    Parameter(
      "kinds", "string[]",
      "what it may be where none of these tells: "
        + ParameterKind.allCases.map { "\"\($0.rawValue)\"" }
        .joined(separator: ", ") + "; a list of numbers becomes a tensor",
      isOptional: true),
  ]

  /// `new_description(declared, what)` gives what was declared, and its name.
  private static var newDescription: Binding {
    native("new_description") { context, frame throws(LuaRaise) in
      let what = try frame.string(at: 2)
      let declared = try OptionTable(
        context, frame, 1, what, Binding.declaration, required: true)
      let description = try context.description(declared, what)
      try frame.pushNewObject(
        context.descriptionType, DeclaredParameter(description: description))
      try frame.push(description.name)
      return 2
    }
  }

  /// `described_parameter(handle, description, given, object)` gives the value of
  /// a parameter; `given` is the table of what the behavior was given.
  private static var describedParameter: Binding {
    native("described_parameter") { context, frame throws(LuaRaise) in
      let behavior = try context.behavior(frame, 1)
      guard let parameters = behavior.parameters,
        let object = try frame.isNoneOrNil(at: 4)
          ? (behavior as? LuaBehavior)?.owner : context.object(frame, 4)
      else {
        throw .message(
          "\(behavior.name) reads its parameters in initialize: it is in no"
            + " object yet")
      }
      let description = try frame.object(at: 2, of: context.descriptionType)
        .pointee.description
      // A script may have changed `behavior.parameters`.
      try frame.rawGet(at: 3, key: description.name)
      parameters[description.name] = try context.given(
        description, to: behavior.name, frame)
      frame.pop()
      let value = try raisingAny {
        try parameters.value(of: description, for: object) {
          try context.field($1, of: $0, in: object.network, frame)
        }
      }
      if case .opaque = value {
        try frame.rawGet(at: 3, key: description.name)
      } else {
        try context.push(frame, value)
      }
      return 1
    }
  }

  /// `description_facts(description)` gives what users read of it.
  private static var descriptionFacts: Binding {
    native("description_facts") { context, frame throws(LuaRaise) in
      let description = try frame.object(at: 1, of: context.descriptionType)
        .pointee.description
      try frame.newTable()
      let unit = description.unitName
      let isMeasured = unit != "iterations"
      let facts = [
        ("name", description.name), ("summary", description.summary),
        ("default", description.standard?.shownInTables ?? ""),
        ("unit", unit), ("kind", description.wanted),
        (
          "range",
          description.choices.isEmpty
            ? description.kindList
              + description.range.words(in: isMeasured ? unit : "")
            : description.choiceList(", ")
        ),
      ]
      for (name, text) in facts {
        try frame.push(text)
        try frame.rawSet(at: -2, key: name)
      }
      frame.push(description.isRequired)
      try frame.rawSet(at: -2, key: "required")
      return 1
    }
  }

  /// `expect_parameters(handle, names)`: these may be given, whether or not they
  /// are asked for.
  private static var expectParameters: Binding {
    native("expect_parameters") { context, frame throws(LuaRaise) in
      let names = try context.strings(frame, 2)
      try context.behavior(frame, 1).parameters?.expect(names)
      return 0
    }
  }
}

extension ParameterValue {
  /// The value as tables of parameters show it.
  fileprivate var shownInTables: String {
    if case .text(let text) = self { return text }
    return shown
  }
}

extension ScriptContext {
  /// The value on top, which was given to a behavior for a parameter; a list of
  /// numbers becomes a tensor, if the parameter may be one.
  fileprivate func given(
    _ description: ParameterDescription, to behavior: String, _ frame: LuaFrame
  ) throws(LuaRaise) -> ParameterValue? {
    guard description.kinds.contains(.tensor),
      !description.kinds.contains(.list), frame.isPlainTable(at: -1)
    else { return try parameterValue(frame, -1) }
    do throws(LuaRaise) {
      return .tensor(try tensor(ofTable: frame.top, in: frame))
    } catch .message(let text) {
      throw .message(
        "\(behavior): parameter '\(description.name)': it must be"
          + " \(description.kindList): \(text)")
    }
  }

  /// The parameter that the table at the top of `declared` describes.
  fileprivate func description(
    _ declared: OptionTable, _ what: String
  ) throws(LuaRaise) -> ParameterDescription {
    let frame = declared.frame
    func text(at place: Int, _ meaning: String) throws(LuaRaise) -> String {
      try declared.push(at: place)
      defer { frame.pop() }
      guard frame.kind(at: -1) == .string else {
        throw .message(
          "\(what): expected \(meaning) at [\(place)], got"
            + " \(frame.typeName(at: -1))")
      }
      return try frame.string(at: -1)
    }
    let name = try text(at: 1, "the name of a parameter")
    let what = "\(what): '\(name)'"
    let standard = try declared.read("default") { index throws(LuaRaise) in
      try parameterValue(frame, index)
    }.flatMap { $0 }
    var description = ParameterDescription(
      name, default: standard,
      isRequired: try declared.flag("required") ?? false,
      try text(at: 2, "what '\(name)' is"))
    description.isSingle = try declared.flag("single") ?? false
    description.range.above = try declared.number("above")
    description.range.least = try declared.number("least")
    description.range.below = try declared.number("below")
    description.range.most = try declared.number("most")
    description.range.isWhole = try declared.flag("whole") ?? false
    description.choices =
      try declared.read("choices") { index throws(LuaRaise) in
        try strings(frame, index)
      } ?? []
    description.kinds = try kinds(declared, what)
    guard
      description.kinds.isEmpty
        || description.choices.isEmpty && !description.isSingle
          && !description.range.isWhole
    else {
      throw .message("\(what): kinds don't go with choices, single or whole")
    }
    description.measure = try measure(
      try declared.text("unit"), standard, description, what)
    return description
  }

  /// What the parameter may be, as `kinds` says.
  private func kinds(
    _ declared: OptionTable, _ what: String
  ) throws(LuaRaise) -> [ParameterKind] {
    let names =
      try declared.read("kinds") { index throws(LuaRaise) in
        try strings(declared.frame, index)
      } ?? []
    var result: [ParameterKind] = []
    for name in names {
      guard let kind = ParameterKind(rawValue: name) else {
        throw .message(
          "\(what): there is no kind '\(name)'"
            + Suggestion.ending(
              for: name, in: ParameterKind.allCases.map(\.rawValue),
              called: "kinds"))
      }
      result.append(kind)
    }
    return result
  }

  /// What numbers measure: what `unit` says, or else the default.
  private func measure(
    _ unit: String?, _ standard: ParameterValue?,
    _ description: ParameterDescription, _ what: String
  ) throws(LuaRaise) -> ParameterDescription.Measure {
    if let unit {
      if unit == "iterations" { return .iterations }
      if let found = Unit(named: unit) { return .unit(found, name: unit) }
      throw .message("\(what): there is no unit '\(unit)'")
    }
    guard case .text(let text) = standard, description.choices.isEmpty
    else { return .plain }
    let name = String(text.reversed().prefix { $0.isLetter }.reversed())
    let number = text.dropLast(name.count).filter { $0 != " " }
    guard Double(number) != nil, let found = Unit(named: name) else {
      return .plain
    }
    return .unit(found, name: name)
  }

  /// The strings in the list at `index`.
  func strings(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> [String] {
    guard frame.kind(at: index) == .table else {
      throw .message(
        "expected a list of texts, got \(frame.typeName(at: index))")
    }
    var result: [String] = []
    while true {
      frame.rawGet(at: index, index: result.count + 1)
      defer { frame.pop() }
      guard frame.kind(at: -1) == .string else { return result }
      result.append(try frame.string(at: -1))
    }
  }
}
