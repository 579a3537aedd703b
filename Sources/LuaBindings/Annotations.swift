import Tensors

/// Annotations for editors: what Lua's language server reads to complete names
/// and show documentation. Made from the lists of bindings.
enum Annotations {
  /// The text of `snn.meta.lua`.
  static var text: String {
    var lines = [
      "---@meta snn",
      "",
      "-- Declares the library for editors; nothing here runs. Made by",
      "-- `snn-lua --annotations` from the lists of functions.",
      "",
      "---@class snn",
      "---@field version string",
      "local snn = {}",
      "",
      "---@alias snn.ElementType "
        + ElementType.allCases.map { "\"\($0.rawValue)\"" }
        .joined(separator: "|"),
      "",
    ]
    for (owner, declaration) in classes {
      if !declaration.isEmpty { lines += declaration + [""] }
      let functions = all.filter { $0.owner == owner }
        .flatMap { binding in
          ([binding.name] + binding.aliases).map { ($0, binding) }
        }
        .sorted { $0.0 < $1.0 }
      for (name, binding) in functions {
        lines += annotation(of: binding, name: name) + [""]
      }
    }
    lines.append("return snn")
    return lines.joined(separator: "\n") + "\n"
  }

  /// All functions that a user may call.
  static var all: [Binding] {
    Binding.tensors + Binding.sparseMatrices + Binding.delayLines
      + Binding.recorders + Binding.figures
      + Binding.prelude
  }

  private static let operators = [
    "add", "sub", "mul", "div", "idiv", "mod", "pow", "band", "bor", "bxor",
  ]

  /// The classes in the order in which they are declared.
  private static var classes: [(Binding.Owner, [String])] {
    [
      (
        .tensor,
        [
          "---@class snn.Tensor",
          "---@field shape integer[]",
          "---@field dtype snn.ElementType",
          "---@field ndim integer",
          "---@field T snn.Tensor",
        ]
          + operators.map {
            "---@operator \($0)(snn.Tensor|number|boolean): snn.Tensor"
          }
          + [
            "---@operator unm: snn.Tensor", "---@operator bnot: snn.Tensor",
            "---@operator len: integer", "local Tensor = {}",
          ]
      ),
      (
        .sparse,
        [
          "---@class snn.SparseMatrix",
          "---@field shape integer[]",
          "---@field dtype snn.ElementType",
          "---@field ndim integer",
        ]
          + operators.prefix(7).map {
            "---@operator \($0)(snn.SparseMatrix|snn.Tensor|number):"
              + " snn.SparseMatrix"
          }
          + [
            "---@operator unm: snn.SparseMatrix", "---@operator len: integer",
            "local SparseMatrix = {}",
          ]
      ),
      (
        .delayLine,
        ["---@class snn.DelayLine", "local DelayLine = {}"]
      ),
      (.library, []),
      (
        .object,
        [
          "---@class snn.NetworkObject", "---@field tag string",
          "---@field iteration integer", "---@field network snn.Network",
          "---@field sub_structures snn.NetworkObject[]",
          "---@field parent_structure? snn.NetworkObject",
          "---@field [string] any", "local NetworkObject = {}",
        ]
      ),
      (
        .network,
        [
          "---@class snn.Network: snn.NetworkObject",
          "---@field seed integer",
          "---@field NeuronGroups snn.NeuronGroup[]",
          "---@field SynapseGroups snn.SynapseGroup[]",
          "---@field Structures snn.NetworkObject[]",
          "---@overload fun(tag: string, index?: integer): any",
          "local Network = {}",
        ]
      ),
      (
        .neuronGroup,
        [
          "---@class snn.NeuronGroup: snn.NetworkObject",
          "---@field size integer", "---@field id snn.Tensor",
          "---@field afferent_synapses table<string, snn.SynapseGroup[]>",
          "---@field efferent_synapses table<string, snn.SynapseGroup[]>",
          "local NeuronGroup = {}", "",
          "---@class snn.NeuronSubGroup: snn.NeuronGroup",
          "---@field base snn.NeuronGroup", "---@field mask snn.Tensor",
          "---@field id_mask snn.Tensor",
        ]
      ),
      (
        .synapseGroup,
        [
          "---@class snn.SynapseGroup: snn.NetworkObject",
          "---@field src snn.NeuronGroup", "---@field dst snn.NeuronGroup",
          "local SynapseGroup = {}",
        ]
      ),
      (
        .behavior,
        [
          "---@class snn.Behavior",
          "---@field behavior_enabled boolean",
          "---@field parameters table<string, any>",
          "---@field initialize? fun(self, object: any)",
          "---@field initialize_last? boolean true in a class whose behaviors"
            + " initialize after all others",
          "---@field initialize_on_init? boolean true in a class whose behaviors"
            + " initialize as soon as they are in an object",
          "---@field forward? fun(self, object: any)",
          "---@overload fun(parameters?: table): snn.Behavior",
          "local Behavior = {}",
        ]
      ),
      (
        .dimension,
        [
          "---@class snn.NeuronDimension: snn.Behavior",
          "local NeuronDimension = {}",
        ]
      ),
      (
        .recorder,
        [
          "---@class snn.Recorder: snn.Behavior",
          "---@field variables table<string, snn.Tensor>",
          "local Recorder = {}",
        ]
      ),
      (
        .analysisModule,
        [
          "---@class snn.AnalysisModule",
          "---@field parameters table<string, any>",
          "---@field execution_arguments? table<string, any>",
          "---@field initialize? fun(self, owner: any)",
          "---@field execute? fun(self, owner: any, options: table): any",
          "---@overload fun(options?: table): any",
          "local AnalysisModule = {}",
        ]
      ),
      (.clock, ["---@class snn.Clock: snn.Behavior", "local Clock = {}"]),
      (
        .statistics,
        [
          "---@class snn.stats", "local stats = {}", "", "snn.stats = stats",
        ]
      ),
      (.figure, ["---@class snn.Figure", "local Figure = {}"]),
      (
        .plot,
        ["---@class snn.plot", "local plot = {}", "", "snn.plot = plot"]
      ),
    ]
  }

