/// Where the elements that a block step works on lie in memory.
struct BlockRegion<T: Element> {
  let origin: UnsafeMutablePointer<T>
  /// The step from one row to the next, or what the places of the picked ones
  /// count in.
  let rowStep: Int
  let rows: Int
  let columns: Int
  /// The places of the picked rows and, from the beginning of a row, of the
  /// picked columns; nil where all are taken.
  let rowPlaces: UnsafeMutablePointer<Int>?
  let columnPlaces: UnsafeMutablePointer<Int>?

  /// The beginning of a row.
  @inline(__always)
  func row(_ position: Int) -> UnsafeMutablePointer<T> {
    origin + (rowPlaces?[position] ?? position) &* rowStep
  }
}

extension BlockRegion {
  /// The elements of `selection`, which keeps the places alive; nil if they
  /// don't lie in rows.
  init?(_ selection: Selection) {
    let (shape, lists) = (selection.shape, selection.lists)
    guard selection.canBeBlock else { return nil }
    let last = shape.rank - 1
    self.init(
      origin: selection.base.pointer(),
      rowStep: shape.rank == 2 && lists[0] == nil ? selection.strides[0] : 1,
      rows: shape.rank == 2 ? shape[0] : 1, columns: shape[last],
      rowPlaces: shape.rank == 2 ? lists[0]?.places : nil,
      columnPlaces: lists[last]?.places)
  }
}

extension Selection {
  /// Whether the elements are a row, or rows that lie in memory in order or are
  /// picked from.
  var canBeBlock: Bool {
    guard shape.rank == 1 || shape.rank == 2 else { return false }
    let last = shape.rank - 1
    return lists[last] != nil || strides[last] == 1 || shape[last] == 1
  }
}

extension LoopSlot {
  /// Whether the operand is the same number for all elements, or an
  /// intermediate result.
  var isSameForAll: Bool {
    if case .block = origin { return true }
    return rowStep == 0 && columnStep == 0
  }

  /// Where the operand is for elements of a row from a column on.
  @inline(__always)
  func address(
    _ memory: PlanMemory, blocks: UnsafeMutableRawPointer, row: Int,
    column: Int
  ) -> UnsafeMutableRawPointer {
    let address = address(memory, blocks: blocks)
    if case .block = origin { return address }
    return address + (row &* rowStep &+ column &* columnStep)
  }
}
