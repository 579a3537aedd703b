/// Indices along an axis where a mask is true, settled once for many tensors.
///
/// ```swift
/// let places = try AxisPlaces(where: mask)
/// let left = try voltage.subscripting(axis: 0, places)
/// ```
public final class AxisPlaces {
  /// The size of the axis.
  public let size: Int

  /// The number of indices.
  public let count: Int

  private let truth: Tensor
  private let list: PlaceList

  /// Where the places are, if they follow one another.
  public let range: Range<Int>?

  /// Keeps where `mask` is true; later changes of it don't matter.
  ///
  /// - Throws: `TensorError.wrongType` unless it is bool, `.invalidArgument`
  ///   unless it has one axis, `.outOfMemory`.
  public init(where mask: Tensor) throws(TensorError) {
    guard mask.rank == 1 else {
      throw .invalidArgument(
        operation: "mask",
        reason: "a mask of neurons has one axis, found shape \(mask.shape)")
    }
    truth = try mask.copied()
    list = try truth.places(0, where: truth)
    size = mask.count
    count = list.count
    let places = list.places
    let first = count == 0 ? 0 : places[0]
    let isRange = count == 0 || places[count - 1] - first == count - 1
    range = isRange ? first..<(first + count) : nil
  }

  /// A new bool tensor that is true at the places.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func mask() throws(TensorError) -> Tensor { try truth.copied() }

  /// The indices, counted from 0, as an `int64` tensor.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func indices() throws(TensorError) -> Tensor {
    let result = try Tensor(
      uninitialized: try Shape([count]), type: .int64, in: truth.pool)
    let (x, places) = (result.pointer(Int.self), list.places)
    for i in 0..<count { x[i] = places[i] }
    return result
  }

  /// The places along an axis whose elements are `step` apart.
  fileprivate func list(step: Int) throws(TensorError) -> PlaceList {
    if step == 1 { return list }
    let storage = try truth.placeStorage(count)
    let places = storage.address.assumingMemoryBound(to: Int.self)
    for i in 0..<count { places[i] = list.places[i] &* step }
    return PlaceList(storage: storage, count: count, duplicate: nil)
  }
}

extension Tensor {
  /// What `places` pick out along `axis`: a view if they follow one another,
  /// else a selection.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.wrongMask`, `.outOfMemory`.
  public func subscripting(
    axis: Int, _ places: AxisPlaces
  ) throws(TensorError) -> Subscript {
    try check(axis, "index")
    guard shape[axis] == places.size else {
      throw .wrongMask(length: try Shape([places.size]), expected: shape)
    }
    if let range = places.range {
      return .view(
        try narrowed(axis: axis, start: range.lowerBound, count: range.count))
    }
    let list = try places.list(step: strides[axis])
    return .selection(selection([(axis: axis, rank: 1, list: list)]))
  }
}

extension Subscript {
  /// The elements as a tensor: the view itself, or a copy of a selection.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func tensor() throws(TensorError) -> Tensor {
    switch self {
    case .view(let view): view
    case .selection(let selection): try selection.gathered()
    }
  }

  /// Writes `operand`, broadcast and converted to the tensor's type.
  ///
  /// - Throws: `TensorError.shapeMismatch`, `.duplicateIndex`,
  ///   `.sharedElements`, `.outOfMemory`.
  public func assign(_ operand: Operand) throws(TensorError) {
    switch self {
    case .view(let view): try view.assign(operand)
    case .selection(let selection): try selection.assign(operand)
    }
  }
}

extension Tensor {
  /// Writes a number or a tensor to all elements.
  ///
  /// - Throws: As `fill(_:)` and `copy(from:)`.
  public func assign(_ operand: Operand) throws(TensorError) {
    switch operand {
    case .scalar(let scalar): try fill(scalar)
    case .tensor(let tensor): try copy(from: tensor)
    }
    if !isFollowed { return }
    for follower in followers { try follower.copy(from: self) }
  }
}
