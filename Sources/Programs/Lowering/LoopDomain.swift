import Tensors

/// An operand of a loop over any number of axes.
struct LoopAccess: Equatable {
  /// What it is in a plane of rows and columns.
  var slot: LoopSlot

  /// The bytes from one plane to the next, along each axis of planes.
  var planeSteps: [Int] = []

  /// The bytes from one row to the next, behind those of planes.
  var rowSteps: [Int] { planeSteps + [slot.rowStep] }

  /// Whether it is a block of the loop.
  var isBlock: Bool {
    if case .block = slot.origin { return true }
    return false
  }

  /// The buffer in which the operand is, or nil.
  var buffer: Int? {
    if case .buffer(let index, _) = slot.origin { return index }
    return nil
  }
}

/// The elements over which a loop runs: planes of rows of columns.
struct LoopDomain: Equatable {
  /// The sizes of the axes before rows.
  let planes: [Int]
  let rows: Int
  let columns: Int
  /// Which axes of the shape are planes, rows and columns.
  private let planeAxes: ArraySlice<Int>
  private let rowAxis: Int?
  private let columnAxis: Int?

  /// The domain of a result of `shape`: of the axes that have several elements,
  /// the last one is columns, the one before it rows, the others planes.
  init(_ shape: Shape) {
    self.init(shape, axes: (0..<shape.rank).filter { shape[$0] != 1 })
  }

  /// The domain of a block, in which operands keep the steps of both axes.
  ///
  /// - Precondition: `shape` has one axis or two.
  init(block shape: Shape) {
    self.init(shape, axes: Array(0..<shape.rank))
  }

  private init(_ shape: Shape, axes: [Int]) {
    columnAxis = axes.last
    rowAxis = axes.dropLast().last
    planeAxes = axes.dropLast(2)
    columns = columnAxis.map { shape[$0] } ?? 1
    rows = rowAxis.map { shape[$0] } ?? 1
    planes = planeAxes.map { shape[$0] }
  }

  static func == (left: LoopDomain, right: LoopDomain) -> Bool {
    left.planes == right.planes && left.rows == right.rows
      && left.columns == right.columns
  }

  /// A number among the cells as an operand of a loop.
  func access(cell: Int) -> LoopAccess {
    LoopAccess(
      slot: LoopSlot(origin: .cell(cell), rowStep: 0, columnStep: 0),
      planeSteps: planes.map { _ in 0 })
  }

  /// `operand`, which broadcasts to `shape`, as an operand of a loop over it;
  /// nil if its elements are not side by side in a row.
  func access(_ operand: ProgramTensor, of shape: Shape) -> LoopAccess? {
    let view = operand.view
    let steps = view.strides(expandedTo: shape)
    let size = view.type.byteCount
    let step = { (axis: Int) in shape[axis] == 1 ? 0 : steps[axis] }
    let column = columnAxis.map(step) ?? 0
    guard column == 0 || column == 1 else { return nil }
    return LoopAccess(
      slot: LoopSlot(
        origin: .buffer(operand.cell, offset: view.offset &* size),
        rowStep: (rowAxis.map(step) ?? 0) &* size, columnStep: column &* size),
      planeSteps: planeAxes.map { step($0) &* size })
  }
}
