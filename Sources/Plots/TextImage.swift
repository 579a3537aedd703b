/// An image drawn with characters: the darker, the greater.
struct TextImage {
  /// The drawing.
  let text: String

  private static let shades = Array(" .:-=+*#%@")

  /// Draws the image of a figure, or gives nil if it has none.
  init?(_ figure: Figure, columns: Int, rows: Int) {
    guard let image = figure.layers.compactMap(\.image).first else {
      return nil
    }
    let scale = figure.colorScale(marks: 2)
    let width = min(columns - 2, image.columns)
    let height = min(rows - 4, image.rows)
    var lines: [String] = []
    if let title = figure.title { lines.append(shownText(title)) }
    let border = "+" + String(repeating: "-", count: width) + "+"
    lines.append(border)
    for row in 0..<height {
      let characters = (0..<width).map { column in
        TextImage.shade(
          image.mean(
            rows: row * image.rows / height..<(row + 1) * image.rows / height,
            columns: column * image.columns / width..<(column + 1)
              * image.columns / width), scale)
      }
      lines.append("|" + String(characters) + "|")
    }
    lines.append(border)
    let down = shownText(figure.y.label ?? "row")
    let right = shownText(figure.x.label ?? "column")
    lines.append(
      "down: \(down), 1 to \(image.size.rows); right: \(right),"
        + " 1 to \(image.size.columns)")
    let ends = [scale.low, scale.high].map(shortText)
    lines.append(
      "'\(TextImage.shades[0])' \(ends[0]) to"
        + " '\(TextImage.shades[TextImage.shades.count - 1])' \(ends[1])"
        + (figure.colors.label.map { ": \(shownText($0))" } ?? ""))
    text = (lines + figure.notes).joined(separator: "\n") + "\n"
  }

  private static func shade(_ value: Double, _ scale: Scale) -> Character {
    if value.isNaN { return "?" }
    let part = (value - scale.low) / (scale.high - scale.low)
    let last = Double(shades.count - 1)
    return shades[Int((min(max(part, 0), 1) * last).rounded())]
  }
}

extension Layer.Image {
  /// The mean of a block, without NaN.
  fileprivate func mean(rows: Range<Int>, columns: Range<Int>) -> Double {
    var (sum, count) = (0.0, 0.0)
    for row in rows {
      for column in columns {
        let value = values[row * self.columns + column]
        if !value.isNaN { (sum, count) = (sum + value, count + 1) }
      }
    }
    return count == 0 ? .nan : sum / count
  }
}
