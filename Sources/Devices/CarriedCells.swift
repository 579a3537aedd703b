import Programs
import Tensors

/// What a run hands on to the next one: outputs that are inputs then.
struct CarriedCells {
  /// A copy that is made at the end of a run, into a cell of its own.
  struct Copy {
    let source: Int
    let target: Int
    let type: ElementType
    let count: Int
  }

  /// The cell whose memory each cell has in the next run, of inputs that are handed on.
  private(set) var sources: [Int: Int] = [:]

  /// Copies, for what several inputs are. Their targets are cells behind those of the
  /// program, in order.
  private(set) var copies: [Copy] = []

  init() {}

  /// - Parameters:
  ///   - carried: The outputs, by the numbers of the inputs.
  ///   - program: The program.
  ///   - bytes: The sizes of the memory of its cells.
  /// - Throws: `DeviceError.noDeviceForm` for an input or an output that isn't all of
  ///   its memory, or not as large as the other; and for turns that take too long.
  init(
    _ carried: [Int: Int], of program: LoweredProgram, bytes: [Int]
  ) throws(DeviceError) {
    let pairs = carried.sorted { $0.key < $1.key }
      .map { (input: program.inputs[$0], output: program.outputs[$1]) }
      .filter { $0.input.cell != $0.output.cell }
    let renewed = Set(pairs.map(\.input.cell))
    // What stays an input can't be taken from it.
    var taken = Set(program.inputs.map(\.cell)).subtracting(renewed)
    for (input, output) in pairs {
      let others = program.inputs.indices.filter {
        program.inputs[$0].cell == input.cell
          && carried[$0].map { program.outputs[$0].cell } != output.cell
      }
      guard others.isEmpty else {
        throw .noDeviceForm(
          what: "\(program.cells[input.cell].name) is the memory of another"
            + " variable too, which stays", position: nil)
      }
      let size = output.shape.count * output.type.byteCount
      guard input.shape == output.shape, input.isContiguous,
        output.isContiguous,
        input.layout.offset == 0,
        output.layout.offset == 0, input.type == output.type,
        bytes[input.cell] == size, bytes[output.cell] == size
      else {
        throw .noDeviceForm(
          what: "\(program.cells[input.cell].name) becomes"
            + " \(program.cells[output.cell].name), and one of them is a part of"
            + " other memory", position: nil)
      }
      // Who is one tensor with whom from then on.
      let isKept = output.isInput && !renewed.contains(output.cell)
      let sharing =
        pairs.filter { $0.output.cell == output.cell }.map(\.input.cell)
        + (isKept ? [output.cell] : [])
      guard
        sharing.count == 1
          || program.changedInputs.isDisjoint(with: sharing)
      else {
        let names = sharing.map { program.cells[$0].name }
        throw .noDeviceForm(
          what:
            "\(names.joined(separator: " and ")) become one tensor, which is"
            + " changed in place", position: nil)
      }
      if taken.insert(output.cell).inserted {
        sources[input.cell] = output.cell
      } else {
        let target = program.cells.count + copies.count
        copies.append(
          Copy(
            source: output.cell, target: target, type: output.type,
            count: output.shape.count))
        sources[input.cell] = target
      }
    }
  }
}
