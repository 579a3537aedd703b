import SpikingNetworks
import Tensors

/// A `forward` as a plan: runs one iteration's work of a behavior on an object
/// without entering Lua.
///
/// What an iteration reads lies in plain lists, for to count references would
/// take longer than a small network's arithmetic.
final class CompiledForward {
  /// The inputs that state variables give.
  private let inputs: RawList<Input>

  /// Numbers that state variables give in each run.
  private let numbers:
    [(state: StateVariables, slot: Int, number: ProgramNumber)]

  /// State variables whose values went into the plan as they were.
  private let constants: RawList<Constant>

  /// The state variables that are set after each run.
  private let writes: RawList<Write>

  /// What is set that is no tensor, by the number of the write.
  private let otherValues: [Traced]

  /// The outputs that are inputs under another name, and their memory: setting
  /// one variable must not release what another one is set to.
  private let passedOn: RawList<Int>
  @exclusivity(unchecked) private var held: [Storage?]

  /// Tensors that are inputs in each run, kept alive.
  private let captured: [Tensor]

  private let plan: Plan

  /// Where the `forward` begins that was traced: "model.lua:10".
  var definition: String?

  /// Whose the variables are. An object holds its behaviors, so these hold no
  /// object.
  private let owners: [Owner]

  /// The variables of one of the objects: those of all are traced together.
  private let first: Unmanaged<StateVariables>?

  /// Whether Lua has yet to see what was set.
  @exclusivity(unchecked) private(set) var isDirty = false

  /// The time, in calls of Lua, at which all that was read in Lua was found
  /// unchanged.
  @exclusivity(unchecked) var checkedTime = -1

  private struct Owner {
    weak var object: NetworkObject?
    let state: StateVariables
    let name: String
  }

  private struct Input {
    let state: Unmanaged<StateVariables>
    let slot: Int
    let index: Int
    var revision: Int
  }

  private struct Constant {
    let state: Unmanaged<StateVariables>
    let slot: Int
    let owner: Int
    let revision: Int
  }

  private struct Write {
    let state: Unmanaged<StateVariables>
    let slot: Int
    let owner: Int
    /// The number of the output, or of another value.
    let index: Int
    let isOutput: Bool
    /// What the revision of the variable was after the last run.
    var revision: Int
  }

