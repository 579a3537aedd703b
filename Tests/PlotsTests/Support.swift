import Foundation
import TestSupport

@testable import Plots

/// A figure with one line.
func someFigure() throws -> Figure {
  Figure([try .line(x: .list([1, 2, 3]), y: .list([1, 4, 9]))])
}

/// The folder with a program that stands for another in tests.
func fakeProgram(_ name: String) -> String {
  packageFolder.appendingPathComponent("Tests/PlotsTests/Programs/\(name)").path
}

/// The commands that draw `figures`.
func script(
  _ figures: [Figure], columns: Int = 1, _ format: PictureFormat = .svg
) -> GnuplotScript {
  GnuplotScript(
    FigureGrid(figures, columns: columns), format, to: "/out", data: "/data")
}

/// The error that `body` throws.
func error(_ body: () throws -> Void) -> PlotError? {
  do {
    try body()
    return nil
  } catch {
    return error as? PlotError
  }
}

/// How often `word` is in `text`.
func count(_ word: String, in text: String) -> Int {
  text.components(separatedBy: word).count - 1
}
