import Programs
import Tensors

/// What a state variable stands for while a program is made.
public enum ProgramValue {
  /// A tensor.
  case tensor(ProgramTensor)
  /// A sparse matrix.
  case sparse(ProgramSparse)
  /// A number that isn't known.
  case number(ProgramNumber)
  /// A known number.
  case constant(Scalar)
}

/// A state variable that a program reads or sets, or a field of a behavior that
/// changes.
public struct TracedVariable {
  /// Whose it is; of a field, the object of the behavior.
  public internal(set) weak var object: NetworkObject?

  /// The behavior of which it is a field; nil for a state variable.
  public internal(set) weak var behavior: (any TracedBehavior)?

  /// Among which variables it is.
  public let state: StateVariables

  /// Its name.
  public let name: String

  /// Its slot.
  public let slot: Int

  /// What it was when the program was made.
  let revision: Int

  /// Where its value comes from, if the program reads it.
  var source: Source?

  /// Where the value comes from in each run.
  enum Source {
    case tensor(input: Int)
    case number(ProgramNumber)
  }

  /// Whether its value went into the program as it was then.
  var isConstant = false

  /// What it stands for where the program is.
  public internal(set) var current: ProgramValue?

  /// What it was set to, and in which part, in order; and the number of each
  /// among all that was set.
  var settings: [(part: Int, order: Int, value: ProgramValue)] = []

  /// The number of the last setting; 0 before the first.
  var order: Int { settings.last?.order ?? 0 }

  /// The tensor that it stands for, or nil.
  var currentTensor: ProgramTensor? {
    guard case .tensor(let tensor)? = current else { return nil }
    return tensor
  }

  /// What the text of a program calls it: `exc.voltage`.
  var label: String {
    if behavior != nil { return "self.\(name)" }
    return object.map { "\($0.tag).\(name)" } ?? name
  }

  /// Whether the program reads or sets it.
  public var isUsed: Bool {
    source != nil || isConstant || !settings.isEmpty
  }
}
