import Files
import Glibc
import Processes
import Tensors

/// The program that draws pictures.
///
/// Each drawing runs it once, without a shell and without the user's settings,
/// in a private folder that is removed. A file appears at its path only if it
/// was drawn as a whole.
public struct Gnuplot {
  /// Where the program is.
  public let program: String

  /// Told what the program says of a picture that it has drawn, line by line.
  public var onWarning: ((String) -> Void)?

  /// Finds gnuplot in the folders of `searchPath`, or of `PATH` if it is nil.
  ///
  /// - Throws: `PlotError.gnuplotMissing`.
  public init(searchPath: String? = nil) throws(PlotError) {
    guard let program = findProgram("gnuplot", in: searchPath) else {
      throw .gnuplotMissing
    }
    self.program = program
  }

  /// Draws figures into the file at `path`, in the format that its name ends
  /// in. An existing file is replaced.
  ///
  /// - Throws: `PlotError.unknownFormat`, `.gnuplotFailed`, `.file`,
  ///   `.outOfRange`; then nothing has changed at `path`.
  public func draw(_ figures: FigureGrid, to path: String) throws(PlotError) {
    let format = try PictureFormat(of: path)
    let picture = try draw(figures, as: format)
    do throws(TensorError) {
      try File.replace(path) { file throws(TensorError) in
        try file.write(picture)
      }
    } catch {
      guard case .file(let path, let reason) = error else {
        throw .tensor(error)
      }
      throw .file(path: path, reason: reason)
    }
  }

  /// The bytes of a picture of figures.
  ///
  /// - Throws: `PlotError.gnuplotFailed`, `.file`, `.outOfRange`.
  public func draw(
    _ figures: FigureGrid, as format: PictureFormat
  ) throws(PlotError) -> [UInt8] {
    try figures.check()
    return try run { output, data in
      GnuplotScript(figures, format, to: output, data: data)
    }
  }

  /// Figures drawn with characters, one below the other, each at most `columns`
  /// wide and `rows` high.
  ///
  /// - Throws: As `draw(_:as:)`.
  public func text(
    _ figures: FigureGrid, columns: Int = 80, rows: Int = 24
  ) throws(PlotError) -> String {
    try figures.check()
    let (columns, rows) = (max(20, min(columns, 400)), max(8, min(rows, 200)))
    var drawings: [String] = []
    for figure in figures.figures {
      if let image = TextImage(figure, columns: columns, rows: rows) {
        drawings.append(image.text)
        continue
      }
      let bytes = try run { output, data in
        GnuplotScript(
          figure, columns: columns, rows: rows, to: output, data: data)
      }
      drawings.append(String(decoding: bytes, as: UTF8.self))
    }
    return drawings.map(trimmed).joined(separator: "\n")
  }

  // MARK: Running

  /// Runs a script, which is told where to draw and where its numbers are, and
  /// returns what it drew.
  private func run(
    _ script: (_ output: String, _ data: String) -> GnuplotScript
  ) throws(PlotError) -> [UInt8] {
    let folder = try PrivateFolder()
    let output = folder.path + "/picture"
    let messages = folder.path + "/messages"
    let script = script(output, folder.path + "/data")
    try folder.write("data", script.data.span.bytes)
    try folder.write("script", Array(script.text.utf8).span.bytes)
    let how: String? =
      switch try end(
        ofScript: folder.path + "/script", messages: messages)
      {
      case .exit(0): nil
      case .exit(let status): "failed with exit status \(status)"
      case .signal(let number): "was ended by signal \(number)"
      }
    if let how {
      throw .gnuplotFailed(how: how, output: lastLines(of: messages))
    }
    let picture = contents(of: output)
    if picture.isEmpty {
      throw .gnuplotFailed(how: "drew nothing", output: lastLines(of: messages))
    }
    for line in warnings(in: messages) { onWarning?(line) }
    return picture
  }

  /// Runs the script at a path, and waits for its end.
  private func end(
    ofScript path: String, messages: String
  ) throws(PlotError) -> ChildProcess.Ending {
    do throws(ProcessError) {
      return try ChildProcess(
        program: program, arguments: ["-d", path],
        output: .append(messages), errors: .append(messages)
      ).wait()
    } catch {
      throw .file(path: program, reason: error.reason)
    }
  }

  /// The bytes of a file; none if it can't be read.
  private func contents(of path: String) -> [UInt8] {
    do throws(TensorError) {
      let file = try File.reading(path)
      return try file.read(file.size, "it ends too early")
    } catch {
      return []
    }
  }

  /// The last lines of what gnuplot said.
  private func lastLines(of path: String) -> String {
    lines(of: path).suffix(3).joined(separator: "; ")
  }

  /// What gnuplot said, each sentence once and without its place in the script.
  private func warnings(in path: String) -> [String] {
    var warnings: [String] = []
    for line in lines(of: path) {
      let words = line.words(after: "warning: ").words(after: "Warning - ")
      if !warnings.contains(words) { warnings.append(words) }
    }
    return warnings
  }

  /// The lines of what gnuplot said, without those that only quote the script.
  private func lines(of path: String) -> [String] {
    String(decoding: contents(of: path), as: UTF8.self)
      .split(whereSeparator: \.isNewline)
      .map { $0.drop { $0 == " " || $0 == "\t" } }
      .filter { !$0.isEmpty && $0 != "^" && !$0.hasPrefix("set ") }
      .map { String($0.suffix(200)) }
  }
}

extension String {
  /// What follows the last `word`; everything, if it isn't there.
  fileprivate func words(after word: String) -> String {
    var rest = self[...]
    while let place = rest.firstRange(of: word) {
      rest = rest[place.upperBound...]
    }
    return String(rest)
  }
}

/// The path of a program in the folders of `searchPath`, or of `PATH`.
func findProgram(_ name: String, in searchPath: String? = nil) -> String? {
  let folders =
    searchPath ?? getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
  for folder in folders.split(separator: ":") {
    let path = "\(folder)/\(name)"
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      access(path, X_OK) == 0
    {
      return path
    }
  }
  return nil
}

/// `text` without empty lines at its ends, and without spaces at the ends of
/// lines.
private func trimmed(_ text: String) -> String {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { line in
      line.lastIndex { $0 != " " && $0 != "\u{c}" }.map { line[...$0] } ?? ""
    }
  let kept = lines.drop(while: \.isEmpty)
  let end = kept.lastIndex { !$0.isEmpty } ?? kept.startIndex
  return kept.prefix(through: end).joined(separator: "\n") + "\n"
}
