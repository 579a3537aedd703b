/// A picture of numbers: axes, and what is drawn between them.
///
/// ```swift
/// let time = Numbers.even(start: 0, step: 0.1, count: 1000)
/// var figure = Figure([try .line(x: time, y: Numbers(voltage))])
/// figure.x = Axis("time (ms)", isTight: true)
/// figure.y = Axis("voltage (mV)")
/// try Gnuplot().draw(FigureGrid([figure]), to: "voltage.pdf")
/// ```
public struct Figure {
  /// What stands above it.
  public var title: String?

  /// The horizontal axis.
  public var x = Axis()

  /// The vertical axis.
  public var y = Axis()

  /// The colours of images.
  public var colors = Axis()

  /// What is drawn, the last on top.
  public var layers: [Layer]

  /// The width in mm.
  public var width = columnWidth

  /// The height in mm.
  public var height: Double

  /// The width of a column of a journal's page, in mm.
  public static let columnWidth = 85.0

  /// The width of a journal's page, in mm.
  public static let pageWidth = 180.0

  /// The widths and heights that there are, in mm.
  public static let sizes = 20.0...1000.0

  /// Creates a figure without labels.
  public init(_ layers: [Layer]) {
    self.layers = layers
    height = 60
    if hasImage {
      height = 70
      (x.isTight, y.isTight) = (true, true)
      y.isReversed = true
    }
  }

  /// What was left out of layers to draw less.
  public var notes: [String] {
    var notes: [String] = []
    for case let note? in layers.map(\.note) where !notes.contains(note) {
      notes.append(note)
    }
    return notes
  }

  var hasImage: Bool { layers.contains { $0.image != nil } }

  /// Throws `PlotError.outOfRange` for a size or limits that can't be drawn.
  func check() throws(PlotError) {
    for (name, size) in [("width", width), ("height", height)]
    where !Figure.sizes.contains(size) {
      throw .outOfRange(
        what: name, found: "\(size)", expected: "from 20 to 1000 mm")
    }
    for (name, axis) in [("xlim", x), ("ylim", y), ("clim", colors)] {
      guard let limits = axis.limits else { continue }
      let ends = [limits.lowerBound, limits.upperBound]
      let isUsable =
        ends.allSatisfy { drawable($0) == $0 } && ends[0] < ends[1]
        && (!axis.isLogarithmic || ends[0] > 0)
      guard isUsable else {
        throw .outOfRange(
          what: name, found: "\(ends[0]) to \(ends[1])",
          expected: axis.isLogarithmic
            ? "two numbers above 0, the lower first"
            : "two finite numbers, the lower first")
      }
    }
  }
}

/// Figures in rows and columns, drawn as one picture.
public struct FigureGrid {
  /// The figures, row by row.
  public var figures: [Figure]

  /// How many are beside each other.
  public var columns: Int

  /// Whether figures are marked a, b, c.
  public var hasLetters: Bool

  /// The width of the picture in mm.
  public var width: Double

  /// The height of the picture in mm.
  public var height: Double

  /// Creates a grid that is as wide as the page of a journal, or as a column if
  /// the figures are below each other; one figure keeps its size.
  public init(_ figures: [Figure], columns: Int = 1) {
    self.figures = figures
    self.columns = columns
    hasLetters = figures.count > 1
    if figures.count == 1 {
      (width, height) = (figures[0].width, figures[0].height)
      return
    }
    width = columns == 1 ? Figure.columnWidth : Figure.pageWidth
    height = 0
    for start in stride(from: 0, to: figures.count, by: max(1, columns)) {
      let row = figures[start..<min(start + max(1, columns), figures.count)]
      height += row.map(\.height).max() ?? 0
    }
  }

  /// What was left out of figures to draw less.
  public var notes: [String] { figures.flatMap(\.notes) }

  /// Throws unless the figures can be drawn.
  func check() throws(PlotError) {
    if figures.isEmpty { throw .empty(what: "grid") }
    guard columns >= 1 else {
      throw .outOfRange(
        what: "columns", found: "\(columns)", expected: "1 or more")
    }
    for var figure in figures {
      if figures.count == 1 { (figure.width, figure.height) = (width, height) }
      try figure.check()
    }
    for (name, size) in [("width", width), ("height", height)]
    where !Figure.sizes.contains(size) {
      throw .outOfRange(
        what: name, found: "\(size)", expected: "from 20 to 1000 mm")
    }
  }
}
