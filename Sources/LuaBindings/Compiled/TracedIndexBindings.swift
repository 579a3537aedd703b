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
          try context.tracedIndex(frame, 2, tensor.shape, axis: 0))
      }
      return try context.push(
        frame, try context.picked(frame, builder, tensor, 2))
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
        let index = try context.tracedIndex(frame, 2, tensor.shape, axis: 0)
        target = .tensor(
          try raising { () throws(TensorError) in
            try builder.viewed(tensor) { view throws(TensorError) in
              try view.selected(axis: 0, index: index)
            }
          })
      } else {
        target = try context.picked(frame, builder, tensor, 2)
      }
      try context.assign(frame, builder, target, value)
      return 0
    }
  }
}

extension ScriptContext {
  /// The index at `position` of an axis, from 0.
  fileprivate func tracedIndex(
    _ frame: LuaFrame, _ position: Int, _ shape: Shape, axis: Int
  ) throws(LuaRaise) -> Int {
    let size = axis < shape.rank ? shape[axis] : 0
    return try self.index(frame, position, size: size)
  }

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

  /// What the key at `key` picks out of `tensor`.
  fileprivate func picked(
    _ frame: LuaFrame, _ builder: ProgramBuilder, _ tensor: ProgramTensor,
    _ key: Int
  ) throws(LuaRaise) -> Traced {
    guard frame.kind(at: key) == .table else {
      let selector = try tracedSelector(frame, key)
      return .selection(
        try raising { () throws(TensorError) in
          try builder.selection(of: tensor, [selector])
        })
    }
    var view = tensor
    var selectors: [ProgramSelector] = []
    let count = try plainLength(frame, key)
    for position in 0..<count {
      frame.rawGet(at: key, index: position + 1)
      defer { frame.pop() }
      let axis = selectors.count
      if case .number? = try traced(frame, frame.top) {
        throw .message(
          "index: a number that isn't known when a function is compiled can't be"
            + " one of several selectors; it can be the only one, as in W[k]")
      }
      switch frame.kind(at: -1) {
      case .number:
        let index = try tracedIndex(frame, frame.top, view.shape, axis: axis)
        view = try raising { () throws(TensorError) in
          try builder.viewed(view) { view throws(TensorError) in
            try view.selected(axis: axis, index: index)
          }
        }
      case .table:
        view = try narrowed(frame, builder, view, axis: axis)
        selectors.append(.all)
      default: selectors.append(try tracedSelector(frame, frame.top))
      }
    }
    let isPlain = selectors.allSatisfy { $0.tensor == nil }
    if isPlain, selectors.count <= view.shape.rank { return .tensor(view) }
    return .selection(
      try raising { () throws(TensorError) in
        try builder.selection(of: view, selectors)
      })
  }

  /// The length of the table at `index`, which must be one that the traced
  /// function has made.
  func plainLength(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> Int {
    guard !frame.pushMetatable(of: index) else {
      throw .message(
        "index: a list of selectors from outside of a compiled function; write"
          + " it where it is used, as in W[{ rows, columns }]")
    }
    return frame.rawLength(at: index)
  }

  /// `view` with the range on top of the stack along `axis`.
  private func narrowed(
    _ frame: LuaFrame, _ builder: ProgramBuilder, _ view: ProgramTensor,
    axis: Int
  ) throws(LuaRaise) -> ProgramTensor {
    let range = frame.top
    switch try plainLength(frame, range) {
    case 0: return view
    case 2:
      frame.rawGet(at: range, index: 1)
      frame.rawGet(at: range, index: 2)
      defer { frame.pop(2) }
      let size = axis < view.shape.rank ? view.shape[axis] : 0
      let places = try places(frame, range + 1, size: size)
      return try raising { () throws(TensorError) in
        try builder.viewed(view) { view throws(TensorError) in
          try view.narrowed(
            axis: axis, start: places.lowerBound, count: places.count)
        }
      }
    case let count:
      throw .message(
        "index: a range is {first, last} or {} for all, not a list of \(count);"
          + " for a list of indices use snn.tensor {…}")
    }
  }

  /// The mask or the indices at `position`.
  private func tracedSelector(
    _ frame: LuaFrame, _ position: Int
  ) throws(LuaRaise) -> ProgramSelector {
    guard frame.kind(at: position) == .userdata else {
      throw .message(
        "index: expected a number, a range {first, last}, {} for all, a bool"
          + " mask or int64 indices, got \(frame.typeName(at: position))")
    }
    if let mask = try tracedPlaces(frame, position) { return .mask(mask) }
    let picks = try tracedTensor(frame, position)
    return picks.type == .bool ? .mask(picks) : .indices(picks, base: 1)
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
