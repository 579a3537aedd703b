/// An operand of a loop over rows and columns: where it begins and how far its
/// elements are apart.
struct LoopSlot: Equatable {
  enum Origin: Equatable {
    /// An offset in bytes from the beginning of a buffer.
    case buffer(Int, offset: Int)
    /// A number among the cells.
    case cell(Int)
    /// A block of the loop itself.
    case block(Int)
  }

  var origin: Origin

  /// The bytes from one row to the next.
  var rowStep: Int

  /// The bytes from one column to the next: the size of an element, or 0 for
  /// an operand that is one number for the whole row.
  let columnStep: Int

  /// Where the operand begins.
  @inline(__always)
  func address(
    _ memory: PlanMemory, blocks: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    switch origin {
    case .buffer(let index, let offset): memory.addresses[index] + offset
    case .cell(let index): memory.cells + index &* 8
    case .block(let index): blocks + index &* loopBlockBytes
    }
  }
}

/// Pointers to the operands of a loop, at the row and block that it is at.
typealias LoopPointers = UnsafePointer<UnsafeMutableRawPointer>

/// An operation on a row of operands: gets their pointers and the number of
/// elements.
typealias LoopKernel = (LoopPointers, Int) -> Void

/// The rows and columns over which a loop runs.
struct LoopDomain: Equatable {
  let rows: Int
  let columns: Int
  /// Which axes of the shape are rows and columns, or nil.
  let rowAxis: Int?
  let columnAxis: Int?

  /// The domain of a result of `shape`; nil if more than two of its axes have
  /// several elements, or none has any.
  init?(_ shape: Shape) {
    var axes: [Int] = []
    for axis in 0..<shape.rank where shape[axis] != 1 { axes.append(axis) }
    guard axes.count <= 2, shape.count > 0 else { return nil }
    columnAxis = axes.last
    rowAxis = axes.count == 2 ? axes[0] : nil
    columns = columnAxis.map { shape[$0] } ?? 1
    rows = rowAxis.map { shape[$0] } ?? 1
  }

  static func == (left: LoopDomain, right: LoopDomain) -> Bool {
    left.rows == right.rows && left.columns == right.columns
  }

  /// `operand`, which broadcasts to `shape`, as an operand of a loop over it;
  /// nil if its elements are not side by side in a row.
  func slot(_ operand: ProgramTensor, of shape: Shape) -> LoopSlot? {
    let view = operand.view
    let steps = view.strides(expandedTo: shape)
    let size = view.type.byteCount
    let step = { (axis: Int?) in
      axis.map { shape[$0] == 1 ? 0 : steps[$0] } ?? 0
    }
    let column = step(columnAxis)
    guard column == 0 || column == 1 else { return nil }
    return LoopSlot(
      origin: .buffer(operand.cell, offset: view.offset &* size),
      rowStep: step(rowAxis) &* size,
      columnStep: column &* size)
  }
}
