/// A Swift type whose values can be added up.
protocol SummedElement: Element {
  /// What they are added up as.
  associatedtype Sum: NumericElement
  /// The value as a part of a sum.
  var summand: Sum { get }
}

extension Float: SummedElement {
  @inline(__always) var summand: Float { self }
}
extension Double: SummedElement {
  @inline(__always) var summand: Double { self }
}
extension Int: SummedElement {
  @inline(__always) var summand: Int { self }
}
extension Float16: SummedElement {
  @inline(__always) var summand: Float { float }
}
extension BFloat16: SummedElement {
  @inline(__always) var summand: Float { float }
}

/// Writes the sums of the rows at `places`, times `step`, to `out`, eight rows at
/// a time.
///
/// The rows are added in order, and each element on its own, so the result has
/// the same bits however the columns are split.
@inline(__always)
func sumRows<T: SummedElement>(
  _ rows: UnsafePointer<T>, _ places: UnsafePointer<Int>, _ count: Int,
  step: Int = 1, columns: Range<Int>, into out: UnsafeMutablePointer<T.Sum>,
  _ interruption: Interruption? = nil
) {
  let (base, result) = (rows + columns.lowerBound, out + columns.lowerBound)
  sumBlocks(of: count, width: columns.count, into: result, interruption) {
    sumBlock(
      base, places + $0.lowerBound, $0.count, step: step, width: columns.count,
      into: result)
  }
}

@inline(__always)
private func sumBlock<T: SummedElement>(
  _ base: UnsafePointer<T>, _ places: UnsafePointer<Int>, _ count: Int,
  step: Int, width: Int, into result: UnsafeMutablePointer<T.Sum>
) {
  typealias S = T.Sum
  @inline(__always)
  func row(_ i: Int) -> UnsafePointer<T> { base + places[i] &* step }
  for c in 0..<width { result[c] = .zero }
  var i = 0
  while i &+ 8 <= count {
    let (a, b) = (row(i), row(i &+ 1))
    let (d, e) = (row(i &+ 2), row(i &+ 3))
    let (f, g) = (row(i &+ 4), row(i &+ 5))
    let (h, k) = (row(i &+ 6), row(i &+ 7))
    for c in 0..<width {
      let first = S.sum(
        S.sum(a[c].summand, b[c].summand), S.sum(d[c].summand, e[c].summand))
      let second = S.sum(
        S.sum(f[c].summand, g[c].summand), S.sum(h[c].summand, k[c].summand))
      result[c] = S.sum(result[c], S.sum(first, second))
    }
    i &+= 8
  }
  while i < count {
    let a = row(i)
    for c in 0..<width { result[c] = S.sum(result[c], a[c].summand) }
    i &+= 1
  }
}

/// Writes the sums of the rows at `places`, times `step`, of a matrix to `out`,
/// on several threads if that pays.
///
/// - Throws: `TensorError.interrupted`.
@inline(__always)
func gatherSum<T: SummedElement>(
  _ rows: UnsafePointer<T>, _ places: UnsafePointer<Int>, _ count: Int,
  step: Int = 1, columns: Int, into out: UnsafeMutablePointer<T.Sum>
) throws(TensorError) {
  let grain = gatherSumColumns(T.self)
  try forEachLongChunk(
    of: columns, grain: grain, cost: count &* gatherSumCost
  ) { columns, interruption in
    sumRows(
      rows, places, count, step: step, columns: columns, into: out,
      interruption)
  }
}

/// As that, of elements of `type`; the sums are of the type that it has.
package func gatherSum(
  _ type: ElementType, _ rows: UnsafeRawPointer, _ places: UnsafePointer<Int>,
  _ count: Int, step: Int, columns: Int, into out: UnsafeMutableRawPointer
) throws(TensorError) {
  @inline(__always)
  func sum<T: SummedElement>(_: T.Type) throws(TensorError) {
    try gatherSum(
      rows.assumingMemoryBound(to: T.self), places, count, step: step,
      columns: columns, into: out.assumingMemoryBound(to: T.Sum.self))
  }
  switch type {
  case .float32: try sum(Float.self)
  case .float64: try sum(Double.self)
  case .float16: try sum(Float16.self)
  case .bfloat16: try sum(BFloat16.self)
  case .int64, .bool: try sum(Int.self)
  }
}

/// The columns that a thread sums at a time: their sums stay in the first
/// cache, and the rows come in pages of 4 KiB.
func gatherSumColumns<T>(_: T.Type) -> Int {
  4_096 / MemoryLayout<T>.stride
}

/// What an element of such a sum costs, in picoseconds, if the caches hold the
/// rows. From memory it costs twice as much; the smaller figure keeps a second
/// thread from sums that it might only delay.
let gatherSumCost = 45

/// The sum of the elements at `places`.
///
/// Four running sums let the additions overlap; they are always combined in
/// the same order.
@inline(__always)
func sumElements<T: SummedElement>(
  _ row: UnsafePointer<T>, _ places: UnsafePointer<Int>, _ count: Int
) -> T.Sum {
  sumBlocks(of: 0..<count) { block in
    typealias S = T.Sum
    var (a, b, c, d) = (S.zero, S.zero, S.zero, S.zero)
    var i = block.lowerBound
    while i &+ 4 <= block.upperBound {
      a = S.sum(a, row[places[i]].summand)
      b = S.sum(b, row[places[i &+ 1]].summand)
      c = S.sum(c, row[places[i &+ 2]].summand)
      d = S.sum(d, row[places[i &+ 3]].summand)
      i &+= 4
    }
    while i < block.upperBound {
      a = S.sum(a, row[places[i]].summand)
      i &+= 1
    }
    return S.sum(S.sum(a, b), S.sum(c, d))
  }
}
