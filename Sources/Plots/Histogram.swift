import Glibc

/// How often numbers fall into bins of one width.
public struct Histogram {
  /// Where the first bin begins.
  public let start: Double

  /// How wide a bin is.
  public let width: Double

  /// How many numbers are in each bin. A number between two bins is in the
  /// upper one; the last bin has its upper end too.
  public let counts: [Int]

  /// Counts finite numbers in `bins` bins, or, if it is nil, in as many as the
  /// rule of Freedman and Diaconis 1981, doi 10.1007/BF01025868, gives.
  ///
  /// The bins of whole numbers are whole numbers wide, and begin and end half
  /// way between two.
  ///
  /// - Throws: `PlotError.empty`, `.noFiniteNumbers`, `.outOfRange` for bins,
  ///   `.tensor`.
  public init(
    of numbers: Numbers, bins: Int? = nil, what: String = "histogram"
  ) throws(PlotError) {
    if numbers.count == 0 { throw .empty(what: what) }
    if let bins, !(1...Histogram.limit).contains(bins) {
      throw .outOfRange(
        what: "\(what): bins", found: "\(bins)",
        expected: "from 1 to \(grouped(Histogram.limit))")
    }
    guard let range = try numbers.range() else {
      throw .noFiniteNumbers(what: what, count: numbers.count)
    }
    let (low, high) = (range.lowerBound, range.upperBound)
    let wanted =
      if let bins { bins } else {
        try Histogram.bins(for: numbers, from: low, to: high)
      }
    if numbers.isWhole {
      width = max(1, ((high - low + 1) / Double(wanted)).rounded(.up))
      start = low - 0.5
    } else if high - low > low.magnitude * 1e-12 {
      width = (high - low) / Double(wanted)
      start = low
    } else {
      width = (low == 0 ? 1 : low.magnitude / 10) / Double(wanted)
      start = low - width * Double(wanted) / 2
    }
    let count =
      numbers.isWhole
      ? Int(((high + 0.5 - start) / width).rounded(.up)) : wanted
    var counts = [Int](repeating: 0, count: max(1, count))
    let (start, width) = (start, width)
    try numbers.forEachPiece { _, piece in
      for number in piece where !number.isNaN {
        let bin = Int((number - start) / width)
        counts[min(max(bin, 0), counts.count - 1)] += 1
      }
    }
    self.counts = counts
  }

  /// The most bins that there can be.
  private static let limit = 10_000

  /// The most bins that are chosen without being asked for.
  private static let most = 100

  /// Bins of twice the distance between the quartiles, divided by the cube root
  /// of the number of numbers. The quartiles are those of every n-th number.
  private static func bins(
    for numbers: Numbers, from low: Double, to high: Double
  ) throws(PlotError) -> Int {
    let step = (numbers.count + 99_999) / 100_000
    var sample: [Double] = []
    try numbers.forEachPiece { start, piece in
      for (place, number) in piece.enumerated()
      where (start + place) % step == 0 && !number.isNaN {
        sample.append(number)
      }
    }
    sample.sort()
    // As many as Sturges 1926 gives, doi 10.1080/01621459.1926.10502161, if the
    // quartiles are the same.
    let least = Int(log2(Double(max(1, numbers.count))).rounded(.up)) + 1
    guard sample.count > 3 else { return least }
    let spread = sample[sample.count * 3 / 4] - sample[sample.count / 4]
    let width = 2 * spread / cbrt(Double(numbers.count))
    guard width > 0 else { return min(least, most) }
    return Int(min((high - low) / width + 1, Double(most)))
  }
}
