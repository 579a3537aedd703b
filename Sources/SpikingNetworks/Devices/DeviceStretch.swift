import Devices
import Programs
import Tensors

/// A stretch on a device.
///
/// State variables are on both sides: the memory of each has a `RemoteCopy` as long as
/// the device knows what it contains. Who asks for the memory's address, as all do that
/// read or write, has it fetched if need be, and the copy is gone; so before a run, what
/// has none is written to the device, and behind it, what was changed is newer there.
final class DeviceStretch {
  /// Why a stretch can't run on a device, besides what its kernels do.
  struct Refusal: Error {
    /// The parts that it is about; none if it is about all.
    let parts: Set<Int>
    let reason: String
  }

  let program: DeviceProgram
  let placement: DevicePlacement
  let pool: MemoryPool

  /// What the program is given, each memory once.
  private(set) var inputs: [Input] = []

  /// What state variables are set to, in the order of the writes.
  private(set) var outputs: [Output] = []

  /// Memory that the program is given.
  struct Input {
    /// The number of the input.
    let index: Int
    /// The input of the stretch that gives it; nil if it is the same tensor always.
    let variable: Int?
    let captured: Tensor?
    /// Whether elements of it are changed, and it isn't replaced.
    let isChanged: Bool
    let copy: RemoteCopy
  }

  /// What a state variable is set to.
  struct Output {
    /// The number of the output.
    let index: Int
    /// The number among `inputs` of the memory that it is.
    let input: Int?
    /// An earlier one that is the same memory.
    let twin: Int?
    /// The input that it replaces, if elements of that are changed before.
    let changed: Int?
    let copy: RemoteCopy
    /// New memory for it in this run; nil if the variable's own serves.
    var storage: Storage?
    /// The memory that the variable had, if somebody else has it too and sees that it
    /// is changed.
    var left: Storage?
  }

  /// - Throws: `DeviceError`, `Refusal`.
  init(
    _ stretch: ProgramStretch, in placement: DevicePlacement, pool: MemoryPool
  ) throws {
    if stretch.relations.count > 0 {
      throw Refusal(
        parts: stretch.relatedParts,
        reason: "it has variables with a next value")
    }
    for index in 0..<stretch.writes.count
    where !stretch.writes[index].isOutput {
      let write = stretch.writes[index]
      throw Refusal(
        parts: [write.part],
        reason:
          "\(stretch.owners[write.owner].label) is set to what is no tensor in"
          + " each iteration")
    }
    (self.placement, self.pool) = (placement, pool)
    let tensors = try stretch.inputTensors
    program = try DeviceProgram(
      stretch.plan.program, on: placement.device, tensors,
      carrying: stretch.carried)
    for (part, entry) in stretch.entries.enumerated() {
      program.draw(from: entry.random, in: part)
    }
    addInputs(stretch, tensors)
    addOutputs(stretch)
    program.remote = placement.remote
  }

  private func addInputs(_ stretch: ProgramStretch, _ tensors: [Tensor]) {
    var variables: [Int: Int] = [:]
    for place in 0..<stretch.inputs.count {
      variables[stretch.inputs[place].index] = place
    }
    var cells: Set<Int> = []
    for index in tensors.indices
    where cells.insert(program.inputCell(index)).inserted {
      let (variable, storage) = (variables[index], tensors[index].storage)
      let copy = program.copy(ofInput: index, in: placement.remote)
      // The program was made with what is there now.
      if storage.isOwn { storage.attach(copy) }
      placement.work.bytesWritten += storage.byteCount
      inputs.append(
        Input(
          index: index, variable: variable,
          captured: variable == nil ? tensors[index] : nil,
          isChanged: program.isChanged(index) && !program.isReplaced(index),
          copy: copy))
    }
  }

  private func addOutputs(_ stretch: ProgramStretch) {
    for place in 0..<stretch.writes.count {
      let write = stretch.writes[place]
      let cell = program.outputCell(write.index)
      // The variable is an input, of which the device has the next value.
      let before = inputs.first { input in
        guard let variable = input.variable else { return false }
        let source = stretch.inputs[variable]
        return source.slot == write.slot
          && source.state.toOpaque() == write.state.toOpaque()
          && program.isReplaced(input.index)
      }
      outputs.append(
        Output(
          index: write.index,
          input: inputs.firstIndex {
            program.inputCell($0.index) == cell && !program.isReplaced($0.index)
          },
          twin: outputs.firstIndex { program.outputCell($0.index) == cell },
          changed: before.flatMap {
            program.isChanged($0.index) ? $0.index : nil
          },
          copy: before?.copy
            ?? program.copy(ofOutput: write.index, in: placement.remote)))
    }
  }

  // MARK: Running

  /// Has the device run an iteration, and sets the state variables. Nobody waits.
  ///
  /// - Throws: `DeviceError`; `.wrongInput` if the program must be made anew, before
  ///   anything was done. `TensorError.outOfMemory`.
  func run(_ stretch: ProgramStretch, iteration: Int) throws {
    try writeInputs(stretch)
    try prepareOutputs(stretch)
    for index in 0..<stretch.numbers.count {
      let input = stretch.numbers[index]
      let value = input.state.takeUnretainedValue().peek(at: input.slot)
      if case .number(let number)? = value {
        program.set(input.number, to: number)
      }
    }
    if let number = stretch.iteration {
      program.set(number, to: .integer(iteration))
    }
    try program.run()
    placement.work.launches += program.launchCount
    try noteChanges(stretch)
    try takeLeftInputs()
    set(stretch)
  }

