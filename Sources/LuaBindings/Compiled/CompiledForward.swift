import SpikingNetworks
import Tensors

/// A `forward` as a plan: runs one iteration's work of a behavior on an object
/// without entering Lua.
final class CompiledForward {
  /// The inputs that state variables give.
  @exclusivity(unchecked) private var inputs: [Input] = []

  /// Numbers that state variables give in each run.
  private var numbers:
    [(state: StateVariables, slot: Int, number: PlanNumber)] =
      []

  /// State variables whose values went into the plan as they were.
  private var constants: [Constant] = []

  /// The state variables that are set after each run.
  private let writes: [Write]

  /// Tensors that are inputs in each run, kept alive.
  private let captured: [Tensor]

  private let plan: Plan

  /// Whose the variables are. An object holds its behaviors, so these hold no
  /// object.
  private let objects: [Owner]

  private struct Owner {
    weak var object: NetworkObject?
    let state: StateVariables
  }

  /// Whether Lua has yet to see what was set.
  @exclusivity(unchecked) private(set) var isDirty = false

  /// The time, in calls of Lua, at which all that was read in Lua was found
  /// unchanged.
  @exclusivity(unchecked) var checkedTime = -1

  private struct Constant {
    let state: StateVariables
    let slot: Int
    let name: String
    let revision: Int
  }

  private struct Input {
    let state: StateVariables
    let slot: Int
    let index: Int
    var revision: Int
  }

  private struct Write {
    let state: StateVariables
    let slot: Int
    let name: String
    let value: Value

    enum Value {
      case output(Int)
      case number(PlanNumber)
      case constant(Scalar)
    }
  }

  /// Makes the plan of what was traced.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  init(_ tracer: Tracer) throws(TensorError) {
    var writes: [Write] = []
    var outputs: [PlanTensor] = []
    for variable in tracer.variables {
      let (state, slot) = (variable.state, variable.slot)
      switch variable.source {
      case .tensor(let index):
        inputs.append(
          Input(state: state, slot: slot, index: index, revision: -1))
      case .number(let number): numbers.append((state, slot, number))
      case nil: break
      }
      if variable.isConstant {
        constants.append(
          Constant(
            state: state, slot: slot, name: variable.name,
            revision: variable.revision))
      }
      guard variable.isWritten, let current = variable.current else { continue }
      let value: Write.Value
      switch current {
      case .tensor(let tensor):
        value = .output(outputs.count)
        outputs.append(tensor)
      case .number(let number): value = .number(number)
      case .constant(let scalar): value = .constant(scalar)
      case .selection, .block, .sparse, .sparseSelection:
        preconditionFailure("only values are stored")
      }
      writes.append(
        Write(state: state, slot: slot, name: variable.name, value: value))
    }
    self.writes = writes
    objects = tracer.variables.map { Owner(object: $0.object, state: $0.state) }
    captured = tracer.captured.map(\.tensor)
    plan = try tracer.builder.makePlan(outputs: outputs)
    for (tensor, _, input) in tracer.captured {
      _ = plan.bind(tensor, as: input)
    }
  }

  /// The number of the plan's steps.
  var stepCount: Int { plan.stepCount }

  /// Gets the plan's inputs ready; false if the plan isn't good for them.
  @inline(__always)
  func prepare() -> Bool {
    for index in constants.indices
    where constants[index].state.revision(at: constants[index].slot)
      != constants[index].revision
    { return false }
    var isRebound = false
    for index in inputs.indices {
      let revision = inputs[index].state.revision(at: inputs[index].slot)
      if revision == inputs[index].revision { continue }
      let number = inputs[index].index
      let isBound = inputs[index].state.withTensor(at: inputs[index].slot) {
        plan.bind($0, as: number)
      }
      guard isBound else { return false }
      inputs[index].revision = revision
      isRebound = true
    }
    if isRebound, !plan.isSharingAsMade { return false }
    for (state, slot, number) in numbers {
      guard case .number(let value)? = state.peek(at: slot),
        value.kind == number.kind
      else { return false }
      plan.set(number, to: value)
    }
    return true
  }

  /// Runs the plan and sets the state variables.
  ///
  /// - Precondition: `prepare()` has returned true, and nothing happened since.
  func run() throws(TensorError) {
    if let first = inputs.first, first.state.isTraced { noteReads() }
    try plan.run()
    for index in writes.indices {
      let value: StateValue =
        switch writes[index].value {
        case .output(let output): .tensor(plan.output(output))
        case .number(let number): .number(plan.value(of: number))
        case .constant(let scalar): .number(scalar)
        }
      writes[index].state.setValue(at: writes[index].slot, to: value)
    }
    isDirty = isDirty || !writes.isEmpty
  }

  /// The numbers that went into the plan and have changed since.
  var changedNumbers: [(NetworkObject, String)] {
    constants.compactMap { constant in
      guard let object = owner(of: constant.state),
        constant.state.revision(at: constant.slot) != constant.revision,
        case .number? = constant.state.peek(at: constant.slot)
      else { return nil }
      return (object, constant.name)
    }
  }

  /// Tells Lua's copies of what was set.
  func tell(_ store: (String, StateValue?, NetworkObject) -> Void) {
    isDirty = false
    for write in writes {
      guard let object = owner(of: write.state) else { continue }
      store(write.name, write.state.peek(at: write.slot), object)
    }
  }

  private func owner(of state: StateVariables) -> NetworkObject? {
    objects.first { $0.state === state }?.object
  }

  /// Tells those who trace what the plan reads.
  private func noteReads() {
    for input in inputs { _ = input.state.value(at: input.slot) }
  }
}
