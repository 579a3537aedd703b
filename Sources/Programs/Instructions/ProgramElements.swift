import Tensors

/// The elements that masks will pick out of a tensor, or what is computed of them:
/// `x[mask] * 2`.
///
/// How many they are isn't known when the program is made. So they can be computed
/// with as long as all that is combined is picked in the same way, and are written
/// to elements that are picked so too.
public enum ProgramElements {
  /// Rows, columns or a block of a matrix, as an expression: it is computed where
  /// it is written.
  case block(ProgramBlock)
  /// Elements of a whole tensor, by a mask of its shape: the whole is computed.
  case dense(ProgramTensor, picked: ProgramSelection)

  /// The shape of what they are picked out of.
  public var shape: Shape {
    switch self {
    case .block(let block): block.update.shape
    case .dense(let tensor, _): tensor.shape
    }
  }

  /// Whether they are picked out of a vector.
  public var isOfVector: Bool {
    if case .dense(let tensor, _) = self { return tensor.shape.rank == 1 }
    return false
  }

  /// The type of the elements.
  public var type: ElementType {
    switch self {
    case .block(let block): block.type
    case .dense(let tensor, _): tensor.type
    }
  }
}

/// An operand of an operation on picked elements.
public enum ProgramElementsOperand {
  /// Elements that are picked.
  case elements(ProgramElements)
  /// What is the same for all of them, or for those of a row or a column.
  case operand(ProgramOperand)
}

extension ProgramSelection {
  /// Whether it is known how many elements are picked.
  public var isSized: Bool {
    selectors.allSatisfy {
      if case .mask = $0 { return false }
      return true
    }
  }

  /// Whether masks of the shapes of both tensors pick the same elements.
  func covers(likewise other: ProgramSelection) -> Bool {
    guard base.shape == other.base.shape, let mask = coveringMask,
      let pick = other.coveringMask
    else { return false }
    return mask.isSameValue(as: pick)
  }
}