  /// The tensor of an input.
  func tensor(
    _ input: Input, _ stretch: ProgramStretch
  ) throws(DeviceError) -> Tensor {
    if let captured = input.captured { return captured }
    guard let variable = input.variable else {
      preconditionFailure("an input is captured or a variable")
    }
    let source = stretch.inputs[variable]
    guard
      let tensor = source.state.takeUnretainedValue().tensor(at: source.slot)
    else {
      throw .wrongInput(
        index: input.index, expected: "a tensor", found: "no tensor")
    }
    return tensor.pointee
  }

  /// Writes what the device doesn't have.
  private func writeInputs(_ stretch: ProgramStretch) throws(DeviceError) {
    for input in inputs {
      let tensor = try tensor(input, stretch)
      if tensor.storage.copy === input.copy { continue }
      try program.check(tensor, input.index)
      // Who else has what is there now, keeps it.
      DeviceStretch.settle(input.copy)
      try program.write(tensor, input.index)
      placement.work.bytesWritten += tensor.storage.byteCount
      if tensor.storage.isOwn { tensor.storage.attach(input.copy) }
    }
  }

  /// Has each variable that is set keep its memory, if nobody else has that, or have
  /// other memory ready.
  private func prepareOutputs(
    _ stretch: ProgramStretch
  ) throws(TensorError) {
    for place in outputs.indices {
      let output = outputs[place]
      outputs[place].storage = nil
      if output.input != nil || output.twin != nil { continue }
      let write = stretch.writes[place]
      let state = write.state.takeUnretainedValue()
      if write.revision == state.revision(at: write.slot),
        state.has(output.copy, at: write.slot),
        state.values.hasSoleStorage(write.slot)
      {
        continue
      }
      // Who else has what the variable was, keeps it.
      DeviceStretch.settle(output.copy)
      if output.changed != nil {
        outputs[place].left = state.tensor(at: write.slot)?.pointee.storage
      }
      outputs[place].storage = try program.newStorage(
        forOutput: output.index, in: pool)
    }
  }

  /// Takes note of what the device has that is newer.
  private func noteChanges(_ stretch: ProgramStretch) throws(DeviceError) {
    for input in inputs where input.isChanged {
      let storage = try tensor(input, stretch).storage
      if storage.copy === input.copy {
        input.copy.isNewer = true
      } else {
        // Memory that is lent is changed behind the back of whoever lends it.
        try program.readInput(input.index, into: storage.ownBytes)
        placement.work.bytesRead += storage.byteCount
      }
    }
  }

  /// Has whoever has the memory that a variable had before see what was made of it.
  private func takeLeftInputs() throws(DeviceError) {
    for place in outputs.indices {
      guard let left = outputs[place].left, let index = outputs[place].changed
      else { continue }
      outputs[place].left = nil
      left.detach()
      try program.readLeftInput(index, into: left.ownBytes)
      placement.work.bytesRead += left.byteCount
    }
  }

  /// Sets the state variables, and tells of it.
  private func set(_ stretch: ProgramStretch) {
    for place in outputs.indices {
      let (write, output) = (stretch.writes[place], outputs[place])
      let state = write.state.takeUnretainedValue()
      if let storage = storage(of: place, stretch) {
        state.setInOrder(
          at: write.slot,
          to: .tensor(
            Tensor(
              layoutOf: program.outputLayout(output.index), storage: storage)),
          write.role)
      } else {
        output.copy.isNewer = true
        state.touch(at: write.slot)
      }
      if write.settles >= 0 { state.endSettings(of: write.settles) }
      stretch.writes.pointer[place].revision = state.revision(at: write.slot)
    }
    if stretch.writes.count > 0 { stretch.isDirty = true }
  }

  /// The memory that a variable gets; nil if it keeps its own.
  private func storage(of place: Int, _ stretch: ProgramStretch) -> Storage? {
    let output = outputs[place]
    if let input = output.input {
      return try? tensor(inputs[input], stretch).storage
    }
    if let twin = output.twin {
      let write = stretch.writes[twin]
      return write.state.takeUnretainedValue().tensor(at: write.slot)?.pointee
        .storage
    }
    guard let storage = output.storage else { return nil }
    outputs[place].storage = nil
    output.copy.isNewer = true
    storage.attach(output.copy)
    return storage
  }

  // MARK: Leaving

  /// Has whoever has a copy have its contents.
  private static func settle(_ copy: RemoteCopy) {
    copy.holder?.takeUnretainedValue().settle()
  }

  /// Fetches all that is newer on the device.
  func settle() {
    for input in inputs { DeviceStretch.settle(input.copy) }
    for output in outputs { DeviceStretch.settle(output.copy) }
    program.settleLines()
  }

  /// Whoever still has a copy must have its contents: the device forgets them.
  deinit { settle() }
}

extension StateVariables {
  /// Whether the tensor in a slot has this copy.
  fileprivate func has(_ copy: RemoteCopy, at slot: Int) -> Bool {
    tensor(at: slot)?.pointee.storage.copy === copy
  }
}
