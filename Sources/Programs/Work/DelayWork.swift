import Tensors

/// What is done to a delay line.
package struct DelayWork {
  /// What is done.
  package enum Action {
    /// Those in a list of places leave, with their weights, and what arrives is written
    /// to the result.
    case step(list: Int, weights: Weights?)
    /// What is on its way is written to the result.
    case pending
    /// An operand of this type becomes what is on its way.
    case restore(WorkOperand, ElementType)
    /// Nothing is on its way any more.
    case reset
  }

  /// What those that leave pass on: the elements from a source to the next one, and
  /// from a target; of a sparse matrix these mean nothing.
  package struct Weights {
    package let operand: WorkOperand
    package let sourceStep: Int
    package let targetStep: Int
  }

  /// The line, as the processor has it.
  package let line: DelayLine
  /// What is done.
  package let action: Action
  /// Where what it gives goes, which lies side by side in memory.
  package let result: WorkOperand?
}

extension LoweredProgram {
  /// The delay lines that the program moves on or looks at, each once.
  package var delayLines: [DelayLine] {
    var all: [DelayLine] = []
    for step in steps {
      guard case .delay(let work) = step.work,
        !all.contains(where: { $0 === work.line })
      else { continue }
      all.append(work.line)
    }
    return all
  }
}
