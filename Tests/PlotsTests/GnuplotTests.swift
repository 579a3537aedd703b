import Foundation
import Tensors
import TestSupport
import Testing

@testable import Plots

@Suite struct GnuplotTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  // MARK: Pictures

  @Test func aPictureInPixelsHasThreeHundredToTheInch() throws {
    let bytes = try Gnuplot().draw(FigureGrid([try someFigure()]), as: .png)
    #expect(bytes.starts(with: [0x89, 0x50, 0x4e, 0x47]))
    let size = [16, 20].map { start in
      bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    #expect(size == [1004, 709])
  }

  @Test func aPictureForPapersHasItsSizeInPoints() throws {
    let bytes = try Gnuplot().draw(FigureGrid([try someFigure()]), as: .pdf)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("%PDF"))
    let box = try #require(
      text.firstMatch(of: /MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]/))
    let width = try #require(Double(box.1))
    let height = try #require(Double(box.2))
    #expect(abs(width - 85 / 25.4 * 72) < 1 && abs(height - 60 / 25.4 * 72) < 1)
  }

  @Test func anyTitleIsDrawnAsItStands() throws {
    var figure = try someFigure()
    figure.title = "x_1 {/a} 'q' `touch \(folder.path("file"))` $x @y \\n"
    let bytes = try Gnuplot().draw(FigureGrid([figure]), as: .svg)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        .contains("x_1 {/a} 'q' `touch \(folder.path("file"))` $x @y \\n"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("file")))
  }

  static let texts = [
    "'", "''", "'a", "a'", "it''s", "'\\'", "\\", "a\\", "\"", "\\\"'",
    "`date`", "it's `date`", "@a", "it's @a", "\\'@a", "{/Bold x}", "a^2_b",
    "&{x}", "~a{b}", "%g %d %s", "100%", "\\n", "\\101", "'1", "@1", "$0", "#x",
    "!ls", "|", "<a", "-", "é×⁶",
  ]

  @Test("B2: any text is drawn as it is", arguments: texts)
  func anyTextIsDrawnAsItIs(text: String) throws {
    var figure = try someFigure()
    figure.title = text
    figure.x.label = text
    figure.y.label = text
    figure.remarks = [text]
    figure.layers[0].name = text
    let drawn = text.replacing("&", with: "&amp;")
      .replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    let bytes = try Gnuplot().draw(FigureGrid([figure]), as: .svg)
    #expect(
      count("<text>\(drawn)</text>", in: String(decoding: bytes, as: UTF8.self))
        == 5)
    let characters = try Gnuplot().text(FigureGrid([figure]))
    #expect(count(text, in: characters) >= 3)
  }

  @Test("B2: any text is drawn beside colors")
  func anyTextIsDrawnBesideColors() throws {
    var figure = Figure([
      try .image(try Tensor.identity(2, in: MemoryPool()))
    ])
    figure.colors.label = "it's @a\nb"
    let bytes = try Gnuplot().draw(FigureGrid([figure]), as: .svg)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("<text>it's @a</text>"))
    #expect(text.contains("<text>b</text>"))
  }

  @Test("B2: a text with lines is drawn in lines")
  func aTextWithLinesIsDrawnInLines() throws {
    var figure = try someFigure()
    figure.title = "'one'\r\n\"two\"\u{1b}"
    let bytes = try Gnuplot().draw(FigureGrid([figure]), as: .svg)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("<text>'one'</text>"))
    #expect(text.contains("<text>\"two\" </text>"))
  }

  @Test(
    "B1: an image of one row or one column is drawn",
    arguments: [[1, 1], [1, 5], [5, 1], [2, 2], [1, 3_000]])
  func anImageOfOneRowOrColumnIsDrawn(sizes: [Int]) throws {
    let pool = MemoryPool()
    let matrix = try Tensor.range(
      from: 0, through: sizes[0] * sizes[1] - 1, in: pool
    ).reshaped(sizes)
    let figure = Figure([try .image(matrix)])
    var gnuplot = try Gnuplot()
    var warnings: [String] = []
    gnuplot.onWarning = { warnings.append($0) }
    for format in PictureFormat.allCases {
      let bytes = try gnuplot.draw(FigureGrid([figure]), as: format)
      guard format == .svg else { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(
        count("<image", in: text) + count("<polygon fill", in: text) > 0)
    }
    #expect(warnings == [])
  }

  @Test("B1: what gnuplot warns of is told")
  func whatGnuplotWarnsOfIsTold() throws {
    var gnuplot = try Gnuplot(searchPath: fakeProgram("warns"))
    var warnings: [String] = []
    gnuplot.onWarning = { warnings.append($0) }
    let bytes = try gnuplot.draw(FigureGrid([someFigure()]), as: .png)
    #expect(String(decoding: bytes, as: UTF8.self) == "a picture\n")
    #expect(warnings == ["the picture is bad", "no font", "too long"])
  }

  @Test("B4: a figure without layers has its axes")
  func aFigureWithoutLayersHasItsAxes() throws {
    var figure = Figure([])
    figure.x = Axis("time (ms)")
    figure.x.limits = 0...30
    figure.y.limits = 0.5...7.5
    figure.remarks = ["nothing here"]
    var gnuplot = try Gnuplot()
    gnuplot.onWarning = { Issue.record("\($0)") }
    for format in PictureFormat.allCases {
      let bytes = try gnuplot.draw(FigureGrid([figure]), as: format)
      guard format == .svg else { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      for word in ["time (ms)", "30", "6", "nothing here"] {
        #expect(text.contains("<text>\(word)</text>"), "\(word)")
      }
    }
    #expect(try gnuplot.text(FigureGrid([figure])).contains("30"))
  }

  @Test func aGapPartsTheLineInTwo() throws {
    let figure = Figure([
      try .line(
        x: .even(start: 0, step: 1, count: 5), y: .list([1, 2, .nan, 3, 4]))
    ])
    let bytes = try Gnuplot().draw(FigureGrid([figure]), as: .svg)
    let text = String(decoding: bytes, as: UTF8.self)
    let path = try #require(
      text.firstMatch(of: /<path stroke='rgb\(  0, 114, 178\)'  d='([^']*)'/))
    #expect(count("M", in: String(path.1)) == 2)
  }

  @Test func aDrawingOfCharactersHasAxesAndLabels() throws {
    var figure = try someFigure()
    figure.x.label = "time (ms)"
    figure.y.label = "voltage"
    let text = try Gnuplot().text(FigureGrid([figure]), columns: 60, rows: 16)
    #expect(text.contains("time (ms)") && text.contains("voltage"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 60 })
  }

  /// As in the documentation.
  @Test func aSwiftProgramDrawsATensor() throws {
    let voltage = try Tensor.zeros([1000], in: MemoryPool())
    let path = folder.path("voltage.pdf")
    let time = Numbers.even(start: 0, step: 0.1, count: 1000)
    var figure = Figure([try .line(x: time, y: Numbers(voltage))])
    figure.x = Axis("time (ms)", isTight: true)
    figure.y = Axis("voltage (mV)")
    try Gnuplot().draw(FigureGrid([figure]), to: path)
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test func figuresOfAGridHaveRoom() throws {
    let figures = try (0..<12).map { _ in try someFigure() }
    let mistake = error {
      _ = try Gnuplot().draw(FigureGrid(figures, columns: 12), as: .png)
    }
    #expect(
      mistake?.description
        == "the width of each figure must be 20.0 mm or more, not 15.0")
  }

  // MARK: Failures

  @Test func aMissingProgramIsNamedWithItsPackage() {
    let mistake = error { _ = try Gnuplot(searchPath: folder.url.path) }
    #expect(
      mistake?.description
        == "pictures are drawn by the program gnuplot, and no folder of PATH"
        + " has it; install Debian's package gnuplot-nox, as scripts/setup does"
    )
  }

  @Test func aFailureShowsWhatTheProgramSaid() throws {
    let gnuplot = try Gnuplot(searchPath: fakeProgram("fails"))
    let mistake = error {
      try gnuplot.draw(FigureGrid([someFigure()]), to: folder.path("a.png"))
    }
    guard case .gnuplotFailed(let how, let output)? = mistake else {
      Issue.record("\(String(describing: mistake))")
      return
    }
    #expect(how == "failed with exit status 3")
    // What it was asked to run is gone, with its folder.
    #expect(output.hasSuffix("/script"))
    let place = URL(filePath: output).deletingLastPathComponent().path
    #expect(!FileManager.default.fileExists(atPath: place))
  }

  @Test func aProgramThatDiesIsAnError() throws {
    let gnuplot = try Gnuplot(searchPath: fakeProgram("dies"))
    let mistake = error {
      try gnuplot.draw(FigureGrid([someFigure()]), to: folder.path("a.png"))
    }
    #expect(mistake?.description == "gnuplot was ended by signal 9")
  }

  @Test func aProgramThatDrawsNothingIsAnError() throws {
    let gnuplot = try Gnuplot(searchPath: fakeProgram("silent"))
    let mistake = error {
      try gnuplot.draw(FigureGrid([someFigure()]), to: folder.path("a.png"))
    }
    #expect(mistake?.description == "gnuplot drew nothing")
  }

  @Test func anExistingFileStaysWholeIfDrawingFails() throws {
    let path = folder.path("a.png")
    try "old".write(toFile: path, atomically: true, encoding: .utf8)
    let gnuplot = try Gnuplot(searchPath: fakeProgram("dies"))
    _ = error { try gnuplot.draw(FigureGrid([someFigure()]), to: path) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        == ["a.png"])
  }

  @Test func aFolderThatIsNotThereIsAnError() throws {
    let path = folder.path("none/a.png")
    let mistake = error {
      try Gnuplot().draw(FigureGrid([someFigure()]), to: path)
    }
    #expect(mistake?.description == "\(path): No such file or directory")
  }

  @Test(arguments: ["a", "a.jpg", ".png", "png", "a.png/", ""])
  func aNameSaysTheFormat(path: String) throws {
    let mistake = error {
      try Gnuplot(searchPath: fakeProgram("silent"))
        .draw(FigureGrid([someFigure()]), to: path)
    }
    #expect(
      mistake?.description
        == "can't save '\(path)': the name must end in .png, .svg or .pdf")
  }

  @Test func aSizeIsWithinBounds() throws {
    var figure = try someFigure()
    figure.width = 1e9
    let mistake = error {
      _ = try Gnuplot().draw(FigureGrid([figure]), as: .png)
    }
    #expect(
      mistake?.description
        == "width must be from 20 to 1000 mm, not 1000000000.0")
  }
}

@Suite struct ViewerTests {
  @Test func withoutADesktopThereIsNoViewer() {
    #expect(
      Viewer(hasDisplay: false, searchPath: fakeProgram("viewer")) == nil)
    #expect(Viewer(hasDisplay: true, searchPath: fakeProgram("dies")) == nil)
  }

  @Test func aFigureThatIsShownStaysInAFile() throws {
    let viewer = try #require(
      Viewer(hasDisplay: true, searchPath: fakeProgram("viewer")))
    let paths = try (0..<2).map { _ in
      try viewer.show(FigureGrid([someFigure()]), drawnBy: Gnuplot())
    }
    #expect(paths[0].hasSuffix("/figure-1.png"))
    #expect(paths[1].hasSuffix("/figure-2.png"))
    for path in paths { #expect(FileManager.default.fileExists(atPath: path)) }
    try FileManager.default.removeItem(
      at: URL(filePath: paths[0]).deletingLastPathComponent())
  }
}
