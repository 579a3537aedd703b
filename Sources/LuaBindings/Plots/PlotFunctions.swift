/// The functions of `snn.plot`, as users know them. They are written in Lua.
extension Binding {
  static var preludePlots: [Binding] {
    [
      plot(
        "lines",
        [
          Parameter("x", "snn.Tensor|number[]", "left out: the rows of y"),
          Parameter(
            "y", "snn.Tensor|number[]", "one line, or a line for each column",
            isOptional: true),
        ],
        "legend (a list of names), dt (ms between rows)",
        "Lines through points: plot.lines(y) or plot.lines(x, y). Gaps are"
          + " where a number is NaN."),
      plot(
        "raster",
        [
          Parameter(
            "t", "snn.Tensor|snn.Recorder",
            "iterations; or rows [t, i] or a bool matrix [time, neuron], as"
              + " net(\"spike\", 1) gives them"),
          Parameter(
            "i", "snn.Tensor", "neurons, from 1", isOptional: true),
        ], "neurons (their group), dt (ms an iteration)",
        "A dot for each spike."),
      plot(
        "image",
        [
          Parameter(
            "W", "snn.Tensor|snn.SparseMatrix|snn.SynapseGroup",
            "a matrix, or the synapses whose W it is")
        ], "clabel, clim (of the colors)",
        "A matrix as colors, with a color bar: rows go down, columns to the"
          + " right."),
      plot(
        "hist",
        [
          Parameter(
            "x", "snn.Tensor|snn.SparseMatrix|number[]", "of any shape")
        ], "bins (their number)",
        "How often values occur; without bins, by the rule of Freedman and"
          + " Diaconis 1981 (doi 10.1007/BF01025868). Of a sparse matrix only"
          + " entries count."),
      plot(
        "rate",
        [
          Parameter(
            "events", "snn.Tensor|snn.Recorder",
            "rows [t, i], a bool matrix [time, neuron], or times alone")
        ],
        "bin, smooth, first and last (iterations, or times such as \"10 ms\";"
          + " smooth is the standard deviation of a Gaussian), neurons (their"
          + " group) or size, dt (ms an iteration)",
        "The mean firing rate of all neurons over time, in Hz if dt is known."),
      plot(
        "isi",
        [
          Parameter(
            "events", "snn.Tensor|snn.Recorder",
            "rows [t, i] or a bool matrix [time, neuron]; or t, and i as second"
          ),
          Parameter(
            "i", "snn.Tensor", "neurons, from 1", isOptional: true),
        ], "bins, neurons (their group), first, last, dt (ms an iteration)",
        "How often intervals between a neuron's successive spikes occur, of all"
          + " neurons together."),
      plot(
        "psd",
        [
          Parameter(
            "y", "snn.Tensor|number[]",
            "values over time, a line for each column")
        ],
        "segment (iterations, or a time such as \"500 ms\"), legend, dt (ms an"
          + " iteration)",
        "The power spectral density, by Welch's method (1967, doi"
          + " 10.1109/TAU.1967.1161901) with Hann windows that overlap by half;"
          + " without segment, with eight of them."),
      Binding(
        owner: .plot, name: "grid",
        parameters: [
          Parameter(
            "figures", "table",
            "figures, row by row; columns (2 if not given), letters (false"
              + " leaves out a, b, c), width, height")
        ],
        result: "snn.Figure",
        summary: "Figures beside and below each other as one figure:"
          + " plot.grid { a, b; columns = 2 }."),
    ]
  }

  private static func plot(
    _ name: String, _ data: [Parameter], _ options: String, _ summary: String
  ) -> Binding {
    let all = Parameter(
      "options", "table",
      options + "; title, xlabel, ylabel, xlim and ylim (as { 0, 100 }), width"
        + " (\"column\", \"page\" or mm) and height (mm)", isOptional: true)
    return Binding(
      owner: .plot, name: name, parameters: data + [all],
      result: "snn.Figure", summary: summary)
  }
}
