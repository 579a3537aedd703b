import Foundation
import Testing

/// README.md says what is true.
@Suite struct ReadmeTests {
  private static let lines = markdownLines("README.md")

  static let blocks = MarkdownBlock.all(in: lines)

  /// Blocks of Lua, each with the output that the text shows after it.
  static let scripts = blocks.indices.filter { blocks[$0].language == "lua" }
    .map { index in
      let next = blocks.indices.contains(index + 1) ? blocks[index + 1] : nil
      return (blocks[index], next?.language == "text" ? next?.text : nil)
    }

  @Test(arguments: scripts)
  func aScriptPrintsWhatTheTextShows(script: MarkdownBlock, output: String?)
    throws
  {
    let place = try Workplace(["model.lua": script.text])
    let transcript = try place.snnLua("model.lua")
    #expect(transcript.error == "" && transcript.status == 0)
    if let output { #expect(transcript.output == output) }
  }

  /// What a prompt answers, as the text shows it.
  @Test func theSessionAtThePromptIsTrue() throws {
    let block = try #require(Self.blocks.first { $0.language == "console" })
    try block.checkSession(
      "$ snn-lua -i examples/readme.lua", "examples/readme.lua")
  }

  @Test func thereAreScriptsToRun() {
    #expect(Self.scripts.count >= 2)
  }

  /// The Lua of the table for those who come from PymoNNtorch.
  static let translations = lines.drop { !$0.hasPrefix("| PymoNNtorch") }
    .dropFirst(2).prefix { $0.hasPrefix("|") }
    .flatMap { line in
      let row = line.replacingOccurrences(of: "\\|", with: "OR")
      let cell = row.components(separatedBy: "|")[2]
      return cell.components(separatedBy: "`").enumerated()
        .filter { $0.offset % 2 == 1 }
        .map { $0.element.replacingOccurrences(of: "OR", with: "|") }
    }

  @Test(arguments: translations)
  func aTranslationRuns(code: String) throws {
    let place = try Workplace([
      "model.lua": """
      local code = ...
      LIF = snn.Behavior "LIF"
      function LIF:initialize(neurons)
        neurons.voltage = neurons:vector(0)
        self:parameter("threshold", 1)
      end
      net = snn.Network { seed = 1 }
      neurons = snn.NeuronGroup {
        net = net, size = 20, tag = "exc",
        behavior = { LIF {}, snn.Recorder { "voltage" } },
      }
      net:initialize()
      net:simulate_iterations(2)
      self = LIF { threshold = 2 }
      v, c = neurons:vector "uniform", 0.1
      s, a, b = v:ge(0.5), v:ge(0.3), v:ge(0.7)
      m, firing, pre, post = a, s, a, b
      W = snn.rand(20, 20)
      x = W
      local run = load("return " .. code) or assert(load(code))
      local count = select("#", run())
      print(code:find " = " and not code:find "[{]" or count == 1)
      """
    ])
    #expect(
      try place.snnLua("model.lua", code) == Transcript(output: "true\n"))
  }

  @Test func thereAreTranslationsToRun() {
    #expect(Self.translations.count >= 20)
  }

  /// The Swift of the text stands in `EmbeddingTests.swift`, where it runs.
  @Test(arguments: blocks.filter { $0.language == "swift" })
  func swiftIsTested(block: MarkdownBlock) throws {
    let tests = try String(
      contentsOf: repository.appending(
        path: "Tests/CommandLineTests/EmbeddingTests.swift"), encoding: .utf8)
    #expect(unindented(tests).contains(unindented(block.text)))
  }

  private func unindented(_ text: String) -> String {
    text.components(separatedBy: "\n")
      .map { $0.trimmingCharacters(in: .whitespaces) }
      .joined(separator: "\n")
  }
}