  private static func annotation(
    of binding: Binding, name: String
  ) -> [String] {
    var lines = wrapped(binding.summary)
    // Lua has nothing after `...`; what is there is named in the summary.
    let rest = binding.parameters.firstIndex { $0.name == "..." }
    let parameters = binding.parameters[
      ...(rest ?? binding.parameters.count - 1)]
    for parameter in parameters {
      let mark = parameter.isOptional ? "?" : ""
      let text = parameter.summary.isEmpty ? "" : " \(parameter.summary)"
      lines.append(
        parameter.name == "..."
          ? "---@param ... \(parameter.type)\(text)"
          : "---@param \(parameter.name)\(mark) \(parameter.type)\(text)")
    }
    if let result = binding.result { lines.append("---@return \(result)") }
    let list = parameters.map(\.name).joined(separator: ", ")
    let receiver: String
    switch binding.owner {
    case .library: receiver = "snn."
    case .tensor: receiver = "Tensor:"
    case .sparse: receiver = "SparseMatrix:"
    case .delayLine: receiver = "DelayLine:"
    case .object: receiver = "NetworkObject:"
    case .network: receiver = "Network:"
    case .neuronGroup: receiver = "NeuronGroup:"
    case .synapseGroup: receiver = "SynapseGroup:"
    case .behavior: receiver = "Behavior:"
    case .analysisModule: receiver = "AnalysisModule:"
    case .dimension: receiver = "NeuronDimension:"
    case .clock: receiver = "Clock:"
    case .statistics: receiver = "stats."
    case .plot: receiver = "plot."
    case .figure: receiver = "Figure:"
    case .recorder, .prelude: receiver = "Recorder:"
    }
    lines.append("function \(receiver)\(name)(\(list)) end")
    return lines
  }

  /// `text` as comment lines of at most 80 columns.
  private static func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    var line = "---"
    for word in text.split(separator: " ") {
      if line.count + 1 + word.count > 80 {
        lines.append(line)
        line = "---"
      }
      line += (line == "---" ? "" : " ") + word
    }
    return lines + [line]
  }
}
