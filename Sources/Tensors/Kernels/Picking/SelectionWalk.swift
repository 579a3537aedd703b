/// How many rows ahead picked columns are asked for: enough to hide the wait,
/// few enough to stay in the first cache.
package let rowsAhead = 2

/// The numbers of elements in a selection from which picked columns are asked
/// for ahead, and up to which they are near once they were visited.
private let (prefetchMinimum, nearMaximum) = (1 << 11, 1 << 14)

/// What a picked element costs, in picoseconds, read and written.
package let pickedCost = 1_000

extension Selection {
  /// Whether the rows along the last axis lie in memory in order.
  private var isRowwise: Bool {
    lists[shape.rank - 1] == nil && strides[shape.rank - 1] == 1
  }

  /// The number of rows along the last axis.
  private var rowCount: Int {
    (0..<(shape.rank - 1)).reduce(1) { $0 &* shape[$1] }
  }

  /// Calls `body` with each row along the last axis, its index along the other
  /// axes, and the range of its elements that this call is for.
  ///
  /// The rows are split over threads as by `forEachPart(cost:_:)`.
  @inline(__always)
  func forEachRow<T: Element>(
    _: T.Type, cost: Int? = nil,
    _ body: (SelectedRow<T>, _ index: AxisValues, _ range: Range<Int>) -> Void
  ) throws(TensorError) {
    try forEachPart(cost: cost) { rows, range in
      walkRows(T.self, rows, range, body)
    }
  }

  /// Calls `body` with numbers of rows along the last axis and a range of their
  /// elements: with parts that make up the selection.
  ///
  /// They are split over threads if `cost`, picoseconds for an element, says
  /// that it pays; nil stands for that of a cheap loop. Long rows are split.
  @inline(__always)
  func forEachPart(
    cost: Int? = nil, _ body: (_ rows: Range<Int>, _ range: Range<Int>) -> Void
  ) throws(TensorError) {
    if count == 0 { return }
    let width = shape[shape.rank - 1]
    let cost = cost ?? (isRowwise ? elementCost : pickedCost)
    let parts = (width &+ elementGrain &- 1) / elementGrain
    if parts <= 1 {
      let grain = max(1, elementGrain / max(1, width))
      try forEachChunk(of: rowCount, grain: grain, cost: cost &* width) {
        body($0, 0..<width)
      }
    } else {
      try forEachChunk(
        of: rowCount &* parts, grain: 1, cost: cost &* elementGrain
      ) { range in
        for part in range {
          let (row, start) = (part / parts, part % parts &* elementGrain)
          body(row..<row &+ 1, start..<min(start &+ elementGrain, width))
        }
      }
    }
    isNear = count <= nearMaximum
  }

  /// Calls `body` with the rows of these numbers.
  @inline(__always)
  func walkRows<T: Element>(
    _: T.Type, _ rows: Range<Int>, _ range: Range<Int>,
    _ body: (SelectedRow<T>, _ index: AxisValues, _ range: Range<Int>) -> Void
  ) {
    let last = shape.rank &- 1
    let columns = lists[last]?.places
    let (count, stride) = (shape[last], strides[last])
    // Along the axis before the last, the usual step is a short one.
    let inner = max(last &- 1, 0)
    let innerCount = last > 0 ? shape[inner] : 1
    let (innerList, innerStep) = (lists[inner]?.places, strides[inner])
    let isPrefetched =
      columns != nil && !isNear && self.count >= prefetchMinimum
    var index = self.index(ofRow: rows.lowerBound)
    var block: UnsafeMutablePointer<T> = base.pointer() + place(ofBlock: index)
    for _ in rows {
      let i = index[inner]
      var start = block
      if last > 0 { start += innerList?[i] ?? i &* innerStep }
      let row = SelectedRow(
        start: start, count: count, stride: stride, places: columns)
      let ahead = i &+ rowsAhead
      if isPrefetched, ahead < innerCount {
        row.prefetch(
          range, at: block + (innerList?[ahead] ?? ahead &* innerStep))
      }
      body(row, index, range)
      index[inner] = i &+ 1
      if i &+ 1 == innerCount {
        step(&index, past: inner)
        block = base.pointer() + place(ofBlock: index)
      }
    }
  }

  /// The index of a row along all axes but the last.
  private func index(ofRow number: Int) -> AxisValues {
    var (index, rest) = (AxisValues.zero, number)
    for axis in stride(from: shape.rank - 2, through: 0, by: -1) {
      index[axis] = rest % shape[axis]
      rest /= shape[axis]
    }
    return index
  }

  /// Steps to the first row of the next block: of the rows whose indices
  /// differ along `inner` alone.
  private func step(_ index: inout AxisValues, past inner: Int) {
    index[inner] = 0
    for axis in stride(from: inner - 1, through: 0, by: -1) {
      index[axis] &+= 1
      if index[axis] < shape[axis] { return }
      index[axis] = 0
    }
  }

  /// The place where the rows of a block count from.
  private func place(ofBlock index: AxisValues) -> Int {
    var place = 0
    for axis in 0..<max(shape.rank - 2, 0) {
      place &+= lists[axis]?.places[index[axis]] ?? index[axis] &* strides[axis]
    }
    return place
  }
}

