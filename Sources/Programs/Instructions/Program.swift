import Tensors

/// What a function does to tensors and numbers, as data: instructions on values,
/// in the order in which they were written, with types and shapes but without
/// memory.
///
/// `ProgramBuilder` makes it, and `makePlan(in:)` a plan that runs it on the CPU.
public struct Program {
  /// A piece of memory of its own, which has one value after the other.
  struct Cell {
    /// What the text of the program calls it, if whoever made it gave a name.
    let name: String?

    /// The shape that it was made for.
    let shape: Shape

    /// The size in bytes; of an input, unknown and 0.
    let byteCount: Int

    /// Whether the program is given the memory.
    let isInput: Bool

    /// Whether an instruction makes the memory along with what it holds.
    var isMade = false
  }

  /// The cells, by their numbers.
  let cells: [Cell]

  /// What the program is given, in order.
  let inputs: [ProgramTensor]

  /// What it gives, in order: the values that they have at the end.
  let outputs: [ProgramTensor]

  /// The instructions, in order.
  let instructions: [Instruction]

  /// The number of parts.
  let partCount: Int

  /// The number of numbers.
  let numberCount: Int

  /// What the text of the program calls numbers, by their places.
  let numberNames: [Int: String]

  /// How many tensors the program is given.
  public var inputCount: Int { inputs.count }

  /// The same program with other instructions.
  func with(_ instructions: [Instruction]) -> Program {
    Program(
      cells: cells, inputs: inputs, outputs: outputs,
      instructions: instructions, partCount: partCount,
      numberCount: numberCount, numberNames: numberNames)
  }
}
