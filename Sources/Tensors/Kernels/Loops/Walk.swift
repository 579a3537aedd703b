/// Walks over tensors with the loops of an operation.
///
/// Contiguous operands are one long row, cut into chunks for the threads;
/// others are walked row by row, with the fastest loop that fits the steps.

func walk<T, R>(
  _ rows: BinaryRows<T, R>, _ a: Tensor, _ b: Tensor, into out: Tensor
) throws(TensorError) {
  let (x, y): (UnsafeMutablePointer<T>, UnsafeMutablePointer<T>) =
    (a.pointer(), b.pointer())
  let result: UnsafeMutablePointer<R> = out.pointer()
  if a.isContiguous, b.isContiguous, a.shape == out.shape, b.shape == out.shape
  {
    try forEachChunk(of: out.count, grain: elementGrain, cost: rows.cost) {
      range in
      rows.vectors(
        result + range.lowerBound, x + range.lowerBound, y + range.lowerBound,
        range.count)
    }
    return
  }
  let nest = LoopNest(
    out.shape, out.strides, a.strides(expandedTo: out.shape),
    b.strides(expandedTo: out.shape))
  let step = nest.rowStride
  try nest.forEachRowOrStop { at, count in
    let (r, p, q) = (result + at[0], x + at[1], y + at[2])
    switch (step[0], step[1], step[2]) {
    case (1, 1, 1): rows.vectors(r, p, q, count)
    case (1, 1, 0): rows.vectorAndNumber(r, p, q[0], count)
    case (1, 0, 1): rows.numberAndVector(r, p[0], q, count)
    default: rows.strided(r, step[0], p, step[1], q, step[2], count)
    }
  }
}

func walk<T, R>(
  _ rows: BinaryRows<T, R>, _ a: Tensor, _ b: T, isReversed: Bool = false,
  into out: Tensor
) throws(TensorError) {
  let x: UnsafeMutablePointer<T> = a.pointer()
  let result: UnsafeMutablePointer<R> = out.pointer()
  if a.isContiguous {
    try forEachChunk(of: out.count, grain: elementGrain, cost: rows.cost) {
      range in
      let start = range.lowerBound
      if isReversed {
        rows.numberAndVector(result + start, b, x + start, range.count)
      } else {
        rows.vectorAndNumber(result + start, x + start, b, range.count)
      }
    }
    return
  }
  let nest = LoopNest(out.shape, out.strides, a.strides)
  let step = nest.rowStride
  try withUnsafePointer(to: b) { b throws(TensorError) in
    try nest.forEachRowOrStop { at, count in
      let (r, p) = (result + at[0], x + at[1])
      if isReversed {
        rows.strided(r, step[0], b, 0, p, step[1], count)
      } else {
        rows.strided(r, step[0], p, step[1], b, 0, count)
      }
    }
  }
}

func walk<T>(_ rows: UpdateRows<T>, _ target: Tensor, _ operand: Tensor)
  throws(TensorError)
{
  let x: UnsafeMutablePointer<T> = target.pointer()
  let y: UnsafeMutablePointer<T> = operand.pointer()
  if target.isContiguous, operand.isContiguous, target.shape == operand.shape {
    try forEachChunk(of: target.count, grain: elementGrain, cost: rows.cost) {
      range in
      rows.vector(x + range.lowerBound, y + range.lowerBound, range.count)
    }
    return
  }
  let nest = LoopNest(
    target.shape, target.strides, operand.strides(expandedTo: target.shape))
  let step = nest.rowStride
  try nest.forEachRowOrStop { at, count in
    let (p, q) = (x + at[0], y + at[1])
    switch (step[0], step[1]) {
    case (1, 1): rows.vector(p, q, count)
    case (1, 0): rows.number(p, q[0], count)
    default: rows.strided(p, step[0], q, step[1], count)
    }
  }
}

func walk<T>(_ rows: UpdateRows<T>, _ target: Tensor, _ number: T)
  throws(TensorError)
{
  let x: UnsafeMutablePointer<T> = target.pointer()
  if target.isContiguous {
    try forEachChunk(of: target.count, grain: elementGrain, cost: rows.cost) {
      range in
      rows.number(x + range.lowerBound, number, range.count)
    }
    return
  }
  let nest = LoopNest(target.shape, target.strides)
  try withUnsafePointer(to: number) { number throws(TensorError) in
    try nest.forEachRowOrStop { at, count in
      if nest.rowStride[0] == 1 {
        rows.number(x + at[0], number.pointee, count)
      } else {
        rows.strided(
          x + at[0], nest.rowStride[0], number, 0, count)
      }
    }
  }
}

func walk<T, R>(_ rows: UnaryRows<T, R>, _ source: Tensor, into out: Tensor)
  throws(TensorError)
{
  let x: UnsafeMutablePointer<T> = source.pointer()
  let result: UnsafeMutablePointer<R> = out.pointer()
  if source.isContiguous, out.isContiguous, source.shape == out.shape {
    try forEachChunk(of: out.count, grain: elementGrain, cost: rows.cost) {
      range in
      rows.vector(
        result + range.lowerBound, x + range.lowerBound, range.count)
    }
    return
  }
  let nest = LoopNest(
    out.shape, out.strides, source.strides(expandedTo: out.shape))
  let step = nest.rowStride
  try nest.forEachRowOrStop { at, count in
    if step[0] == 1, step[1] == 1 {
      rows.vector(result + at[0], x + at[1], count)
    } else {
      rows.strided(result + at[0], step[0], x + at[1], step[1], count)
    }
  }
}

extension Tensor {
  /// The steps of the tensor as a part of a walk over `target`, to which its
  /// shape is known to broadcast.
  package func strides(expandedTo target: Shape) -> AxisValues {
    if target == shape { return strides }
    var result = AxisValues.zero
    for axis in 0..<rank where shape[axis] != 1 {
      result[axis + target.rank - rank] = strides[axis]
    }
    return result
  }
}
