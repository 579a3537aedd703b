import LuaRuntime
import Programs
import TensorBindings
import Tensors

/// `tensor[key]` of stand-ins, read and written.
extension Binding {
  /// Answers `tensor[key]` for every key that is no method.
  static var tracedIndex: Binding {
    tracing("index") { context, frame, builder throws(LuaRaise) in
      if frame.kind(at: 2) == .string {
        return try context.tracedProperty(frame)
      }
      if case .sparse(let matrix)? = try context.traced(frame, 1) {
        return try context.push(
          frame, try context.picked(frame, builder, matrix))
      }
      let tensor = try context.tracedTensor(frame, 1)
      if case .number(let number)? = try context.traced(frame, 2) {
        return try context.push(
          frame, try context.part(builder, tensor, number))
      }
      if frame.kind(at: 2) == .number {
        return try context.pushRow(
          frame, builder, tensor,
          try context.firstIndex(frame, 2, tensor.shape))
      }
      return try context.push(
        frame, try context.picked(frame, builder, tensor))
    }
  }

  static var tracedNewIndex: Binding {
    tracing("newindex") { context, frame, builder throws(LuaRaise) in
      try TracedReceiver(context, frame).checkWriting()
      let value = try context.elementsOperand(frame, 3)
      if case .sparse(let matrix)? = try context.traced(frame, 1) {
        try context.assign(
          frame, builder, try context.picked(frame, builder, matrix), value)
        return 0
      }
      let tensor = try context.tracedTensor(frame, 1)
      let target: Traced
      if case .number(let number)? = try context.traced(frame, 2) {
        let index = try context.partIndex(builder, tensor, number)
        let operand = try context.tracedOperand(frame, 3)
        try raising { () throws(TensorError) in
          try builder.assign(operand, to: tensor, at: index)
        }
        return 0
      } else if frame.kind(at: 2) == .number {
        let index = try context.firstIndex(frame, 2, tensor.shape)
        target = .tensor(
          try raising { () throws(TensorError) in
            try builder.viewed(tensor) { view throws(TensorError) in
              try view.selected(axis: 0, index: index)
            }
          })
      } else {
        target = try context.picked(frame, builder, tensor)
      }
      try context.assign(frame, builder, target, value)
      return 0
    }
  }
}

extension ScriptContext {
  /// Pushes the element or the row of `tensor` at `index`, from 0.
  func pushRow(
    _ frame: LuaFrame, _ builder: ProgramBuilder, _ tensor: ProgramTensor,
    _ index: Int
  ) throws(LuaRaise) -> Int {
    if tensor.shape.rank == 1 {
      return try push(
        frame,
        .number(
          try raising { () throws(TensorError) in
            try builder.element(of: tensor, [index])
          }))
    }
    return try push(
      frame,
      .tensor(
        try raising { () throws(TensorError) in
          try builder.viewed(tensor) { view throws(TensorError) in
            try view.selected(axis: 0, index: index)
          }
        }))
  }

  /// The element or the part of `tensor` at an index, from 1, that the plan
  /// computes. It can't be written to.
  fileprivate func part(
    _ builder: ProgramBuilder, _ tensor: ProgramTensor, _ number: ProgramNumber
  ) throws(LuaRaise) -> Traced {
    let index = try partIndex(builder, tensor, number)
    if tensor.shape.rank == 1 {
      return .number(builder.element(of: tensor, at: index))
    }
    return .tensor(
      try raising { () throws(TensorError) in
        try builder.part(of: tensor, at: index)
      })
  }

  /// The index, from 0, of the first axis of `tensor` that a number is which the
  /// plan computes: it counts from 1, or from the end if it is below 0.
  fileprivate func partIndex(
    _ builder: ProgramBuilder, _ tensor: ProgramTensor, _ number: ProgramNumber
  ) throws(LuaRaise) -> ProgramNumber {
    guard number.kind != .bool, tensor.shape.rank > 0 else {
      throw .message("index: expected a whole number")
    }
    let size = tensor.shape[0]
    return builder.number(host: "index", .integer, of: [.number(number)]) {
      operands throws(TensorError) in
      let value = operands[0].number
      let whole: Int
      if case .float(let number) = value {
        guard let exact = Int(exactly: number) else {
          throw .fractionalIndex(number)
        }
        whole = exact
      } else {
        whole = value.integer
      }
      guard let index = axisPlace(of: whole, size: size) else {
        throw .indexOutOfRange(index: whole &- 1, size: size)
      }
      return .integer(index)
    }
  }

  /// What the key at 2 picks out of `tensor`.
  fileprivate func picked(
    _ frame: LuaFrame, _ builder: ProgramBuilder, _ tensor: ProgramTensor
  ) throws(LuaRaise) -> Traced {
    var view = tensor
    var selectors: [ProgramSelector] = []
    var axis = 0
    for part in try TracedReceiver(self, frame).selectors(at: 2, tensor.shape) {
      let selector: ProgramSelector
      switch part {
      case .index(let index):
        view = try raising { () throws(TensorError) in
          try builder.viewed(view) { view throws(TensorError) in
            try view.selected(axis: axis, index: index)
          }
        }
        continue
      case .range(let start, let count):
        view = try raising { () throws(TensorError) in
          try builder.viewed(view) { view throws(TensorError) in
            try view.narrowed(axis: axis, start: start, count: count)
          }
        }
        selector = .all
      case .all: selector = .all
      case .picks(let picks): selector = picks
      }
      axis += part.axes
      selectors.append(selector)
    }
    if selectors.allSatisfy({ $0.tensor == nil }) { return .tensor(view) }
    return .selection(
      try raising { () throws(TensorError) in
        try builder.selection(of: view, selectors)
      })
  }

  /// The fields of a tensor: `shape`, `dtype`, `ndim`, `T`.
  fileprivate func tracedProperty(_ frame: LuaFrame) throws(LuaRaise) -> Int {
    let name = try frame.string(at: 2)
    if case .number? = try traced(frame, 1) {
      throw .message("attempt to index a number value (field '\(name)')")
    }
    if name != "dtype", name != "update_", Binding.tensorNames.contains(name),
      try tracedElements(frame, 1) != nil
    {
      throw .unknownSize
    }
    return try TracedReceiver(self, frame).giveField(name) {
      Binding.tensorNames.contains($0)
        ? .message("'\($0)' of a tensor has no compiled form")
        : .noTensorName($0)
    }
  }
}
