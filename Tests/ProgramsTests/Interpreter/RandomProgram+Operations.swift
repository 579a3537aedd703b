@testable import Programs
@testable import Tensors

/// The operations that random programs are made of.
extension RandomProgram {
  /// Writes a random operation down.
  ///
  /// - Throws: `TensorError` for one that isn't allowed.
  func operate() throws {
    switch pick(Array(0..<100)) {
    case ..<16: try combine()
    case ..<28: try changeInPlace()
    case ..<34: try compare()
    case ..<40: try applyFunction()
    case ..<46: try limitOrChoose()
    case ..<52: try copyOrConvert()
    case ..<59: try look()
    case ..<71: try changeSelection()
    case ..<75: try sumSelection()
    case ..<80: try update()
    case ..<85: try useSparse()
    case ..<93: try useFunction()
    case ..<96: try renewMask()
    default: try draw()
    }
  }

  private func combine() throws {
    let a = try pickTensor { $0.shape.count <= 2 * rows * columns }
    let b = try pickOperand(for: a.shape)
    add(
      try builder.applying(
        pick(BinaryOperation.allCases), a, b, isReversed: chance(0.3)))
  }

  private func changeInPlace() throws {
    let target = try pickTensor()
    if chance(0.3) {
      return try builder.apply(
        pick(UnaryOperation.allCases), to: target)
    }
    let operand = try pickOperand(for: target.shape)
    try builder.apply(
      pick(BinaryOperation.allCases), to: target, operand)
    // So that not all becomes infinite.
    try builder.clamp(target, minimum: -50, maximum: 50)
  }

  private func compare() throws {
    let a = try pickTensor()
    add(
      try builder.comparing(
        pick(ComparisonOperation.allCases), a,
        try pickOperand(for: a.shape)))
  }

  private func applyFunction() throws {
    add(try builder.applying(pick(UnaryOperation.allCases), try pickTensor()))
  }

  private func limitOrChoose() throws {
    if chance(0.4) {
      return add(
        try builder.clamping(
          try pickTensor(), minimum: pick([nil, -1, 0]),
          maximum: pick([nil, 1, 2])))
    }
    let mask = try pickTensor()
    add(
      try builder.choosing(
        mask, try pickOperand(for: mask.shape),
        else: try pickOperand(for: mask.shape)))
  }

  private func copyOrConvert() throws {
    if chance(0.5) {
      return add(
        try builder.converted(try pickTensor(), to: pick(ElementType.allCases)))
    }
    let target = try pickTensor()
    let source = try pickOperand(for: target.shape)
    // Most real numbers aren't whole, and the program would end here.
    if try source.isHeldLater(by: target.type, "copy"), chance(0.98) { return }
    try builder.assign(source, to: target)
  }

  /// Another view of a tensor.
  private func look() throws {
    let a = try pickTensor { $0.shape.rank > 0 }
    let axis = pick(Array(0..<a.shape.rank))
    let size = a.shape[axis]
    let start = size == 0 ? 0 : pick(Array(0..<size))
    let kind = pick([0, 1, 2, 3, 4, 4])
    if kind == 4, size > 1 {
      // Two that overlap.
      for start in 0..<2 {
        add(
          try builder.viewed(a) { a throws(TensorError) in
            try a.narrowed(axis: axis, start: start, count: size - 1)
          })
      }
      return
    }
    let view = try builder.viewed(a) { a throws(TensorError) in
      switch kind {
      case 0: try a.transposed(0, a.rank - 1)
      case 1: try a.narrowed(axis: axis, start: start, count: size - start)
      case 2: try a.selected(axis: axis, index: start)
      default: try a.unsqueezed(axis: axis)
      }
    }
    // Few things broadcast to shapes of other sizes.
    if view.shape.rank < 4 { add(view) }
  }

  private func selection() throws -> ProgramSelection {
    let base = try pickTensor { $0.shape.rank > 0 }
    let first = base.shape[0]
    var masks = [try pickMask([first])].map { ProgramSelector.mask($0) }
    switch pick([0, 1, 2, 3, 4]) {
    case 0 where base.shape.rank == 2:
      masks = [.all, .mask(try pickMask([base.shape[1]]))]
    case 1 where base.shape.rank == 2:
      masks.append(.mask(try pickMask([base.shape[1]])))
    case 2: masks = [.mask(try pickMask(base.shape))]
    case 3 where first == rows:
      masks = [.indices(tensors[18], base: 1)]
    default: break
    }
    return try builder.selection(of: base, masks)
  }

