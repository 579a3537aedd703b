import TensorBindings

/// A name that help is asked for: "add_", "Tensor:add_", "snn.zeros".
struct HelpName {
  /// The whole name.
  let text: String

  /// What precedes the last colon or dot, if there is one.
  let owner: String?

  /// What follows it.
  let name: String

  private var ignoresCase = false

  init(_ query: String) {
    let text = query.hasSuffix("()") ? String(query.dropLast(2)) : query
    let end = text.lastIndex { $0 == ":" || $0 == "." }
    self.text = text
    owner = end.map { String(text[..<$0]) }
    name = end.map { String(text[text.index(after: $0)...]) } ?? text
  }

  /// The same name, for which upper and lower case are alike.
  var ignoringCase: HelpName {
    var copy = self
    copy.ignoresCase = true
    return copy
  }

  /// Whether the whole name is `other`.
  func isEqual(_ other: String) -> Bool { equal(text, other) }

  /// Whether it is the name of a class.
  func names(_ kind: ScriptClass) -> Bool {
    equal(text, kind.owner.rawValue) || equal(text, kind.owner.shortName)
  }

  /// Whether it is the name of a function, with or without the class, or one
  /// that inherits from it.
  func names(_ binding: Binding) -> Bool {
    guard
      ([binding.name] + binding.aliases).contains(where: { equal(name, $0) })
    else { return false }
    guard let owner else { return true }
    // Methods of tensors are functions of the library too.
    if binding.owner == .tensor, equal(owner, "snn") {
      return !binding.name.hasSuffix("_")
    }
    return ScriptClass.all.contains { kind in
      (equal(owner, kind.owner.rawValue) || equal(owner, kind.owner.shortName))
        && kind.lineage.contains { $0.owner == binding.owner }
    }
  }

  /// Whether it is the name of a field of a class, with or without the class.
  func names(_ field: Binding.Parameter, of kind: ScriptClass) -> Bool {
    guard equal(name, field.name) else { return false }
    guard let owner else { return true }
    return equal(owner, kind.owner.rawValue)
      || equal(owner, kind.owner.shortName)
  }

  private func equal(_ a: String, _ b: String) -> Bool {
    ignoresCase ? a.lowercased() == b.lowercased() : a == b
  }
}
