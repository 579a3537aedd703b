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
      return try pushRow(frame, tensor, try elementIndex(frame, key, tensor))
    }
    throw keyError(frame, key)
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
      guard try isAll(frame, frame.absolute(index)) else { return nil }
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
    // Its shape tells what ranges and indices there are.
    let copy = try tensor(frame, 1)
    let selectors =
      frame.kind(at: 2) == .table
      ? try selectors(frame, copy, 2) : [try selector(frame, 2, copy, axis: 0)]
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
      let index = try elementIndex(frame, key, tensor)
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

  /// The index at `position`, from 0, of the first axis.
  private func elementIndex(
    _ frame: LuaFrame, _ position: Int, _ tensor: Tensor
  ) throws(LuaRaise) -> Int {
    guard tensor.rank > 0 else {
      throw .message("index: the tensor has no axes")
    }
    return try index(frame, position, size: tensor.shape[0])
  }

  /// The index at `position`, from 0, of an axis: scripts count from 1, or from
  /// the end if it is below 0.
  package func index(
    _ frame: LuaFrame, _ position: Int, size: Int
  ) throws(LuaRaise) -> Int {
    let index = try wholeNumber(frame, position)
    guard let place = axisPlace(of: index, size: size) else {
      throw .message(
        size == 0
          ? "index \(index) of an empty axis"
          : "index \(index) is out of range 1...\(size)")
    }
    return place
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
    let selectors =
      frame.kind(at: key) == .table
      ? try selectors(frame, tensor, key)
      : [try selector(frame, key, tensor, axis: 0)]
    return try raising { () throws(TensorError) in
      try tensor.subscripting(selectors)
    }
  }

  private func selectors(
    _ frame: LuaFrame, _ tensor: Tensor, _ table: Int
  ) throws(LuaRaise) -> [Selector] {
    let count = try frame.listLength(at: table)
    if count < tensor.rank {
      try checkSelectors(frame, table, count: count)
    }
    var result: [Selector] = []
    var axis = 0
    for position in 0..<count {
      guard axis < tensor.rank else {
        throw .message(
          "index: \(count) selectors for a tensor of shape \(tensor.shape)")
      }
      frame.rawGet(at: table, index: position + 1)
      let selector = try selector(frame, frame.top, tensor, axis: axis)
      if case .mask(let mask) = selector {
        axis += mask.rank
      } else {
        axis += 1
      }
      result.append(selector)
      frame.pop()
    }
    return result
  }

  /// The selector at `position`: a number, `{}`, `{first, last}`, a mask or
  /// indices.
  package func selector(
    _ frame: LuaFrame, _ position: Int, _ tensor: Tensor, axis: Int
  ) throws(LuaRaise) -> Selector {
    let size = axis < tensor.rank ? tensor.shape[axis] : 0
    switch frame.kind(at: position) {
    case .number:
      return .index(try index(frame, position, size: size))
    case .userdata:
      let picks = try self.tensor(frame, position)
      return picks.type == .bool ? .mask(picks) : .indices(picks, base: 1)
    case .table:
      return try range(frame, position, size: size)
    default:
      throw keyError(frame, position)
    }
  }

  /// Whether the table is `{}`: empty, and no object.
  private func isAll(
    _ frame: LuaFrame, _ table: Int
  ) throws(LuaRaise) -> Bool {
    if frame.pushMetatable(of: table) {
      frame.pop()
      return false
    }
    return try !frame.hasEntries(beyond: 0, at: table)
  }

  /// Throws if the list of `count` selectors at `table` has other entries: they
  /// were meant for axes that would be taken whole without them.
  func checkSelectors(
    _ frame: LuaFrame, _ table: Int, count: Int
  ) throws(LuaRaise) {
    if count == 0, frame.pushMetatable(of: table) {
      frame.pop()
      throw keyError(frame, table)
    }
    guard try frame.hasEntries(beyond: count, at: table) else { return }
    throw .message(
      "index: a list of selectors has one for each axis from the first, as in"
        + " W[{ rows, columns }], and no other fields")
  }

  private func keyError(_ frame: LuaFrame, _ position: Int) -> LuaRaise {
    .message(
      "index: expected a number, a range {first, last}, {} for all, a bool"
        + " mask or int64 indices, got \(frame.typeName(at: position))")
  }

  /// The range `{first, last}`, both included, or `{}` for the whole axis.
  func range(
    _ frame: LuaFrame, _ position: Int, size: Int
  ) throws(LuaRaise) -> Selector {
    let table = frame.absolute(position)
    switch try frame.listLength(at: table) {
    case 0:
      if try isAll(frame, table) { return .all }
      throw keyError(frame, position)
    case 2:
      frame.rawGet(at: table, index: 1)
      frame.rawGet(at: table, index: 2)
      defer { frame.pop(2) }
      guard frame.kind(at: -2) == .number, frame.kind(at: -1) == .number else {
        throw .message("index: a range is {first, last}, two numbers")
      }
      let places = try places(frame, frame.top - 1, size: size)
      return .range(start: places.lowerBound, count: places.count)
    default:
      throw .message(
        "index: a range is {first, last} or {} for all, not a list of"
          + " \(frame.rawLength(at: table)); for a list of indices use"
          + " snn.tensor {…}")
    }
  }

  /// The places, from 0, of a range whose first and last index are at `position`
  /// and behind it; those below 0 count from the end.
  package func places(
    _ frame: LuaFrame, _ position: Int, size: Int
  ) throws(LuaRaise) -> Range<Int> {
    let first = try wholeNumber(frame, position)
    let last = try wholeNumber(frame, position + 1)
    let (start, end) = (
      first < 0 ? first.added(size) : first - 1,
      last < 0 ? last.added(size + 1) : last
    )
    guard start >= 0, end <= size, start <= end else {
      throw .message(
        "index: range {\(first), \(last)} of an axis of size \(size)")
    }
    return start..<end
  }

  private func wholeNumber(
    _ frame: LuaFrame, _ position: Int
  ) throws(LuaRaise) -> Int {
    do throws(LuaRaise) {
      return try frame.integer(at: position)
    } catch {
      guard frame.kind(at: position) == .number else { throw error }
      throw .message(
        "index \(shown(try frame.number(at: position))) is not a whole number")
    }
  }
}

/// The place, from 0, of an index of an axis, which counts from 1, or from the
/// end if it is below 0; nil if there is no such place.
package func axisPlace(of index: Int, size: Int) -> Int? {
  let place = index < 0 ? index.added(size) : index - 1
  return 0..<size ~= place ? place : nil
}

extension Int {
  /// The sum, held at the largest `Int`.
  fileprivate func added(_ other: Int) -> Int {
    let (value, overflow) = addingReportingOverflow(other)
    return overflow ? .max : value
  }
}
