import LuaRuntime
import Tensors

extension Binding {
  /// Elementwise methods of sparse matrices, made from the tables of
  /// operations.
  static var sparseElementwise: [Binding] {
    sparseOperations.flatMap { [sparseBinary($0), sparseBinaryInPlace($0)] }
      + sparseFunctions.flatMap { [sparseUnary($0), sparseUnaryInPlace($0)] }
      + [
        sparseClamp, sparseClampInPlace, sparseFill, sparseZero,
        sparseCopyInPlace,
      ]
  }

  /// The metamethods of operators on sparse matrices, by name.
  static var sparseOperators: [(String, Binding)] {
    sparseOperations.compactMap { operation in
      operation.metamethod.map { ($0, sparseOperator(operation)) }
    } + [("__unm", sparseUnary(.negative)), ("__eq", equality)]
  }

  /// The operations on real numbers.
  private static var sparseOperations: [BinaryOperation] {
    BinaryOperation.allCases.filter {
      $0 != .and && $0 != .or && $0 != .exclusiveOr
    }
  }

  /// The functions whose results are real numbers.
  private static var sparseFunctions: [UnaryOperation] {
    UnaryOperation.allCases.filter {
      $0 != .logicalNot && $0 != .isNaN && $0 != .isFinite
    }
  }

  private static let other = Parameter(
    "other", "snn.SparseMatrix|snn.Tensor|number",
    "a matrix with entries in the same places, a tensor that is broadcast, or"
      + " a number")

  private static let entriesOnly =
    " Of the entries; where there is none,"
    + " nothing changes."

  private static func sparseBinary(_ operation: BinaryOperation) -> Binding {
    sparse(
      operation.rawValue, parameters: [other], result: "snn.SparseMatrix",
      operation.summary + entriesOnly
    ) { engine, frame throws(LuaRaise) in
      try engine.giveSparse(frame, operation, of: 1, 2, isReversed: false)
    }
  }

  /// As `sparseBinary`, but the matrix may be either side.
  private static func sparseOperator(_ operation: BinaryOperation) -> Binding {
    sparse(
      operation.rawValue, operation.summary
    ) { engine, frame throws(LuaRaise) in
      engine.isSparse(frame, 1)
        ? try engine.giveSparse(frame, operation, of: 1, 2, isReversed: false)
        : try engine.giveSparse(frame, operation, of: 2, 1, isReversed: true)
    }
  }

  private static func sparseBinaryInPlace(
    _ operation: BinaryOperation
  ) -> Binding {
    sparse(
      operation.rawValue + "_", parameters: [other], result: "self",
      "In place: " + operation.summary.lowercasedFirst + entriesOnly
    ) { engine, frame throws(LuaRaise) in
      if let other = frame.payload(at: 2, of: engine.sparseType),
        let matrix = frame.payload(at: 1, of: engine.sparseType)
      {
        let (matrix, other) = (matrix.pointee, other.pointee)
        try raising { () throws(TensorError) in
          try matrix.apply(operation, other)
        }
      } else {
        let target = try engine.sparseTarget(frame, 1)
        let operand = try engine.sparseOperand(frame, 2, operation.rawValue)
        try raising { () throws(TensorError) in
          try target.apply(operation, operand)
        }
      }
      return engine.giveSelf(frame)
    }
  }

  private static func sparseUnary(_ operation: UnaryOperation) -> Binding {
    sparse(
      operation.rawValue, result: "snn.SparseMatrix",
      operation.summary + entriesOnly
    ) { engine, frame throws(LuaRaise) in
      let matrix = try engine.sparse(frame, 1)
      return try engine.giveSparse(
        frame,
        try raising { () throws(TensorError) in try matrix.applying(operation) }
      )
    }
  }

  private static func sparseUnaryInPlace(
    _ operation: UnaryOperation
  ) -> Binding {
    sparse(
      operation.rawValue + "_", result: "self",
      "In place: " + operation.summary.lowercasedFirst + entriesOnly
    ) { engine, frame throws(LuaRaise) in
      let target = try engine.sparseTarget(frame, 1)
      try raising { () throws(TensorError) in try target.apply(operation) }
      return engine.giveSelf(frame)
    }
  }

