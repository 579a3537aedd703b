import Tensors

/// Makes a plan for the CPU of a program: decides which instructions run together
/// in one pass over memory, and in which order the passes run.
///
/// The instructions are taken one after the other. Elementwise ones join a loop
/// that is there already, where the order of what they read and write allows it
/// (`Lowering+Loops.swift`), as do those on the same selected elements
/// (`Lowering+Selections.swift`, `Lowering+Sparse.swift`). The places where a mask
/// is true are found once for all that pick by it (`Lowering+Places.swift`). At
/// the end, what one loop alone uses becomes a block of it
/// (`Lowering+Blocks.swift`).
final class Lowering {
  let program: Program

  /// The memory of each cell.
  let buffers: [PlanBuffer]

  /// The pieces of work, in order.
  private(set) var steps: [PlanStep] = []

  /// Known numbers as elements of a type, each once, and their cells.
  private(set) var constants: [Constant] = []

  /// A known number as an element.
  struct Constant {
    let cell: Int
    let value: Scalar
    let type: ElementType
  }

  /// How much of everything the plan needs.
  private(set) var sizes = PlanSizes()

  /// The lists of places that are found so far.
  var scans: [(mask: ProgramTensor, scan: PlaceScan)] = []

  /// Where the instruction is written that is being put down, and the part that
  /// it belongs to.
  private(set) var position: String?
  private var part = 0

  /// Whether it does what can be seen if an earlier part fails.
  private var isSeen = false

  /// Whether it changes what lasts, and isn't undone: what is on its way.
  private var isLasting = false

  /// Whether it may fail for the values that it finds.
  private var mayFail = false

  init(_ program: Program) {
    self.program = program
    buffers = program.cells.enumerated().map { PlanBuffer($1, $0) }
    sizes.buffers = buffers.count
    sizes.numbers = program.numberCount
    sizes.parts = program.partCount
  }

  /// Puts down all instructions.
  func run() {
    for output in program.outputs where buffers[output.cell].isOwn {
      buffers[output.cell].source = .fresh
    }
    for instruction in program.instructions {
      position = instruction.position
      part = instruction.part
      mayFail = instruction.mayFail
      isLasting = instruction.changesLine
      isSeen =
        isLasting || instruction.isRandom || changesWhatIsThere(instruction)
      put(instruction)
    }
    localize()
    for step in steps { step.seal() }
  }

  private func put(_ instruction: Instruction) {
    let operands = instruction.operands
    switch (instruction.operation, instruction.result) {
    case (.elementwise(let operation), .tensor(let target)):
      loop(operation, operands, into: target)
    case (.selected(let operation, let selection), _):
      block(operation, of: selection, operands.first)
    case (.update(let update), _): self.update(update, instruction)
    case (.selectionSum(let selection, let axis), .tensor(let result)):
      sum(selection, axis: axis, into: result, instruction)
    case (.sparseSum(let selection, let axis), .tensor(let result)):
      sum(selection, axis: axis, into: result)
    case (.sparseSelected(let operation, let selection), _):
      change(selection, operation, operands.first)
    case (.draw(let distribution), .tensor(let target)):
      append(DrawStep(target, distribution, operands), as: instruction)
    case (.setPart, .tensor(let base)):
      append(PartStep(base, operands), as: instruction)
    case (.delay(let line, let action), _): delay(line, action, instruction)
    case (.function(let function), .tensor(let result)):
      append(TensorStep(function, operands, into: result), as: instruction)
    case (.function(let function), .number(let result)):
      append(NumberStep(function, operands, into: result), as: instruction)
    default: preconditionFailure("an instruction makes what it computes")
    }
  }

  // MARK: Steps

  /// Adds a step that does what an instruction says.
  func append(_ step: PlanStep, as instruction: Instruction) {
    append(step, reads: instruction.reads, writes: instruction.writes)
  }

  /// Adds a step behind all others; but if it is no loop and may not fail, before
  /// the first loop for which it need not wait, so that it parts no loops.
  func append(
    _ step: PlanStep, reads: Set<Dependency>, writes: Set<Dependency>
  ) {
    note(step, reads: reads, writes: writes)
    if step is LoopStep || mayFail { return steps.append(step) }
    let last = steps.lastIndex {
      $0.blocks(reads: reads, writes: writes)
        || mayCut($0)
    }
    var place = last.map { $0 + 1 } ?? 0
    while place < steps.count, !(steps[place] is LoopStep) { place += 1 }
    steps.insert(step, at: place)
  }

  /// Records that an operation was added to `step`.
  func extend(
    _ step: PlanStep, reads: Set<Dependency>, writes: Set<Dependency>
  ) {
    if step.position != position { step.position = nil }
    step.note(reads: reads, writes: writes)
  }

  private func note(
    _ step: PlanStep, reads: Set<Dependency>, writes: Set<Dependency>
  ) {
    step.position = position
    step.part = part
    step.mayFail = mayFail
    step.note(reads: reads, writes: writes)
  }

  /// Whether an instruction changes what the program is given, or what it has
  /// made to give it away.
  private func changesWhatIsThere(_ instruction: Instruction) -> Bool {
    switch instruction.result {
    case .tensor(let target):
      target.isInput || buffers[target.cell].isFresh && target.version > 1
    case .given: true
    case .number, .nothing: false
    }
  }

  /// The last step that `isWanted` takes and behind which nothing is that an
  /// operation with these reads and writes must wait for, or that may fail and
  /// belongs to an earlier part.
  func reachable<Step: PlanStep>(
    _: Step.Type, reads: Set<Dependency>, writes: Set<Dependency>,
    where isWanted: (Step) -> Bool
  ) -> Step? {
    for step in steps.reversed() {
      if let step = step as? Step, isWanted(step) { return step }
      if step.blocks(reads: reads, writes: writes) { return nil }
      if mayCut(step) { return nil }
    }
    return nil
  }

  /// Whether the instruction must not be done if `step` fails: that leaves what
  /// later parts are to do undone, and what lasts as it was.
  func mayCut(_ step: PlanStep) -> Bool {
    isSeen && step.mayFail && (step.part < part || isLasting)
  }

  // MARK: Numbers as elements

  /// A cell that holds `value` as an element of `type`.
  func cell(_ value: Scalar, _ type: ElementType) -> Int {
    let known = constants.first {
      $0.type == type && $0.value.isSame(as: value)
    }
    if let known { return known.cell }
    let cell = newCell()
    constants.append(Constant(cell: cell, value: value, type: type))
    return cell
  }

  /// A cell for a number that the plan computes.
  func newCell() -> Int {
    defer { sizes.cells += 1 }
    return sizes.cells
  }

  /// Records the largest loop.
  func noteLoop(slots: Int, blocks: Int) {
    sizes.pointers = max(sizes.pointers, slots)
    sizes.blocks = max(sizes.blocks, blocks)
  }
}

extension Program {
  /// The plan that runs the program on the CPU.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func makePlan(in pool: MemoryPool) throws(TensorError) -> Plan {
    let lowering = Lowering(sharingResults().withoutIdentities())
    lowering.run()
    return try Plan(lowering, of: self, in: pool)
  }
}
