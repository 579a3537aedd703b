/// What gnuplot is told of layers.
extension GnuplotScript {
  /// Adds the plot command of a figure.
  mutating func addPlot(_ figure: Figure) {
    let lines = figure.layers.filter { $0.image == nil }.count
    var colors = Colors.lines(lines).makeIterator()
    var parts: [String] = []
    for layer in figure.layers {
      // Points are black unless there are several kinds.
      var color = layer.image == nil ? colors.next() ?? "black" : ""
      if case .points = layer.content, lines == 1 { color = "black" }
      let title = layer.name.map { "title \(quoted($0))" } ?? "notitle"
      for (index, part) in add(layer, color, lines).enumerated() {
        parts.append("\(part) \(index == 0 ? title : "notitle")")
      }
    }
    // Without anything to draw there are still the axes.
    if parts.isEmpty { parts = ["NaN notitle"] }
    text += "plot " + parts.joined(separator: ", \\\n  ") + "\n"
  }

  /// Adds the numbers of a layer, and returns its parts of the plot command.
  private mutating func add(
    _ layer: Layer, _ color: String, _ lines: Int
  ) -> [String] {
    let start = data.count
    let file = "\(quoted(dataPath)) binary skip="
    switch layer.content {
    case .line(let points):
      add(points)
      let style =
        "format='%double%double' using 1:2 with lines"
        + " linewidth \(lines > 7 ? 0.5 : 0.8) linecolor rgb '\(color)'"
      // A stroke begins where the one before it ends.
      let ends = max(1, points.y.count - 1)
      let strokes = stride(from: 0, to: ends, by: strokeLength).map { first in
        let count = min(strokeLength + 1, points.y.count - first)
        return "\(file)\((start + 2 * first) * 8) record=\(count) \(style)"
      }
      return strokes + addDots(points.alone, size: 0.3, color)
    case .points(let points):
      let count = points.y.count
      return addDots(
        points, size: count < 1_000 ? 0.16 : count < 20_000 ? 0.1 : 0.06, color)
    case .bars(let bars):
      for (index, height) in bars.heights.enumerated() {
        data += [bars.start + bars.width * (Double(index) + 0.5), height]
      }
      return [
        "\(file)\(start * 8) format='%double%double'"
          + " record=\(bars.heights.count) using 1:2:(\(bars.width))"
          + " with boxes linecolor rgb '\(color)' fillstyle solid"
          + (dotSize == nil ? "" : " noborder")
      ]
    case .image(let image):
      // Gnuplot draws no single row or column; two halves look the same.
      let across = image.columns == 1 ? 2 : 1
      let down = image.rows == 1 ? 2 : 1
      for row in 0..<image.rows {
        let values = image.values[
          row * image.columns..<(row + 1) * image.columns]
        for _ in 0..<down {
          for value in values { data += repeatElement(value, count: across) }
        }
      }
      let dx = Double(image.block.columns) / Double(across)
      let dy = Double(image.block.rows) / Double(down)
      return [
        "\(file)\(start * 8) format='%double'"
          + " array=(\(image.columns * across),\(image.rows * down))"
          + " dx=\(dx) dy=\(dy) origin=(\(0.5 + dx / 2),\(0.5 + dy / 2))"
          + " using 1 with image"
      ]
    }
  }

  /// Adds dots, and returns their part of the plot command, if there are any.
  private mutating func addDots(
    _ points: Layer.Points, size: Double, _ color: String
  ) -> [String] {
    if points.y.isEmpty { return [] }
    let start = data.count
    add(points)
    let kind = dotSize.map { "7 pointsize \(size * $0)" } ?? "'.'"
    return [
      "\(quoted(dataPath)) binary skip=\(start * 8) format='%double%double'"
        + " record=\(points.y.count) using 1:2 with points"
        + " pointtype \(kind) linecolor rgb '\(color)'"
    ]
  }

  private mutating func add(_ points: Layer.Points) {
    data.reserveCapacity(data.count + 2 * points.y.count)
    for (x, y) in zip(points.x, points.y) {
      data.append(x)
      data.append(y)
    }
  }
}
