/// The elements of one row of a selection.
struct SelectedRow<T: Element> {
  /// Where the row's places count from.
  let start: UnsafeMutablePointer<T>
  /// The number of elements.
  let count: Int
  /// The step between neighbors, for a row that was taken whole.
  let stride: Int
  /// The places of the elements, for one that was picked from.
  let places: UnsafeMutablePointer<Int>?

  /// Copies the elements to `out`.
  @inline(__always)
  func gather(_ range: Range<Int>, to out: UnsafeMutablePointer<T>) {
    if let places {
      let list = places + range.lowerBound
      for i in 0..<range.count { out[i] = start[list[i]] }
    } else {
      let first = start + range.lowerBound &* stride
      for i in 0..<range.count { out[i] = first[i &* stride] }
    }
  }

  /// Copies values, which lie `step` apart, to the elements.
  @inline(__always)
  func scatter(
    _ range: Range<Int>, from values: UnsafePointer<T>, step: Int = 1
  ) {
    if let places {
      let list = places + range.lowerBound
      for i in 0..<range.count { start[list[i]] = values[i &* step] }
    } else {
      let first = start + range.lowerBound &* stride
      for i in 0..<range.count { first[i &* stride] = values[i &* step] }
    }
  }

  /// Writes `value` to all elements.
  @inline(__always)
  func fill(_ value: T) {
    if let places {
      for i in 0..<count { start[places[i]] = value }
    } else if stride == 1 {
      for i in 0..<count { start[i] = value }
    } else {
      for i in 0..<count { start[i &* stride] = value }
    }
  }
}

extension Selection {
  /// Calls `body` with each row along the last axis, in order, and the
  /// position of its first element in a tensor of the selection's shape with
  /// these steps.
  @inline(__always)
  func forEachRow<T: Element>(
    _: T.Type, steps: AxisValues = .zero,
    _ body: (SelectedRow<T>, _ position: Int) -> Void
  ) {
    if count == 0 { return }
    let last = shape.rank - 1
    let origin: UnsafeMutablePointer<T> = base.pointer()
    var index = AxisValues.zero
    while true {
      var place = 0
      var position = 0
      for axis in 0..<last {
        place &+= self.place(index[axis], axis)
        position &+= index[axis] &* steps[axis]
      }
      body(
        SelectedRow(
          start: origin + place, count: shape[last], stride: strides[last],
          places: lists[last]?.places), position)
      var axis = last - 1
      while axis >= 0 {
        index[axis] &+= 1
        if index[axis] < shape[axis] { break }
        index[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }

  @inline(__always)
  private func place(_ index: Int, _ axis: Int) -> Int {
    if let list = lists[axis] { return list.places[index] }
    return index &* strides[axis]
  }
}

/// The number of elements that kernels on selections gather at a time.
let scratchCount = 512

/// Changes the elements of `selection`, piece by piece: a row that lies in
/// memory in order is changed in place, others pass through a small buffer.
func walk<T>(_ rows: UpdateRows<T>, _ selection: Selection, _ number: T) {
  update(selection, T.self) { x, _, count in rows.number(x, number, count) }
}

func walk<T>(
  _ rows: UpdateRows<T>, _ selection: Selection, _ operand: Tensor
) {
  let steps = operand.strides(expandedTo: selection.shape)
  let step = steps[selection.shape.rank - 1]
  let y: UnsafeMutablePointer<T> = operand.pointer()
  update(selection, T.self, steps: steps) { x, position, count in
    switch step {
    case 1: rows.vector(x, y + position, count)
    case 0: rows.number(x, y[position], count)
    default: rows.strided(x, 1, y + position, step, count)
    }
  }
}

/// Calls `change` with the elements of `selection`, some at a time in a row,
/// and their position in an operand with these steps.
@inline(__always)
func update<T: Element>(
  _ selection: Selection, _: T.Type, steps: AxisValues = .zero,
  _ change: (UnsafeMutablePointer<T>, _ position: Int, _ count: Int) -> Void
) {
  let step = steps[max(selection.shape.rank - 1, 0)]
  withUnsafeTemporaryAllocation(of: T.self, capacity: scratchCount) { buffer in
    guard let scratch = buffer.baseAddress else { return }
    selection.forEachRow(T.self, steps: steps) { row, position in
      if row.places == nil, row.stride == 1 {
        change(row.start, position, row.count)
        return
      }
      var from = 0
      while from < row.count {
        let range = from..<min(from + scratchCount, row.count)
        row.gather(range, to: scratch)
        change(scratch, position &+ from &* step, range.count)
        row.scatter(range, from: scratch)
        from = range.upperBound
      }
    }
  }
}