  private static let limits: [Parameter] = [
    Parameter("min", "number|nil", "nil for no lower limit"),
    Parameter("max", "number", "nil for no upper limit", isOptional: true),
  ]

  private static var sparseClamp: Binding {
    sparse(
      "clamp", aliases: ["clip"], parameters: limits,
      result: "snn.SparseMatrix",
      "The entries limited to min...max."
    ) { engine, frame throws(LuaRaise) in
      let matrix = try engine.sparse(frame, 1)
      let (low, high) = try engine.limits(frame)
      return try engine.giveSparse(
        frame,
        try raising { () throws(TensorError) in
          try matrix.clamping(minimum: low, maximum: high)
        })
    }
  }

  private static var sparseClampInPlace: Binding {
    sparse(
      "clamp_", aliases: ["clip_"], parameters: limits, result: "self",
      "In place: the entries limited to min...max."
    ) { engine, frame throws(LuaRaise) in
      let target = try engine.sparseTarget(frame, 1)
      let (low, high) = try engine.limits(frame)
      try raising { () throws(TensorError) in
        try target.clamp(minimum: low, maximum: high)
      }
      return engine.giveSelf(frame)
    }
  }

  private static var sparseFill: Binding {
    sparse(
      "fill_", parameters: [Parameter("value", "number|boolean")],
      result: "self",
      "Writes one value to all entries, in place."
    ) { engine, frame throws(LuaRaise) in
      let target = try engine.sparseTarget(frame, 1)
      let value = try engine.scalar(frame, 2)
      try raising { () throws(TensorError) in
        try target.assign(.scalar(value))
      }
      return engine.giveSelf(frame)
    }
  }

  private static var sparseZero: Binding {
    sparse(
      "zero_", result: "self",
      "Writes zeros to all entries, in place; they stay entries."
    ) { engine, frame throws(LuaRaise) in
      let target = try engine.sparseTarget(frame, 1)
      try raising { () throws(TensorError) in try target.assign(0) }
      return engine.giveSelf(frame)
    }
  }

  private static var sparseCopyInPlace: Binding {
    sparse(
      "copy_", parameters: [other], result: "self",
      "Writes what another matrix or tensor has there to the entries, in place."
    ) { engine, frame throws(LuaRaise) in
      if let other = frame.payload(at: 2, of: engine.sparseType),
        let matrix = frame.payload(at: 1, of: engine.sparseType)
      {
        let (matrix, other) = (matrix.pointee, other.pointee)
        try raising { () throws(TensorError) in try matrix.assign(other) }
      } else {
        let target = try engine.sparseTarget(frame, 1)
        let operand = try engine.sparseOperand(frame, 2, "copy")
        try raising { () throws(TensorError) in try target.assign(operand) }
      }
      return engine.giveSelf(frame)
    }
  }
}

extension Engine {
  /// Returns `operation` of the sparse matrix at `left` and what is at `right`.
  fileprivate func giveSparse(
    _ frame: LuaFrame, _ operation: BinaryOperation, of left: Int,
    _ right: Int, isReversed: Bool
  ) throws(LuaRaise) -> Int {
    let matrix = try sparse(frame, left)
    if isSparse(frame, right) {
      let other = try sparse(frame, right)
      return try giveSparse(
        frame,
        try raising { () throws(TensorError) in
          try matrix.applying(operation, other, isReversed: isReversed)
        })
    }
    let operand = try sparseOperand(frame, right, operation.rawValue)
    return try giveSparse(
      frame,
      try raising { () throws(TensorError) in
        try matrix.applying(operation, operand, isReversed: isReversed)
      })
  }
}

extension String {
  /// The text with a small first letter.
  fileprivate var lowercasedFirst: String {
    prefix(1).lowercased() + dropFirst()
  }
}
