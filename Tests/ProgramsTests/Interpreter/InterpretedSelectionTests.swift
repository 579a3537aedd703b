import TestSupport
import Testing

@testable import Programs
@testable import Tensors

/// Selected elements: a plan gives the bits of one element after the other.
@Suite struct InterpretedSelectionTests {
  let pool = MemoryPool()

  /// What masks hold: a third of the places, none, or all.
  enum Filling: CaseIterable { case some, none, all }

  func mask(
    _ shape: Shape, _ filling: Filling, seed: UInt64 = 3
  ) throws -> Tensor {
    let mask = try sample(shape, .bool, seed: seed, in: pool)
    if filling != .some { try mask.fill(.bool(filling == .all)) }
    return mask
  }

  /// Changes what `selectors` pick out of `base` in all ways, with operands of a
  /// number, a row and a column; returns how many ways there are.
  func change(
    _ base: ProgramTensor, _ selectors: [ProgramSelector],
    _ operands: [ProgramOperand], _ builder: ProgramBuilder
  ) throws -> Int {
    var count = 0
    let picked = { try builder.selection(of: base, selectors) }
    for operand in operands {
      for operation in BinaryOperation.allCases {
        let isDone = try isAllowed {
          try builder.apply(operation, to: try picked(), operand)
        }
        count += isDone ? 1 : 0
      }
      let isDone = try isAllowed {
        try builder.assign(operand, to: try picked())
      }
      count += isDone ? 1 : 0
    }
    for operation in UnaryOperation.allCases {
      let isDone = try isAllowed {
        try builder.apply(operation, to: try picked())
      }
      count += isDone ? 1 : 0
    }
    for (low, high) in [(-1, 1), (0, nil), (nil, 2.5)] as [(Scalar?, Scalar?)] {
      let isDone = try isAllowed {
        try builder.clamp(try picked(), minimum: low, maximum: high)
      }
      count += isDone ? 1 : 0
    }
    return count
  }

  @Test(arguments: ElementType.allCases, Filling.allCases)
  func rowsColumnsAndBlocks(
    _ type: ElementType, _ filling: Filling
  ) throws {
    let wide = try awkward([22, 26], type, seed: 6, in: pool)
    let bases = [
      try awkward([11, 13], type, in: pool),
      try awkward([13, 11], type, seed: 2, in: pool).transposed(0, 1),
      try wide.narrowed(axis: 0, start: 3, count: 11)
        .narrowed(axis: 1, start: 5, count: 13),
    ]
    for base in bases {
      let inputs = [
        base, try mask([11], filling), try mask([13], filling, seed: 4),
        try awkward([13], type, seed: 5, in: pool),
        try awkward([11, 1], .float64, seed: 7, in: pool),
      ]
      try ProgramComparison(
        inputs, numbers: [(.float, 0.75)]
      ) { builder, x, numbers in
        let operands: [ProgramOperand] = [
          .scalar(3), .scalar(0.3), .number(numbers[0]), .tensor(x[3]),
          .tensor(x[4]),
        ]
        let picks: [[ProgramSelector]] = [
          [.mask(x[1])], [.all, .mask(x[2])], [.mask(x[1]), .mask(x[2])],
        ]
        // What is changed is read as it was before.
        let (row, column) = (
          try builder.viewed(x[0]) { x throws(TensorError) in
            try x.selected(axis: 0, index: 5)
          },
          try builder.viewed(x[0]) { x throws(TensorError) in
            try x.narrowed(axis: 1, start: 6, count: 1)
          }
        )
        let own: [ProgramOperand] = [.tensor(row), .tensor(column)]
        for selectors in picks {
          let count = try change(x[0], selectors, operands + own, builder)
          #expect(count > 5)
        }
        return try [0, 1].map {
          try builder.sum(
            try builder.selection(
              of: x[0], $0 == 0 ? [.mask(x[1])] : [.all, .mask(x[2])]),
            axis: $0)
        }
      }.agree()
    }
  }

  @Test(arguments: ElementType.allCases, Filling.allCases)
  func masksOfAllElements(_ type: ElementType, _ filling: Filling) throws {
    let views = try Samples.views([5, 7, 6], type: type, in: pool)
    let bases =
      [try awkward([40], type, in: pool)] + [0, 7].map { views[$0] }
    for base in bases {
      let inputs = [
        base, try mask(base.shape, filling),
        try awkward([1], type, seed: 5, in: pool),
        try awkward([], type, seed: 6, in: pool),
      ]
      try ProgramComparison(
        inputs, numbers: [(.float, 2), (.integer, 3)]
      ) { builder, x, numbers in
        let operands: [ProgramOperand] = [
          .scalar(2), .number(numbers[0]), .number(numbers[1]),
          .tensor(x[2]), .tensor(x[3]),
        ]
        let count = try change(x[0], [.mask(x[1])], operands, builder)
        #expect(count > 5)
        return []
      }.agree()
    }
  }

