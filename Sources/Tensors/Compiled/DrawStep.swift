/// Overwrites a tensor with random numbers.
final class DrawStep: PlanStep {
  /// A draw into plain memory.
  private typealias DirectDraw = (
    RandomSource, UnsafeMutablePointer<Float>
  ) throws(TensorError) -> Void

  private let target: ProgramTensor
  private let place: PlanPlace
  private let operands: [ProgramOperand]
  private let distribution: Distribution

  /// The operands, if all are known numbers.
  private let known: [Operand]

  /// The same draw for plain memory, where there is such a form.
  private let direct: DirectDraw?

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
      ? DrawStep.direct(distribution, known, target.shape.count) : nil
  }

  /// A draw without the checks that its arguments pass; nil for others.
  private static func direct(
    _ distribution: Distribution, _ arguments: [Operand], _ count: Int
  ) -> DirectDraw? {
    guard arguments.count == 2, case .scalar(let first) = arguments[0],
      case .scalar(let second) = arguments[1],
      distribution.isPlain(first, second)
    else { return nil }
    let (a, b) = (Float(first.double), Float(second.double))
    switch distribution {
    case .uniform:
      let kernel = UniformFloat(low: a, high: b)
      return { random, out throws(TensorError) in
        try random.generate(kernel, into: out, count: count)
      }
    case .normal:
      let kernel = NormalFloat(mean: a, deviation: b)
      return { random, out throws(TensorError) in
        try random.generate(kernel, into: out, count: count)
      }
    default: return nil
    }
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
    if let last, last.storage.address == address {
      return try random.takeUnretainedValue().fill(last, distribution, values)
    }
    let tensor = memory.tensor(target)
    // Memory that is given away must not be held.
    last = target.isInput ? tensor : nil
    try random.takeUnretainedValue().fill(tensor, distribution, values)
  }

  override func lines(_ names: PlanNames) -> [String] {
    let parameters = operands.map(names.operand).joined(separator: ", ")
    let draw = distribution.rawValue.dropLast()
    return ["\(names.tensor(target)) = \(draw)(\(parameters))"]
  }
}

extension Distribution {
  /// Whether these parameters are plainly good for it.
  func isPlain(_ first: Scalar, _ second: Scalar) -> Bool {
    let (a, b) = (Float(first.double), Float(second.double))
    return switch self {
    case .uniform: a < b && (b - a).isFinite
    case .normal: a.isFinite && b.isFinite && b > 0
    default: false
    }
  }

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
