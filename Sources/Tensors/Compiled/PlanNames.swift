/// How the text of a plan names what its steps work on.
///
/// Tensors and numbers that the plan is given have the names that whoever made
/// it gave them, or `x1`, `x2` …; what it computes is `t1`, `t2` … and, of
/// numbers, `n1`, `n2` ….
struct PlanNames {
  private let buffers: [String]
  private let numbers: [Int: String]
  private let constants: [Int: Scalar]

  init(_ builder: PlanBuilder) {
    var (given, computed) = (0, 0)
    buffers = builder.buffers.map { buffer in
      if let name = buffer.name { return name }
      if case .input = buffer.source {
        given += 1
        return "x\(given)"
      }
      computed += 1
      return "t\(computed)"
    }
    numbers = builder.numberNames
    constants = Dictionary(
      uniqueKeysWithValues: builder.constants.map { ($0.cell, $0.value) })
  }

  /// The name of a buffer.
  func buffer(_ index: Int) -> String { buffers[index] }

  /// The name of a number.
  func number(_ place: Int) -> String { numbers[place] ?? "n\(place + 1)" }

  /// A tensor: the name of its buffer, and its layout if it isn't all of that.
  func tensor(_ tensor: PlanTensor) -> String {
    let name = buffers[tensor.buffer.index]
    let view = tensor.view
    if view.isContiguous {
      return view.offset == 0
        ? name : "\(name){\(view.shape) at \(view.offset)}"
    }
    let steps = (0..<view.rank).map { view.strides[$0] }
    return "\(name){\(view.shape) at \(view.offset), steps \(steps)}"
  }

  func operand(_ operand: PlanOperand) -> String {
    switch operand {
    case .tensor(let tensor): self.tensor(tensor)
    case .scalar(let scalar): "\(scalar)"
    case .number(let number): self.number(number.place)
    }
  }

  /// An operand of a loop; `blocks` has the buffers that its blocks stand for,
  /// and `conversions` the cells that are numbers of the plan.
  func slot(
    _ slot: LoopSlot, blocks: [Int: Int], _ conversions: [CellConversion]
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