  @Test(arguments: ElementType.allCases)
  func indicesAndMasksOfSomeAxes(_ type: ElementType) throws {
    let cube = try awkward([4, 5, 6], type, in: pool)
    for base in [cube, try cube.transposed(0, 2), try cube.transposed(1, 2)] {
      let (rows, columns) = (base.shape[0], base.shape[1])
      let inputs = [
        base, try mask([rows, columns], .some),
        try Tensor([3, 1], in: pool), try mask([rows], .some, seed: 1),
        try mask([base.shape[2]], .some, seed: 5),
        try mask([columns, base.shape[2]], .some, seed: 6),
      ]
      try ProgramComparison(inputs) { builder, x in
        let picks: [[ProgramSelector]] = [
          [.mask(x[1])], [.indices(x[2], base: 1)],
          [.all, .indices(x[2], base: 0)], [.mask(x[3]), .all, .mask(x[4])],
          [.all, .mask(x[5])], [.mask(x[3]), .indices(x[2], base: 1)],
        ]
        for selectors in picks {
          let count = try change(
            x[0], selectors, [.scalar(2), .scalar(0.5)], builder)
          #expect(count > 2)
        }
        // Sums whose size is known.
        return [
          try builder.sum(
            try builder.selection(of: x[0], [.indices(x[2], base: 1)]),
            axis: 0),
          try builder.sum(
            try builder.selection(of: x[0], [.all, .mask(x[5])]), axis: 1),
          try builder.sum(
            try builder.selection(of: x[0], [.all, .all, .mask(x[4])]),
            axis: 2),
        ]
      }.agree()
    }
  }

  @Test func anElementThatIsSelectedTwiceIsAnError() throws {
    for isNumber in [true, false] {
      let inputs = [
        try sample([8], in: pool), try Tensor([2, 5, 2], in: pool),
        try sample([3], in: pool),
      ]
      let error = try ProgramComparison(inputs) { builder, x in
        let picked = try builder.selection(
          of: x[0], [.indices(x[1], base: 0)])
        try builder.clamp(picked, minimum: -1, maximum: 1)
        try builder.assign(isNumber ? .scalar(7) : .tensor(x[2]), to: picked)
        return []
      }.agree()
      #expect((error == nil) == isNumber)
    }
  }

  @Test func anIndexThatIsTooLargeIsAnError() throws {
    let inputs = [
      try sample([8], in: pool), try Tensor([2, 8], in: pool),
    ]
    let error = try ProgramComparison(inputs) { builder, x in
      try builder.apply(
        .add, to: try builder.selection(of: x[0], [.indices(x[1], base: 0)]),
        .scalar(1))
      return []
    }.agree()
    #expect(error?.name == "indexOutOfRange")
  }

  /// More rows than a block of a sum, and columns than one of elements.
  @Test(
    arguments: [ElementType.float32, .float64, .int64, .float16, .bfloat16],
    Filling.allCases)
  func longSums(_ type: ElementType, _ filling: Filling) throws {
    let base = try sample([300, 9], type, in: pool)
    let long = try sample([5, 1_300], type, seed: 2, in: pool)
    let inputs = [
      base, try mask([300], filling), long, try mask([1_300], filling),
      try sample([9, 300], type, seed: 3, in: pool).transposed(0, 1),
      try mask([600], .some).view(
        shape: [300], strides: AxisValues(repeating: 2), offset: 0),
    ]
    try ProgramComparison(inputs) { builder, x in
      let sum = { (base: ProgramTensor, mask: ProgramTensor, axis: Int) in
        let masks: [ProgramSelector] = [.mask(mask)]
        return try builder.sum(
          try builder.selection(
            of: base, axis == 0 ? masks : [.all] + masks), axis: axis)
      }
      return [
        try sum(x[0], x[1], 0), try sum(x[2], x[3], 1),
        try sum(x[4], x[1], 0), try sum(x[0], x[5], 0),
      ]
    }.agree()
  }

  @Test(arguments: [ElementType.float32, .float64, .int64, .bool])
  func updates(_ type: ElementType) throws {
    for filling in Filling.allCases {
      let inputs = [
        try awkward([70, 90], type, in: pool), try mask([70], filling),
        try mask([90], filling, seed: 4),
        try awkward([90], type, seed: 5, in: pool),
        try awkward([70, 1], .float64, seed: 6, in: pool),
      ]
      try ProgramComparison(
        inputs, numbers: [(.float, 0.75)]
      ) { builder, x, numbers in
        let picks: [[ProgramSelector]] = [
          [.mask(x[1])], [.all, .mask(x[2])], [.mask(x[1]), .mask(x[2])],
        ]
        for selectors in picks {
          let block = try builder.beginBlock(
            of: try builder.selection(of: x[0], selectors))
          try isAllowed {
            try builder.endUpdate(
              block, .block(try expression(block, x, numbers[0], builder)))
          }
          let other = try builder.beginBlock(
            of: try builder.selection(of: x[0], selectors))
          try isAllowed {
            try builder.endUpdate(other, .operand(.tensor(x[3])))
          }
        }
        return []
      }.agree()
    }
  }

