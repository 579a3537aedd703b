import LuaRuntime
import Programs
import TensorBindings
import Tensors

/// Stand-ins of sparse matrices.
extension ScriptContext {
  /// What stands for a sparse matrix, which has a name in texts of programs.
  func traced(
    _ matrix: SparseMatrix, named name: String? = nil
  ) throws(LuaRaise) -> Traced {
    .sparse(
      ProgramSparse(
        matrix, values: try tracer().capture(matrix.values, named: name)))
  }

  /// What the key at 2 picks out of a sparse matrix.
  func picked(
    _ frame: LuaFrame, _ builder: ProgramBuilder, _ matrix: ProgramSparse
  ) throws(LuaRaise) -> Traced {
    var masks: [ProgramTensor?] = []
    if frame.kind(at: 2) == .table {
      for position in 0..<(try TracedReceiver(self, frame).listLength(at: 2)) {
        frame.rawGet(at: 2, index: position + 1)
        masks.append(try sparseMask(frame, frame.top))
        frame.pop()
      }
    } else {
      masks.append(try sparseMask(frame, 2))
    }
    guard masks.count <= 2 else {
      throw .message("index: \(masks.count) selectors for a sparse matrix")
    }
    return .sparseSelection(
      try raising { () throws(TensorError) in
        try builder.selection(
          of: matrix, rows: masks.first ?? nil,
          columns: masks.count > 1 ? masks[1] : nil)
      })
  }

  /// The selection from a sparse matrix at 1, or the whole matrix; nil if there
  /// is none.
  func sparseSelection(
    _ frame: LuaFrame, _ builder: ProgramBuilder
  ) throws(LuaRaise) -> ProgramSparseSelection? {
    switch try traced(frame, 1) {
    case .sparseSelection(let selection)?: return selection
    case .sparse(let matrix)?:
      return try raising { () throws(TensorError) in
        try builder.selection(of: matrix, rows: nil, columns: nil)
      }
    default: return nil
    }
  }

  /// The mask at `position`, or nil for `{}`.
  private func sparseMask(
    _ frame: LuaFrame, _ position: Int
  ) throws(LuaRaise) -> ProgramTensor? {
    switch frame.kind(at: position) {
    case .table
    where try TracedReceiver(self, frame).listLength(at: position) == 0:
      return nil
    case .userdata:
      if let mask = try tracedPlaces(frame, position) { return mask }
      return try tracedTensor(frame, position)
    default:
      throw .message(
        "index: only bool masks and {} have a compiled form for a sparse"
          + " matrix, not a \(frame.typeName(at: position))")
    }
  }

  /// The product of the operands at 1 and 2, of which one is a sparse matrix; nil
  /// if none is.
  func sparseProduct(
    _ frame: LuaFrame, _ builder: ProgramBuilder
  ) throws(LuaRaise) -> ProgramTensor? {
    switch (try traced(frame, 1), try traced(frame, 2)) {
    case (.sparse?, .sparse?):
      throw .productOfSparseMatrices
    case (.sparse(let matrix)?, _):
      let other = try tracedTensor(frame, 2)
      return try raising { () throws(TensorError) in
        try builder.product(matrix, other)
      }
    case (_, .sparse(let matrix)?):
      let other = try tracedTensor(frame, 1)
      return try raising { () throws(TensorError) in
        try builder.product(matrix, other, isFromLeft: true)
      }
    default: return nil
    }
  }

  /// The values of the sparse matrix at `index`, for what changes all of its
  /// entries; the operand must be a number or a matrix of the same structure.
  func sparseOperand(
    _ frame: LuaFrame, _ index: Int, beside matrix: ProgramSparse
  ) throws(LuaRaise) -> ProgramOperand {
    guard case .sparse(let other)? = try traced(frame, index) else {
      switch try tracedOperand(frame, index) {
      case .tensor:
        throw .message(
          "a sparse matrix and a tensor have no compiled form; select from it,"
            + " as in W[{ {}, {} }]:mul_(x)")
      case let operand: return operand
      }
    }
    guard other.matrix.structure === matrix.matrix.structure else {
      throw .message("the sparse matrices have different entries")
    }
    return .tensor(other.values)
  }
}
