import Tensors

/// Finds the places where a mask is true, for all steps that pick by it.
final class ScanStep: PlanStep {
  private let mask: ProgramTensor
  private let place: PlanPlace
  private let scan: PlaceScan

  /// - Precondition: `mask` has one axis and is contiguous.
  init(_ mask: ProgramTensor, _ scan: PlaceScan) {
    self.mask = mask
    self.scan = scan
    place = PlanPlace(mask)
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    scan.scan(memory.pointer(place))
  }

  override func work(_ context: WorkContext) -> StepWork {
    .places(WorkOperand(mask), count: mask.shape[0], list: context[scan])
  }

  override func lines(_ names: PlanNames) -> [String] {
    ["places where \(names.tensor(mask))"]
  }
}
