import Testing

/// What can't be drawn is told in words.
@Suite struct PlotErrorTests {
  static let mistakes = [
    (
      "snn.plot.lines(snn.zeros(0))",
      "plot.lines: there are no numbers to draw"
    ),
    (
      "snn.plot.lines(snn.zeros(3, 0))",
      "plot.lines: there are no numbers to draw"
    ),
    (
      "snn.plot.lines { 0/0, 0/0 }",
      "plot.lines: none of the 2 numbers is finite"
    ),
    (
      "snn.plot.lines({ 1, 2 }, { 1, 2, 3 })",
      "plot.lines: there are 2 x and 3 y"
    ),
    (
      "snn.plot.lines(snn.zeros(2, 2), { 1, 2 })",
      "plot.lines: x: expected a tensor with one axis, got shape [2, 2]"
    ),
    (
      "snn.plot.lines(snn.zeros(2, 2, 2))",
      "plot.lines: expected a tensor with one or two axes, got shape [2, 2, 2]"
    ),
    (
      "snn.plot.lines(snn.zeros(2, 5000))",
      "plot.lines: 5000 lines can't be told apart; take fewer, as"
        + " y:narrow(2, 1, 10) does, or draw an image"
    ),
    ("snn.plot.lines('x')", "plot.lines: expected a tensor, got string"),
    ("snn.plot.lines()", "plot.lines: expected a tensor, got nil"),
    (
      "snn.plot.raster(snn.zeros(0, 2))",
      "plot.raster: there are no events to draw"
    ),
    (
      "snn.plot.raster { 1, 2 }",
      "plot.raster: give the neurons too: plot.raster(t, i), or rows [t, i]"
    ),
    (
      "snn.plot.raster({ 1, 2 }, { 1 })",
      "plot.raster: there are 2 x and 1 y"
    ),
    (
      "snn.plot.image { 1, 2 }",
      "plot.image: expected a tensor with two axes, got shape [2]"
    ),
    (
      "snn.plot.hist({ 1, 2 }, { bins = 0 })",
      "plot.hist: bins must be a whole number of 1 or more, got 0"
    ),
    (
      "snn.plot.rate({ 1, 2 }, { bin = '1 ms' })",
      "plot.rate: bin: 1 ms can't be counted in iterations; give the length of"
        + " an iteration in ms as dt"
    ),
    (
      "snn.plot.rate({ 1, 2 }, { bin = 9 })",
      "plot.rate: a bin of 9 iterations is longer than the 2 from 1 to 2"
    ),
    (
      "snn.plot.rate({ 1 }, { last = 1e9, bin = 1 })",
      "plot.rate: 1000000000 bins are too many to draw; make bin larger than 1"
    ),
    (
      "snn.plot.psd(snn.ones(100))",
      "plot.psd: a signal that doesn't change has no power at any frequency"
    ),
    (
      "snn.plot.psd { 1, 2, 3 }",
      "plot.psd: the length of the signal must be 4 iterations or more, not 3"
    ),
    (
      "snn.plot.psd({ 1, 2, 3, 4 }, { segment = 5 })",
      "plot.psd: segment must be from 4 to 4, the length of the signal, not 5"
    ),
    (
      "snn.plot.psd { 1, 2, 3, 0/0 }",
      "plot.psd: the signal must be finite numbers, not NaN or infinity"
    ),
    (
      "snn.plot.lines({ 1 }, { titel = 'x' })",
      "plot.lines has no option 'titel'; did you mean 'title'?"
    ),
    (
      "snn.plot.lines({ 1 }, { title = 5 })",
      "plot.lines: title must be a string, got 5"
    ),
    (
      "snn.plot.lines({ 1 }, { xlim = { 2, 1 } })",
      "plot.lines: xlim must be two finite numbers { low, high }, got { 2, 1 }"
    ),
    (
      "snn.plot.lines({ 1 }, { xlim = { 0/0, 1 } })",
      "plot.lines: xlim must be two finite numbers { low, high }, got { nan, 1 }"
    ),
    (
      "snn.plot.lines({ 1 }, { xlim = 3 })",
      "plot.lines: xlim must be two finite numbers { low, high }, got 3"
    ),
    (
      "snn.plot.lines({ 1 }, { width = 'wide' })",
      "plot.lines: width must be \"column\" (85 mm), \"page\" (180 mm), or a"
        + " number from 20 to 1000 mm, got string"
    ),
    (
      "snn.plot.lines({ 1 }, { height = 0/0 })",
      "plot.lines: height must be a number from 20 to 1000 mm, got nan"
    ),
    (
      "snn.plot.lines(snn.zeros(2, 2), { legend = { 'a' } })",
      "plot.lines: legend has 1 names for 2 lines"
    ),
    (
      "snn.plot.lines({ 1 }, { dt = -1 })",
      "plot.lines: dt must be a positive number of ms, got -1"
    ),
    (
      "snn.plot.grid { 5 }",
      "plot.grid: expected a figure at [1], got number"
    ),
    (
      "snn.plot.grid {}",
      "plot.grid: give figures: plot.grid { a, b; columns = 2 }"
    ),
    (
      "snn.plot.rastr(1)",
      "snn.plot has no function 'rastr'; did you mean 'raster'?"
    ),
    ("snn.plto.lines(1)", "snn has no function 'plto'; did you mean 'plot'?"),
    (
      "snn.plot.lines { 1 }:save 'a.jpg'",
      "can't save 'a.jpg': the name must end in .png, .svg or .pdf"
    ),
    (
      "snn.plot.lines { 1 }:save '/proc/none/a.png'",
      "/proc/none/a.png: No such file or directory"
    ),
  ]

  @Test(arguments: mistakes)
  func aMistakeIsTold(source: String, expected: String) throws {
    #expect(try message(of: source) == "model.lua:1: " + expected)
  }

  @Test func eventsHaveNoSpectrum() throws {
    let message = try message(
      of: PlotTests.model + "snn.plot.psd(net('spike', 1))")
    #expect(
      message?.hasSuffix(
        "plot.psd: expected values over time, got events; record"
          + " \"sum(spike)\" with a Recorder") == true)
  }

  @Test func savingWhatIsNoFigureIsAnError() throws {
    #expect(
      try message(of: "snn.plot.lines { 1 }.save(5, 'a.png')")
        == "model.lua:1: save is a method: call it with a colon, as x:save(…)")
  }
}
