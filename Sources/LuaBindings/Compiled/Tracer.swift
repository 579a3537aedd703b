import LuaRuntime
import SpikingNetworks
import Tensors

/// What a function of Lua does while it is traced: it gets stand-ins for
/// tensors, and its operations on them become steps of a plan.
final class Tracer {
  let builder: ProgramBuilder

  /// Where the plan's memory comes from.
  let pool: MemoryPool

  /// The state variables that are read or set, each once.
  private(set) var variables: [TracedVariable] = []

  /// Tensors that the function has from elsewhere, with what stands for each
  /// and the number of the plan's input.
  private(set) var captured:
    [(tensor: Tensor, value: ProgramTensor, input: Int)] =
      []

  /// Where the arguments of a kernel go.
  private(set) var arguments: [TracedVariable.Source] = []

  /// Whether the function runs: stand-ins can't be used afterwards.
  var isActive = true

  /// Whether the function got a number that isn't known.
  var hasNumbers = false

  /// How many inputs the plan has.
  private var inputCount = 0

  init(pool: MemoryPool) {
    self.pool = pool
    builder = ProgramBuilder(pool: pool)
  }

  /// The number of the variable `name` of `object` among those that are known.
  func variable(_ name: String, of object: NetworkObject) -> Int {
    let known = variables.firstIndex {
      $0.state === object.state && $0.name == name
    }
    if let known { return known }
    let slot = object.state.slot(of: name)
    variables.append(
      TracedVariable(
        object: object, state: object.state, name: name, slot: slot,
        revision: object.state.revision(at: slot)))
    return variables.count - 1
  }

  /// What the variable `index` stands for where the function is now: nil if it
  /// is neither a tensor nor a number that changes.
  func read(_ index: Int, isLive: Bool) throws(LuaRaise) -> Traced? {
    if let value = variables[index].current { return value }
    let state = variables[index].state
    let value: Traced
    switch state.peek(at: variables[index].slot) {
    case .tensor(let tensor)?:
      value = .tensor(try input(tensor, named: variables[index].label))
      variables[index].source = .tensor(input: inputCount - 1)
    case .number(let number)? where isLive:
      let input = builder.numberInput(
        number.kind, named: variables[index].label)
      value = .number(input)
      variables[index].source = .number(input)
    case .sparse(let matrix)?:
      // The plan is made for this matrix.
      variables[index].isConstant = true
      value = .sparse(
        ProgramSparse(matrix, values: try capture(matrix.values)))
    default:
      variables[index].isConstant = true
      return nil
    }
    variables[index].current = value
    return value
  }

  /// Takes down that the function has found no variable of this name.
  func watch(_ name: String, of object: NetworkObject) {
    variables[variable(name, of: object)].isConstant = true
  }

  /// Makes `value` what the variable `index` stands for from here on.
  ///
  /// - Returns: False if the function has read the variable as a number that is
  ///   known, which it would not be the next time.
  func write(_ index: Int, _ value: Traced) -> Bool {
    let old = variables[index].state.peek(at: variables[index].slot)
    if variables[index].isConstant, case .number? = old { return false }
    variables[index].current = value
    variables[index].isWritten = true
    return true
  }

  /// Whether the function has read or set the variable `name` of `object`.
  func knows(_ name: String, of object: NetworkObject) -> Bool {
    variables.contains { $0.state === object.state && $0.name == name }
  }

  /// The stand-in of a tensor from elsewhere.
  func capture(_ tensor: Tensor) throws(LuaRaise) -> ProgramTensor {
    let known = captured.first { $0.tensor.isSameView(as: tensor) }
    if let known { return known.value }
    let value = try input(tensor)
    captured.append((tensor, value, inputCount - 1))
    return value
  }

  /// The stand-in of an argument of a kernel: the plan is given a tensor, or a
  /// number, in each run.
  func argument(
    _ value: Operand, named name: String?
  ) throws(LuaRaise) -> Traced {
    switch value {
    case .tensor(let tensor):
      let result = try input(tensor, named: name)
      arguments.append(.tensor(input: inputCount - 1))
      return .tensor(result)
    case .scalar(let scalar):
      let number = builder.numberInput(scalar.kind, named: name)
      arguments.append(.number(number))
      return .number(number)
    }
  }

  /// The stand-in of a tensor that the plan is given in each run.
  func input(
    _ tensor: Tensor, named name: String? = nil
  ) throws(LuaRaise) -> ProgramTensor {
    let value = try raising { () throws(TensorError) in
      try builder.input(like: tensor, named: name)
    }
    inputCount += 1
    return value
  }
}

/// What stands for a value that isn't known while a function is traced.
enum Traced {
  case tensor(ProgramTensor)
  case selection(ProgramSelection)
  case sparse(ProgramSparse)
  case sparseSelection(ProgramSparseSelection)
  /// The value of selected elements that are going to change.
  case block(ProgramBlock)
  case number(ProgramNumber)
  /// A number that is known after all.
  case constant(Scalar)
}

/// A stand-in, as Lua sees it.
struct TracedValue {
  let tracer: Tracer
  let content: Traced
}

/// A state variable that a traced function reads or sets.
struct TracedVariable {
  /// Where the value comes from in each run.
  enum Source {
    case tensor(input: Int)
    case number(ProgramNumber)
  }

  weak var object: NetworkObject?
  let state: StateVariables
  let name: String
  let slot: Int

  /// What it was when the function was traced.
  let revision: Int

  /// Where its value comes from, if the plan reads it.
  var source: Source?

  /// Whether the function got its value as it was then.
  var isConstant = false

  /// What it stands for where the function is.
  var current: Traced?

  var isWritten = false

  /// What the text of a plan calls it: `exc.voltage`.
  var label: String {
    object.map { "\($0.tag).\(name)" } ?? name
  }
}

extension Scalar {
  /// What kind of number it is.
  var kind: ProgramNumber.Kind {
    switch self {
    case .bool: .bool
    case .integer: .integer
    case .float: .float
    }
  }
}
