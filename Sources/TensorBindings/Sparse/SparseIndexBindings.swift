import LuaRuntime
import Tensors

/// `matrix[key]`, read and written.
extension Binding {
  /// Answers for every key that is no method, object or table.
  static var sparseIndex: Binding {
    sparse("index", "The fields of a sparse matrix.") {
      context, frame throws(LuaRaise) in
      guard frame.kind(at: 2) == .string else {
        throw SparseReceiver(context, frame).keyError(at: 2)
      }
      return try context.sparseProperty(frame)
    }
  }

  /// Answers for objects and tables.
  static var sparsePick: Binding {
    sparse(
      "index", product: .sparseSelection,
      "matrix[mask] is a selection of rows, matrix[{rows, columns}] of a block,"
        + " matrix[{i, j}] a number."
    ) { context, frame throws(LuaRaise) in
      let matrix = try context.selectable(frame)
      if let (row, column) = try context.place(frame, matrix.shape) {
        let element = try raising { () throws(TensorError) in
          try matrix.element(row: row, column: column)
        }
        context.push(frame, element ?? 0.0)
        return 1
      }
      frame.fill(
        context.sparseSelectionType, try context.picked(frame, matrix))
      context.noteGrowth(frame)
      return 1
    }
  }

  /// `ipairs(matrix)` and `pairs(matrix)`.
  static var sparseRows: Binding {
    sparse("pairs", "Says what to write instead.") { _, _ throws(LuaRaise) in
      throw .message(
        "a sparse matrix has no rows to visit; values() and indices() give its"
          + " entries, to_dense() a tensor")
    }
  }

  static var sparseNewIndex: Binding {
    sparse(
      "newindex",
      "Writes a number or a tensor to the entries that the key"
        + " picks out."
    ) { context, frame throws(LuaRaise) in
      if frame.kind(at: 2) == .string {
        let name = try frame.string(at: 2)
        throw .message(
          "a sparse matrix has no field '\(name)' to write to; keep state in"
            + " the group")
      }
      guard context.isOperand(frame, 3) else {
        throw .message(
          "only a number, a boolean or a tensor can be written into a sparse"
            + " matrix, not a \(context.unusable(frame, 3))")
      }
      let matrix = try context.selectable(frame)
      guard [.table, .userdata].contains(frame.kind(at: 2)) else {
        throw SparseReceiver(context, frame).keyError(at: 2)
      }
      if let (row, column) = try context.place(frame, matrix.shape) {
        let value = try context.scalar(frame, 3)
        try raising { () throws(TensorError) in
          try matrix.setElement(row: row, column: column, to: value)
        }
        return 0
      }
      let selection = try context.picked(frame, matrix)
      let value = try context.operand(frame, 3)
      try raising { () throws(TensorError) in try selection.assign(value) }
      return 0
    }
  }
}

extension TensorContext {
  /// The matrix at 1, from which something is selected.
  fileprivate func selectable(
    _ frame: LuaFrame
  ) throws(LuaRaise) -> SparseMatrix {
    guard frame.payload(at: 1, of: sparseSelectionType) == nil else {
      throw .message(
        "index: a selection of a sparse matrix can't be selected from again;"
          + " write W[{rows, columns}]")
    }
    return try frame.object(at: 1, of: sparseType).pointee
  }

  /// The row and column, from 0, that the key {i, j} names; nil if it is
  /// another key.
  fileprivate func place(
    _ frame: LuaFrame, _ shape: Shape
  ) throws(LuaRaise) -> (row: Int, column: Int)? {
    guard frame.kind(at: 2) == .table, frame.rawLength(at: 2) == 2 else {
      return nil
    }
    frame.rawGet(at: 2, index: 1)
    frame.rawGet(at: 2, index: 2)
    defer { frame.pop(2) }
    guard frame.kind(at: -2) == .number, frame.kind(at: -1) == .number else {
      return nil
    }
    return (
      try index(frame, frame.top - 1, size: shape[0]),
      try index(frame, frame.top, size: shape[1])
    )
  }

  /// What the key picks out.
  fileprivate func picked(
    _ frame: LuaFrame, _ matrix: SparseMatrix
  ) throws(LuaRaise) -> SparseSelection {
    let selectors = try SparseReceiver(self, frame)
      .selectors(at: 2, matrix.shape)
    return try raising { () throws(TensorError) in
      try matrix.selection(selectors)
    }
  }

  /// The fields of a sparse matrix: `shape`, `dtype`, `ndim`.
  fileprivate func sparseProperty(_ frame: LuaFrame) throws(LuaRaise) -> Int {
    let name = try frame.string(at: 2)
    if let count = try SparseReceiver(self, frame).giveField(name) {
      return count
    }
    _ = try sparseTarget(frame, 1)
    let hint = Suggestion.ending(for: name, in: Binding.sparseNames)
    throw .message(
      "a sparse matrix has no method or field '\(name)'\(hint)")
  }
}