  private func changeSelection() throws {
    let selection = try selection()
    let base = selection.base
    let operand = try operand(of: selection)
    switch pick([0, 1, 2, 3, 4]) {
    case 4: try combine(selection)
    case 0:
      try builder.apply(pick(UnaryOperation.allCases), to: selection)
    case 1:
      if try operand.isHeldLater(by: base.type, "copy"), chance(0.98) {
        return
      }
      try builder.assign(operand, to: selection)
    case 2: try builder.clamp(selection, minimum: -3, maximum: 3)
    default:
      try builder.apply(
        pick(BinaryOperation.allCases), to: selection, operand)
      try builder.clamp(selection, minimum: -50, maximum: 50)
    }
  }

  /// Writes what is computed of elements that are selected in the same way.
  private func combine(_ selection: ProgramSelection) throws {
    let other = try pickMatrix(like: selection.base)
    var value = try builder.elements(of: selection.moved(to: other))
    value = try builder.applying(
      pick([.add, .multiply, .maximum]), value,
      chance(0.5)
        ? .operand(.scalar(0.5))
        : .elements(try builder.elements(of: selection)))
    if chance(0.5) {
      try builder.assign(value, to: selection)
    } else {
      try builder.apply(.subtract, to: selection, value)
      try builder.clamp(selection, minimum: -50, maximum: 50)
    }
  }

  /// An operand for as many elements as are selected: a row, a column, a number,
  /// or a row of the tensor itself.
  private func operand(
    of selection: ProgramSelection
  ) throws -> ProgramOperand {
    let base = selection.base
    guard base.shape.rank == 2 else { return try pickOperand(for: []) }
    if selection.mask(1) != nil {
      return try pickOperand(
        for: selection.mask(0) == nil ? [base.shape[0], 1] : [1, 1])
    }
    if base.shape[0] > 0, chance(0.4) {
      let index = base.shape[0] / 2
      return .tensor(
        try builder.viewed(base) { base throws(TensorError) in
          try base.selected(axis: 0, index: index)
        })
    }
    return try pickOperand(for: [1, base.shape[1]])
  }

  /// Gives a mask that selections may have been made with other elements.
  private func renewMask() throws {
    let mask = try pickTensor { $0.type == .bool && $0.shape.rank > 0 }
    if chance(0.5) {
      return try builder.draw(.bernoulli, [.scalar(0.4)], into: mask)
    }
    let other = try pickTensor { $0.shape == mask.shape && $0.type != .bool }
    try builder.assign(
      .tensor(try builder.comparing(.greater, other, .scalar(0.5))), to: mask)
  }

  private func sumSelection() throws {
    let selection = try selection()
    add(try builder.sum(selection, axis: pick([0, 1])))
  }

  private func update() throws {
    let base = try pickMatrix()
    let rowMask = ProgramSelector.mask(try pickMask([rows]))
    let columnMask = ProgramSelector.mask(try pickMask([columns]))
    let selection = try builder.selection(
      of: base, pick([[rowMask], [.all, columnMask], [rowMask, columnMask]]))
    let block = try builder.beginBlock(of: selection)
    var value = block
    for _ in 0..<pick([1, 2, 4]) {
      let operand = ProgramBlockOperand.operand(
        try pickOperand(for: block.update.shape))
      switch pick([0, 1, 2, 3, 4, 5]) {
      case 5:
        let product = try builder.applying(
          pick([.multiply, .subtract]),
          try factors(selection.mask(0), selection.mask(1)),
          .elements(.block(value)))
        guard case .block(let block) = product else { continue }
        value = block
      case 4:
        let other = try builder.elements(
          of: selection.moved(to: try pickMatrix(like: base)))
        let sum = try builder.applying(
          pick([.add, .minimum]), chance(0.5) ? .block(value) : other,
          .elements(chance(0.5) ? .block(value) : other))
        guard case .block(let block) = sum else { continue }
        value = block
      case 0:
        value = try builder.applying(pick(UnaryOperation.allCases), value)
      case 1:
        let test = try builder.comparing(
          pick(ComparisonOperation.allCases), value, operand)
        value = try builder.choosing(test, operand, else: .block(value))
      case 2:
        value = try builder.clamping(value, minimum: -2, maximum: 2)
      default:
        value = try builder.applying(
          pick(BinaryOperation.allCases), value, operand,
          isReversed: chance(0.3))
      }
    }
    try builder.endUpdate(block, .block(value))
  }

