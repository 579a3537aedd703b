import Tensors

extension PlanMemory {
  /// What a selection picks out at this moment.
  func selection(
    _ selection: ProgramSelection
  ) throws(TensorError) -> Selection {
    let selectors = selection.selectors.map { selector -> Selector in
      switch selector {
      case .all: .all
      case .mask(let mask): .mask(tensor(mask))
      case .indices(let indices, let base):
        .indices(tensor(indices), base: base)
      }
    }
    let picked = try tensor(selection.base).subscripting(selectors)
    guard case .selection(let result) = picked else {
      throw .invalidArgument(operation: "index", reason: "nothing is selected")
    }
    return result
  }
}
