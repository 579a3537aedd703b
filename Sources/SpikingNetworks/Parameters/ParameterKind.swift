/// What a parameter may be, where neither a default nor a unit tells.
public enum ParameterKind: String, CaseIterable, Sendable {
  /// One number.
  case number
  /// A text.
  case text
  /// A tensor of any shape; other languages may make it of a list of numbers.
  case tensor
  /// A list, which only the language that gave it can read.
  case list
  /// A function.
  case function
  /// An object of a network: a group, or the network itself.
  case object

  /// The kind as a part of a sentence.
  var phrase: String {
    switch self {
    case .number: "a number"
    case .text: "a text"
    case .tensor: "a tensor (or a list of numbers)"
    case .list: "a list"
    case .function: "a function"
    case .object: "a group or a network"
    }
  }
}