extension AxisValues {
  /// The position of a row with this index along all axes but the last of
  /// `rank`, in memory with these steps.
  @inline(__always)
  func position(_ steps: AxisValues, rank: Int) -> Int {
    if rank == 2 { return self[0] &* steps[0] }
    var position = 0
    for axis in 0..<(rank &- 1) { position &+= self[axis] &* steps[axis] }
    return position
  }
}

/// The number of elements that kernels on selections gather at a time.
let scratchCount = 512

/// Changes the elements of `selection`, piece by piece: a row that lies in
/// memory in order is changed in place, others pass through a small buffer.
///
/// `change` is given the elements, the index of their row along all axes but
/// the last, the number of the first of them in the row, and how many they
/// are. It is called by several threads, each with rows of its own.
@inline(__always)
func updateRows<T: Element>(
  _ selection: Selection, _: T.Type, cost: Int? = nil,
  _ change: (
    UnsafeMutablePointer<T>, _ index: AxisValues, _ from: Int, _ count: Int
  ) -> Void
) throws(TensorError) {
  try selection.forEachPart(cost: cost) { rows, range in
    // So large a buffer is not on the stack: once for all rows.
    withUnsafeTemporaryAllocation(of: T.self, capacity: scratchCount) {
      guard let scratch = $0.baseAddress else { return }
      selection.walkRows(T.self, rows, range) { row, index, range in
        if row.places == nil, row.stride == 1 {
          let (from, count) = (range.lowerBound, range.count)
          change(row.start + from, index, from, count)
          return
        }
        var from = range.lowerBound
        while from < range.upperBound {
          let piece = from..<min(from &+ scratchCount, range.upperBound)
          row.gather(piece, to: scratch)
          change(scratch, index, from, piece.count)
          row.scatter(piece, from: scratch)
          from = piece.upperBound
        }
      }
    }
  }
}

/// Changes the elements of `selection` as numbers to compute with, and rounds
/// the results; otherwise as `updateRows(_:_:cost:_:)`.
@inline(__always)
func updateRows<S: StoredElement>(
  _ selection: Selection, stored _: S.Type,
  _ change: (
    UnsafeMutablePointer<Float>, _ index: AxisValues, _ from: Int, _ count: Int
  ) -> Void
) throws(TensorError) {
  try selection.forEachPart { rows, range in
    withUnsafeTemporaryAllocation(of: Float.self, capacity: scratchCount) {
      guard let numbers = $0.baseAddress else { return }
      withUnsafeTemporaryAllocation(of: S.self, capacity: scratchCount) {
        guard let scratch = $0.baseAddress else { return }
        selection.walkRows(S.self, rows, range) { row, index, range in
          var from = range.lowerBound
          while from < range.upperBound {
            let piece = from..<min(from &+ scratchCount, range.upperBound)
            row.gather(piece, to: scratch)
            for i in 0..<piece.count { numbers[i] = scratch[i].float }
            change(numbers, index, from, piece.count)
            for i in 0..<piece.count { scratch[i] = S(rounding: numbers[i]) }
            row.scatter(piece, from: scratch)
            from = piece.upperBound
          }
        }
      }
    }
  }
}

func walk<T>(_ rows: UpdateRows<T>, _ selection: Selection, _ number: T)
  throws(TensorError)
{
  try updateRows(selection, T.self) { x, _, _, count in
    rows.number(x, number, count)
  }
}

func walk<T>(
  _ rows: UpdateRows<T>, _ selection: Selection, _ operand: Tensor
) throws(TensorError) {
  let operand = RowOperand<T>(operand, of: selection)
  try updateRows(selection, T.self) { operand.update(rows, $0, $1, $2, $3) }
}

func walk<S: StoredElement>(
  _ rows: UpdateRows<Float>, _ selection: Selection, stored _: S.Type,
  _ number: Float
) throws(TensorError) {
  try updateRows(selection, stored: S.self) { x, _, _, count in
    rows.number(x, number, count)
  }
}

func walk<S: StoredElement>(
  _ rows: UpdateRows<Float>, _ selection: Selection, stored _: S.Type,
  _ operand: Tensor
) throws(TensorError) {
  let operand = RowOperand<Float>(operand, of: selection)
  try updateRows(selection, stored: S.self) {
    operand.update(rows, $0, $1, $2, $3)
  }
}

/// An operand of an update of a selection, to which its shape broadcasts.
private struct RowOperand<T: Element> {
  private let start: UnsafeMutablePointer<T>
  private let steps: AxisValues
  private let rank: Int

  init(_ tensor: Tensor, of selection: Selection) {
    start = tensor.pointer()
    rank = selection.shape.rank
    steps = tensor.strides(expandedTo: selection.shape)
  }

  /// Updates `x`, the elements of a row from `from` on.
  @inline(__always)
  func update(
    _ rows: UpdateRows<T>, _ x: UnsafeMutablePointer<T>, _ index: AxisValues,
    _ from: Int, _ count: Int
  ) {
    let step = steps[rank &- 1]
    let y = start + (index.position(steps, rank: rank) &+ from &* step)
    switch step {
    case 1: rows.vector(x, y, count)
    case 0: rows.number(x, y[0], count)
    default: rows.strided(x, 1, y, step, count)
    }
  }
}
