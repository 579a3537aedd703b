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
      return stride(from: 0, to: ends, by: strokeLength).map { first in
        let count = min(strokeLength + 1, points.y.count - first)
        return "\(file)\((start + 2 * first) * 8) record=\(count) \(style)"
      }
    case .points(let points):
      add(points)
      let count = points.y.count
      let size = count < 1_000 ? 0.16 : count < 20_000 ? 0.1 : 0.06
      let kind = dotSize.map { "7 pointsize \(size * $0)" } ?? "'.'"
      return [
        "\(file)\(start * 8) format='%double%double' record=\(count)"
          + " using 1:2 with points pointtype \(kind)"
          + " linecolor rgb '\(color)'"
      ]
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
      data += image.values
      let (rows, columns) = image.block
      return [
        "\(file)\(start * 8) format='%double'"
          + " array=(\(image.columns),\(image.rows)) dx=\(columns) dy=\(rows)"
          + " origin=(\(Double(columns + 1) / 2),\(Double(rows + 1) / 2))"
          + " using 1 with image"
      ]
    }
  }

  private mutating func add(_ points: Layer.Points) {
    data.reserveCapacity(data.count + 2 * points.y.count)
    for (x, y) in zip(points.x, points.y) {
      data.append(x)
      data.append(y)
    }
  }
}
