import Foundation
import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// Pictures that scripts make: what is in them, and what can't be drawn.
@Suite struct PlotTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A network of three neurons that has run for 200 iterations: `net`, `exc`
  /// and `synapse`. Neuron i spikes in every (i + 1)-th iteration.
  static let model = """
    local Ramp = snn.Behavior "Ramp"
    function Ramp:initialize(neurons)
      neurons.voltage = neurons:vector(0)
      neurons.spike = neurons:vector { "zeros", dtype = "bool" }
    end
    function Ramp:forward(neurons)
      neurons.voltage:add_(neurons.id)
      local count = neurons.id * 0 + neurons.iteration
      neurons.spike = (count % (neurons.id + 1)):eq(0)
    end
    net = snn.Network { seed = 1 }
    exc = snn.NeuronGroup { net = net, size = 3, tag = "exc", behavior = {
      Ramp {},
      [8] = snn.Recorder { "mean(voltage)", gap_width = 5 },
      [9] = snn.Recorder { "voltage" },
      [10] = snn.EventRecorder { "spike" },
    } }
    synapse = snn.SynapseGroup { net = net, src = exc, dst = exc, tag = "GLU" }
    synapse.W = synapse:matrix "uniform"
    net:initialize()
    net:simulate_iterations(200)

    """

  /// The picture in SVG that a script's `figure` makes.
  func svg(_ source: String, model: String = model) throws -> String {
    let path = folder.path("\(UUID().uuidString).svg")
    let host = try makeHost()
    try run(model + "figure = \(source)", in: host)
    try host.run("figure:save(...)", name: "=test", arguments: [.string(path)])
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  /// The words in a picture.
  func words(_ svg: String) -> Set<String> {
    Set(svg.matches(of: /<text>(.*?)<\/text>/).map { String($0.1) })
  }

  // MARK: Every kind in every format

  static let kinds = [
    "snn.plot.lines(net(\"voltage\", 1))",
    "snn.plot.lines({ 1, 2, 4 }, { 3, 2, 5 })",
    "snn.plot.raster(net(\"spike\", 1))",
    "snn.plot.raster(net(\"spike.t\", 1), net(\"spike.i\", 1))",
    "snn.plot.image(synapse.W)",
    "snn.plot.image(snn.eye(3):to_sparse())",
    "snn.plot.hist(synapse.W)",
    "snn.plot.rate(net(\"spike\", 1))",
    "snn.plot.rate(net(\"spike.t\", 1), { smooth = 5 })",
    "snn.plot.isi(net(\"spike\", 1))",
    "snn.plot.psd(net(\"voltage\", 1))",
    "snn.plot.grid { snn.plot.hist { 1, 2 }, snn.plot.image(synapse) }",
  ]

  @Test(arguments: kinds)
  func everyKindIsDrawnInEveryFormat(kind: String) throws {
    let host = try makeHost()
    try run(Self.model + "figure = \(kind)", in: host)
    let starts: [(String, [UInt8])] = [
      ("a.png", [0x89, 0x50, 0x4e, 0x47]), ("a.pdf", Array("%PDF".utf8)),
      ("a.svg", Array("<?xml".utf8)),
    ]
    for (name, start) in starts {
      let path = folder.path(name)
      try host.run(
        "assert(figure:save(...) == figure)", name: "=test",
        arguments: [.string(path)])
      let bytes = try Data(contentsOf: URL(filePath: path))
      #expect(bytes.starts(with: start), "\(name)")
      #expect(bytes.count > 2_000, "\(name)")
    }
  }

  // MARK: What is drawn

  @Test func aRasterHasADotForEachSpike() throws {
    // 100 + 66 + 50 spikes.
    let dots = try svg("snn.plot.raster(net('spike', 1))")
      .matches(of: /<use xlink:href='#gpPt6' transform/).count
    #expect(dots == 216)
  }

  @Test func aLineHasAPointForEachRow() throws {
    let text = try svg("snn.plot.lines(net('voltage', 1):select(2, 1))")
    let path = try #require(
      text.firstMatch(of: /<path stroke='rgb\(  0, 114, 178\)'  d='([^']*)'/))
    #expect(path.1.matches(of: /[\d.]+,[\d.]+/).count == 200)
  }

  @Test func aHistogramHasABarForEachBin() throws {
    let text = try svg("snn.plot.hist({ 1, 2, 2, 3, 9 }, { bins = 4 })")
    // Three whole numbers wide, and that of 4 to 6 is empty.
    #expect(
      text.matches(of: /<polygon fill = 'rgb\(  0, 114, 178\)'/).count == 2)
  }

  @Test func aGridHasAllItsFigures() throws {
    let words = words(
      try svg(
        """
        snn.plot.grid {
          snn.plot.hist({ 1, 2 }, { title = "one" }),
          snn.plot.hist({ 1, 2 }, { title = "two" }),
          snn.plot.hist({ 1, 2 }, { title = "three" }); columns = 3,
        }
        """))
    #expect(words.isSuperset(of: ["one", "two", "three", "a", "b", "c"]))
  }

  // MARK: Labels

  @Test func aRasterIsNamedByItsRecorder() throws {
    let words = words(try svg("snn.plot.raster(net('spike', 1))"))
    #expect(words.isSuperset(of: ["iteration", "neuron of exc"]))
  }

  @Test func aNetworkWithALengthOfIterationsHasTimes() throws {
    let model = Self.model.replacing(
      "{ seed = 1 }", with: "{ seed = 1, dt = 0.5 }")
    for (figure, labels) in [
      ("raster(net('spike', 1))", ["time (ms)", "neuron of exc", "100"]),
      ("lines(net('voltage', 1))", ["time (ms)", "voltage of exc", "100"]),
      ("rate(net('spike', 1))", ["time (ms)", "rate (Hz)", "100"]),
      ("isi(net('spike', 1))", ["interval (ms)", "count"]),
      (
        "psd(net('voltage', 1))",
        ["frequency (Hz)", "power of voltage of exc (1/Hz)", "1000"]
      ),
    ] {
      let words = words(try svg("snn.plot.\(figure)", model: model))
      #expect(words.isSuperset(of: labels), "\(figure): \(words)")
    }
  }

  @Test func aViewKnowsItsNeurons() throws {
    let words = words(
      try svg("snn.plot.lines(net('voltage', 1):narrow(2, 2, 2))"))
    #expect(words.isSuperset(of: ["neuron 2", "neuron 3", "voltage of exc"]))
    #expect(!words.contains("neuron 1"))
  }

  @Test func aViewKnowsItsIterations() throws {
    let words = words(
      try svg("snn.plot.lines(net('voltage', 1):narrow(1, 101, 50))"))
    #expect(words.isSuperset(of: ["iteration", "110", "150"]))
    #expect(!words.contains("50"))
  }

  @Test func aRowShowsNeurons() throws {
    let words = words(try svg("snn.plot.lines(net('voltage', 1)[200])"))
    #expect(words.contains("neuron of exc"))
  }

  @Test func aRecorderWithAGapKnowsWhenItRecorded() throws {
    let words = words(try svg("snn.plot.lines(net('mean(voltage)', 1))"))
    #expect(words.isSuperset(of: ["iteration", "mean(voltage) of exc", "200"]))
  }

  @Test func rowsThatAreNotEvenlySpacedAreNumbered() throws {
    let words = words(
      try svg(
        """
        (function()
          net:recording_off()
          net:simulate_iterations(7)
          net:recording_on()
          net:simulate_iterations(100)
          return snn.plot.lines(net("voltage", 1))
        end)()
        """))
    #expect(words.isSuperset(of: ["row", "300"]))
    #expect(!words.contains("iteration"))
  }

  @Test func aRecorderStandsForItsFirstVariable() throws {
    let words = words(try svg("snn.plot.raster(exc:find('EventRecorder')[1])"))
    #expect(words.contains("neuron of exc"))
  }

  @Test func weightsAreNamedBySourceAndDestination() throws {
    let words = words(try svg("snn.plot.image(synapse)"))
    #expect(
      words.isSuperset(of: [
        "source: neuron of exc", "destination: neuron of exc", "W of GLU",
      ]))
  }

  @Test func anImageOfWhatWasRecordedNamesItsAxes() throws {
    let words = words(try svg("snn.plot.image(net('voltage', 1).T)"))
    #expect(
      words.isSuperset(of: ["iteration", "neuron of exc", "voltage of exc"]))
  }

  @Test func aCopyHasNoOrigin() throws {
    let words = words(try svg("snn.plot.lines(net('voltage', 1) * 2)"))
    #expect(!words.contains("voltage of exc") && !words.contains("iteration"))
  }

  @Test func optionsGoBeforeWhatARecorderKnows() throws {
    let words = words(
      try svg(
        """
        snn.plot.lines(net("voltage", 1), {
          title = "x_1 {a}", xlabel = "t", ylabel = "U (mV)",
          legend = { "one", "it's", "&" }, ylim = { 0, 30 },
        })
        """))
    #expect(
      words.isSuperset(of: [
        "x_1 {a}", "t", "U (mV)", "one", "it's", "&amp;", "30",
      ]))
    #expect(!words.contains("voltage of exc"))
  }

  // MARK: Little to draw

  /// A network whose three neurons never spike, for 40 iterations.
  static let silent = model.replacing(":eq(0)", with: ":lt(0)")
    .replacing("(200)", with: "(40)")

  @Test(
    "B4: a silent recorder has a picture with axes",
    arguments: [
      ("raster(net('spike', 1))", ["iteration", "neuron of exc", "3", "40"]),
      (
        "raster(net('spike.t', 1), net('spike.i', 1))",
        ["neuron of exc", "3", "40"]
      ),
      ("raster(exc:find('EventRecorder')[1])", ["neuron of exc", "3", "40"]),
      (
        "rate(net('spike', 1))",
        ["iteration", "rate (spikes per iteration)", "40", "1.0"]
      ),
      ("rate(net('spike', 1), { smooth = 4 })", ["iteration", "40", "1.0"]),
      (
        "isi(net('spike', 1))",
        ["interval (iterations)", "count", "no neuron spikes twice"]
      ),
    ])
  func aSilentRecorderHasAPictureWithAxes(
    figure: String, labels: [String]
  ) throws {
    let words = words(try svg("snn.plot.\(figure)", model: Self.silent))
    #expect(words.isSuperset(of: labels), "\(words)")
  }

  @Test("B4: neurons that spike once have no intervals")
  func neuronsThatSpikeOnceHaveNoIntervals() throws {
    let words = words(
      try svg("snn.plot.isi(snn.tensor { { 1, 1 }, { 9, 2 } }, { dt = 1 })"))
    #expect(
      words.isSuperset(of: ["interval (ms)", "8", "no neuron spikes twice"]))
  }

  @Test("B6: dots of plain tensors lie as those of a recorder")
  func dotsOfPlainTensorsLieAsThoseOfARecorder() throws {
    func dots(_ spikes: String) throws -> [String] {
      try svg("snn.plot.raster(\(spikes))").matches(
        of: /<use xlink:href='#gpPt6' transform='translate\(([\d.,]+)\)/
      ).map { String($0.1) }
    }
    let plain = try dots("net('spike', 1):clone()")
    #expect(plain.count == 216)
    #expect(try plain == dots("net('spike', 1)"))
  }

  // MARK: Much to draw

  @Test func whatIsLeftOutIsSaid() throws {
    let host = try makeHost()
    var notes: [String] = []
    host.onNote = { notes.append($0) }
    try run("figure = snn.plot.lines(snn.zeros(1000000))", in: host)
    let path = folder.path("a.svg")
    try host.run("figure:save(...)", name: "=test", arguments: [.string(path)])
    let note =
      "drew the least and the greatest of every 21 points of 1,000,000"
    #expect(notes == ["plot.lines: " + note])
    #expect(
      words(try String(contentsOfFile: path, encoding: .utf8)).contains(note))
  }

  // MARK: The library

  @Test func picturesAreCompiledWhenTheyAreAskedFor() throws {
    try run(
      """
      assert(rawget(snn, "plot") == nil)
      assert(snn.plot == snn.plot and rawget(snn, "plot") == snn.plot)
      """)
  }

  @Test func aFigureSaysWhatItIs() throws {
    try run(
      """
      local a = snn.plot.hist({ 1 }, { width = "page", height = 50 })
      assert(tostring(a) == "Figure of 180 x 50 mm")
      local b = snn.plot.grid { a, a, a, a }
      assert(tostring(b) == "Figure of 180 x 100 mm with 4 parts")
      """)
  }
}
