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
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let name = parts.last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex,
      let format = PictureFormat(
        rawValue: name[name.index(after: dot)...].lowercased())
    else { throw .unknownFormat(path: path) }
    self = format
  }

  /// Gnuplot's command for a picture of this size in mm.
  func terminal(width: Double, height: Double) -> String {
    let font = "font 'Arial,\(Layout.fontSize)'"
    // Letters, lines and dots shall have the same size in all formats, but what
    // gnuplot takes as a unit differs.
    switch self {
    case .png:
      let scale = 300 / 72.0
      return "set terminal pngcairo noenhanced size \(pixels(width, 300)),"
        + "\(pixels(height, 300)) \(font) fontscale \(scale * 0.75)"
        + " linewidth \(scale)"
    case .svg:
      return "set terminal svg noenhanced size \(pixels(width, 96)),"
        + "\(pixels(height, 96)) \(font) fontscale \(96 / 72.0)"
        + " linewidth \(96 / 72.0) background '#ffffff'"
    case .pdf:
      return "set terminal pdfcairo noenhanced size \(width / 10)cm,"
        + "\(height / 10)cm \(font) fontscale 0.75 linewidth 2"
    }
  }

  /// The size in gnuplot's units of dots of 1/72 inch.
  var dotSize: Double {
    switch self {
    case .png: 4.2
    case .svg: 2.6
    case .pdf: 1.4
    }
  }

  private func pixels(_ size: Double, _ perInch: Double) -> Int {
    Int((size / 25.4 * perInch).rounded())
  }
}
