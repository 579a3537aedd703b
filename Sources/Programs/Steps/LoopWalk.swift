import Tensors

/// How a loop walks over its elements: neighboring axes that all operands have
/// side by side are one, and what is left of them is planes of rows of columns.
struct LoopWalk {
  /// The size of each axis, but for those that were put together.
  private(set) var sizes: [Int]

  /// The steps of each operand along these, in bytes.
  private(set) var steps: [[Int]]

  /// The operands, without steps.
  private let accesses: [LoopAccess]

  init(_ domain: LoopDomain, _ accesses: [LoopAccess]) {
    self.accesses = accesses
    sizes = domain.planes + [domain.rows, domain.columns]
    steps = accesses.map {
      // A block is used anew in each row.
      ($0.isBlock ? $0.planeSteps.map { _ in 0 } + [0] : $0.rowSteps)
        + [$0.slot.columnStep]
    }
    join()
  }

  var columns: Int { sizes[sizes.count - 1] }
  var rows: Int { sizes[sizes.count - 2] }
  var planes: Int { sizes.dropLast(2).reduce(1, *) }

  /// The operands in a plane.
  var slots: [LoopSlot] {
    accesses.indices.map { index in
      let steps = steps[index].suffix(2)
      return LoopSlot(
        origin: accesses[index].slot.origin, rowStep: steps.first ?? 0,
        columnStep: steps.last ?? 0)
    }
  }

  /// How far each operand is in each plane from where it is in the first one; of
  /// a single plane nothing.
  var offsets: [Int] {
    guard planes > 1 else { return [] }
    return (0..<planes).flatMap { plane in
      accesses.indices.map { index in
        var (rest, offset) = (plane, 0)
        for axis in (0..<sizes.count - 2).reversed() {
          offset += rest % sizes[axis] * steps[index][axis]
          rest /= sizes[axis]
        }
        return offset
      }
    }
  }

  /// Makes one axis of two where each operand goes on as it would in one.
  private mutating func join() {
    for axis in (1..<sizes.count).reversed() {
      let isOne = accesses.indices.allSatisfy { index in
        accesses[index].isBlock || sizes[axis - 1] == 1
          || steps[index][axis - 1] == steps[index][axis] * sizes[axis]
      }
      guard isOne else { continue }
      sizes[axis - 1] *= sizes[axis]
      sizes.remove(at: axis)
      for index in accesses.indices { steps[index].remove(at: axis - 1) }
    }
    guard sizes.count == 1 else { return }
    sizes.insert(1, at: 0)
    for index in accesses.indices { steps[index].insert(0, at: 0) }
  }
}
