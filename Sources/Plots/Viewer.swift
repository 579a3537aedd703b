import Glibc
import Processes

/// The desktop's viewer of images.
public final class Viewer {
  private let program: String
  private var folder: String?
  private var count = 0
  private var children: [ChildProcess] = []

  /// Finds the viewer; nil where there is no desktop, or no `xdg-open`.
  ///
  /// - Parameters:
  ///   - hasDisplay: Whether there is a desktop; whether `DISPLAY` or
  ///     `WAYLAND_DISPLAY` is set, if nil.
  ///   - searchPath: The folders to look in; those of `PATH`, if nil.
  public init?(hasDisplay: Bool? = nil, searchPath: String? = nil) {
    let names: [String] = ["DISPLAY", "WAYLAND_DISPLAY"]
    let isSet = names.contains { getenv($0).map { $0.pointee != 0 } ?? false }
    guard hasDisplay ?? isSet,
      let program = findProgram("xdg-open", in: searchPath)
    else { return nil }
    self.program = program
  }

  /// Draws figures into a file and opens it; doesn't wait for the viewer.
  ///
  /// The file is in a folder of this viewer's for temporary files, and stays
  /// there: the viewer may read it when this program is gone.
  ///
  /// - Returns: The path of the file.
  /// - Throws: As `Gnuplot.draw(_:to:)`.
  public func show(
    _ figures: FigureGrid, drawnBy gnuplot: Gnuplot
  ) throws(PlotError) -> String {
    let folder: String
    if let known = self.folder {
      folder = known
    } else {
      folder = try makePrivateFolder()
      self.folder = folder
    }
    count += 1
    let path = "\(folder)/figure-\(count).png"
    try gnuplot.draw(figures, to: path)
    children.removeAll { $0.hasEnded() }
    do throws(ProcessError) {
      children.append(
        try ChildProcess(
          program: program, arguments: [path], output: .append("/dev/null"),
          errors: .append("/dev/null"), isIndependent: true))
    } catch {
      throw .file(path: program, reason: error.reason)
    }
    return path
  }
}
