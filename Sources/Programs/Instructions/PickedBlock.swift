import Tensors

/// The rows and the columns of matrices of one shape that masks pick.
///
/// How many they are isn't known when a program is made. So what is picked is
/// named by the whole that it is picked from: an element at a row and a column is
/// computed of what all operands have at this row and this column.
struct PickedBlock {
  /// The shape of the whole.
  let shape: Shape

  /// The masks of rows and of columns; nil for an axis that is taken whole.
  let masks: [ProgramTensor?]

  /// - Precondition: The selection is a block.
  init(_ selection: ProgramSelection) {
    shape = selection.base.shape
    masks = [selection.mask(0), selection.mask(1)]
  }

  init(_ selection: ProgramSparseSelection) {
    shape = selection.base.matrix.shape
    masks = [selection.rows, selection.columns]
  }

  /// All of a tensor, as a matrix; nil if it has too many axes.
  init?(whole shape: Shape) {
    guard shape.rank <= 2 else { return nil }
    var matrix = shape
    while matrix.rank < 2 { matrix.insert(1, at: 0) }
    self.init(shape: matrix, masks: [nil, nil])
  }

  private init(shape: Shape, masks: [ProgramTensor?]) {
    self.shape = shape
    self.masks = masks
  }

  /// What operands that are taken whole must broadcast to: the sizes, with 1 along
  /// the axes that are picked from.
  var operandShape: Shape { [size(0), size(1)] }

  private func size(_ axis: Int) -> Int {
    masks[axis] == nil ? shape[axis] : 1
  }

  /// Whether both are the same rows and columns of matrices of one shape.
  func isSame(as other: PickedBlock) -> Bool {
    shape == other.shape
      && zip(masks, other.masks).allSatisfy { $0.isSameMask(as: $1) }
  }

  /// What this and `other` broadcast to: along each axis, the same is picked, or
  /// one of both has one element that is taken whole.
  ///
  /// - Throws: `TensorError.invalidArgument` if it isn't known whether they do.
  func joined(
    _ other: PickedBlock, _ operation: String
  ) throws(TensorError) -> PickedBlock {
    var sizes: [Int] = []
    var picks: [ProgramTensor?] = []
    for axis in 0..<2 {
      let (size, count) = (shape[axis], other.shape[axis])
      let (mask, pick) = (masks[axis], other.masks[axis])
      if size == count, mask.isSameMask(as: pick) {
        sizes.append(size)
        picks.append(mask)
      } else if count == 1, pick == nil {
        sizes.append(size)
        picks.append(mask)
      } else if size == 1, mask == nil {
        sizes.append(count)
        picks.append(pick)
      } else if size == count, mask != nil, pick != nil {
        throw .pickedOtherwise(operation)
      } else {
        throw .besidePicked(operation, self, other)
      }
    }
    return PickedBlock(shape: [sizes[0], sizes[1]], masks: picks)
  }

  /// The shape, with a question mark for what a mask decides: "[200, ?]".
  var text: String {
    let sizes = (0..<2).map { masks[$0] == nil ? "\(shape[$0])" : "?" }
    return "[\(sizes.joined(separator: ", "))]"
  }
}

extension ProgramTensor? {
  /// Whether both are the same value of a mask, or none.
  fileprivate func isSameMask(as other: ProgramTensor?) -> Bool {
    guard let self, let other else { return self == nil && other == nil }
    return self.isSameValue(as: other)
  }
}

extension TensorError {
  /// Selected elements beside others of which it isn't known that they are as many.
  static func besidePicked(
    _ operation: String, _ left: PickedBlock, _ right: PickedBlock
  ) -> TensorError {
    .invalidArgument(
      operation: operation,
      reason: "shapes \(left.text) and \(right.text) don't match, where ? is as"
        + " many as a mask picks, which isn't known when a function is compiled:"
        + " along this axis, give the other one element, as x:unsqueeze(2) beside"
        + " W[{ {}, mask }], or select it by the same mask, as"
        + " x:unsqueeze(2)[mask] beside W[mask]")
  }
}
