import TensorBindings
import TensorBindings
import Tensors

/// Annotations for editors: what Lua's language server reads to complete names
/// and show documentation. Made from the lists of classes and functions.
extension Reference {
  /// The text of `snn.meta.lua`.
  package var annotations: String {
    let types = ElementType.allCases.map { "\"\($0.rawValue)\"" }
    var lines = [
      "---@meta snn",
      "",
      "-- Declares the library for editors; nothing here runs. Made by",
      "-- `snn-lua --annotations` from the lists of functions.",
      "",
      "---@alias snn.ElementType " + types.joined(separator: "|"),
      "",
    ]
    let bindings = bindings
    for (name, fields) in optionTables(of: bindings) {
      lines.append("---@class \(name)")
      lines += fields.map(declaration) + [""]
    }
    for kind in ScriptClass.all {
      lines += declaration(of: kind) + [""]
      let functions = bindings.filter { $0.owner == kind.owner }
        .flatMap { binding in
          ([binding.name] + binding.aliases).map { ($0, binding) }
        }
        .sorted { $0.0 < $1.0 }
      for (name, binding) in functions {
        lines += annotation(of: binding, name: name, in: kind) + [""]
      }
    }
    lines.append("return snn")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The tables of options by the names of their types, each once.
  private func optionTables(
    of bindings: [Binding]
  ) -> [(String, [Binding.Parameter])] {
    var tables: [(String, [Binding.Parameter])] = []
    for parameter in bindings.flatMap(\.parameters)
    where !parameter.options.isEmpty {
      let types = parameter.type.split(separator: "|").map(String.init)
      guard let name = types.first(where: { $0.hasPrefix("snn.") }) else {
        continue
      }
      if !tables.contains(where: { $0.0 == name }) {
        tables.append((name, parameter.options))
      }
    }
    return tables
  }

  private func declaration(of kind: ScriptClass) -> [String] {
    let name = kind.owner.rawValue
    let parent = kind.parent.map { ": \($0.rawValue)" } ?? ""
    var lines = wrapped(kind.summary, prefix: "---")
    lines.append("---@class \(name)\(parent)")
    lines += kind.fields.map(declaration)
    lines += kind.operators.map { item in
      let operand = item.operand.map { "(\($0))" } ?? ""
      return "---@operator \(item.name)\(operand): \(item.result)"
    }
    if let call = kind.call { lines.append("---@overload \(call)") }
    lines.append("local \(kind.owner.shortName) = {}")
    if kind.isModule, name.contains(".") {
      lines += ["", "\(name) = \(kind.owner.shortName)"]
    }
    return lines
  }

  /// The declaration of a field.
  private func declaration(_ field: Binding.Parameter) -> String {
    "---@field \(described(field))"
  }

  private func annotation(
    of binding: Binding, name: String, in kind: ScriptClass
  ) -> [String] {
    var lines = wrapped(binding.summary, prefix: "---")
    if let names = binding.generics { lines.append("---@generic \(names)") }
    // Lua has nothing after `...`; what is there is named in the summary.
    let rest = binding.parameters.firstIndex { $0.name == "..." }
    let parameters = binding.parameters[
      ...(rest ?? binding.parameters.count - 1)]
    if let result = binding.bareResult {
      lines.append("---@overload fun(self: \(kind.owner.rawValue)): \(result)")
    }
    // What has an overload without arguments is called with the first one.
    lines += parameters.enumerated().map { place, parameter in
      let isFirst = place == 0 && binding.bareResult != nil
      return "---@param \(described(parameter, isRequired: isFirst))"
    }
    if let result = binding.result { lines.append("---@return \(result)") }
    let list = parameters.map(\.name).joined(separator: ", ")
    let receiver = kind.owner.shortName + (kind.isModule ? "." : ":")
    lines.append("function \(receiver)\(name)(\(list)) end")
    return lines
  }

  /// A name with its type and what it is.
  private func described(
    _ parameter: Binding.Parameter, isRequired: Bool = false
  ) -> String {
    let isOptional = parameter.isOptional && parameter.name != "..."
    let mark = isOptional && !isRequired ? "?" : ""
    let text = parameter.summary.isEmpty ? "" : " \(parameter.summary)"
    return "\(parameter.name)\(mark) \(parameter.type)\(text)"
  }
}
