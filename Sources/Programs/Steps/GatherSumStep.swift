import Tensors

/// Adds the rows of a matrix that a mask picks out.
final class GatherSumStep: PlanStep {
  private let type: ElementType
  private let matrix: PlanPlace
  private let result: PlanPlace
  private let rowStep: Int
  private let columns: Int
  private let scan: PlaceScan

  private let mask: ProgramTensor

  /// - Precondition: The elements of a row of `matrix` lie side by side in
  ///   memory; `result` is contiguous, and `scan` has found the places of `mask`.
  init(
    _ matrix: ProgramTensor, rows mask: ProgramTensor, _ scan: PlaceScan,
    into result: ProgramTensor
  ) {
    type = matrix.type
    self.matrix = PlanPlace(matrix)
    self.mask = mask
    self.scan = scan
    self.result = PlanPlace(result)
    rowStep = matrix.view.strides[0]
    columns = matrix.shape[1]
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    try gatherSum(
      type, memory.address(matrix), scan.places, scan.count, step: rowStep,
      columns: columns, into: memory.address(result))
  }

  override func work(_ context: WorkContext) -> StepWork {
    .gatherSum(
      GatherSumWork(
        type: type,
        matrix: WorkOperand(
          origin: .buffer(matrix.buffer, offset: matrix.offset),
          steps: [rowStep &* type.byteCount, type.byteCount]),
        result: WorkOperand(
          origin: .buffer(result.buffer, offset: result.offset),
          steps: [type.byteCount]),
        columns: columns, list: context[scan]))
  }

  override func lines(_ names: PlanNames) -> [String] {
    [
      "\(names.buffer(result.buffer)) = sum of the rows of"
        + " \(names.buffer(matrix.buffer)) where \(names.tensor(mask))"
    ]
  }
}
