import Files
import LuaRuntime
import Tensors

/// The entries of sparse matrices.
extension Binding {
  static var entries: [Binding] {
    [
      sparseEntryCount, sparseValues, sparseIndices, toDense, sparseSave,
      sparseSummary, sparseRelease,
    ]
  }

  private static var sparseEntryCount: Binding {
    sparse(
      "nnz", result: "integer",
      "The number of entries, also of those whose value is 0."
    ) { context, frame throws(LuaRaise) in
      let target = try context.sparseTarget(frame, 1)
      frame.push(
        try raising { () throws(TensorError) in try target.entryCount() })
      return 1
    }
  }

  private static var sparseValues: Binding {
    sparse(
      "values", result: "snn.Tensor", product: .tensor,
      "The values of the entries, row by row: a view of a matrix, a copy of a"
        + " selection."
    ) { context, frame throws(LuaRaise) in
      try context.give(frame, try context.sparse(frame, 1).values)
    }
  }

  private static var sparseIndices: Binding {
    sparse(
      "indices", result: "snn.Tensor, snn.Tensor",
      "The row and the column of each entry, row by row, from 1: two int64"
        + " tensors."
    ) { context, frame throws(LuaRaise) in
      let matrix = try context.sparse(frame, 1)
      let (rows, columns) = try raising { () throws(TensorError) in
        try matrix.indices(base: 1)
      }
      try context.pushNew(frame, rows)
      try context.pushNew(frame, columns)
      return 2
    }
  }

  private static var toDense: Binding {
    sparse(
      "to_dense", result: "snn.Tensor", product: .tensor,
      "A tensor with all elements; those without entry are 0."
    ) { context, frame throws(LuaRaise) in
      let matrix = try context.sparse(frame, 1)
      return try context.give(
        frame, try raising { () throws(TensorError) in try matrix.dense() })
    }
  }

  private static var sparseSave: Binding {
    sparse(
      "save", parameters: [Parameter("path", "string")], result: "self",
      "Writes the matrix to a .npz file, which SciPy's load_npz reads, and"
        + " snn.load."
    ) { context, frame throws(LuaRaise) in
      let matrix = try context.sparse(frame, 1)
      let path = try context.place(of: try frame.string(at: 2))
      try raising { () throws(TensorError) in try matrix.save(path: path) }
      return context.giveSelf(frame)
    }
  }

  private static var sparseSummary: Binding {
    sparse(
      "summary", result: "string",
      "The matrix in a line: type, shape, entries, and their smallest, mean and"
        + " largest value."
    ) { context, frame throws(LuaRaise) in
      try frame.push(try context.sparse(frame, 1).description)
      return 1
    }
  }

  private static var sparseRelease: Binding {
    sparse(
      "free", "Lets go of the matrix now, not when garbage is collected."
    ) { context, frame throws(LuaRaise) in
      if frame.payload(at: 1, of: context.sparseSelectionType) != nil {
        try frame.release(at: 1, of: context.sparseSelectionType)
      } else {
        try frame.release(at: 1, of: context.sparseType)
      }
      return 0
    }
  }

  /// `tostring(matrix)`.
  static var sparseText: Binding {
    sparse("tostring", "A readable summary.") {
      context, frame throws(LuaRaise) in
      if frame.isReleased(at: 1, of: context.sparseType)
        || frame.isReleased(at: 1, of: context.sparseSelectionType)
      {
        try frame.push("[released sparse matrix]")
      } else {
        try frame.push("[\(try context.sparse(frame, 1).description)]")
      }
      return 1
    }
  }
}
