/// Colours that people with any color vision can tell apart.
enum Colors {
  /// Those of Okabe and Ito 2008, "Color Universal Design", without yellow,
  /// which is too light for lines on white.
  static let distinct = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000",
  ]

  /// Stops of viridis, whose lightness grows evenly: by van der Walt and Smith
  /// for matplotlib, CC0.
  static let viridis = [
    "#440154", "#482878", "#3E4989", "#31688E", "#26828E", "#1F9E89", "#35B779",
    "#6DCD59", "#B4DE2C", "#FDE725",
  ]

  /// A color for each of `count` lines: distinct ones if there are enough, or
  /// else a gradient.
  static func lines(_ count: Int) -> [String] {
    if count <= distinct.count { return Array(distinct.prefix(count)) }
    // The lightest stop can hardly be seen on white.
    let stops = viridis.dropLast()
    return (0..<count).map { stops[$0 * stops.count / count] }
  }

  /// Gnuplot's command for the colors of images.
  static var palette: String {
    "set palette defined ("
      + viridis.enumerated().map { "\($0.offset) '\($0.element)'" }
      .joined(separator: ", ") + ")"
  }
}
