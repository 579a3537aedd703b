import LuaRuntime
import Tensors

/// `tensor[key]`, read and written.
extension Binding {
  /// Answers `tensor[key]` for every key that is no method, object or table.
  static var index: Binding {
    Binding(
      owner: .tensor, name: "index",
      summary: "tensor[i] is a number or a row."
    ) { context in
      { frame throws(LuaRaise) in
        if frame.kind(at: 2) == .string {
          return try DenseReceiver(context, frame)
            .giveField(try frame.string(at: 2)) { .noTensorName($0) }
        }
        let tensor = try context.tensor(frame, 1)
        return try context.read(frame, tensor, key: 2)
      }
    }
  }

  /// Answers `tensor[key]` for objects and tables. A selection is made before
  /// the call, which costs less than one within.
  static var pick: Binding {
    Binding(
      owner: .tensor, name: "index",
      summary: "tensor[mask] is a selection, tensor[{rows, columns}] a view or"
        + " a selection.",
      product: .selection
    ) { context in
      { frame throws(LuaRaise) in try context.pick(frame) }
    }
  }

  static var newIndex: Binding {
    Binding(
      owner: .tensor, name: "newindex",
      summary: "Writes a number or a tensor to what the key picks out."
    ) { context in
      { frame throws(LuaRaise) in
        if let tensor = frame.payload(at: 1, of: context.tensorType) {
          try context.write(frame, tensor.pointee)
        } else if let selection = frame.payload(
          at: 1, of: context.selectionType)
        {
          let selection = selection.pointee
          let copy = try context.tensor(frame, 1)
          try context.write(frame, copy)
          try raising { () throws(TensorError) in
            try selection.assign(.tensor(copy))
          }
        } else {
          _ = try frame.object(at: 1, of: context.tensorType)
        }
        return 0
      }
    }
  }
}

extension TensorContext {
  fileprivate func read(
    _ frame: LuaFrame, _ tensor: Tensor, key: Int
  ) throws(LuaRaise) -> Int {
    if frame.kind(at: key) == .number {
      return try pushRow(
        frame, tensor, try firstIndex(frame, key, tensor.shape))
    }
    throw DenseReceiver(self, frame).keyError(at: key)
  }

  /// Pushes the element or the row at `index`, from 0.
  @inline(__always)
  func pushRow(
    _ frame: LuaFrame, _ tensor: Tensor, _ index: Int
  ) throws(LuaRaise) -> Int {
    if tensor.rank == 1 {
      push(
        frame,
        try raising { () throws(TensorError) in
          try tensor.element([index])
        })
    } else {
      try pushNew(
        frame,
        try raising { () throws(TensorError) in
          try tensor.selected(axis: 0, index: index)
        })
    }
    return 1
  }

  fileprivate func pick(_ frame: LuaFrame) throws(LuaRaise) -> Int {
    let picked: Subscript
    if let block = try block(frame) {
      frame.fill(selectionType, block)
      noteGrowth(frame)
      return 1
    }
    if let tensor = frame.payload(at: 1, of: tensorType) {
      picked = try self.picked(frame, tensor.pointee, key: 2)
    } else if let narrowed = try narrowed(frame) {
      picked = .selection(narrowed)
    } else {
      picked = try self.picked(frame, try tensor(frame, 1), key: 2)
    }
    switch picked {
    case .view(let view): try pushNew(frame, view)
    case .selection(let selection):
      frame.fill(selectionType, selection)
      noteGrowth(frame)
    }
    return 1
  }

  /// What the key {rows, columns}, with masks or {} for all, picks out of a
  /// matrix: the key that plasticity uses most. Nil for another one.
  private func block(_ frame: LuaFrame) throws(LuaRaise) -> Selection? {
    guard frame.kind(at: 2) == .table, try frame.listLength(at: 2) == 2 else {
      return nil
    }
    frame.rawGet(at: 2, index: 1)
    frame.rawGet(at: 2, index: 2)
    defer { frame.pop(2) }
    for index in [-2, -1] where frame.kind(at: index) == .table {
      guard
        try DenseReceiver(self, frame)
          .isAll(at: frame.absolute(index))
      else { return nil }
    }
    // To ask for a length may have run a finalizer, so only now:
    guard let matrix = frame.payload(at: 1, of: tensorType) else { return nil }
    let rows = frame.payload(at: -2, of: tensorType)
    let columns = frame.payload(at: -1, of: tensorType)
    for (mask, index) in [(rows, -2), (columns, -1)] where mask == nil {
      guard frame.kind(at: index) == .table else { return nil }
    }
    if rows == nil, columns == nil { return nil }
    return try raising { () throws(TensorError) in
      try UnsafePointer(matrix).block(
        rows: rows.map { UnsafePointer($0) },
        columns: columns.map { UnsafePointer($0) })
    }
  }

  /// What the key picks out of a selection, if that is a selection too.
  private func narrowed(_ frame: LuaFrame) throws(LuaRaise) -> Selection? {
    guard let selection = frame.payload(at: 1, of: selectionType) else {
      return nil
    }
    let whole = selection.pointee
    let selectors = try DenseReceiver(self, frame)
      .selectors(at: 2, whole.shape)
    return try raising { () throws(TensorError) in
      try whole.narrowed(by: selectors)
    }
  }

  fileprivate func write(
    _ frame: LuaFrame, _ tensor: Tensor
  ) throws(LuaRaise) {
    let key = 2
    try DenseReceiver(self, frame).checkWriting()
    let value = try operand(frame, 3)
    if frame.kind(at: key) == .number {
      let index = try firstIndex(frame, key, tensor.shape)
      try raising { () throws(TensorError) in
        if tensor.rank == 1, case .scalar(let scalar) = value {
          try tensor.setElement([index], to: scalar)
        } else {
          try tensor.selected(axis: 0, index: index).assign(value)
        }
      }
      return
    }
    if let mask = frame.payload(at: key, of: tensorType),
      mask.pointee.type == .bool
    {
      return try raising { () throws(TensorError) in
        try tensor.assign(value, where: mask.pointee)
      }
    }
    let target = try picked(frame, tensor, key: key)
    try raising { () throws(TensorError) in try target.assign(value) }
  }

  /// What the mask, indices or list of selectors at `key` pick out.
  private func picked(
    _ frame: LuaFrame, _ tensor: Tensor, key: Int
  ) throws(LuaRaise) -> Subscript {
    if let mask = frame.payload(at: key, of: tensorType) {
      let mask = mask.pointee
      return try raising { () throws(TensorError) in
        mask.type == .bool
          ? .selection(try tensor.selection(where: mask))
          : try tensor.subscripting([.indices(mask, base: 1)])
      }
    }
    let selectors = try DenseReceiver(self, frame)
      .selectors(at: key, tensor.shape)
    return try raising { () throws(TensorError) in
      try tensor.subscripting(selectors)
    }
  }
}
