import Tensors

/// A program as the pieces of work that the processor's plan does, in order: so that
/// another device fuses what the plan fuses.
package struct LoweredProgram {
  /// A piece of work.
  package struct Step {
    /// What it does.
    package let work: StepWork
    /// The same for people, a line for each operation.
    package let lines: [String]
    /// Where it is written, if that is one place.
    package let position: String?
    /// The part of the program that it belongs to.
    package let part: Int
  }

  /// A piece of memory.
  package struct Cell {
    /// What texts call it.
    package let name: String
    /// The size in bytes; of an input, unknown and 0.
    package let byteCount: Int
    /// Whether it is memory at all, and not a block of one loop.
    package let isMemory: Bool
  }

  /// A number as an element, which operands name by its place.
  package struct Number {
    /// Where its value comes from.
    package enum Source {
      /// It is known.
      case constant(Scalar)
      /// It is the program's number of this place.
      case number(Int)
    }
    /// Where its value comes from.
    package let source: Source
    /// The type of the element.
    package let type: ElementType
  }

  /// The pieces of work, in order.
  package let steps: [Step]
  /// The memory, by the numbers of cells.
  package let cells: [Cell]
  /// Numbers as elements, by their places.
  package let numbers: [Int: Number]
  /// The number of lists of places, and the size of the mask of each.
  package let listSizes: [Int]
  /// What the program is given and gives, in order.
  package let inputs: [ProgramTensor]
  package let outputs: [ProgramTensor]
  /// The cells of inputs whose elements are changed.
  package let changedInputs: Set<Int>
  /// The number of parts, each of which has a source of random numbers.
  package let partCount: Int
}

extension Program {
  private var changedInputs: Set<Int> {
    Set(
      instructions.compactMap { instruction in
        guard case .tensor(let target) = instruction.result, target.isInput
        else { return nil }
        return target.cell
      })
  }

  /// The pieces of work that the processor's plan does.
  package func lowered() -> LoweredProgram {
    let lowering = Lowering(sharingResults().withoutIdentities())
    lowering.run()
    let names = PlanNames(self, lowering.constants)
    let context = WorkContext(lowering, names)
    return LoweredProgram(
      steps: lowering.steps.map { step in
        .init(
          work: step.work(context), lines: step.lines(names),
          position: step.position, part: step.part)
      },
      cells: lowering.buffers.map { buffer in
        .init(
          name: names.buffer(buffer.index), byteCount: buffer.byteCount,
          isMemory: buffer.isMemory)
      }, numbers: context.numbers,
      listSizes: lowering.scans.map { $0.mask.shape[0] }, inputs: inputs,
      outputs: outputs, changedInputs: changedInputs, partCount: partCount)
  }
}
