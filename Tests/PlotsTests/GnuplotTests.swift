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
