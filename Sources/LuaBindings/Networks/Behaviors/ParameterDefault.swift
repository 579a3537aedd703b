import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// What a parameter is if it isn't given, as a method of a class has asked for
/// it.
struct ParameterDefault {
  let name: String
  /// The object that it was asked for, which isn't kept alive: it holds the
  /// behavior that has this.
  let object: ObjectIdentifier?
  let value: ParameterValue
  /// Where it was asked for, such as "model.lua:4".
  let position: String?
}

/// A class and the one that it extends share parameters: what one is if it isn't
/// given is the same for both.
extension LuaBehavior {
  /// What a parameter is if it isn't given, and whether it must be, as all
  /// classes say who share it: `standard`, or what was said before.
  ///
  /// - Throws: If something else was said before.
  func agree(
    on standard: ParameterValue?, of name: String, for object: NetworkObject?,
    at position: String?
  ) throws(LuaRaise) -> (standard: ParameterValue?, isRequired: Bool) {
    if let extended, let known = type(of: extended).description(of: name) {
      if let standard, known.standard.map(standard.isSame) != true {
        let library = extended.name
        throw conflict(
          name, standard,
          known.isRequired
            ? "\(library), which \(self.name) extends, must be given it"
            : "it is \(known.standard?.shown ?? "nothing") to \(library),"
              + " which \(self.name) extends")
      }
      return (known.standard, known.isRequired)
    }
    let object = object.map { ObjectIdentifier($0) }
    let known = defaults.first { $0.name == name && $0.object == object }
    guard let standard else { return (known?.value, false) }
    if let known, !standard.isSame(as: known.value) {
      throw conflict(
        name, standard,
        "it is \(known.value.shown) at \(known.position ?? "another place")")
    }
    if known == nil {
      defaults.append(
        ParameterDefault(
          name: name, object: object, value: standard, position: position))
    }
    return (standard, false)
  }

  private func conflict(
    _ name: String, _ standard: ParameterValue, _ other: String
  ) -> LuaRaise {
    .message(
      "\(self.name): parameter '\(name)' has two meanings: if it isn't given,"
        + " \(other), and \(standard.shown) here; leave this default away, use"
        + " another name, or set self.parameters.\(name) first")
  }
}

extension LibraryBehavior {
  /// The description of the parameter of this name, or nil.
  fileprivate class func description(of name: String) -> ParameterDescription? {
    parameterDescriptions.first { $0.name == name }
  }
}

extension ParameterValue {
  /// Whether it means the same as another one, as far as that is known: of
  /// tensors and what only Lua can read it isn't.
  fileprivate func isSame(as other: ParameterValue) -> Bool {
    switch (self, other) {
    case (.number(.bool(let a)), .number(.bool(let b))): a == b
    case (.number(.bool), .number), (.number, .number(.bool)): false
    case (.number(let a), .number(let b)):
      a.double == b.double || a.double.isNaN && b.double.isNaN
    case (.text(let a), .text(let b)): a == b
    case (.tensor, .tensor), (.opaque, .opaque): true
    default: false
    }
  }
}
