import Tensors

/// What a program will pick out of a tensor.
public struct ProgramSelection {
  /// The tensor that is selected from.
  public let base: ProgramTensor

  /// What is taken along each axis, from the first; axes without one are taken
  /// whole. It is settled when the selection is made, by the value that the
  /// tensors have then.
  let selectors: [ProgramSelector]

  /// Whether both select the same elements of the same tensor.
  func isSame(as other: ProgramSelection) -> Bool {
    base.isSameView(as: other.base) && selectors.count == other.selectors.count
      && zip(selectors, other.selectors).allSatisfy { $0.isSame(as: $1) }
  }
}

extension ProgramSelection {
  /// The same places of another tensor with the layout of `base`.
  public func moved(to base: ProgramTensor) -> ProgramSelection {
    ProgramSelection(base: base, selectors: selectors)
  }

  /// The mask along `axis`, or nil where it is taken whole.
  func mask(_ axis: Int) -> ProgramTensor? {
    guard axis < selectors.count, case .mask(let mask) = selectors[axis] else {
      return nil
    }
    return mask
  }

  /// The size of the selection of a matrix along its axes, with 1 where a mask
  /// decides: what operands must broadcast to.
  var operandShape: Shape {
    [
      mask(0) == nil ? base.shape[0] : 1, mask(1) == nil ? base.shape[1] : 1,
    ]
  }
}

/// What to take along an axis of a tensor in a program.
public enum ProgramSelector {
  /// The whole axis.
  case all
  /// The elements where a bool tensor is true.
  case mask(ProgramTensor)
  /// The elements with these indices, counted from `base`.
  case indices(ProgramTensor, base: Int)

  /// The tensor that decides, if there is one.
  public var tensor: ProgramTensor? {
    switch self {
    case .all: nil
    case .mask(let tensor), .indices(let tensor, _): tensor
    }
  }

  /// Whether both take the same.
  func isSame(as other: ProgramSelector) -> Bool {
    switch (self, other) {
    case (.all, .all): true
    case (.mask(let a), .mask(let b)): a.isSameValue(as: b)
    case (.indices(let a, let m), .indices(let b, let n)):
      m == n && a.isSameValue(as: b)
    default: false
    }
  }
}

extension ProgramSelection {
  /// The number of axes of the selection.
  public var rank: Int {
    selectors.reduce(base.shape.rank) { rank, selector in
      guard case .mask(let mask) = selector else { return rank }
      return rank - mask.shape.rank + 1
    }
  }

  /// The mask that covers all axes, or nil.
  var coveringMask: ProgramTensor? {
    guard selectors.count == 1, case .mask(let mask) = selectors[0],
      mask.shape == base.shape
    else { return nil }
    return mask
  }

  /// The same, where loops can work with the elements.
  var loopMask: ProgramTensor? { base.type.isStorage ? nil : coveringMask }

  /// Whether it is rows, columns or a block of a matrix whose rows lie side by
  /// side, picked out by masks.
  var isBlock: Bool {
    guard base.shape.rank == 2, !base.type.isStorage,
      base.view.strides[1] == 1 || base.shape[1] == 1
    else { return false }
    let masks = selectors.filter {
      if case .mask(let mask) = $0 {
        return mask.shape.rank == 1 && mask.view.isContiguous
      }
      return false
    }
    let wholes = selectors.filter {
      if case .all = $0 { return true }
      return false
    }
    return !masks.isEmpty && masks.count + wholes.count == selectors.count
  }

  func selector(_ axis: Int) -> ProgramSelector {
    axis < selectors.count ? selectors[axis] : .all
  }

  /// Whether it may be unable to pick elements, or an operand not be one for as
  /// many as there are then: indices may be out of range, and of masks nobody
  /// knows how many elements they pick.
  func mayFail(for operand: ProgramOperand?) -> Bool {
    var size = Shape()
    var axis = 0
    for selector in selectors {
      switch selector {
      case .all:
        size.append(base.shape[axis])
        axis += 1
      case .mask(let mask):
        size.append(1)
        axis += mask.shape.rank
      case .indices: return true
      }
    }
    for rest in axis..<base.shape.rank { size.append(base.shape[rest]) }
    guard case .tensor(let tensor)? = operand else { return false }
    return size.broadcast(with: tensor.shape) != size
  }
}
