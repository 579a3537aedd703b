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

  /// What is said of figures, and what was left out of them to draw less.
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
    let rows = (figures.count + columns - 1) / columns
    let least = Figure.sizes.lowerBound
    for (name, size) in [
      ("width", width / Double(columns)), ("height", height / Double(rows)),
    ] where figures.count > 1 && size < least {
      throw .outOfRange(
        what: "the \(name) of each figure", found: "\(size)",
        expected: "\(least) mm or more")
    }
    for (name, size) in [("width", width), ("height", height)]
    where !Figure.sizes.contains(size) {
      throw .outOfRange(
        what: name, found: "\(size)", expected: "from 20 to 1000 mm")
    }
  }
}
