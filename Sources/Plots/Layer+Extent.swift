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
  /// The horizontal axis with about `count` marks, with fewer if there is no
  /// `room` for their texts.
  func xScale(marks count: Int, room: MarkRoom? = nil) -> Scale {
    Scale(
      x, data: joined(layers.map(\.xRange), x), marks: count, room: room)
  }

  /// The vertical axis with its marks, as the horizontal one.
  func yScale(marks count: Int, room: MarkRoom? = nil) -> Scale {
    let isLogarithmic = y.isLogarithmic
    return Scale(
      y,
      data: joined(layers.map { $0.yRange(isLogarithmic: isLogarithmic) }, y),
      marks: count, room: room)
  }

  /// The color bar with its marks, as the axes.
  func colorScale(marks count: Int, room: MarkRoom? = nil) -> Scale {
    var axis = colors
    axis.isTight = true
    return Scale(
      axis, data: joined(layers.map(\.colorRange), axis), marks: count,
      room: room)
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
