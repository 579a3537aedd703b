/// A tensor that a plan will compute or be given: its type and its layout are
/// known, its elements aren't.
public struct PlanTensor {
  /// The layout; its storage stands for the plan's buffer and has no bytes.
  let view: Tensor

  /// Where the elements will be.
  let buffer: PlanBuffer

  /// The type of the elements.
  public var type: ElementType { view.type }

  /// The size along each axis.
  public var shape: Shape { view.shape }

  /// Whether the elements will lie in memory row by row without gaps.
  public var isContiguous: Bool { view.isContiguous }

  /// Whether the elements will be in memory that the plan is given.
  public var isInput: Bool {
    if case .input = buffer.source { return true }
    return false
  }

  /// A tensor with this layout, whose elements are nowhere: what looks at none
  /// of them may be asked for it.
  public var layout: Tensor { view }

  /// Whether both are the same elements in the same order.
  public func isSameView(as other: PlanTensor) -> Bool {
    view.isSameView(as: other.view)
  }

  /// Whether the elements are in the memory of `other`.
  public func isPart(of other: PlanTensor) -> Bool { buffer === other.buffer }

  /// The elements of `other` that these, a part of `whole`, are of that; nil if
  /// both aren't laid out in the same way.
  public func moved(
    from whole: PlanTensor, to other: PlanTensor
  ) -> PlanTensor? {
    guard isPart(of: whole), whole.isContiguous, other.isContiguous,
      whole.view.offset == 0, other.view.offset == 0,
      whole.type == other.type, whole.shape == other.shape
    else { return nil }
    return PlanTensor(
      view: Tensor(layoutOf: view, storage: other.buffer.phantom),
      buffer: other.buffer)
  }
}

/// A number that a plan will compute, such as the sum of a tensor.
public struct PlanNumber {
  /// What kind of number it will be.
  public enum Kind: Sendable { case bool, integer, float }

  /// Where the plan keeps it.
  let place: Int

  /// What orders its uses after its computation.
  let dependency: Int

  /// What kind of number it will be.
  public let kind: Kind

  /// A number of the same kind, for the rules of promotion.
  var sample: Scalar {
    switch kind {
    case .bool: .bool(false)
    case .integer: .integer(0)
    case .float: .float(0)
    }
  }
}

/// The second operand of an operation in a plan.
public enum PlanOperand {
  /// A tensor, broadcast to the other operand's shape where needed.
  case tensor(PlanTensor)
  /// A number that is known when the plan is made.
  case scalar(Scalar)
  /// A number that the plan computes.
  case number(PlanNumber)

  /// The element type that this operand and one of `type` give together.
  func promoted(with type: ElementType) -> ElementType {
    switch self {
    case .tensor(let tensor): tensor.type.promoted(with: type)
    case .scalar(let scalar): scalar.promoted(with: type)
    case .number(let number): number.sample.promoted(with: type)
    }
  }

  /// As that, for `operation`, of which this is the second operand.
  func promoted(
    with type: ElementType, for operation: BinaryOperation,
    isReversed: Bool = false
  ) -> ElementType {
    guard case .scalar(let scalar) = self else { return promoted(with: type) }
    return operation.promoted(type, with: scalar, isReversed: isReversed)
  }

  /// Throws unless elements of `type` can hold the operand; returns whether
  /// that isn't known before it is computed.
  func isHeldLater(
    by type: ElementType, _ operation: String
  ) throws(TensorError) -> Bool {
    guard type == .int64 else { return false }
    switch self {
    case .tensor(let tensor): return tensor.type.isFloat
    case .number(let number): return number.kind == .float
    case .scalar(let scalar):
      try type.checkHolds(scalar, operation)
      return false
    }
  }
}

/// What a plan will pick out of a tensor.
public struct PlanSelection {
  /// The tensor that is selected from.
  public let base: PlanTensor

  /// What is taken along each axis, from the first; axes without one are taken
  /// whole.
  let selectors: [PlanSelector]

  /// How often the memory of each selector was written before: what is
  /// selected is settled when the selection is made.
  let revisions: [Int]

  /// Whether both select the same elements of the same tensor.
  func isSame(as other: PlanSelection) -> Bool {
    base.isSameView(as: other.base) && selectors.count == other.selectors.count
      && zip(selectors, other.selectors).allSatisfy { $0.isSame(as: $1) }
  }
}

extension PlanSelection {
  /// The same places of another tensor with the layout of `base`.
  public func moved(to base: PlanTensor) -> PlanSelection {
    PlanSelection(base: base, selectors: selectors, revisions: revisions)
  }

  /// The mask along `axis`, or nil where it is taken whole.
  func mask(_ axis: Int) -> PlanTensor? {
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

/// What to take along an axis of a tensor in a plan.
public enum PlanSelector {
  /// The whole axis.
  case all
  /// The elements where a bool tensor is true.
  case mask(PlanTensor)
  /// The elements with these indices, counted from `base`.
  case indices(PlanTensor, base: Int)

  /// The tensor that decides, if there is one.
  public var tensor: PlanTensor? {
    switch self {
    case .all: nil
    case .mask(let tensor), .indices(let tensor, _): tensor
    }
  }

  func isSame(as other: PlanSelector) -> Bool {
    switch (self, other) {
    case (.all, .all): true
    case (.mask(let a), .mask(let b)): a.isSameView(as: b)
    case (.indices(let a, let m), .indices(let b, let n)):
      m == n && a.isSameView(as: b)
    default: false
    }
  }
}
