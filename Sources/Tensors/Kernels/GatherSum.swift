/// Adds the rows at `places` into `out`, eight at a time.
///
/// The rows are added in order, and each element on its own, so the result has
/// the same bits however the columns are split.
@inline(__always)
func sumRows<T: NumericElement>(
  _ rows: UnsafePointer<T>, _ places: UnsafePointer<Int>, _ count: Int,
  columns: Range<Int>, into out: UnsafeMutablePointer<T>
) {
  let width = columns.count
  let result = out + columns.lowerBound
  let base = rows + columns.lowerBound
  for c in 0..<width { result[c] = .zero }
  var i = 0
  while i &+ 8 <= count {
    let (a, b) = (base + places[i], base + places[i &+ 1])
    let (d, e) = (base + places[i &+ 2], base + places[i &+ 3])
    let (f, g) = (base + places[i &+ 4], base + places[i &+ 5])
    let (h, k) = (base + places[i &+ 6], base + places[i &+ 7])
    for c in 0..<width {
      let first = T.sum(T.sum(a[c], b[c]), T.sum(d[c], e[c]))
      let second = T.sum(T.sum(f[c], g[c]), T.sum(h[c], k[c]))
      result[c] = T.sum(result[c], T.sum(first, second))
    }
    i &+= 8
  }
  while i < count {
    let a = base + places[i]
    for c in 0..<width { result[c] = T.sum(result[c], a[c]) }
    i &+= 1
  }
}

/// The columns that a thread sums at a time: their sums stay in the first
/// cache.
let gatherSumColumns = 1024

/// What an element of such a sum costs, in picoseconds, from the caches.
let gatherSumCost = 45

/// The sum of the elements at `places`.
///
/// Four running sums let the additions overlap; they are always combined in
/// the same order.
@inline(__always)
func sumElements<T: NumericElement>(
  _ row: UnsafePointer<T>, _ places: UnsafePointer<Int>, _ count: Int
) -> T {
  var (a, b, c, d) = (T.zero, T.zero, T.zero, T.zero)
  var i = 0
  while i &+ 4 <= count {
    a = T.sum(a, row[places[i]])
    b = T.sum(b, row[places[i &+ 1]])
    c = T.sum(c, row[places[i &+ 2]])
    d = T.sum(d, row[places[i &+ 3]])
    i &+= 4
  }
  while i < count {
    a = T.sum(a, row[places[i]])
    i &+= 1
  }
  return T.sum(T.sum(a, b), T.sum(c, d))
}
