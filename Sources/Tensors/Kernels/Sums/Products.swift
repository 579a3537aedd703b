/// The loops of products of vectors and matrices.
///
/// All sums run in an order that depends on the sizes alone.

/// How many products of two vectors are added up before the sum is put aside.
/// As many running sums share them as fill four registers.
private let productsPerBlock = 4_096

/// The sum of `a[i] * b[i]`; products are missing if `interruption` breaks it
/// off.
func dot<T: MatrixElement>(
  _ a: UnsafePointer<T>, _ b: UnsafePointer<T>, count: Int,
  _ interruption: Interruption? = nil
) -> T {
  sumBlocks(of: 0..<count, elements: productsPerBlock) {
    if let interruption, interruption.isBreakingOff { return T.zero }
    return dotBlock(a + $0.lowerBound, b + $0.lowerBound, count: $0.count)
  }
}

@inline(__always)
private func dotBlock<T: MatrixElement>(
  _ a: UnsafePointer<T>, _ b: UnsafePointer<T>, count: Int
) -> T {
  let width = T.laneCount
  var (s0, s1) = (T.zeroLanes, T.zeroLanes)
  var (s2, s3) = (T.zeroLanes, T.zeroLanes)
  var i = 0
  while i &+ 4 &* width <= count {
    s0 = T.addProduct(s0, T.load(a + i), T.load(b + i))
    let j = i &+ width
    s1 = T.addProduct(s1, T.load(a + j), T.load(b + j))
    let k = j &+ width
    s2 = T.addProduct(s2, T.load(a + k), T.load(b + k))
    let l = k &+ width
    s3 = T.addProduct(s3, T.load(a + l), T.load(b + l))
    i = l &+ width
  }
  while i &+ width <= count {
    s0 = T.addProduct(s0, T.load(a + i), T.load(b + i))
    i &+= width
  }
  var total = T.laneSum(T.addLanes(T.addLanes(s0, s1), T.addLanes(s2, s3)))
  while i < count {
    total = T.sum(total, T.product(a[i], b[i]))
    i &+= 1
  }
  return total
}

/// What an element of a matrix costs in its product with a vector, in
/// picoseconds.
private let rowProductCost = 100

/// Writes the product of a matrix of `rows` rows, `step` apart, and a vector.
///
/// The threads share the rows.
func matrixVector<T: MatrixElement>(
  _ matrix: UnsafePointer<T>, rows: Int, step: Int, columns: Int,
  _ vector: UnsafePointer<T>, _ out: UnsafeMutablePointer<T>, outStep: Int
) throws(TensorError) {
  let grain = max(1, parallelGrain / max(1, columns))
  try forEachLongChunk(
    of: rows, grain: grain, cost: columns &* rowProductCost
  ) { range, interruption in
    for row in range {
      out[row &* outStep] = dot(
        matrix + row &* step, vector, count: columns, interruption)
    }
  }
}

/// Writes the product of a vector and a matrix of `rows` rows, `step` apart.
///
/// Eight rows at a time are added to the result; the threads share the
/// columns.
func vectorMatrix<T: MatrixElement>(
  _ vector: UnsafePointer<T>, vectorStep: Int, _ matrix: UnsafePointer<T>,
  rows: Int, step: Int, columns: Int, _ out: UnsafeMutablePointer<T>
) throws(TensorError) {
  try forEachLongChunk(
    of: columns, grain: 512, cost: rows &* rowProductCost
  ) { range, interruption in
    let (start, width) = (range.lowerBound, range.count)
    let y = out + start
    sumBlocks(of: rows, width: width, into: y, interruption) { block in
      for j in 0..<width { y[j] = T.zero }
      var row = block.lowerBound
      while row &+ 8 <= block.upperBound {
        let x = vector + row &* vectorStep
        let a = matrix + (row &* step &+ start)
        addRows(x, vectorStep, a, step, y, width)
        row &+= 8
      }
      while row < block.upperBound {
        let x = vector[row &* vectorStep]
        let a = matrix + (row &* step &+ start)
        for j in 0..<width { y[j] = T.sum(y[j], T.product(x, a[j])) }
        row &+= 1
      }
    }
  }
}

/// Adds eight rows of a matrix, each times a number, to `y`.
@inline(__always)
private func addRows<T: MatrixElement>(
  _ x: UnsafePointer<T>, _ xStep: Int, _ a: UnsafePointer<T>, _ step: Int,
  _ y: UnsafeMutablePointer<T>, _ width: Int
) {
  let (x0, x1, x2, x3) = (x[0], x[xStep], x[2 &* xStep], x[3 &* xStep])
  let x4 = x[4 &* xStep]
  let (x5, x6, x7) = (x[5 &* xStep], x[6 &* xStep], x[7 &* xStep])
  let (a0, a1, a2, a3) = (a, a + step, a + 2 &* step, a + 3 &* step)
  let b = a + 4 &* step
  let (b0, b1, b2, b3) = (b, b + step, b + 2 &* step, b + 3 &* step)
  for j in 0..<width {
    let p = T.sum(
      T.sum(T.product(x0, a0[j]), T.product(x1, a1[j])),
      T.sum(T.product(x2, a2[j]), T.product(x3, a3[j])))
    let q = T.sum(
      T.sum(T.product(x4, b0[j]), T.product(x5, b1[j])),
      T.sum(T.product(x6, b2[j]), T.product(x7, b3[j])))
    y[j] = T.sum(y[j], T.sum(p, q))
  }
}
