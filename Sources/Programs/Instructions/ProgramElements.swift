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

  /// Whether both pick the same elements, of tensors of one shape.
  func picksAsMuch(as other: ProgramSelection) -> Bool {
    base.shape == other.base.shape && fits(other)
      && (0..<base.shape.rank).allSatisfy {
        selector($0).tensor != nil || other.selector($0).tensor == nil
      }
  }

  /// Whether what is picked broadcasts to what `other` picks: along each axis, the
  /// same is picked, or there is one element that is taken whole.
  func fits(_ other: ProgramSelection) -> Bool {
    let (shape, others) = (base.shape, other.base.shape)
    guard shape.rank == others.rank else { return false }
    return (0..<max(shape.rank, selectors.count, other.selectors.count))
      .allSatisfy { axis in
        let isWhole = selector(axis).tensor == nil
        if isWhole, axis < shape.rank, shape[axis] == 1 { return true }
        guard selector(axis).isSame(as: other.selector(axis)) else {
          return false
        }
        return axis >= shape.rank || shape[axis] == others[axis]
      }
  }

  /// The number of axes that masks pick from.
  var pickCount: Int { selectors.count { $0.tensor != nil } }
}
