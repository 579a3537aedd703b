import ScriptReference

/// Documentation, for programs that show it in their own way.
extension LuaHost {
  /// What `snn.help(topic)` prints: about the functions, classes and topics
  /// with this name; nil if there are none.
  ///
  /// A function may be named with its class: `add_`, `Tensor:add_`.
  public static func help(for topic: String) -> String? {
    Help.scripts.text(for: topic)
  }

  /// The names of all methods and fields that the objects of a class have,
  /// inherited ones too, in alphabetical order; none if there is no such class.
  ///
  /// ```swift
  /// LuaHost.documentedNames(of: "snn.NeuronGroup")  // "activate_behaviors" …
  /// ```
  public static func documentedNames(of className: String) -> [String] {
    ScriptClass.all.first { $0.owner.rawValue == className }
      .map(Reference.scripts.names(of:)) ?? []
  }
}