  /// An expression with all kinds of operations.
  private func expression(
    _ w: ProgramBlock, _ x: [ProgramTensor], _ number: ProgramNumber,
    _ builder: ProgramBuilder
  ) throws -> ProgramBlock {
    var value = try builder.applying(.maximum, w, .operand(.tensor(x[3])))
    let test = try builder.comparing(.less, value, .operand(.scalar(1)))
    if w.type.isFloat {
      value = try builder.applying(
        .multiply, value, .operand(.tensor(x[4])), isReversed: true)
      value = try builder.applying(.exponential, value)
      value = try builder.applying(.add, value, .operand(.number(number)))
      value = try builder.applying(.power, value, .operand(.scalar(2)))
    }
    if w.type != .bool {
      value = try builder.clamping(value, minimum: -2, maximum: 3)
      value = try builder.applying(
        .subtract, value, .operand(.scalar(1)), isReversed: true)
    }
    value = try builder.choosing(test, .block(value), else: .block(w))
    // What is changed is read as it was before.
    let first = try builder.viewed(x[0]) { x throws(TensorError) in
      try x.narrowed(axis: 0, start: 2, count: 1)
    }
    if w.update.selection?.mask(1) != nil { return value }
    return try builder.applying(.minimum, value, .operand(.tensor(first)))
  }

  @Test(arguments: [true, false])
  func updatesOfWhatIsGiven(_ picksColumns: Bool) throws {
    let base = try sample([20, 30], in: pool)
    let inputs = [try sample([30], seed: 2, in: pool)]
    let places = try mask([picksColumns ? 30 : 20], .some)
    guard
      case .selection(let selection) = try base.subscripting(
        picksColumns ? [.all, .mask(places)] : [.mask(places)])
    else { return }
    let program = try ProgramComparison(inputs) { builder, x in
      let block = try builder.beginUpdate(like: selection)
      let half = try builder.applying(.multiply, block, .operand(.scalar(0.5)))
      let value =
        picksColumns
        ? half : try builder.applying(.add, half, .operand(.tensor(x[0])))
      try builder.endUpdate(block, .block(value))
      return []
    }.program
    let interpreter = ProgramInterpreter(program, inputs)
    let truth = places.values(UInt8.self)
    let picked = truth.indices.filter { truth[$0] != 0 }
    interpreter.selected = InterpretedSelection(
      base: InterpretedTensor(
        base.storage.elements(.float32), layout: base),
      axes: picksColumns
        ? [(0..<20).map { $0 * 30 }, picked]
        : [picked.map { $0 * 30 }, Array(0..<30)],
      isWhole: [picksColumns, !picksColumns], duplicate: nil)
    let plan = try program.makePlan(in: pool)
    #expect(plan.bind(inputs[0], as: 0))
    plan.set(selection)
    // A plan holds neither what it is given nor what it selects from.
    try withExtendedLifetime((inputs, selection)) { try plan.run() }
    try interpreter.run()
    #expect(
      interpreter.selected?.base.elements == base.storage.elements(.float32))
  }

  @Test(arguments: [ElementType.float32, .float64], Filling.allCases)
  func entriesOfSparseMatrices(
    _ type: ElementType, _ filling: Filling
  ) throws {
    let structure = try SparseStructure.random(
      rows: 150, columns: 20, density: 0.25,
      from: RandomSource(seed: 1, stream: 1), in: pool)
    let matrix = SparseMatrix(
      structure,
      values: try awkward(Shape(vector: structure.entryCount), type, in: pool))
    let inputs = [
      matrix.values, try mask([150], filling), try mask([20], filling, seed: 4),
      try awkward([20], type, seed: 5, in: pool),
      try awkward([150, 1], .int64, seed: 6, in: pool),
    ]
    try ProgramComparison(
      inputs, numbers: [(.float, 0.75)]
    ) { builder, x, numbers in
      let base = ProgramSparse(matrix, values: x[0])
      var results: [ProgramTensor] = []
      for (rows, columns) in [(1, nil), (nil, 2), (1, 2), (nil, nil)]
        as [(Int?, Int?)]
      {
        let picked = {
          try builder.selection(
            of: base, rows: rows.map { x[$0] },
            columns: columns.map { x[$0] })
        }
        let operands: [ProgramOperand] = [
          .scalar(2), .number(numbers[0]), .tensor(x[3]), .tensor(x[4]),
        ]
        for operand in operands {
          try isAllowed { try builder.apply(.add, to: try picked(), operand) }
          try isAllowed {
            try builder.apply(.maximum, to: try picked(), operand)
          }
          try isAllowed { try builder.apply(.power, to: try picked(), operand) }
          try isAllowed { try builder.assign(operand, to: try picked()) }
        }
        for axis in 0..<2 {
          try isAllowed {
            results.append(try builder.sum(try picked(), axis: axis))
          }
        }
        for operation in [UnaryOperation.absoluteValue, .exponential] {
          try builder.apply(operation, to: try picked())
        }
        try builder.clamp(try picked(), minimum: -1, maximum: 2)
      }
      #expect(results.count == 4)
      return results
    }.agree()
  }
}
