import Tensors

/// What is done to a delay line.
final class DelayStep: PlanStep {
  private let line: DelayLine
  private let action: DelayAction
  private let operands: [ProgramOperand]
  private let target: Instruction.Result

  /// The spikes that leave, for a step of the line.
  private let sources: PlaceScan?

  /// Where what arrives goes, and where the weights are.
  private let row: PlanPlace?
  private let weights: (place: PlanPlace, strides: AxisValues)?

  /// - Precondition: `sources` has found the places of the spikes, if the action
  ///   is a step of the line.
  init(
    _ line: DelayLine, _ action: DelayAction, _ instruction: Instruction,
    sources: PlaceScan?
  ) {
    self.line = line
    self.action = action
    self.sources = sources
    operands = instruction.operands
    target = instruction.result
    row = target.tensor.map(PlanPlace.init)
    weights =
      if operands.count > 1, case .tensor(let weights) = operands[1] {
        (PlanPlace(weights), weights.view.strides)
      } else {
        nil
      }
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    switch action {
    case .step:
      guard let sources, let row else { return }
      try line.step(
        sources.places, sources.count,
        weights.map {
          WeightPlace(memory.address($0.place), strides: $0.strides)
        },
        into: memory.address(row))
    case .pending:
      guard let result = target.tensor else { return }
      try memory.tensor(result).copy(from: try line.pending())
    case .restore: try line.restore(memory.operand(operands[0]).tensor)
    case .reset: try line.reset()
    }
  }

  override func work(_ context: WorkContext) -> StepWork {
    if line.size == 0 { return .nothing }
    let result = target.tensor.map { WorkOperand($0) }
    let made: DelayWork.Action
    switch (action, sources, operands.first) {
    case (.step, let sources?, _):
      made = .step(list: context[sources], weights: passedOn)
    case (.pending, _, _): made = .pending
    case (.restore, _, .tensor(let tensor)?) where !tensor.type.isStorage:
      made = .restore(WorkOperand(tensor), tensor.type)
    case (.reset, _, _): made = .reset
    default: return .other
    }
    return .delay(DelayWork(line: line, action: made, result: result))
  }

  /// The weights, as data.
  private var passedOn: DelayWork.Weights? {
    guard operands.count > 1, case .tensor(let weights) = operands[1] else {
      return nil
    }
    let sourceAxis = (line as? CurrentDelayLine)?.sourceAxis ?? 0
    let strides = weights.view.strides
    return DelayWork.Weights(
      operand: WorkOperand(weights), sourceStep: strides[sourceAxis],
      targetStep: strides[1 - sourceAxis])
  }

  override func lines(_ names: PlanNames) -> [String] {
    [action.text(operands.map(names.operand), target, names)]
  }
}

extension Instruction.Result {
  /// The tensor that is made; nil if none is.
  fileprivate var tensor: ProgramTensor? {
    if case .tensor(let tensor) = self { return tensor }
    return nil
  }
}
