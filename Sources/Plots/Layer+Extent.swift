/// How far layers reach.
extension Layer {
  /// The image, if it is one.
  var image: Image? {
    guard case .image(let image) = content else { return nil }
    return image
  }

  /// From the least to the greatest x.
  var xRange: ClosedRange<Double>? {
    switch content {
    case .line(let points), .points(let points): extent(of: points.x)
    case .bars(let bars):
      bars.start...bars.start + bars.width * Double(bars.heights.count)
    case .image(let image): 0.5...Double(image.size.columns) + 0.5
    }
  }

  /// From the least to the greatest y; of a logarithmic axis only what is above
  /// 0 counts.
  func yRange(isLogarithmic: Bool) -> ClosedRange<Double>? {
    switch content {
    case .line(let points), .points(let points):
      extent(of: isLogarithmic ? points.y.filter { $0 > 0 } : points.y)
    case .bars(let bars):
      extent(
        of: isLogarithmic ? bars.heights.filter { $0 > 0 } : bars.heights + [0])
    case .image(let image): 0.5...Double(image.size.rows) + 0.5
    }
  }

  /// From the least to the greatest color.
  var colorRange: ClosedRange<Double>? {
    image.flatMap { extent(of: $0.values) }
  }
}

/// From the least to the greatest of the numbers that are not NaN.
private func extent(of numbers: [Double]) -> ClosedRange<Double>? {
  var (low, high) = (Double.infinity, -Double.infinity)
  for number in numbers where !number.isNaN {
    low = min(low, number)
    high = max(high, number)
  }
  return low <= high ? low...high : nil
}

extension Figure {
  /// The horizontal axis with about `count` marks; with fewer, if their texts,
  /// whose letters are `letter` wide, can't be `gap` apart on an axis of `width`.
  func xScale(
    marks count: Int, width: Double, letter: Double, gap: Double
  ) -> Scale {
    let range = joined(layers.map(\.xRange), x)
    var scale = Scale(x, data: range, marks: count)
    for fewer in stride(from: count - 1, to: 0, by: -1)
    where !scale.hasRoom(on: width, letter: letter, gap: gap) {
      scale = Scale(x, data: range, marks: fewer)
    }
    return scale.thinned(on: width, letter: letter, gap: gap)
  }

  /// The vertical axis with its marks.
  func yScale(marks: Int) -> Scale {
    let isLogarithmic = y.isLogarithmic
    return Scale(
      y,
      data: joined(layers.map { $0.yRange(isLogarithmic: isLogarithmic) }, y),
      marks: marks)
  }

  /// The color bar with its marks.
  func colorScale(marks: Int) -> Scale {
    var axis = colors
    axis.isTight = true
    return Scale(
      axis, data: joined(layers.map(\.colorRange), axis), marks: marks)
  }

  /// Whether something is to be named.
  var hasLegend: Bool { layers.contains { $0.name != nil } }

  private func joined(
    _ ranges: [ClosedRange<Double>?], _ axis: Axis
  ) -> ClosedRange<Double> {
    var ranges = ranges.compactMap { $0 }
    if axis.includesZero { ranges.append(0...0) }
    guard let low = ranges.map(\.lowerBound).min(),
      let high = ranges.map(\.upperBound).max()
    else { return 1...10 }
    return low...high
  }
}
