import Tensors

/// How the text of a plan names what its steps work on.
///
/// Tensors and numbers that the plan is given have the names that whoever made
/// it gave them, or `x1`, `x2` …; what it computes is `t1`, `t2` … and, of
/// numbers, `n1`, `n2` ….
struct PlanNames {
  private let buffers: [String]
  private let numbers: [Int: String]
  private let constants: [Int: Scalar]

  /// Whether a tensor is named by its value, not by its cell alone; and which
  /// cells are written more than once, or begin with something.
  private let tellsValues: Bool
  private let begins: [Bool]

  init(
    _ program: Program, _ constants: [Lowering.Constant],
    tellsValues: Bool = false
  ) {
    self.tellsValues = tellsValues
    begins = program.cells.map(\.isInput)
    var (given, computed) = (0, 0)
    buffers = program.cells.map { cell in
      if let name = cell.name { return name }
      if cell.isInput {
        given += 1
        return "x\(given)"
      }
      computed += 1
      return "t\(computed)"
    }
    numbers = program.numberNames
    self.constants = Dictionary(
      uniqueKeysWithValues: constants.map { ($0.cell, $0.value) })
  }

  /// The name of a buffer.
  func buffer(_ index: Int) -> String { buffers[index] }

  /// The name of a number.
  func number(_ place: Int) -> String { numbers[place] ?? "n\(place + 1)" }

  /// A tensor: the name of its buffer, and its layout if it isn't all of that.
  func tensor(_ tensor: ProgramTensor) -> String {
    let name = self.name(tensor)
    let view = tensor.view
    if view.isContiguous {
      return view.offset == 0
        ? name : "\(name){\(view.shape) at \(view.offset)}"
    }
    let steps = (0..<view.rank).map { view.strides[$0] }
    return "\(name){\(view.shape) at \(view.offset), steps \(steps)}"
  }

  /// The name of a cell, and of which of its values.
  private func name(_ tensor: ProgramTensor) -> String {
    let name = buffers[tensor.cell]
    let first = begins[tensor.cell] ? 0 : 1
    guard tellsValues, tensor.version > first else { return name }
    return "\(name).\(tensor.version)"
  }

  func operand(_ operand: ProgramOperand) -> String {
    switch operand {
    case .tensor(let tensor): self.tensor(tensor)
    case .scalar(let scalar): "\(scalar)"
    case .number(let number): self.number(number.place)
    }
  }

  /// An operand of a loop; `blocks` has the buffers that its blocks stand for,
  /// and `conversions` the cells that are numbers of the plan.
  ///
  /// Where there are several rows, what is the same in all of them is a row, and
  /// what is the same in all columns a column.
  func slot(
    _ slot: LoopSlot, hasRows: Bool, blocks: [Int: Int] = [:],
    _ conversions: [CellConversion]
  ) -> String {
    let name = name(of: slot, blocks: blocks, conversions)
    guard case .buffer = slot.origin, hasRows else { return name }
    switch (slot.rowStep, slot.columnStep) {
    case (0, 0), (1..., 1...): return name
    case (0, _): return "\(name){row}"
    default: return "\(name){column}"
    }
  }

  private func name(
    of slot: LoopSlot, blocks: [Int: Int], _ conversions: [CellConversion]
  ) -> String {
    switch slot.origin {
    case .buffer(let index, 0): buffer(index)
    case .buffer(let index, let offset): "\(buffer(index)){at byte \(offset)}"
    case .block(let block): blocks[block].map(buffer) ?? "b\(block)"
    case .cell(let cell):
      if let value = constants[cell] {
        "\(value)"
      } else {
        conversions.first { $0.cell == cell }.map { number($0.number) } ?? "?"
      }
    }
  }
}
