/// Selections of selections.
extension Selection {
  /// What `selectors` pick out of the selected elements, one for each axis from
  /// the first; axes without one are taken whole.
  ///
  /// - Returns: A selection from the same tensor; nil if a selector takes an
  ///   axis away or covers several.
  /// - Throws: As `Tensor.subscripting(_:)`.
  public func narrowed(
    by selectors: [Selector]
  ) throws(TensorError) -> Selection? {
    guard selectors.count <= shape.rank else {
      throw .invalidArgument(
        operation: "index",
        reason: "\(selectors.count) selectors for a selection of shape \(shape)"
      )
    }
    let result = Selection(base: base)
    for axis in 0..<shape.rank {
      switch axis < selectors.count ? selectors[axis] : .all {
      case .all:
        if let list = lists[axis] {
          result.append(list)
        } else {
          result.append(size: shape[axis], stride: strides[axis])
        }
      case .index: return nil
      case .mask(let mask) where mask.rank != 1: return nil
      case let selector: result.append(try places(axis, selector))
      }
    }
    return result
  }

  /// The places that `selector` picks out along `axis`.
  private func places(
    _ axis: Int, _ selector: Selector
  ) throws(TensorError) -> PlaceList {
    // What it picks out of the numbers of the places are their numbers.
    let numbers = try Tensor.range(
      from: 0, through: shape[axis] - 1, in: base.pool)
    let picked = try numbers.subscripting([selector])
    var duplicate = lists[axis]?.duplicate
    if case .selection(let selection) = picked {
      duplicate = selection.lists[0]?.duplicate ?? duplicate
    }
    let chosen = try picked.tensor()
    let storage = try base.placeStorage(chosen.count)
    let places = storage.address.assumingMemoryBound(to: Int.self)
    for (i, number) in chosen.values(Int.self).enumerated() {
      places[i] = lists[axis]?.places[number] ?? number &* strides[axis]
    }
    return PlaceList(
      storage: storage, count: chosen.count, duplicate: duplicate)
  }
}