  /// Makes the plan of what was traced.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  init(_ tracer: Tracer) throws(TensorError) {
    var inputs: [Input] = []
    var numbers: [(state: StateVariables, slot: Int, number: ProgramNumber)] =
      []
    var constants: [Constant] = []
    var writes: [Write] = []
    var outputs: [ProgramTensor] = []
    var others: [Traced] = []
    for (owner, variable) in tracer.variables.enumerated() {
      let (state, slot) = (
        Unmanaged.passUnretained(variable.state), variable.slot
      )
      switch variable.source {
      case .tensor(let index):
        inputs.append(
          Input(state: state, slot: slot, index: index, revision: -1))
      case .number(let number):
        numbers.append((variable.state, slot, number))
      case nil: break
      }
      if variable.isConstant {
        constants.append(
          Constant(
            state: state, slot: slot, owner: owner,
            revision: variable.revision))
      }
      guard variable.isWritten, let current = variable.current else { continue }
      if case .tensor(let tensor) = current {
        writes.append(
          Write(
            state: state, slot: slot, owner: owner, index: outputs.count,
            isOutput: true, revision: -1))
        outputs.append(tensor)
      } else {
        writes.append(
          Write(
            state: state, slot: slot, owner: owner, index: others.count,
            isOutput: false, revision: -1))
        others.append(current)
      }
    }
    self.inputs = RawList(inputs)
    self.numbers = numbers
    self.constants = RawList(constants)
    self.writes = RawList(writes)
    otherValues = others
    owners = tracer.variables.map {
      Owner(object: $0.object, state: $0.state, name: $0.name)
    }
    first = tracer.variables.first.map { .passUnretained($0.state) }
    captured = tracer.captured.map(\.tensor)
    plan = try tracer.builder.finish(outputs: outputs)
      .makePlan(in: tracer.pool)
    let passed = outputs.indices.filter { outputs[$0].isInput }
    passedOn = RawList(passed)
    held = passed.map { _ in nil }
    for (tensor, _, input) in tracer.captured {
      _ = plan.bind(tensor, as: input)
    }
  }

  deinit {
    passedOn.deallocate()
    inputs.deallocate()
    constants.deallocate()
    writes.deallocate()
  }

  /// What the plan does, for people.
  var text: String {
    var (names, lines): ([String], [String]) = ([], [])
    for index in 0..<writes.count {
      let write = writes[index]
      let owner = owners[write.owner]
      let name = owner.object.map { "\($0.tag).\(owner.name)" } ?? owner.name
      if write.isOutput {
        names.append(name)
      } else {
        switch otherValues[write.index] {
        case .number(let number):
          lines.append("\(name) = \(plan.name(of: number))")
        case .constant(let scalar): lines.append("\(name) = \(scalar)")
        default: break
        }
      }
    }
    let steps = plan.text(outputs: names)
    return ((steps.isEmpty ? [] : [steps]) + lines).joined(separator: "\n")
  }

  /// Where the plan draws random numbers from; the behavior's entry keeps it.
  var random: RandomSource? {
    get { plan.random }
    set {
      plan.random = newValue
      hasRandom = newValue != nil
    }
  }

  /// Whether the plan knows where to draw from.
  @exclusivity(unchecked) private(set) var hasRandom = false

  /// Gets the plan's inputs ready; false if the plan isn't good for them.
  @inline(__always)
  func prepare() -> Bool {
    for index in 0..<constants.count {
      let constant = constants[index]
      let revision = constant.state._withUnsafeGuaranteedRef {
        $0.revision(at: constant.slot)
      }
      if revision != constant.revision { return false }
    }
    var isRebound = false
    for index in 0..<inputs.count {
      let input = inputs[index]
      let isGood = input.state._withUnsafeGuaranteedRef { state in
        let revision = state.revision(at: input.slot)
        if revision == input.revision { return true }
        guard let tensor = state.tensor(at: input.slot),
          plan.bind(tensor, as: input.index)
        else { return false }
        inputs.pointer[index].revision = revision
        isRebound = true
        return true
      }
      guard isGood else { return false }
    }
    if isRebound, !plan.isSharingAsMade { return false }
    if numbers.isEmpty { return true }
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
  /// - Throws: `PlacedFailure`, `TensorError.interrupted`.
  func run() throws {
    if let first, first._withUnsafeGuaranteedRef({ $0.isTraced }) {
      noteReads()
    }
    do throws(TensorError) {
      try plan.run()
    } catch .interrupted(let reason) {
      throw TensorError.interrupted(reason)
    } catch {
      throw PlacedFailure(
        position: plan.failedPosition ?? definition, underlying: error)
    }
    for index in 0..<passedOn.count {
      held[index] = plan.outputStorage(passedOn[index])
    }
    for index in 0..<writes.count {
      let write = writes[index]
      write.state._withUnsafeGuaranteedRef { state in
        if write.isOutput, write.revision == state.revision(at: write.slot) {
          // It is still the tensor of the last run, with the same layout.
          state.setStorage(
            at: write.slot, to: plan.outputStorage(write.index))
        } else {
          state.setValue(at: write.slot, to: value(of: write))
        }
        writes.pointer[index].revision = state.revision(at: write.slot)
      }
    }
    if writes.count > 0 { isDirty = true }
  }

  private func value(of write: Write) -> StateValue {
    if write.isOutput { return .tensor(plan.output(write.index)) }
    switch otherValues[write.index] {
    case .number(let number): return .number(plan.value(of: number))
    case .constant(let scalar): return .number(scalar)
    case .tensor, .selection, .block, .sparse, .sparseSelection:
      preconditionFailure("only tensors and numbers are stored")
    }
  }

  /// The numbers that went into the plan and have changed since.
  var changedNumbers: [(NetworkObject, String)] {
    (0..<constants.count).compactMap { index in
      let constant = constants[index]
      let owner = owners[constant.owner]
      guard let object = owner.object,
        owner.state.revision(at: constant.slot) != constant.revision,
        case .number? = owner.state.peek(at: constant.slot)
      else { return nil }
      return (object, owner.name)
    }
  }

  /// Tells Lua's copies of what was set.
  func tell(_ store: (String, StateValue?, NetworkObject) -> Void) {
    isDirty = false
    for index in 0..<writes.count {
      let owner = owners[writes[index].owner]
      guard let object = owner.object else { continue }
      store(owner.name, owner.state.peek(at: writes[index].slot), object)
    }
  }

  /// Tells those who trace what the plan reads.
  private func noteReads() {
    for index in 0..<inputs.count {
      _ = inputs[index].state.takeUnretainedValue()
        .value(at: inputs[index].slot)
    }
  }
}
