import Glibc
import LuaRuntime
import Plots
import TensorBindings
import Tensors

/// Pictures, as Lua sees them.
struct FigureHandle {
  let grid: FigureGrid
}

extension Binding {
  /// Methods of figures.
  static var figures: [Binding] { [saveFigure, showFigure] }

  private static var saveFigure: Binding {
    Binding(
      owner: .figure, name: "save",
      parameters: [
        Parameter("path", "string", "a name that ends in .png, .svg or .pdf")
      ],
      result: "snn.Figure",
      summary: "Draws the figure into a file and returns the figure. A file"
        + " that exists is replaced, as a whole or not at all. Gnuplot draws"
        + " it: Debian's package gnuplot-nox."
    ) { context in
      { frame throws(LuaRaise) in
        let grid = try frame.object(at: 1, of: context.figureType).pointee.grid
        let path = try frame.string(at: 2)
        try context.refuseInSandbox("Figure:save", drawing)
        try raisingAny { try context.gnuplot().draw(grid, to: path) }
        frame.pushValue(at: 1)
        return 1
      }
    }
  }

  private static var showFigure: Binding {
    Binding(
      owner: .figure, name: "show", result: "snn.Figure",
      summary: "Shows the figure and returns it: in the desktop's viewer of"
        + " images if there is one, and else as a drawing of characters on"
        + " standard output. The viewer is given a file that stays in the"
        + " folder for temporary files."
    ) { context in
      { frame throws(LuaRaise) in
        let grid = try frame.object(at: 1, of: context.figureType).pointee.grid
        try context.refuseInSandbox("Figure:show", drawing)
        try raisingAny {
          let gnuplot = try context.gnuplot()
          if let viewer = context.viewer {
            let path = try viewer.show(grid, drawnBy: gnuplot)
            context.onNote?("the figure is in \(path)")
          } else {
            let (columns, rows) = terminalSize()
            print(
              try gnuplot.text(grid, columns: columns, rows: rows),
              terminator: "")
          }
        }
        frame.pushValue(at: 1)
        return 1
      }
    }
  }

  /// What `tostring` gives for a figure.
  static var describeFigure: Binding {
    native("describe_figure") { context, frame throws(LuaRaise) in
      let grid = try frame.object(at: 1, of: context.figureType).pointee.grid
      let count = grid.figures.count
      try frame.push(
        "Figure of \(shown(grid.width)) x \(shown(grid.height)) mm"
          + (count == 1 ? "" : " with \(count) parts"))
      return 1
    }
  }
}

extension ScriptContext {
  /// What draws figures; what it warns of is told.
  fileprivate func gnuplot() throws(PlotError) -> Gnuplot {
    var gnuplot = try Gnuplot()
    gnuplot.onWarning = { [onNote] in onNote?("gnuplot warns: \($0)") }
    return gnuplot
  }
}

private let drawing = "another program draws the figure"

/// The columns and rows of the terminal that standard output goes to; 80 and 24
/// if it goes elsewhere.
private func terminalSize() -> (columns: Int, rows: Int) {
  var size = winsize()
  guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0,
    size.ws_row > 0
  else { return (80, 24) }
  return (Int(size.ws_col), Int(size.ws_row) - 2)
}
