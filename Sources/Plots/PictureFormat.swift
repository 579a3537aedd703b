/// How a picture is stored.
public enum PictureFormat: String, CaseIterable, Sendable {
  /// Pixels, 300 to the inch.
  case png
  /// Drawing commands, for web pages.
  case svg
  /// Drawing commands, for papers.
  case pdf

  /// The format that the name of a file ends in.
  ///
  /// - Throws: `PlotError.unknownFormat`.
  public init(of path: String) throws(PlotError) {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex,
      let format = PictureFormat(
        rawValue: name[name.index(after: dot)...].lowercased())
    else { throw .unknownFormat(path: path) }
    self = format
  }

  /// Gnuplot's command for a picture of this size in mm.
  func terminal(width: Double, height: Double) -> String {
    let font = "font 'Arial,\(Layout.fontSize)'"
    switch self {
    case .png:
      // A line of width 1 is a pixel, and a point of a letter 96/72 of one.
      let scale = 300 / 72.0
      return "set terminal pngcairo noenhanced size \(pixels(width, 300)),"
        + "\(pixels(height, 300)) \(font) fontscale \(scale * 0.75)"
        + " linewidth \(scale) pointscale \(scale)"
    case .svg:
      return "set terminal svg noenhanced size \(pixels(width, 96)),"
        + "\(pixels(height, 96)) \(font) fontscale \(96 / 72.0)"
        + " linewidth \(96 / 72.0) background '#ffffff'"
    case .pdf:
      return "set terminal pdfcairo noenhanced size \(width / 10)cm,"
        + "\(height / 10)cm \(font) fontscale 1 linewidth 1"
    }
  }

  private func pixels(_ size: Double, _ perInch: Double) -> Int {
    Int((size / 25.4 * perInch).rounded())
  }
}
