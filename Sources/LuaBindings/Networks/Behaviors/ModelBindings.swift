import LuaRuntime
import TensorBindings
import Tensors

/// The files of `snn.models`.
extension Binding {
  static var models: [Binding] { [modelNames, isModel, model, source] }

  /// `model_names()` gives a list.
  private static var modelNames: Binding {
    native("model_names") { context, frame throws(LuaRaise) in
      try context.pushList(frame, Models.names)
      return 1
    }
  }

  /// `is_model(name)`
  private static var isModel: Binding {
    native("is_model") { _, frame throws(LuaRaise) in
      frame.push(Models.files[try frame.string(at: 1)] != nil)
      return 1
    }
  }

  /// The classes of `snn.models`, for help and editors: what their files say first.
  static var modelClasses: [Binding] {
    Models.names.map { name in
      Binding(
        owner: .models, name: name,
        parameters: [
          Parameter(
            "parameters", "table|string",
            "by name, or in the order that help(snn.models.\(name)) shows",
            isOptional: true)
        ],
        result: "snn.Behavior", summary: Models.summary(of: name))
    }
  }

  /// What users read of a model to write their own.
  static var source: Binding {
    Binding(
      owner: .library, name: "source",
      parameters: [Parameter("name", "string", "of a class of snn.models")],
      result: "string",
      summary: "The file in which a model is written, to be read, copied and"
        + " changed: print(snn.source \"LIF\")."
    ) { _, frame throws(LuaRaise) in
      let name = try frame.string(at: 1)
      try frame.push(try Models.text(of: name))
      return 1
    }
  }

  /// `model(name, environment)` gives what is written in the file of a model as a
  /// function, which finds its global variables in a table.
  private static var model: Binding {
    native("model") { _, frame throws(LuaRaise) in
      let name = try frame.string(at: 1)
      try frame.load(
        try Models.text(of: name), name: "=[snn models \(name)]")
      frame.pushValue(at: 2)
      if !frame.setUpvalue(1, of: -2) { frame.pop() }
      return 1
    }
  }
}

extension Models {
  /// The text of a model's file.
  fileprivate static func text(of name: String) throws(LuaRaise) -> String {
    guard let bytes = files[name] else {
      throw .message(
        "snn.models has no class '\(name)'"
          + Suggestion.ending(for: name, in: names, called: "classes"))
    }
    return String(decoding: bytes(), as: UTF8.self)
  }

  /// The first paragraph of the comment at the top of a model's file.
  fileprivate static func summary(of name: String) -> String {
    let text = (try? text(of: name)) ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("-- ") }
      .map { $0.dropFirst(3) }
      .joined(separator: " ")
  }
}
