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

  /// The colors of images.
  public var colors = Axis()

  /// What is drawn, the last on top; without any, there are only the axes.
  public var layers: [Layer]

  /// What is said above the axes of what isn't seen in them, each a sentence
  /// without a full stop.
  public var remarks: [String] = []

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

  /// The remarks, and what was left out of layers to draw less.
  public var notes: [String] {
    var notes = remarks
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
