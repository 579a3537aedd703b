import LuaRuntime

/// A function that scripts can call, and what there is to know about it.
///
/// This is its only declaration: methods, the names of its options, `help`,
/// editor annotations and tests are made from it. What is written in Swift has
/// its body here; what is written in Lua has it in the prelude.
package struct Binding {
  /// Where scripts find a function.
  package enum Owner: String, CaseIterable {
    /// A method of tensors and selections.
    case tensor = "snn.Tensor"
    /// A method of sparse matrices and of selections of them.
    case sparse = "snn.SparseMatrix"
    case delayLine = "snn.DelayLine"
    /// A field of the library.
    case library = "snn"
    /// A method of networks, neuron groups and synapse groups.
    case object = "snn.NetworkObject"
    case network = "snn.Network"
    case neuronGroup = "snn.NeuronGroup"
    /// A field of sub-groups of neurons.
    case neuronSubGroup = "snn.NeuronSubGroup"
    case synapseGroup = "snn.SynapseGroup"
    case behavior = "snn.Behavior"
    /// A method of grids of neurons.
    case dimension = "snn.NeuronDimension"
    case recorder = "snn.Recorder"
    case analysisModule = "snn.AnalysisModule"
    case clock = "snn.Clock"
    /// A field of `snn.stats`.
    case statistics = "snn.stats"
    /// A field of `snn.prompt`.
    case prompt = "snn.prompt"
    /// A class of `snn.models`.
    case models = "snn.models"
    /// A field of `snn.plot`.
    case plot = "snn.plot"
    /// A method of figures.
    case figure = "snn.Figure"
    /// A function that only the prelude calls.
    case prelude = "prelude"
  }

  /// What object a function makes for its result before it runs.
  package enum Product {
    case none, tensor, selection, sparseSelection
  }

  /// A parameter as it stands in the documentation.
  package struct Parameter: Sendable {
    package let name: String
    /// The type in the notation of Lua's language server.
    package let type: String
    package let isOptional: Bool
    package let summary: String
    /// The fields of a table of options, whose type is a class of its own. One
    /// that is called `[integer]` stands for values without a name.
    package let options: [Parameter]
    /// Whether it stands for values without a name.
    package let isPositional: Bool

    package init(
      _ name: String, _ type: String, _ summary: String = "",
      isOptional: Bool = false, options: [Parameter] = []
    ) {
      self.name = name
      self.type = type
      self.summary = summary
      self.isOptional = isOptional
      self.options = options
      isPositional = name.hasPrefix("[")
    }
  }

  package let owner: Owner
  package let name: String
  /// Other names for the same function.
  package let aliases: [String]
  private let makeParameters: () -> [Parameter]
  /// The names that stand for types in it, for Lua's language server: "K, V".
  package let generics: String?
  /// The type of the result, or nil.
  package let result: String?
  /// The type of the result of a call without arguments, if that is another.
  package let bareResult: String?
  private let makeSummary: () -> String
  let product: Product
  /// Makes the function for one host; nil if it is written in the prelude.
  package let body: ((TensorContext) -> LuaFunction)?

  /// A function whose body is made by `make`, which a target wraps that has a
  /// context of its own.
  package init(
    owner: Owner, name: String, aliases: [String],
    parameters: @escaping () -> [Parameter], generics: String?, result: String?,
    bareResult: String?, summary: @escaping () -> String, product: Product,
    making make: ((TensorContext) -> LuaFunction)?
  ) {
    self.owner = owner
    self.name = name
    self.aliases = aliases
    makeParameters = parameters
    self.generics = generics
    self.result = result
    self.bareResult = bareResult
    makeSummary = summary
    self.product = product
    body = make
  }

  init(
    owner: Owner, name: String, aliases: [String] = [],
    parameters: @autoclosure @escaping () -> [Parameter] = [],
    generics: String? = nil, result: String? = nil, bareResult: String? = nil,
    summary: @autoclosure @escaping () -> String, product: Product = .none,
    body: ((TensorContext) -> LuaFunction)? = nil
  ) {
    self.init(
      owner: owner, name: name, aliases: aliases, parameters: parameters,
      generics: generics, result: result, bareResult: bareResult,
      summary: summary, product: product, making: body)
  }
}

extension Binding {
  /// A function that only the prelude calls.
  static func native(
    _ name: String,
    _ body: @escaping (TensorContext, LuaFrame) throws(LuaRaise) -> Int
  ) -> Binding {
    Binding(owner: .prelude, name: name, summary: "") { context in
      { frame throws(LuaRaise) in try body(context, frame) }
    }
  }

  /// What the function is given. It is made when it is asked for, as is all
  /// documentation: a program starts without it.
  package var parameters: [Parameter] { makeParameters() }

  /// What the function does, and what a user would get wrong.
  package var summary: String { makeSummary() }

  /// All names of the function.
  package var names: [String] { [name] + aliases }

  /// What a table of options may have; nothing, if the function takes none.
  package var options: [Parameter] { parameters.flatMap(\.options) }

  /// How scripts call the function. A method of tensors is a function of the
  /// library too, unless it is one in place.
  var form: LuaFunctionForm {
    switch owner {
    case .library, .statistics, .prompt, .plot, .prelude: .function
    case .tensor where !name.hasSuffix("_"): .functionOrMethod
    default: .method
    }
  }
}

extension Binding.Parameter {
  package static let other = Binding.Parameter(
    "other", "snn.Tensor|number|boolean", "broadcast to match")
  static let axis = Binding.Parameter(
    "axis", "integer", "counts from 1; -1 is the last")
  static let optionalAxis = Binding.Parameter(
    "axis", "integer", "counts from 1; -1 is the last", isOptional: true)
  static let lastAxis = Binding.Parameter(
    "axis", "integer", "counts from 1; -1, the last, if not given",
    isOptional: true)
  static let keepsAxis = Binding.Parameter(
    "keepdim", "boolean", "whether the axis stays, with size 1",
    isOptional: true)
  package static let shape = Binding.Parameter(
    "...", "integer|integer[]", "the size of each axis")
  static let elementType = Binding.Parameter(
    "type", "snn.ElementType", "float32 if not given", isOptional: true)
}
