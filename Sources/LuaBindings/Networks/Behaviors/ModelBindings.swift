import LuaRuntime
import TensorBindings

/// The files of `snn.models`.
extension Binding {
  static var models: [Binding] { [modelNames, model] }

  /// `model_names()` gives a list.
  private static var modelNames: Binding {
    native("model_names") { context, frame throws(LuaRaise) in
      try context.pushList(frame, Models.names)
      return 1
    }
  }

  /// `model(name, environment)` gives what is written in the file of a model as a
  /// function, which finds its global variables in a table.
  private static var model: Binding {
    native("model") { _, frame throws(LuaRaise) in
      let name = try frame.string(at: 1)
      guard let source = Models.files[name] else {
        throw .message("there is no model '\(name)'")
      }
      try frame.load(
        String(decoding: source(), as: UTF8.self), name: "=[snn models \(name)]")
      frame.pushValue(at: 2)
      if !frame.setUpvalue(1, of: -2) { frame.pop() }
      return 1
    }
  }
}
