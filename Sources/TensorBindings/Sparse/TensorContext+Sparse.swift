import LuaRuntime
import Tensors

/// Arguments and results of functions on sparse matrices.
extension TensorContext {
  /// The sparse matrix at `index`; a selection becomes a matrix of its own.
  package func sparse(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> SparseMatrix {
    if let selection = frame.payload(at: index, of: sparseSelectionType) {
      let selection = selection.pointee
      return try raising { () throws(TensorError) in
        try selection.gathered()
      }
    }
    return try frame.object(at: index, of: sparseType).pointee
  }

  /// The selection at `index`; of a matrix, all of it.
  @inline(__always)
  func sparseTarget(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> SparseSelection {
    if let selection = frame.payload(at: index, of: sparseSelectionType) {
      return selection.pointee
    }
    return SparseSelection(
      try frame.object(at: index, of: sparseType).pointee)
  }

  /// The tensor or number at `index`, beside a sparse matrix.
  func sparseOperand(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> Operand {
    guard frame.kind(at: index) == .userdata || isOperand(frame, index) else {
      throw frame.typeError(
        at: index, expected: "SparseMatrix, Tensor or number")
    }
    return try operand(frame, index)
  }

  /// Whether there is a sparse matrix or a selection of one at `index`.
  func isSparse(_ frame: LuaFrame, _ index: Int) -> Bool {
    frame.payload(at: index, of: sparseType) != nil
      || frame.payload(at: index, of: sparseSelectionType) != nil
  }

  /// Returns a new sparse matrix.
  package func giveSparse(
    _ frame: LuaFrame, _ matrix: SparseMatrix
  ) throws(LuaRaise) -> Int {
    try pushSparse(frame, matrix)
    return 1
  }

  /// Pushes a sparse matrix.
  package func pushSparse(
    _ frame: LuaFrame, _ matrix: SparseMatrix
  ) throws(LuaRaise) {
    try frame.pushNewObject(sparseType, matrix)
    noteGrowth(frame)
  }
}
