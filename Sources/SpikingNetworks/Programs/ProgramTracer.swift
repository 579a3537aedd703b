import Programs
import Tensors

/// Makes a program of what behaviors do: knows what the state variables stand
/// for, which of them are read, and which are set.
public final class ProgramTracer {
  /// Records the operations.
  public let builder: ProgramBuilder

  /// Where scripts run that have copies of the variables; nil if none has.
  var host: TraceHost?

  /// Where the memory of its plan comes from.
  public let pool: MemoryPool

  /// The state variables that are read or set, each once.
  public private(set) var variables: [TracedVariable] = []

  /// Tensors from elsewhere, with what stands for each and the number of the
  /// program's input.
  public private(set) var captured:
    [(tensor: Tensor, value: ProgramTensor, input: Int)] = []

  /// Whether a variable was found to be a number that changes, after it had gone
  /// into the program as it was: it must be made anew.
  public private(set) var isIncomplete = false

  /// Where the `forward` of the behavior begins that is being traced, such as
  /// "model.lua:10".
  public var definition: String?

  /// The behavior that is being traced; nil outside of networks.
  public internal(set) var entry: ScheduledBehavior?

  /// The number of the iteration, if a part asks for it.
  private(set) var iteration: ProgramNumber?

  /// What must be as it is now for the program to be good: how the parts of
  /// successions are related.
  var relations: [KnownRelation] = []

  /// What follows assignments to the memory of tensors, where that was decided.
  var followings: [(of: ProgramTensor, followers: [ProgramTensor])] = []

  /// The successions of which parts were set, by their numbers, without a look at
  /// who follows now.
  var undecided: [(state: StateVariables, number: Int)] = []

  /// Copies that were made, for whoever asks later whether what they are of has
  /// changed since.
  var copies: [(of: ProgramTensor, copy: ProgramTensor)] = []

  private var inputCount = 0
  private var settingCount = 0

  /// Begins a program.
  public init(pool: MemoryPool) {
    self.pool = pool
    builder = ProgramBuilder(pool: pool)
  }

  // MARK: Variables

