/// A grid of figures in the language of gnuplot.
///
/// Numbers are in a file beside the script, never in it: what gnuplot doesn't
/// understand it would run as commands. All text is quoted, and none of it is
/// read as markup.
struct GnuplotScript {
  /// The commands.
  var text: String

  /// What stands in the file of numbers.
  var data: [Double] = []

  let dataPath: String

  /// How many pieces of a line are drawn at a stroke. Pixels take a time that
  /// grows with its square.
  let strokeLength: Int

  /// Gnuplot's size of dots; nil for a drawing of characters.
  let dotSize: Double?

  /// Commands that draw a picture in `format` into the file at `output`.
  init(
    _ grid: FigureGrid, _ format: PictureFormat, to output: String,
    data dataPath: String
  ) {
    self.dataPath = dataPath
    strokeLength = format == .png ? 500 : Layer.pointLimit
    dotSize = format.dotSize
    text = """
      set encoding utf8
      \(format.terminal(width: grid.width, height: grid.height))
      set output \(quoted(output))
      set multiplot

      """
    let rows = (grid.figures.count + grid.columns - 1) / grid.columns
    let width = grid.width / Double(grid.columns)
    let height = grid.height / Double(rows)
    var layouts = grid.figures.map { Layout($0, width: width, height: height) }
    Layout.align(
      &layouts, of: grid.figures, columns: grid.columns, width: width,
      height: height)
    for (index, figure) in grid.figures.enumerated() {
      let panel = Panel(
        left: Double(index % grid.columns) * width,
        bottom: grid.height - Double(index / grid.columns + 1) * height,
        width: width, height: height,
        letter: grid.hasLetters ? letter(index) : nil)
      add(figure, panel, layouts[index], of: grid)
    }
    text += "unset multiplot\nset output\n"
  }

  /// Commands that draw one figure with characters.
  init(
    _ figure: Figure, columns: Int, rows: Int, to output: String,
    data dataPath: String
  ) {
    self.dataPath = dataPath
    strokeLength = Layer.pointLimit
    dotSize = nil
    text = """
      set encoding utf8
      set terminal dumb noenhanced size \(columns),\(rows)
      set output \(quoted(output))
      set border 3

      """
    // Letters can't stand on their side, so a label of y is above.
    var figure = figure
    let above = [figure.title, figure.y.label].compactMap { $0 } + figure.notes
    figure.y.label = nil
    if !above.isEmpty {
      text += "set title \(quoted(above.joined(separator: "\n")))\n"
    }
    let y = figure.yScale(marks: max(2, rows / 5))
    // Beside the axis are its marks, and room for half of the last one.
    let left = y.marks.map(\.text.count).max() ?? 0
    addAxes(
      figure,
      figure.xScale(
        marks: max(2, columns / 14),
        room: MarkRoom(length: Double(columns - left - 8), letter: 1, gap: 2)),
      y)
    if figure.hasLegend {
      text += "set key outside bottom center horizontal samplen 2 width 2\n"
    }
    addPlot(figure)
    text += "set output\n"
  }

  // MARK: Figures

  /// A part of the picture, in mm from its lower left corner.
  private struct Panel {
    let left, bottom, width, height: Double
    let letter: String?
  }

