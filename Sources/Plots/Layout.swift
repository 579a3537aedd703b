/// Where the parts of a figure are: its margins, in mm.
///
/// Gnuplot's own margins count in characters and leave much room; these follow
/// from what is written in them.
struct Layout {
  private(set) var x: Scale
  private(set) var y: Scale
  private(set) var colors: Scale?
  private(set) var left = 0.8
  private(set) var right = 2.5
  private(set) var bottom = 1.0
  private(set) var top = 2.0
  /// How many names are beside each other in the legend.
  private(set) var legendColumns = 1
  /// How far below the upper edge the legend begins.
  private(set) var legendTop = 0.0
  /// About how many marks the axes have, if there is room.
  private let counts: (x: Int, y: Int)
  /// How far below the upper edge the notes begin.
  private(set) var noteTop = 0.0

  /// The size of letters in points.
  static let fontSize = 7.0
  /// The height of a line of text in mm.
  static let lineHeight = 3.1
  /// The mean width of a letter in mm.
  private static let letterWidth = 1.3
  /// The length of a mark on an axis in mm.
  private static let markLength = 1.0

  init(_ figure: Figure, width: Double, height: Double) {
    counts = (max(2, Int(width / 15)), max(2, Int(height / 13)))
    x = figure.xScale(marks: counts.x, room: Layout.room(across: width))
    y = figure.yScale(marks: counts.y)
    colors = figure.hasImage ? figure.colorScale(marks: counts.y) : nil

    let line = Layout.lineHeight
    left += Layout.width(of: y.marks) + Layout.markLength + 1
    if let label = figure.y.label { left += line * lines(label) + 0.8 }
    bottom += line + Layout.markLength + 0.6
    if let label = figure.x.label { bottom += line * lines(label) + 0.4 }
    if let colors {
      right += 4.8 + Layout.width(of: colors.marks)
      if let label = figure.colors.label { right += line * lines(label) + 0.8 }
    } else if let last = x.marks.last {
      right = max(right, Layout.width(of: [last]) / 2 + 1)
    }
    if let title = figure.title { top += (line + 0.4) * lines(title) }
    noteTop = top
    if !figure.notes.isEmpty { top += 2.4 * Double(figure.notes.count) }
    legendTop = top
    let names = figure.layers.compactMap(\.name)
    if !names.isEmpty {
      let widest = names.map(Layout.width(of:)).max() ?? 0
      legendColumns = max(1, Int((width - left - right) / (widest + 8)))
      let rows = (names.count + legendColumns - 1) / legendColumns
      top += (line + 0.2) * Double(rows) + 0.6
    }
    // What stands below the end of the axis reaches into the margin.
    if let first = x.marks.first {
      let place = x.position(of: first.value) * (width - left - right)
      left = max(left, Layout.width(of: [first]) / 2 + 0.5 - place)
    }
    Layout.shrink(&left, &right, within: width)
    Layout.shrink(&bottom, &top, within: height)
    fitMarks(of: figure, width: width, height: height)
  }

  /// The room of marks below an axis of this length.
  private static func room(across length: Double) -> MarkRoom {
    MarkRoom(length: length, letter: letterWidth + 0.1, gap: 1.2)
  }

  /// Leaves out marks for which there is no room between the margins.
  private mutating func fitMarks(
    of figure: Figure, width: Double, height: Double
  ) {
    x = figure.xScale(
      marks: counts.x, room: Layout.room(across: width - left - right))
    let room = MarkRoom(
      length: height - bottom - top, gap: Layout.lineHeight)
    y = figure.yScale(marks: counts.y, room: room)
    if colors != nil {
      colors = figure.colorScale(marks: counts.y, room: room)
    }
  }

  /// Makes margins smaller that leave no room between them.
  private static func shrink(
    _ first: inout Double, _ second: inout Double, within size: Double
  ) {
    let scale = (size - 5) / (first + second)
    if scale < 1 { (first, second) = (first * scale, second * scale) }
  }

  /// Lets axes begin at the same place: vertical ones in a column of a grid,
  /// horizontal ones in a row.
  static func align(
    _ layouts: inout [Layout], of figures: [Figure], columns: Int,
    width: Double, height: Double
  ) {
    for index in layouts.indices {
      let column = stride(
        from: index % columns, to: layouts.count, by: columns)
      let start = index - index % columns
      let row = start..<min(start + columns, layouts.count)
      layouts[index].left = column.map { layouts[$0].left }.max() ?? 0
      layouts[index].bottom = row.map { layouts[$0].bottom }.max() ?? 0
    }
    for index in layouts.indices {
      layouts[index].fitMarks(
        of: figures[index], width: width, height: height)
    }
  }

  private static func width(of marks: [Scale.Mark]) -> Double {
    marks.map { width(of: $0.text) }.max() ?? 0
  }

  private static func width(of text: String) -> Double {
    let longest =
      text.split(whereSeparator: \.isNewline).map(\.count).max() ?? 0
    return Double(longest) * letterWidth
  }
}

/// How many lines a text has.
func lines(_ text: String) -> Double {
  Double(
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .count)
}