  /// The number of the variable `name` of `object` among those that are known.
  public func variable(_ name: String, of object: NetworkObject) -> Int {
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

  /// The number of the field `name` of the behavior that is being traced, whose
  /// fields that change are `fields`, among the variables that are known.
  ///
  /// - Precondition: A behavior is being traced.
  public func field(_ name: String, in fields: StateVariables) -> Int {
    let known = variables.firstIndex { $0.state === fields && $0.name == name }
    if let known { return known }
    guard let entry, let behavior = entry.behavior as? any TracedBehavior else {
      preconditionFailure("a field is read while its behavior is traced")
    }
    let slot = fields.slot(of: name)
    variables.append(
      TracedVariable(
        object: entry.object, behavior: behavior, state: fields, name: name,
        slot: slot, revision: fields.revision(at: slot)))
    return variables.count - 1
  }

  /// Whether a program that can't be made is to be tried anew: what it was made of
  /// was found to change, or numbers that scripts set again and again must be
  /// known, which they are then.
  public func mustStartAgain() -> Bool {
    for variable in variables {
      guard case .number? = variable.source else { continue }
      if variable.state.keepKnown(variable.slot) { isIncomplete = true }
    }
    return isIncomplete
  }

  /// Has the program be made anew, for what it was made of was found to change.
  public func noteIncomplete() { isIncomplete = true }

  /// As that, for a variable that was looked up.
  ///
  /// - Throws: `NetworkError.networkReleased` if nobody has it any more.
  func variable(_ variable: StateVariable) throws(NetworkError) -> Int {
    guard let object = variable.state.owner else {
      throw .networkReleased(object: variable.label)
    }
    return self.variable(variable.name, of: object)
  }

  /// Whether the variable `name` of `object` has been read or set.
  public func knows(_ name: String, of object: NetworkObject) -> Bool {
    variables.contains { $0.state === object.state && $0.name == name }
  }

  /// What the variable `index` stands for at this point: nil if it is neither a
  /// tensor nor a number that changes; then its value goes into the program.
  ///
  /// - Parameters:
  ///   - index: A number from `variable(_:of:)`.
  ///   - isLive: Whether a number may change even if it never has.
  /// - Returns: What stands for it.
  /// - Throws: `TensorError.planTooLong`.
  public func read(
    _ index: Int, isLive: Bool = false
  ) throws(TensorError) -> ProgramValue? {
    if let value = variables[index].current { return value }
    let (state, slot) = (variables[index].state, variables[index].slot)
    let value: ProgramValue
    switch state.peek(at: slot) {
    case .tensor(let tensor)?:
      value = .tensor(try input(tensor, named: variables[index].label))
      variables[index].source = .tensor(input: inputCount - 1)
    case .number(let number)? where isLive || state.isChanging(slot):
      let input = builder.numberInput(
        number.kind, named: variables[index].label)
      value = .number(input)
      variables[index].source = .number(input)
    case .sparse(let matrix)?:
      // The program is made for this matrix.
      variables[index].isConstant = true
      value = .sparse(
        ProgramSparse(
          matrix,
          values: try capture(matrix.values, named: variables[index].label)))
    default:
      variables[index].isConstant = true
      return nil
    }
    variables[index].current = value
    return value
  }

  /// Records that there is no variable of this name.
  public func watch(_ name: String, of object: NetworkObject) {
    variables[variable(name, of: object)].isConstant = true
  }

  /// Makes `value` what the variable `index` stands for from here on.
  ///
  /// - Returns: False if its number has gone into the program, which it would
  ///   not be the next time: the program must be made anew.
  /// - Throws: `TensorError.planTooLong`.
  public func write(
    _ index: Int, _ value: ProgramValue
  ) throws(TensorError) -> Bool {
    let (state, slot) = (variables[index].state, variables[index].slot)
    if variables[index].isConstant, case .number? = state.peek(at: slot) {
      state.noteChanging(slot)
      isIncomplete = true
      return false
    }
    if state.role(ofSlot: slot) == .value, case .tensor(let tensor) = value,
      case .tensor(let old)? = try read(index), old.isSameView(as: tensor)
    {
      // Set to itself, as in `v = v:clamp_(0, 1)`, it stays what is followed.
      return true
    }
    try beginSetting(index)
    settingCount += 1
    variables[index].current = value
    variables[index].settings.removeAll { $0.part == builder.part }
    variables[index].settings.append((builder.part, settingCount, value))
    endSetting(index)
    return true
  }

  // MARK: Other values

  /// The number of the iteration.
  public func currentIteration() -> ProgramNumber {
    if let iteration { return iteration }
    let number = builder.numberInput(.integer, named: "iteration")
    iteration = number
    return number
  }

  /// What stands for a tensor from elsewhere; `name` is what the text of the
  /// program calls it.
  ///
  /// - Throws: `TensorError.planTooLong`.
  public func capture(
    _ tensor: Tensor, named name: String? = nil
  ) throws(TensorError) -> ProgramTensor {
    let known = captured.first { $0.tensor.isSameView(as: tensor) }
    if let known { return known.value }
    let value = try input(tensor, named: name)
    captured.append((tensor, value, inputCount - 1))
    return value
  }

  /// What stands for a tensor that the program is given in each run, as the
  /// input `inputCount - 1`.
  ///
  /// - Throws: `TensorError.planTooLong`.
  private func input(
    _ tensor: Tensor, named name: String? = nil
  ) throws(TensorError) -> ProgramTensor {
    let value = try builder.input(like: tensor, named: name)
    inputCount += 1
    return value
  }

  /// What stands for a tensor that whoever runs the program gives, and the
  /// number of the input.
  ///
  /// - Throws: `TensorError.planTooLong`.
  public func argument(
    _ tensor: Tensor, named name: String?
  ) throws(TensorError) -> (value: ProgramTensor, input: Int) {
    let value = try input(tensor, named: name)
    return (value, inputCount - 1)
  }
}
