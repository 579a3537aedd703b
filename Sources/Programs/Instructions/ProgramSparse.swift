import Tensors

/// A sparse matrix that a program works on: one and the same in each run.
public struct ProgramSparse {
  /// The matrix.
  public let matrix: SparseMatrix

  /// What stands for the values of its entries.
  public let values: ProgramTensor

  /// A sparse matrix whose values the program is given as `values`.
  public init(_ matrix: SparseMatrix, values: ProgramTensor) {
    self.matrix = matrix
    self.values = values
  }
}

/// What masks will pick out of a sparse matrix.
public struct ProgramSparseSelection {
  /// The matrix that is selected from.
  public let base: ProgramSparse

  /// The masks of rows and of columns; nil where all are taken.
  ///
  /// They have the values that they had when the selection was made.
  let rows: ProgramTensor?
  let columns: ProgramTensor?

  func isSame(as other: ProgramSparseSelection) -> Bool {
    func isSame(_ a: ProgramTensor?, _ b: ProgramTensor?) -> Bool {
      guard let a, let b else { return a == nil && b == nil }
      return a.isSameValue(as: b)
    }
    return base.matrix === other.base.matrix && isSame(rows, other.rows)
      && isSame(columns, other.columns)
  }
}
