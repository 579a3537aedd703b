import TensorBindings

/// What there is to know about all functions and classes that scripts see: help,
/// editor annotations, the pages of the reference and completion are made of it.
package struct Reference {
  /// The version of the program.
  package let version: String

  /// All functions by subject, in the order in which they are shown.
  package let sections: [Section]

  package init(version: String, sections: [Section]) {
    self.version = version
    self.sections = sections
  }

  /// All functions that a user may call.
  package var bindings: [Binding] { sections.flatMap(\.bindings) }

  /// The functions that a class has itself.
  package func bindings(of kind: ScriptClass) -> [Binding] {
    bindings.filter { $0.owner == kind.owner }
  }

  /// The names of all functions and fields of a class, with those that it
  /// inherits, in alphabetical order.
  package func names(of kind: ScriptClass) -> [String] {
    let all = kind.lineage.flatMap { kind in
      bindings(of: kind).flatMap(\.names)
        + kind.fields.map(\.name).filter { !$0.hasPrefix("[") }
    }
    return Set(all).sorted()
  }

  /// The options of the function with this name that has some; nil if there is
  /// none, or more than one.
  package func options(of name: String) -> [Binding.Parameter]? {
    let found = bindings.filter { $0.name == name && !$0.options.isEmpty }
    return found.count == 1 ? found[0].options : nil
  }
}
