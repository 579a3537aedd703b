import Foundation
import Testing

/// Pictures, as the program shows them where there is no desktop.
@Suite struct PictureTests {
  /// Runs `model.lua` without a desktop; `setting` is put before the command.
  private func run(
    _ source: String, setting: String = ""
  ) throws -> Transcript {
    let place = try Workplace([
      "model.lua": "local snn = require 'snn'\n" + source
    ])
    return try place.shell(
      "unset DISPLAY WAYLAND_DISPLAY; \(setting) \"$1\" model.lua")
  }

  /// The blocks of Lua on the page about pictures.
  static let examples = {
    let page = repository.appending(
      path: "Sources/LuaBindings/LuaBindings.docc/Plots.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "```lua\n").dropFirst()
      .map { $0.components(separatedBy: "```")[0] }
  }()

  @Test(arguments: examples)
  func anExampleOfThePageRuns(example: String) throws {
    let transcript = try run(
      """
      local B = snn.Behavior "B"
      function B:forward(neurons)
        neurons.voltage = neurons:vector "uniform"
        neurons.spike = neurons.voltage:gt(0.9)
      end
      local net = snn.Network { seed = 1, dt = 1 }
      local neurons = snn.NeuronGroup { net = net, size = 20, behavior = {
        B {},
        [9] = snn.Recorder { "voltage", "mean(voltage)" },
        [10] = snn.EventRecorder { "spike" },
      } }
      local synapse = snn.SynapseGroup {
        net = net, src = neurons, dst = neurons,
      }
      synapse.W = synapse:matrix "uniform"
      net:initialize()
      net:simulate_iterations(1000)
      do \(example) end
      """)
    #expect(transcript.error == "" && transcript.status == 0)
  }

  @Test func thereAreExamplesToRun() { #expect(Self.examples.count >= 5) }

  @Test func theFirstExampleDrawsItsVoltagesAndSpikes() throws {
    let example = try String(
      contentsOf: repository.appending(path: "examples/readme.lua"),
      encoding: .utf8)
    let place = try Workplace([
      "model.lua": example + """
        local t, i = net("spike.t", 1), net("spike.i", 1)
        snn.plot.lines(voltage:narrow(2, 1, 10)):save "voltage.png"
        snn.plot.raster(t, i):save "spikes.png"
        """
    ])
    #expect(try place.snnLua("model.lua").status == 0)
    for name in ["voltage.png", "spikes.png"] {
      let path = place.folder.appending(path: name).path
      #expect(FileManager.default.fileExists(atPath: path))
    }
  }

  @Test func aFigureIsShownWithCharactersBetweenWhatIsPrinted() throws {
    let transcript = try run(
      """
      print "before"
      snn.plot.lines({ 1, 4, 9 }, { title = "squares" }):show()
      print "after"
      """)
    let lines = transcript.output.split(separator: "\n")
    #expect(lines.first == "before" && lines.last == "after")
    #expect(transcript.output.contains("squares"))
    #expect(lines.count > 15 && lines.allSatisfy { $0.count <= 80 })
    #expect(transcript.error == "" && transcript.status == 0)
  }

  @Test func anImageIsShadedWithCharacters() throws {
    let transcript = try run(
      "snn.plot.image(snn.eye(3), { title = 'unit' }):show()")
    #expect(
      transcript.output == """
        unit
        +---+
        |@  |
        | @ |
        |  @|
        +---+
        down: row, 1 to 3; right: column, 1 to 3
        ' ' 0 to '@' 1

        """)
  }

  @Test func whatIsLeftOutIsANote() throws {
    let transcript = try run("snn.plot.image(snn.zeros(1, 2001))")
    #expect(
      transcript.error
        == "snn-lua: plot.image: drew the means of blocks of 1 × 2 elements\n")
  }

  @Test func withoutGnuplotOnlyPicturesAreMissing() throws {
    let transcript = try run(
      """
      local figure = snn.plot.lines { 1, 2 }
      print(figure)
      print(select(2, pcall(figure.save, figure, "a.png")))
      """, setting: "PATH=/none")
    #expect(
      transcript.output == """
        Figure of 85 x 60 mm
        model.lua:4: pictures are drawn by the program gnuplot, and no folder of PATH has it; \
        install Debian's package gnuplot-nox, as scripts/setup does

        """)
  }
}
