import LuaRuntime
import Tensors

extension Binding {
  /// Sizes, entries and conversions of sparse matrices.
  static var sparseShapes: [Binding] {
    [
      sparseSize, sparseDimensions, sparseCount, sparseEntryCount,
      sparseValues, sparseIndices, toDense, sparseClone, sparseConversion,
      sparseSummary, sparseRelease,
    ]
      + ElementType.allCases.filter(\.isComputedFloat).map(sparseConversion)
  }

  private static var sparseSize: Binding {
    sparse(
      "size", parameters: [.optionalAxis], result: "integer|integer[]",
      "The size of an axis, or a table of both sizes."
    ) { engine, frame throws(LuaRaise) in
      let shape = try engine.sparseShape(frame, 1)
      if frame.isNoneOrNil(at: 2) {
        try frame.newTable(arrayCount: 2)
        for axis in 0..<2 {
          frame.push(shape[axis])
          try frame.rawSet(at: -2, index: axis + 1)
        }
      } else {
        frame.push(shape[try engine.axis(frame, 2, rank: 2)])
      }
      return 1
    }
  }

  private static var sparseDimensions: Binding {
    sparse(
      "dim", result: "integer", "The number of axes: 2."
    ) { engine, frame throws(LuaRaise) in
      frame.push(try engine.sparseShape(frame, 1).rank)
      return 1
    }
  }

  private static var sparseCount: Binding {
    sparse(
      "numel", result: "integer|number",
      "The number of elements, whether they have an entry or not."
    ) { engine, frame throws(LuaRaise) in
      let shape = try engine.sparseShape(frame, 1)
      let (count, overflow) = shape[0].multipliedReportingOverflow(
        by: shape[1])
      if overflow {
        frame.push(Double(shape[0]) * Double(shape[1]))
      } else {
        frame.push(count)
      }
      return 1
    }
  }

  private static var sparseEntryCount: Binding {
    sparse(
      "nnz", result: "integer",
      "The number of entries, also of those whose value is 0."
    ) { engine, frame throws(LuaRaise) in
      let target = try engine.sparseTarget(frame, 1)
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
    ) { engine, frame throws(LuaRaise) in
      try engine.give(frame, try engine.sparse(frame, 1).values)
    }
  }

  private static var sparseIndices: Binding {
    sparse(
      "indices", result: "snn.Tensor, snn.Tensor",
      "The row and the column of each entry, row by row, from 1: two int64"
        + " tensors."
    ) { engine, frame throws(LuaRaise) in
      let matrix = try engine.sparse(frame, 1)
      let (rows, columns) = try raising { () throws(TensorError) in
        try matrix.indices(base: 1)
      }
      try engine.pushNew(frame, rows)
      try engine.pushNew(frame, columns)
      return 2
    }
  }

  private static var toDense: Binding {
    sparse(
      "to_dense", result: "snn.Tensor", product: .tensor,
      "A tensor with all elements; those without entry are 0."
    ) { engine, frame throws(LuaRaise) in
      let matrix = try engine.sparse(frame, 1)
      return try engine.give(
        frame, try raising { () throws(TensorError) in try matrix.dense() })
    }
  }

  private static var sparseClone: Binding {
    sparse(
      "clone", aliases: ["copy"], result: "snn.SparseMatrix", "A copy."
    ) { engine, frame throws(LuaRaise) in
      let matrix = try engine.sparse(frame, 1)
      return try engine.giveSparse(
        frame, try raising { () throws(TensorError) in try matrix.copied() })
    }
  }

  private static var sparseConversion: Binding {
    sparse(
      "to",
      parameters: [Parameter("type", "snn.ElementType", "float32 or float64")],
      result: "snn.SparseMatrix", "The matrix with values of another type."
    ) { engine, frame throws(LuaRaise) in
      let matrix = try engine.sparse(frame, 1)
      guard let type = try engine.elementType(frame, 2) else {
        throw frame.typeError(at: 2, expected: "element type")
      }
      return try engine.giveSparse(
        frame,
        try raising { () throws(TensorError) in try matrix.converted(to: type)
        })
    }
  }

  /// `W:double()`, as PyTorch names it.
  private static func sparseConversion(_ type: ElementType) -> Binding {
    sparse(
      type.methodName, result: "snn.SparseMatrix",
      "The matrix with \(type.rawValue) values: to(\"\(type.rawValue)\")."
    ) { engine, frame throws(LuaRaise) in
      let matrix = try engine.sparse(frame, 1)
      return try engine.giveSparse(
        frame,
        try raising { () throws(TensorError) in try matrix.converted(to: type)
        })
    }
  }

  private static var sparseSummary: Binding {
    sparse(
      "summary", result: "string",
      "The matrix in a line: type, shape, entries, and their smallest, mean and"
        + " largest value."
    ) { engine, frame throws(LuaRaise) in
      try frame.push(try engine.sparse(frame, 1).description)
      return 1
    }
  }

  private static var sparseRelease: Binding {
    sparse(
      "free", "Lets go of the matrix now, not when garbage is collected."
    ) { engine, frame throws(LuaRaise) in
      if frame.payload(at: 1, of: engine.sparseSelectionType) != nil {
        try frame.release(at: 1, of: engine.sparseSelectionType)
      } else {
        try frame.release(at: 1, of: engine.sparseType)
      }
      return 0
    }
  }

  /// `#matrix`.
  static var sparseLength: Binding {
    sparse("length", "The number of rows.") { engine, frame throws(LuaRaise) in
      frame.push(try engine.sparseShape(frame, 1)[0])
      return 1
    }
  }

  /// `tostring(matrix)`.
  static var sparseText: Binding {
    sparse("tostring", "A readable summary.") {
      engine, frame throws(LuaRaise) in
      if frame.isReleased(at: 1, of: engine.sparseType)
        || frame.isReleased(at: 1, of: engine.sparseSelectionType)
      {
        try frame.push("[released sparse matrix]")
      } else {
        try frame.push("[\(try engine.sparse(frame, 1).description)]")
      }
      return 1
    }
  }
}
