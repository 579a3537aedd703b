import Tensors

/// An operation of a program on values: of which it makes a new one.
///
/// A value is what a cell holds between two writes, or a number. Each has the one
/// instruction that makes it, and no value changes: an operation in place makes
/// the next value of its cell out of the one before.
struct Instruction {
  /// What is computed.
  let operation: Operation

  /// What it is computed of, besides what the operation names itself.
  let operands: [ProgramOperand]

  /// What is made: of a tensor, those elements of the cell that change.
  let result: Result

  /// Where it is written, such as "model.lua:14".
  let position: String?

  /// The part of the program that it belongs to; parts come one after the other.
  let part: Int

  /// What an instruction makes.
  enum Result {
    /// The elements of a tensor.
    case tensor(ProgramTensor)
    /// A number.
    case number(ProgramNumber)
    /// Elements that are picked when the program runs, and are none of its own.
    case given
    /// Nothing: what changes is no value of the program.
    case nothing
  }

  /// What an instruction computes.
  enum Operation {
    /// Each element of a tensor out of those of the operands at its place.
    case elementwise(LoopOperation)
    /// The same for the elements that a selection picks out.
    case selected(LoopOperation, of: ProgramSelection)
    /// What an expression makes of the elements of a selection.
    case update(ElementUpdate)
    /// The sum of selected elements along an axis.
    case selectionSum(ProgramSelection, axis: Int)
    /// The sum of selected entries of a sparse matrix along an axis.
    case sparseSum(ProgramSparseSelection, axis: Int)
    /// An operation on each of the entries of a sparse matrix that are selected.
    case sparseSelected(LoopOperation, of: ProgramSparseSelection)
    /// Random numbers; the operands are the parameters of the distribution.
    case draw(Distribution)
    /// Writes the second operand to the part of the result, along its first
    /// axis, whose number the first one is.
    case setPart
    /// What is done to a delay line, and what it gives; the operands are the
    /// spikes that leave and their weights, or what is to be on its way.
    case delay(DelayLine, DelayAction)
    /// A function of whole tensors and of numbers.
    case function(ProgramFunction)
  }
}

/// What is done to a delay line.
enum DelayAction: String {
  /// Moves on by a step, and gives what arrives.
  case step
  /// Gives what is on its way.
  case pending
  /// Puts something on its way.
  case restore
  /// Forgets what is on its way.
  case reset
}

/// What orders instructions: those that read one come after the one that makes
/// it, and before one that makes it anew.
enum Dependency: Hashable {
  /// What a cell holds.
  case cell(Int)
  /// A number.
  case number(Int)
  /// The list of places where a mask is true.
  case places(Int)
  /// The stream of random numbers of a part.
  case randomness(Int)
  /// What is on its way on a delay line.
  case delayLine(ObjectIdentifier)
}

extension Instruction {
  /// What the instruction reads.
  var reads: Set<Dependency> {
    var all = Set(operands.compactMap(\.dependency))
    switch operation {
    case .elementwise(let operation):
      if operation.isUpdate, case .tensor(let target) = result {
        all.insert(.cell(target.cell))
      }
    case .selected(_, let selection), .selectionSum(let selection, _):
      all.formUnion(selection.dependencies)
    case .update(let update):
      all.formUnion(update.operands.compactMap(\.dependency))
      switch update.target {
      case .selection(let selection): all.formUnion(selection.dependencies)
      case .entries(let selection): all.formUnion(selection.dependencies)
      case .given, .nothing: break
      }
    case .sparseSum(let selection, _), .sparseSelected(_, let selection):
      all.formUnion(selection.dependencies)
    case .draw, .setPart:
      if case .tensor(let target) = result { all.insert(.cell(target.cell)) }
    case .delay(let line, _): all.insert(.delayLine(ObjectIdentifier(line)))
    case .function: break
    }
    return all
  }

  /// What the instruction makes.
  var writes: Set<Dependency> {
    var all: Set<Dependency> = []
    switch result {
    case .tensor(let target): all.insert(.cell(target.cell))
    case .number(let number): all.insert(.number(number.place))
    case .given, .nothing: break
    }
    if case .delay(let line, _) = operation, changesLine {
      all.insert(.delayLine(ObjectIdentifier(line)))
    }
    if isRandom { all.insert(.randomness(part)) }
    return all
  }

  /// Whether it changes what is on its way on a delay line.
  var changesLine: Bool {
    if case .delay(_, let action) = operation { return action != .pending }
    return false
  }

  /// Whether it draws random numbers.
  var isRandom: Bool {
    switch operation {
    case .draw: true
    case .function(let function): function.isRandom
    default: false
    }
  }

  /// Whether it may fail for the values that it finds.
  ///
  /// What all work may fail for, a limit or too little memory, doesn't count.
  var mayFail: Bool {
    switch operation {
    case .elementwise(let operation):
      return operation.mayFail(for: operands.last)
    case .selected(let operation, let selection):
      return selection.mayFail(for: operands.last)
        || operation.mayFail(for: operands.last)
    case .selectionSum(let selection, _): return selection.mayFail(for: nil)
    case .update, .sparseSum, .sparseSelected, .delay: return false
    case .draw(let distribution):
      guard case .tensor(let target) = result else { return true }
      return !distribution.isSettled(by: operands)
        || !target.type.isComputedFloat
    case .setPart: return true
    case .function(let function): return function.mayFail
    }
  }
}

extension ProgramOperand {
  /// What orders the uses of the operand, or nil for a known number.
  var dependency: Dependency? {
    switch self {
    case .tensor(let tensor): .cell(tensor.cell)
    case .number(let number): .number(number.place)
    case .scalar: nil
    }
  }
}

extension ProgramSelection {
  /// What it reads: the tensor, and those that decide.
  var dependencies: Set<Dependency> {
    Set(([base] + selectors.compactMap(\.tensor)).map { .cell($0.cell) })
  }
}

extension ProgramSparseSelection {
  /// What it reads: the values of the entries, and the masks.
  var dependencies: Set<Dependency> {
    Set([base.values, rows, columns].compactMap { $0.map { .cell($0.cell) } })
  }
}
