import Tensors

/// Overwrites a tensor with random numbers.
final class DrawStep: PlanStep {
  private let target: ProgramTensor
  private let place: PlanPlace
  private let operands: [ProgramOperand]
  private let distribution: Distribution

  /// The operands, if all are known numbers.
  private let known: [Operand]

  /// The same draw for plain memory, where there is such a form.
  private let direct: PlainDraw?

  /// The tensor of the last run, while the target is in the same memory.
  private var last: Tensor?

  init(
    _ target: ProgramTensor, _ distribution: Distribution,
    _ operands: [ProgramOperand]
  ) {
    self.target = target
    place = PlanPlace(target)
    self.operands = operands
    self.distribution = distribution
    known = operands.compactMap(\.known)
    let isPlain = target.type == .float32 && target.isContiguous
    direct =
      isPlain && known.count == operands.count
      ? distribution.plainDraw(known, count: target.shape.count) : nil
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    guard let random = memory.randoms[part] else {
      throw .invalidArgument(
        operation: distribution.rawValue,
        reason: "the plan has no random numbers")
    }
    if let direct {
      let failure: TensorError? = random._withUnsafeGuaranteedRef {
        do throws(TensorError) {
          try direct($0, memory.pointer(place))
          return nil
        } catch {
          return error
        }
      }
      if let failure { throw failure }
      return
    }
    var values = known
    if known.count < operands.count {
      values = []
      for operand in operands { values.append(memory.operand(operand)) }
    }
    let address = memory.addresses[target.cell]
    if let last, last.storage.memory == address {
      return try random.takeUnretainedValue().fill(last, distribution, values)
    }
    let tensor = memory.tensor(target)
    // Memory that is given away must not be held.
    last = target.isInput ? tensor : nil
    try random.takeUnretainedValue().fill(tensor, distribution, values)
  }

  override func work(_ context: WorkContext) -> StepWork {
    .draw(
      DrawWork(
        distribution: distribution, parameters: operands, target: target))
  }

  override func lines(_ names: PlanNames) -> [String] {
    let parameters = operands.map(names.operand).joined(separator: ", ")
    let draw = distribution.rawValue.dropLast()
    return ["\(names.tensor(target)) = \(draw)(\(parameters))"]
  }
}

extension Distribution {
  /// Whether parameters in a program are known, and plainly good for it.
  func isSettled(by operands: [ProgramOperand]) -> Bool {
    guard operands.count == 2, case .scalar(let first) = operands[0],
      case .scalar(let second) = operands[1]
    else { return false }
    return isPlain(first, second)
  }
}

extension ProgramOperand {
  /// The operand, if it is a known number.
  var known: Operand? {
    if case .scalar(let scalar) = self { return .scalar(scalar) }
    return nil
  }
}
