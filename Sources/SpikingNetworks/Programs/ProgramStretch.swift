import Programs
import Tensors

/// Neighbors in the order of a network as one program: runs one iteration's work
/// of all of them without calling any.
///
/// What an iteration reads lies in plain lists, for to count references would
/// take longer than a small network's arithmetic.
public final class ProgramStretch {
  /// The behaviors, in order.
  let entries: [ScheduledBehavior]

  /// Whether each behavior would be traced in the same way; of those that always
  /// would, nothing.
  private let checks: [any TraceCheck]

  /// How the parts of successions must be related.
  let relations: RawList<Relation>

  /// The parts of the program that were made for that.
  let relatedParts: Set<Int>

  /// Whether a behavior was initialized since, so that it must be made anew.
  @exclusivity(unchecked) private(set) var isStale = false

  /// Where the `forward` of each begins that was traced: "model.lua:10".
  private let definitions: [String?]

  /// Where scripts run that decide about it.
  let host: TraceHost?

  /// The host's time at which all that was read in scripts was found unchanged.
  @exclusivity(unchecked) private var checkedTime = -1

  /// The inputs that state variables give.
  let inputs: RawList<Input>

  /// Numbers that state variables give in each run.
  let numbers: RawList<NumberInput>

  /// The number of the iteration, if a part reads it.
  let iteration: ProgramNumber?

  /// State variables whose values went into the plan as they were.
  let constants: RawList<Constant>

  /// The state variables that are set after each run.
  let writes: RawList<Write>

  /// Those that are set if a later part fails: what is set again behind that.
  private let earlierWrites: [Write]

  /// What is set that is no tensor, by the number of the write.
  let otherValues: [ProgramValue]

  /// The outputs that are inputs under another name, and their memory: setting
  /// one variable must not release what another one is set to.
  private let passedOn: RawList<Int>
  @exclusivity(unchecked) private var held: [Storage?]

  /// Tensors that are inputs in each run, by the numbers of these, kept alive.
  let captured: [Int: Tensor]

  /// What runs.
  public let plan: Plan

  /// Whose the variables are. An object holds its behaviors, so these hold no
  /// object.
  let owners: [Owner]

  /// The variables of one of the objects: those of all are watched together.
  private let first: Unmanaged<StateVariables>?

  /// Where it runs if not on the processor.
  let placement: DevicePlacement?

  /// What runs there, once it was made; and why the processor runs it, if it does.
  @exclusivity(unchecked) var there: DeviceStretch?
  @exclusivity(unchecked) var reasonForHost: String?

  /// The memory of variables that it sets.
  let pool: MemoryPool

  /// Whether copies of the variables have yet to be told what was set.
  @exclusivity(unchecked) var isDirty = false