  private mutating func add(
    _ figure: Figure, _ panel: Panel, _ layout: Layout, of grid: FigureGrid
  ) {
    func x(_ mm: Double) -> Double { (panel.left + mm) / grid.width }
    func y(_ mm: Double) -> Double { (panel.bottom + mm) / grid.height }
    let right = panel.width - layout.right
    let top = panel.height - layout.top
    text += """
      reset
      set lmargin at screen \(x(layout.left))
      set rmargin at screen \(x(right))
      set bmargin at screen \(y(layout.bottom))
      set tmargin at screen \(y(top))
      set border 3 linewidth 0.5

      """
    addAxes(figure, layout.x, layout.y)
    if let title = figure.title {
      addText(
        title, x((layout.left + right) / 2), y(panel.height - 2), "center")
    }
    for (index, note) in figure.notes.enumerated() {
      addText(
        note, x(layout.left),
        y(panel.height - layout.noteTop - 2.4 * Double(index)), "left",
        "font ',\(Layout.fontSize - 2)' textcolor rgb '#666666'")
    }
    if let letter = panel.letter {
      addText(
        letter, x(1), y(panel.height - 1.6), "left",
        "font 'Arial:Bold,\(Layout.fontSize + 1)'")
    }
    if figure.hasLegend {
      text += """
        set key at screen \(x(layout.left)),\(y(panel.height - layout.legendTop)) \
        left top horizontal Left reverse samplen 1.2 spacing 1 width 0 \
        maxcols \(layout.legendColumns)

        """
    }
    if let colors = layout.colors {
      text += """
        \(Colors.palette)
        set cbrange [\(colors.low):\(colors.high)]
        set cbtics scale 0.4 (\(list(colors.marks)))
        set colorbox user noborder \
        origin screen \(x(right + 1.8)),\(y(layout.bottom)) \
        size screen \(2.2 / grid.width),\((top - layout.bottom) / grid.height)

        """
      if let label = figure.colors.label {
        // Lines follow each other to the right.
        let before = 2.2 + Layout.lineHeight * (lines(label) - 1)
        text +=
          "set label \(quoted(label)) at screen \(x(panel.width - before)),"
          + "\(y((layout.bottom + top) / 2)) center rotate by 90 noenhanced\n"
      }
    }
    addPlot(figure)
  }

  private mutating func addText(
    _ words: String, _ x: Double, _ y: Double, _ side: String,
    _ style: String = ""
  ) {
    text +=
      "set label \(quoted(words)) at screen \(x),\(y) \(side)"
      + " offset 0,-0.5 noenhanced \(style)\n"
  }

  private mutating func addAxes(_ figure: Figure, _ x: Scale, _ y: Scale) {
    text += """
      unset key
      set tics out nomirror scale 0.5
      set xrange [\(x.low):\(x.high)]
      set xtics (\(list(x.marks)))

      """
    if figure.x.isLogarithmic { text += "set logscale x\n" }
    if figure.y.isLogarithmic { text += "set logscale y\n" }
    text +=
      figure.y.isReversed
      ? "set yrange [\(y.high):\(y.low)]\n"
      : "set yrange [\(y.low):\(y.high)]\n"
    text += "set ytics (\(list(y.marks)))\n"
    if let label = figure.x.label { text += "set xlabel \(quoted(label))\n" }
    if let label = figure.y.label { text += "set ylabel \(quoted(label))\n" }
  }

  private func list(_ marks: [Scale.Mark]) -> String {
    marks.map { "\(quoted($0.text)) \($0.value)" }.joined(separator: ", ")
  }

  /// The name of a figure in a grid: a to z, then aa.
  private func letter(_ index: Int) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    return index < letters.count
      ? String(letters[index])
      : letter(index / letters.count - 1) + letter(index % letters.count)
  }
}

/// `text` as an expression of gnuplot's, whatever is in it.
///
/// What gnuplot reads in a special way, if not in all of its quotes, is written
/// as its number between double quotes, and all else as it stands between single
/// ones: no quote is ever in the other's reach. Gnuplot takes any digits after a
/// number to be part of it, so the quotes end in between.
func quoted(_ text: String) -> String {
  var parts: [(isNumbers: Bool, text: String)] = []
  for scalar in shownText(text).unicodeScalars {
    let number = numbers[scalar]
    if parts.last?.isNumbers != (number != nil) {
      parts.append((number != nil, ""))
    }
    parts[parts.count - 1].text += number ?? String(scalar)
  }
  if parts.isEmpty { return "''" }
  return parts.map { $0.isNumbers ? "\"\($0.text)\"" : "'\($0.text)'" }
    .joined(separator: ".")
}

/// What is written as its octal number.
private let numbers: [Unicode.Scalar: String] = [
  "'": "\\047", "\"": "\\042", "\\": "\\134", "`": "\\140", "@": "\\100",
  "\n": "\\012",
]

/// `text` with one kind of ends of lines, and spaces for other characters that
/// control a terminal.
func shownText(_ text: String) -> String {
  var shown = ""
  for character in text {
    if character.isNewline {
      shown += "\n"
      continue
    }
    for scalar in character.unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control
      shown.unicodeScalars.append(isControl ? " " : scalar)
    }
  }
  return shown
}
