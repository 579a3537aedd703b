import Testing

/// Pictures of what was not recorded in each iteration, or not by a recorder of
/// events.
@Suite struct PlotCoverageTests {
  private let plots: PlotTests

  init() throws { plots = try PlotTests() }

  @Test("A7: a raster shows what its recorder has seen")
  func aRasterShowsWhatItsRecorderHasSeen() throws {
    let words = plots.words(
      try plots.svg(
        """
        (function()
          net:clear_recorder()
          net:simulate_iterations(50)
          net:recording_off()
          net:simulate_iterations(50)
          net:recording_on()
          net:simulate_iterations(50)
          return snn.plot.raster(net("spike", 1))
        end)()
        """))
    #expect(
      words.isSuperset(of: [
        "200", "340", "nothing was recorded from iteration 251 to 300",
      ]))
    #expect(!words.contains("0") && !words.contains("100"))
  }

  @Test("A7: a rate has no bars where nothing was recorded")
  func aRateHasNoBarsWhereNothingWasRecorded() throws {
    let text = try plots.svg(
      """
      (function()
        net:recording_off()
        net:simulate_iterations(100)
        net:recording_on()
        net:simulate_iterations(100)
        return snn.plot.rate(net("spike", 1), { bin = 50 })
      end)()
      """)
    #expect(
      text.matches(of: /<polygon fill = 'rgb\(  0, 114, 178\)'/).count == 6)
    #expect(
      plots.words(text).contains(
        "nothing was recorded from iteration 201 to 300"))
  }

  @Test("A7: a rate with a gap has no empty bins")
  func aRateWithAGapHasNoEmptyBins() throws {
    let model = PlotTests.model.replacing(
      "snn.EventRecorder { \"spike\" }",
      with: "snn.EventRecorder { \"spike\", gap_width = 20 }")
    let text = try plots.svg("snn.plot.rate(net('spike', 1))", model: model)
    #expect(
      text.matches(of: /<polygon fill = 'rgb\(  0, 114, 178\)'/).count == 10)
  }

  @Test("A7: rows between two pauses know their iterations")
  func rowsBetweenTwoPausesKnowTheirIterations() throws {
    let words = plots.words(
      try plots.svg(
        """
        (function()
          net:recording_off()
          net:simulate_iterations(100)
          net:recording_on()
          net:simulate_iterations(100)
          return snn.plot.lines(net("voltage", 1):narrow(1, 201, 100))
        end)()
        """))
    #expect(words.isSuperset(of: ["iteration", "320", "400"]))
  }

  @Test("A19: a bool matrix is drawn as the spikes in it")
  func aBoolMatrixIsDrawnAsTheSpikesInIt() throws {
    let model = PlotTests.model.replacing(
      "snn.Recorder { \"voltage\" }",
      with: "snn.Recorder { \"spike\" }")
    let text = try plots.svg("snn.plot.raster(net('spike', 1))", model: model)
    let dots = text.matches(of: /<use xlink:href='#gpPt6' transform/).count
    #expect(dots == 216)
    #expect(
      plots.words(text).isSuperset(of: ["iteration", "neuron of exc", "200"]))
    let rates = try plots.svg("snn.plot.rate(net('spike', 1))", model: model)
    #expect(plots.words(rates).contains("rate (spikes per iteration)"))
    let intervals = try plots.svg("snn.plot.isi(net('spike', 1))", model: model)
    #expect(plots.words(intervals).contains("count"))
  }

  @Test("B1: an image of one row names its axes")
  func anImageOfOneRowNamesItsAxes() throws {
    let words = plots.words(
      try plots.svg("snn.plot.image(snn.tensor { { 1, 2, 3 } })"))
    #expect(words.isSuperset(of: ["1", "2", "3"]))
  }
}