  /// Makes the plan of what was traced.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  init(
    _ tracer: ProgramTracer, entries: [ScheduledBehavior],
    checks: [any TraceCheck], definitions: [String?],
    placement: DevicePlacement?
  ) throws(TensorError) {
    (self.placement, pool) = (placement, tracer.pool)
    self.entries = entries
    self.checks = checks
    self.definitions = definitions
    relations = RawList(tracer.relations.map(Relation.init))
    relatedParts = Set(tracer.relations.flatMap(\.askers))
    host = checks.first?.host ?? tracer.host
    var inputs: [Input] = []
    var numbers: [NumberInput] = []
    var constants: [Constant] = []
    var (last, earlier): ([Write], [Write]) = ([], [])
    var outputs: [ProgramTensor] = []
    var others: [ProgramValue] = []
    for (owner, variable) in tracer.variables.enumerated() {
      let (state, slot) = (
        Unmanaged.passUnretained(variable.state), variable.slot
      )
      switch variable.source {
      case .tensor(let index):
        // Who follows whom depends on whether a tensor is all of its memory.
        let isAny = variable.state.succession(ofSlot: slot) == nil
        let tensor = variable.state.tensor(at: slot)
        inputs.append(
          Input(
            state: state, slot: slot, index: index,
            byteCount: isAny ? -1 : tensor?.pointee.storage.byteCount ?? -1,
            revision: -1))
      case .number(let number):
        numbers.append(NumberInput(state: state, slot: slot, number: number))
      case nil: break
      }
      if variable.isConstant {
        constants.append(
          Constant(
            state: state, slot: slot, owner: owner,
            revision: variable.revision))
      }
      for (place, setting) in variable.settings.enumerated() {
        let isLast = place == variable.settings.count - 1
        let next = isLast ? nil : variable.settings[place + 1].part
        if let next, !tracer.builder.mayFail(in: setting.part + 1...next) {
          continue
        }
        let write: Write
        let role = variable.state.role(ofSlot: slot)
        if case .tensor(let tensor) = setting.value {
          write = Write(
            state: state, slot: slot, owner: owner, part: setting.part,
            index: outputs.count, isOutput: true, role: role,
            order: setting.order)
          outputs.append(tensor)
        } else {
          write = Write(
            state: state, slot: slot, owner: owner, part: setting.part,
            index: others.count, isOutput: false, role: role,
            order: setting.order)
          others.append(setting.value)
        }
        if isLast { last.append(write) } else { earlier.append(write) }
      }
    }
    self.inputs = RawList(inputs)
    self.numbers = RawList(numbers)
    self.constants = RawList(constants)
    // Of a variable and its next value, the one that is set later counts.
    writes = RawList(last.sorted { $0.order < $1.order })
    earlierWrites = earlier
    for (index, number) in ProgramStretch.endings(tracer, writes) {
      writes.pointer[index].settles = number
    }
    otherValues = others
    iteration = tracer.iteration
    owners = tracer.variables.map {
      Owner(
        object: $0.object, behavior: $0.behavior,
        isField: $0.behavior != nil, state: $0.state, name: $0.name,
        label: $0.label)
    }
    first = tracer.variables.first { $0.behavior == nil }
      .map { .passUnretained($0.state) }
    captured = Dictionary(
      uniqueKeysWithValues: tracer.captured.map { ($0.input, $0.tensor) })
    plan = try tracer.builder.finish(outputs: outputs)
      .makePlan(in: tracer.pool)
    let passed = outputs.indices.filter { outputs[$0].isInput }
    passedOn = RawList(passed)
    held = passed.map { _ in nil }
    for (tensor, _, input) in tracer.captured {
      _ = plan.bind(tensor, as: input)
    }
    for (part, entry) in entries.enumerated() {
      plan.draw(from: entry.random, in: part)
    }
    checkedTime = host?.time ?? -1
  }

  deinit {
    passedOn.deallocate()
    inputs.deallocate()
    numbers.deallocate()
    constants.deallocate()
    writes.deallocate()
    relations.deallocate()
  }

  /// Has the stretch be made anew before it runs again.
  func expire() { isStale = true }

  // MARK: Running

  /// Runs the plan and sets the state variables; returns false if nothing has
  /// happened because the program must be made anew.
  ///
  /// - Throws: `StretchFailure`; then the parts before the one that failed have
  ///   done their work.
  @inline(__always)
  func run(iteration number: Int) throws -> Bool {
    guard let host else {
      guard prepare(number) else {
        noteChangingNumbers(byScripts: false)
        return false
      }
      try runPrepared(number)
      tellListeners()
      return true
    }
    if checkedTime == host.time {
      guard prepare(number) else {
        // Nothing in scripts has changed, so numbers of the engine's have.
        noteChangingNumbers(byScripts: false)
        return false
      }
    } else {
      guard try isUnchanged() else { return false }
      guard prepare(number) else {
        noteChangingNumbers(byScripts: true)
        return false
      }
      checkedTime = host.time
    }
    host.willRun()
    defer { host.didRun() }
    let wasDirty = isDirty
    try runPrepared(number)
    if isDirty, !wasDirty { host.hasSet(self) }
    return true
  }

  /// Whether the program is good for the iteration of this number; then its inputs
  /// are ready.
  ///
  /// - Throws: What looking at scripts throws.
  func isReady(iteration number: Int) throws -> Bool {
    guard try isUnchanged() else { return false }
    return prepare(number)
  }

  private func isUnchanged() throws -> Bool {
    for check in checks where try !check.isUnchanged() { return false }
    return true
  }

  /// Gets the plan's inputs ready; false if the plan isn't good for them.
  @inline(__always)
  private func prepare(_ iterationNumber: Int) -> Bool {
    if isStale { return false }
    for index in 0..<relations.count where !relations[index].isAsKnown {
      return false
    }
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
          plan.bind(tensor, as: input.index),
          input.byteCount < 0
            || tensor.pointee.storage.byteCount == input.byteCount
        else { return false }
        inputs.pointer[index].revision = revision
        isRebound = true
        return true
      }
      guard isGood else { return false }
    }
    if isRebound, !plan.isSharingAsMade {
      // Whoever tries again must look again.
      for index in 0..<inputs.count { inputs.pointer[index].revision = -1 }
      return false
    }
    if let iteration { plan.set(iteration, to: .integer(iterationNumber)) }
    for index in 0..<numbers.count {
      let input = numbers[index]
      let value = input.state._withUnsafeGuaranteedRef {
        $0.peek(at: input.slot)
      }
      guard case .number(let value)? = value, value.kind == input.number.kind
      else { return false }
      plan.set(input.number, to: value)
    }
    return true
  }

  /// - Precondition: `prepare` has returned true, and nothing happened since.
  private func runPrepared(_ number: Int) throws {
    if let first, first._withUnsafeGuaranteedRef({ $0.isTraced }) {
      noteReads()
    }
    if let placement {
      do {
        if try placement.run(self, iteration: number) { return }
      } catch let error as TensorError {
        throw placed(error, in: 0, at: nil)
      }
    }
    do throws(TensorError) {
      try plan.run()
    } catch {
      throw failure(error)
    }
    try placement?.check()
    for index in 0..<passedOn.count {
      held[index] = plan.outputStorage(passedOn[index])
    }
    for index in 0..<writes.count {
      let write = writes[index]
      write.state._withUnsafeGuaranteedRef { state in
        if write.isOutput, write.revision == state.revision(at: write.slot) {
          // It is still the tensor of the last run, with the same layout.
          state.setStorageInOrder(
            at: write.slot, to: plan.outputStorage(write.index), write.role)
        } else {
          state.setInOrder(at: write.slot, to: value(of: write), write.role)
        }
        if write.settles >= 0 { state.endSettings(of: write.settles) }
        writes.pointer[index].revision = state.revision(at: write.slot)
      }
    }
    if writes.count > 0 { isDirty = true }
  }

  /// The error of the part that failed; what those before it have set is set.
  private func failure(_ error: TensorError) -> StretchFailure {
    let part = plan.failedPart
    // Of settings of one variable, the last one that was done counts.
    var done: [Int: Write] = [:]
    for write in earlierWrites + (0..<writes.count).map({ writes[$0] })
    where write.part < part {
      if let known = done[write.owner], known.order > write.order { continue }
      done[write.owner] = write
    }
    let values = done.values.sorted { $0.order < $1.order }
      .map { ($0, value(of: $0)) }
    for (write, value) in values {
      write.state.takeUnretainedValue().setValue(at: write.slot, to: value)
    }
    if !values.isEmpty {
      let wasDirty = isDirty
      isDirty = true
      if !wasDirty { host?.hasSet(self) }
    }
    return placed(error, in: part, at: plan.failedPosition)
  }

  /// An error of a part, at a position or where the part begins.
  private func placed(
    _ error: TensorError, in part: Int, at position: String?
  ) -> StretchFailure {
    // What the library does is written nowhere.
    guard let definition = definitions[part], !error.isInterruption else {
      return StretchFailure(part: part, underlying: error)
    }
    return StretchFailure(
      part: part,
      underlying: PlacedFailure(
        position: position ?? definition, underlying: error))
  }

  private func value(of write: Write) -> StateValue {
    if write.isOutput { return .tensor(plan.output(write.index)) }
    switch otherValues[write.index] {
    case .number(let number): return .number(plan.value(of: number))
    case .constant(let scalar): return .number(scalar)
    case .sparse(let matrix): return .sparse(matrix.matrix)
    case .tensor: preconditionFailure("a tensor is an output")
    }
  }
}

extension TensorError {
  /// Whether somebody asked for it.
  fileprivate var isInterruption: Bool {
    if case .interrupted = self { return true }
    return false
  }
}
