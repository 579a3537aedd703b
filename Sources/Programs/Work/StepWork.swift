import Tensors

/// What a piece of work of a plan does, as data: for what runs it elsewhere than on
/// the processor.
package enum StepWork {
  /// Elementwise operations.
  case loop(LoopWork)
  /// Makes a list of the places where a mask, side by side in memory, is true.
  case places(WorkOperand, count: Int, list: Int)
  /// Adds rows of a matrix.
  case gatherSum(GatherSumWork)
  /// Operations on picked elements of a matrix.
  case block(BlockWork)
  /// Adds entries of a sparse matrix.
  case entrySum(EntrySumWork)
  /// Operations on picked entries of a sparse matrix.
  case entries(EntryWork)
  /// The product of a sparse matrix with a vector or a dense matrix.
  case entryProduct(EntryProductWork)
  /// Many elements as one.
  case reduction(ReductionWork)
  /// A number, of an element or of other numbers.
  case number(NumberWork)
  /// What is done to a delay line.
  case delay(DelayWork)
  /// Random numbers.
  case draw(DrawWork)
  /// There are no elements, so nothing is done.
  case nothing
  /// What only the processor's plan can do.
  case other
}

/// An operand of a piece of work: where its first element is, and how far it is from
/// there to others.
package struct WorkOperand: Equatable {
  /// In which memory it is.
  package let origin: LoopSlot.Origin

  /// The bytes from one element to the next, along each axis.
  package let steps: [Int]
}

/// An operation and the numbers of its operands among those of its piece of work.
package struct WorkOperation {
  /// What is done.
  package let operation: LoopOperation
  /// What it is done with.
  package let operands: [Int]
  /// What is written.
  package let out: Int
  /// The operation for people.
  package let text: String
  /// Where it is written, if that is known.
  package let position: String?
}

/// Operations that each element passes through, one after the other.
///
/// What one of them writes, another meets at the same element only.
package struct LoopWork {
  /// The sizes of the axes, the last one counting fastest.
  package let sizes: [Int]
  /// The operands, each once; of blocks the steps mean nothing.
  package let operands: [WorkOperand]
  /// The operations, in order.
  package let operations: [WorkOperation]
}

/// The sum of the rows of a matrix that are in a list, for each column.
package struct GatherSumWork {
  /// The type of the elements.
  package let type: ElementType
  /// The matrix, whose rows lie side by side in memory, and the sums, which do too.
  package let matrix: WorkOperand
  package let result: WorkOperand
  /// The number of columns.
  package let columns: Int
  /// The number of the list.
  package let list: Int
}

/// Operations on the elements of a matrix in listed rows and columns, as in a loop.
package struct BlockWork {
  /// The size of the matrix.
  package let rows: Int
  package let columns: Int
  /// The numbers of the lists; nil where all are taken.
  package let rowList: Int?
  package let columnList: Int?
  /// The operands, of which the first is the matrix; the steps are those from row to
  /// row and from column to column of the matrix.
  package let operands: [WorkOperand]
  /// The operations, in order.
  package let operations: [WorkOperation]
}

/// Random numbers for all elements of a tensor, row by row.
package struct DrawWork {
  /// What they are drawn from, and its parameters.
  package let distribution: Distribution
  package let parameters: [ProgramOperand]
  /// What is written.
  package let target: ProgramTensor
}
