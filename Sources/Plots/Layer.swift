import Tensors

/// One thing that a figure shows: a line, points, bars or an image.
///
/// What is not finite is not drawn: a line has a gap there.
public struct Layer {
  /// How numbers are shown.
  enum Content {
    case line(Points)
    case points(Points)
    case bars(Bars)
    case image(Image)
  }

  /// Places in the plane.
  struct Points {
    var x: [Double] = []
    var y: [Double] = []

    /// Those that a line through all of them doesn't show: the only ones between
    /// two gaps, or several in the same place.
    var alone: Points {
      var alone = Points()
      var start = 0
      while start < y.count {
        guard !x[start].isNaN, !y[start].isNaN else {
          start += 1
          continue
        }
        var (end, isOnePlace) = (start + 1, true)
        while end < y.count, !x[end].isNaN, !y[end].isNaN {
          isOnePlace = isOnePlace && x[end] == x[start] && y[end] == y[start]
          end += 1
        }
        if isOnePlace {
          alone.x.append(x[start])
          alone.y.append(y[start])
        }
        start = end
      }
      return alone
    }
  }

  /// Bars of one width, side by side.
  struct Bars {
    let start: Double
    let width: Double
    let heights: [Double]
  }

  /// Colours in rows and columns.
  struct Image {
    let rows: Int
    let columns: Int
    /// Row by row.
    var values: [Double]
    /// How many rows and columns of the original an element stands for.
    var block: (rows: Int, columns: Int) = (1, 1)
    /// Rows and columns of the original.
    let size: (rows: Int, columns: Int)
  }

  let content: Content

  /// What the legend says.
  public var name: String?

  /// What was left out to draw less, as a sentence without a full stop; nil if
  /// everything is drawn.
  public let note: String?

  private init(_ content: Content, name: String? = nil, note: String? = nil) {
    self.content = content
    self.name = name
    self.note = note
  }

  /// How many points a figure has at most.
  public static let pointLimit = 100_000

  /// How many rows and columns an image has at most.
  public static let sideLimit = 2_000

  /// A line through points, in the order in which they are given.
  ///
  /// Of more than `limit` points, the least and the greatest y of each of
  /// `limit / 2` equal parts are drawn, so that no peak is lost.
  ///
  /// - Throws: `PlotError.empty`, `.noFiniteNumbers`, `.lengthMismatch`,
  ///   `.tensor`.
  public static func line(
    x: Numbers, y: Numbers, name: String? = nil, limit: Int = pointLimit,
    what: String = "line"
  ) throws(PlotError) -> Layer {
    try check(x, y, what)
    var thinning = Thinning(count: y.count, limit: max(2, limit))
    try y.forEachPiece { start, y throws(PlotError) in
      thinning.add(try x.read(start..<start + y.count), y)
    }
    let points = thinning.finish()
    try requireFinite(points, of: y.count, what)
    return Layer(.line(points), name: name, note: thinning.note)
  }

  /// A dot at each of many places.
  ///
  /// Of more than `limit` points, every second is drawn, or every third, and
  /// so on.
  ///
  /// - Throws: As `line(x:y:name:limit:what:)`.
  public static func points(
    x: Numbers, y: Numbers, name: String? = nil, limit: Int = pointLimit,
    what: String = "points"
  ) throws(PlotError) -> Layer {
    try check(x, y, what)
    let step = (y.count + limit - 1) / limit
    var points = Points()
    try y.forEachPiece { start, y throws(PlotError) in
      let x = try x.read(start..<start + y.count)
      for place in y.indices where (start + place) % step == 0 {
        points.x.append(x[place])
        points.y.append(y[place])
      }
    }
    try requireFinite(points, of: y.count, what)
    let note =
      step == 1
      ? nil
      : "drew every \(ordinal(step)) point,"
        + " \(grouped(points.y.count)) of \(grouped(y.count))"
    return Layer(.points(points), name: name, note: note)
  }

  /// Bars from 0 to `heights`, side by side, each `width` wide and the first
  /// beginning at `start`.
  ///
  /// - Throws: `PlotError.empty`, `.noFiniteNumbers`; `.outOfRange` unless the
  ///   width is positive.
  public static func bars(
    heights: [Double], from start: Double, width: Double,
    name: String? = nil, what: String = "bars"
  ) throws(PlotError) -> Layer {
    guard width > 0, drawable(width) == width, drawable(start) == start else {
      throw .outOfRange(
        what: "\(what): the width of a bar", found: "\(width)",
        expected: "a positive number")
    }
    if heights.isEmpty { throw .empty(what: what) }
    let heights = heights.map(drawable)
    if !heights.contains(where: { !$0.isNaN }) {
      throw .noFiniteNumbers(what: what, count: heights.count)
    }
    return Layer(
      .bars(Bars(start: start, width: width, heights: heights)), name: name)
  }

  /// The elements of a tensor with two axes as colors: rows go down, columns to
  /// the right.
  ///
  /// With more than `limit` rows or columns, each of the elements that are drawn
  /// is the mean of a block.
  ///
  /// - Throws: `PlotError.wrongShape`, `.empty`, `.noFiniteNumbers`, `.tensor`.
  public static func image(
    _ tensor: Tensor, limit: Int = sideLimit, what: String = "image"
  ) throws(PlotError) -> Layer {
    guard tensor.rank == 2 else {
      throw .wrongShape(
        what: what, expected: "a tensor with two axes", found: tensor.shape)
    }
    if tensor.count == 0 { throw .empty(what: what) }
    let image = try Image(meansOf: tensor, limit: limit)
    guard image.values.contains(where: { !$0.isNaN }) else {
      throw .noFiniteNumbers(what: what, count: tensor.count)
    }
    let note =
      image.block == (1, 1)
      ? nil
      : "drew the means of blocks of \(image.block.rows) × "
        + "\(image.block.columns) elements"
    return Layer(.image(image), note: note)
  }

  // MARK: Checks

  private static func check(
    _ x: Numbers, _ y: Numbers, _ what: String
  ) throws(PlotError) {
    guard x.count == y.count else {
      throw .lengthMismatch(what: what, x: x.count, y: y.count)
    }
    if y.count == 0 { throw .empty(what: what) }
  }

  private static func requireFinite(
    _ points: Points, of count: Int, _ what: String
  ) throws(PlotError) {
    let isDrawn = zip(points.x, points.y).contains { !$0.isNaN && !$1.isNaN }
    if !isDrawn { throw .noFiniteNumbers(what: what, count: count) }
  }
}

/// A number's name in an order: 2nd, 13th, 21st.
func ordinal(_ number: Int) -> String {
  let ending =
    switch (number % 100, number % 10) {
    case (11...13, _): "th"
    case (_, 1): "st"
    case (_, 2): "nd"
    case (_, 3): "rd"
    default: "th"
    }
  return grouped(number) + ending
}
