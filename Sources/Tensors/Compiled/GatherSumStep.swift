/// Adds the rows of a matrix that a mask picks out.
final class GatherSumStep: PlanStep {
  private let matrix: PlanTensor
  private let mask: PlanTensor
  private let result: PlanTensor
  private let scan: PlaceScan

  /// - Precondition: The rows of `matrix` lie side by side in memory; `mask`
  ///   and `result` are contiguous.
  init(_ matrix: PlanTensor, rows mask: PlanTensor, into result: PlanTensor) {
    self.matrix = matrix
    self.mask = mask
    self.result = result
    scan = PlaceScan(size: mask.shape[0])
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    scan.scan(memory.pointer(mask), step: matrix.view.strides[0])
    switch matrix.type {
    case .float32: sum(Float.self, memory)
    case .float64: sum(Double.self, memory)
    case .float16: sum(Float16.self, memory)
    case .bfloat16: sum(BFloat16.self, memory)
    case .int64, .bool: sum(Int.self, memory)
    }
  }

  private func sum<T: SummedElement>(_: T.Type, _ memory: PlanMemory) {
    gatherSum(
      memory.pointer(matrix, T.self), scan.places, scan.count,
      columns: matrix.shape[1], into: memory.pointer(result, T.Sum.self))
  }
}
