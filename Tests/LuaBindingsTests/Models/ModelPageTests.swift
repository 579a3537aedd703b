import Foundation
import LuaBindings
import TestSupport
import Testing

/// The page about models says what their classes declare.
@Suite struct ModelPageTests {
  private static let file = packageFolder.appending(
    path: "Sources/LuaBindings/LuaBindings.docc/ModelLibrary.md")

  private static let models = packageFolder.appending(
    path: "Sources/LuaBindings/Models")

  /// What is written by hand, up to this line.
  private static let mark = "<!-- From here on written by ModelPageTests. -->\n"

  /// Writes the sections of all models, a table for parameters and one for
  /// variables.
  private static let program = """
    local parts = {}
    local function add(...) parts[#parts + 1] = string.format(...) end
    for name, class in pairs(snn.models) do
      local facts = assert(snn.declared(class), name .. " declares nothing")
      add("\\n## %s\\n\\n%s\\n", name, assert(facts.about, name))
      if facts.source then add("\\nSource: %s.\\n", facts.source) end
      if #facts.parameters > 0 then
        add("\\n| parameter | default | | |\\n| --- | --- | --- | --- |\\n")
      end
      for _, one in ipairs(facts.parameters) do
        local default = one.required and "required"
          or one.default ~= "" and "`" .. one.default .. "`" or ""
        add("| `%s` | %s | %s | %s |\\n", one.name, default, one.summary,
          one.range)
      end
      if #facts.variables > 0 then
        add("\\n| variable | |\\n| --- | --- |\\n")
      end
      for _, one in ipairs(facts.variables) do
        add("| `%s` | %s |\\n", one.name, one.text)
      end
    end
    write(table.concat(parts))
    """

  /// What a script hands to `write`.
  private func written(_ program: String) throws -> String {
    let folder = try TemporaryFolder()
    let path = folder.path("written")
    let host = try makeHost()
    try host.run(
      """
      snn = require "snn"
      local path = ...
      function write(text) assert(io.open(path, "w")):write(text):close() end
      """, name: "=test", arguments: [.string(path)])
    try run(program, in: host)
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  /// `SNN_LUA_WRITE=1 swift test --filter ModelPageTests` writes it anew.
  @Test func thePageIsUpToDate() throws {
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    let head = try #require(text.components(separatedBy: Self.mark).first)
    let page = head + Self.mark + (try written(Self.program))
    if ProcessInfo.processInfo.environment["SNN_LUA_WRITE"] != nil {
      try page.write(to: Self.file, atomically: true, encoding: .utf8)
    } else {
      #expect(text == page)
    }
  }

  @Test func everyFileIsAModel() throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Self.models.path)
    let names = files.map { $0.replacing(".lua", with: "") }.sorted()
    let known = try written(
      """
      local names = {}
      for name in pairs(snn.models) do names[#names + 1] = name end
      write(table.concat(names, " "))
      """)
    #expect(known == names.joined(separator: " "))
  }

  @Test func everyModelIsCompiledAndSaysWhereItIsFrom() throws {
    try run(
      """
      local bases = {
        CurrentTable = true, Encoder = true, ImageLayout = true,
        InhomogeneousPoisson = true, Layout = true, Membrane = true,
        Neuron = true, Optimizer = true, PoissonSpikes = true,
        RampCurrent = true, Samples = true, SineCurrent = true,
        SpikeCounts = true, SpikeList = true, StepCurrent = true,
        Synapse = true, Timetable = true, Transmission = true, Trials = true,
        WindowLayout = true,
      }
      for name, class in pairs(snn.models) do
        local facts = snn.declared(class)
        assert(facts.about:find "%.$", name)
        assert(bases[name] or facts.source and #facts.source > 20, name)
        assert(name == "Synapse" or class.compiled == true, name)
        for _, one in ipairs(facts.parameters) do
          assert(#one.summary > 5, name .. "." .. one.name)
        end
      end
      """)
  }
}