  /// A sum of two vectors, with an element for each row and each column, which are
  /// picked by the masks that there are.
  private func factors(
    _ rowMask: ProgramTensor?, _ columnMask: ProgramTensor?
  ) throws -> ProgramElements {
    var operands: [ProgramElementsOperand] = []
    for (axis, mask) in [rowMask, columnMask].enumerated() {
      let vector = try pickTensor([axis == 0 ? rows : columns])
      if let mask {
        let elements = try builder.elements(
          of: try builder.selection(of: vector, [.mask(mask)]))
        operands.append(
          .elements(
            axis == 1 && chance(0.5)
              ? elements
              : try builder.unsqueezed(elements, axis: 1 - axis)))
      } else {
        operands.append(
          .operand(
            .tensor(
              try builder.viewed(vector) { vector throws(TensorError) in
                try vector.unsqueezed(axis: 1 - axis)
              })))
      }
    }
    for (place, operand) in operands.enumerated() {
      guard case .elements(let elements) = operand else { continue }
      return try builder.applying(.add, elements, operands[1 - place])
    }
    throw TensorError.invalidArgument(operation: "pick", reason: "none")
  }

  private func useSparse() throws {
    guard let sparse else { return }
    let isByRow = chance(0.5)
    let selection = try builder.selection(
      of: sparse, rows: isByRow ? try pickMask([rows]) : nil,
      columns: isByRow && chance(0.7) ? nil : try pickMask([columns]))
    let operand = try pickOperand(for: isByRow ? [1, columns] : [rows, 1])
    switch pick([0, 1, 2, 3, 4, 5, 6, 7]) {
    case 6:
      try builder.apply(
        pick(BinaryOperation.allCases), to: selection,
        try factors(selection.rows, selection.columns))
    case 7:
      try builder.assign(
        try factors(selection.rows, selection.columns), to: selection)
    case 0:
      try builder.apply(pick(UnaryOperation.allCases), to: selection)
    case 1: try builder.assign(operand, to: selection)
    case 2: try builder.clamp(selection, minimum: -2, maximum: 2)
    case 3:
      try builder.apply(
        pick(BinaryOperation.allCases), to: selection, operand)
    default: add(try builder.sum(selection, axis: isByRow ? 0 : 1))
    }
  }

  private func useFunction() throws {
    let x = try pickTensor()
    switch pick(Array(0..<10)) {
    case 0: add(try builder.reduced(pick(ReductionOperation.allCases), x))
    case 1, 2:
      add(
        try builder.reducing(
          pick(ReductionOperation.allCases), x, axis: pick([0, 1]),
          keepsAxis: chance(0.5)))
    case 3:
      add(try builder.element(of: x, x.shape.list.map { $0 / 2 }))
    case 4:
      let base = try pickTensor { $0.shape.rank > 0 && $0.shape[0] == rows }
      add(try builder.part(of: base, at: pick(places)))
      places.append(
        try builder.reduced(.argumentOfMaximum, try pickTensor([rows])))
    case 5:
      let base = try pickTensor { $0.shape.rank > 0 && $0.shape[0] == rows }
      var shape = base.shape
      shape.removeFirst()
      try builder.assign(
        try pickOperand(for: shape), to: base, at: pick(places))
    case 6:
      let product = try builder.product(
        pick(ProductOperation.allCases), x, try pickTensor())
      switch product {
      case .tensor(let tensor):
        if tensor.shape.count <= 2 * rows * columns { add(tensor) }
      case .number(let number): add(number)
      case .scalar: break
      }
    case 7: add(try builder.rolled(x, by: 3, axis: pick([nil, 0, 1])))
    case 8: add(try builder.cumulativeSum(x, axis: pick([0, 1])))
    default:
      let operands = [pick(numbers), pick(numbers)]
      let isWhole = operands.allSatisfy { $0.kind == .integer }
      let operations: [BinaryOperation] =
        isWhole
        ? [.add, .multiply] : [.add, .divide, .modulo, .power, .minimum]
      let kind: Scalar.Kind = isWhole ? .integer : .float
      add(
        builder.number(
          .arithmetic(pick(operations), kind),
          of: operands.map { .number($0) }, kind))
    }
  }

  private func draw() throws {
    let distribution = pick(Distribution.allCases)
    let target = try pickTensor { $0.type.isFloat || !$0.isInput }
    let parameters: [ProgramOperand] =
      switch distribution {
      case .uniform, .normal, .lognormal: [.scalar(-1), .scalar(2)]
      case .exponential: [.scalar(1.5)]
      case .bernoulli: [.scalar(0.3)]
      case .poisson: [.scalar(2.5)]
      case .gamma: [.scalar(0.5), .scalar(2)]
      case .binomial: [.scalar(20), .scalar(0.25)]
      case .integers: [.scalar(0), .scalar(2)]
      }
    if distribution.isReal, !target.type.isFloat { return }
    try builder.draw(distribution, parameters, into: target)
  }
}

extension ProgramBuilder {
  /// The elements of rows, of columns or of a block, to be changed.
  func beginBlock(of selection: ProgramSelection) throws -> ProgramBlock {
    guard case .block(let block) = try beginUpdate(of: selection) else {
      throw ProgramFault("the elements are those of a whole tensor")
    }
    return block
  }
}
