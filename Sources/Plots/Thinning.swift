/// Makes a long line short: of each of its parts, what is least and greatest
/// stays.
///
/// A column of a picture shows many points, of which nobody sees more than how
/// far they reach. The first and the last point stay too. A part without a
/// single finite number stays a gap.
struct Thinning {
  /// How many points are one part; 1 if the line is short enough.
  let part: Int

  private let count: Int
  private var points = Layer.Points()
  private var seen = 0
  private var least: (place: Int, x: Double, y: Double)?
  private var greatest: (place: Int, x: Double, y: Double)?
  private var last = (x: Double.nan, y: Double.nan)

  init(count: Int, limit: Int) {
    self.count = count
    let parts = max(1, limit / 2 - 1)
    part = count <= limit ? 1 : (count + parts - 1) / parts
    points.x.reserveCapacity(min(count, limit))
    points.y.reserveCapacity(min(count, limit))
  }

  /// Adds the next points.
  mutating func add(_ x: [Double], _ y: [Double]) {
    if part == 1 {
      points.x += x
      points.y += y
      return
    }
    for (x, y) in zip(x, y) {
      if seen == 0 { append(x, y) }
      if !x.isNaN, !y.isNaN {
        if least.map({ y < $0.y }) ?? true { least = (seen, x, y) }
        if greatest.map({ y > $0.y }) ?? true { greatest = (seen, x, y) }
      }
      last = (x, y)
      seen += 1
      if seen % part == 0 { endPart() }
    }
  }

  /// The points that stay.
  mutating func finish() -> Layer.Points {
    if part == 1 { return points }
    if seen % part != 0 { endPart() }
    append(last.x, last.y)
    return points
  }

  /// What was left out, or nil.
  var note: String? {
    if part == 1 { return nil }
    return "drew the least and the greatest of every \(grouped(part)) points"
      + " of \(grouped(count))"
  }

  private mutating func endPart() {
    defer { (least, greatest) = (nil, nil) }
    guard let least, let greatest else {
      append(last.x, .nan)
      return
    }
    let (first, second) =
      least.place < greatest.place ? (least, greatest) : (greatest, least)
    append(first.x, first.y)
    if first.place != second.place { append(second.x, second.y) }
  }

  private mutating func append(_ x: Double, _ y: Double) {
    points.x.append(x)
    points.y.append(y)
  }
}
