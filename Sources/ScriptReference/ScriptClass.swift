import TensorBindings

/// What scripts find functions and fields in: the library, a part of it, or
/// the objects of one class.
///
/// `all` is the only list of them: help, editor annotations, the reference and
/// completion are made from it and from a `Reference`.
package struct ScriptClass {
  /// How an operator of Lua works on the objects.
  struct Operator {
    /// The name that Lua gives it, such as "add".
    let name: String
    /// The type of what is on the other side; nil if there is no other side.
    let operand: String?
    let result: String
  }

  package let owner: Binding.Owner
  /// The title of its page in the reference.
  let title: String
  /// What it is, and what a user would get wrong.
  let summary: String
  /// The class whose functions and fields its objects have too.
  let parent: Binding.Owner?
  /// Whether it is a table of functions, which are called with a dot.
  let isModule: Bool
  let fields: [Binding.Parameter]
  let operators: [Operator]
  /// What calling an object is, in the notation of Lua's language server.
  let call: String?
  /// What the types of its objects are called in messages.
  package let typeNames: [String]

  init(
    _ owner: Binding.Owner, title: String, summary: String,
    parent: Binding.Owner? = nil, isModule: Bool = false,
    fields: [Binding.Parameter] = [], operators: [Operator] = [],
    call: String? = nil, typeNames: [String]? = nil
  ) {
    self.owner = owner
    self.title = title
    self.summary = summary
    self.parent = parent
    self.isModule = isModule
    self.fields = fields
    self.operators = operators
    self.call = call
    self.typeNames = typeNames ?? (isModule ? [] : [owner.shortName])
  }

  /// The class of what scripts find at `owner`.
  static func of(_ owner: Binding.Owner) -> ScriptClass? {
    all.first { $0.owner == owner }
  }

  /// What precedes the name of a function: `Tensor:`, `snn.stats.`.
  var prefix: String {
    isModule ? "\(owner.rawValue)." : "\(owner.shortName):"
  }

  /// The class, the one that it inherits from, and so on.
  var lineage: [ScriptClass] {
    [self] + (parent.flatMap(ScriptClass.of)?.lineage ?? [])
  }
}

extension Binding.Owner {
  /// The name without `snn.`: "Tensor", "stats".
  var shortName: String {
    rawValue.split(separator: ".").last.map(String.init) ?? rawValue
  }
}
