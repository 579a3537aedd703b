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
    for name in names:gmatch "%S+" do
      if name:sub(-1) == "/" then
        add("\\n## %s\\n", name:sub(1, -2))
        goto next_name
      end
      local facts = assert(snn.declared(snn.models[name]), name)
      add("\\n### %s\\n\\n%s\\n", name, assert(facts.about, name))
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
      ::next_name::
    end
    write(table.concat(parts))
    """

  /// The names of the folders, each with a slash behind it and before the names
  /// of the models in it.
  private static func names() throws -> [String] {
    let list = FileManager.default.contentsOfDirectory(atPath:)
    return try list(models.path).sorted().flatMap { folder in
      let files = try list(models.appending(path: folder).path).sorted()
      return [folder + "/"] + files.map { $0.replacing(".lua", with: "") }
    }
  }

  /// What a script hands to `write`; its `names` are those of the files.
  private func written(_ program: String) throws -> String {
    let folder = try TemporaryFolder()
    let path = folder.path("written")
    let host = try makeHost()
    try host.run(
      """
      snn = require "snn"
      local path
      path, names = ...
      function write(text) assert(io.open(path, "w")):write(text):close() end
      """, name: "=test",
      arguments: [
        .string(path), .string(try Self.names().joined(separator: " ")),
      ])
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
    let names = try Self.names().filter { !$0.hasSuffix("/") }.sorted()
    let known = try written(
      """
      local known = {}
      for name in pairs(snn.models) do known[#known + 1] = name end
      write(table.concat(known, " "))
      """)
    #expect(known == names.joined(separator: " "))
  }

  @Test func everyModelIsCompiledAndSaysWhereItIsFrom() throws {
    try run(
      """
      -- Bases, and what nobody has invented.
      local plain = {}
      for name in ([[
        Activity CurrentTable Encoder ImageLayout InhomogeneousPoisson Layout
        Membrane Neuron Optimizer PoissonSpikes RampCurrent RateRule Samples
        SineCurrent SpikeCounts SpikeList StepCurrent Synapse
        SynapticConductance SynapticCurrent Timetable Transmission Trials
        WeightDecay WindowLayout
      ]]):gmatch "%S+" do plain[name] = true end
      for name, class in pairs(snn.models) do
        local facts = snn.declared(class)
        assert(facts.about:find "%.$", name)
        assert(plain[name] or facts.source and #facts.source > 20, name)
        assert(name == "Synapse" or class.compiled, name)
        for _, one in ipairs(facts.parameters) do
          assert(#one.summary > 5, name .. "." .. one.name)
          assert(one.kind ~= "", name .. "." .. one.name .. " is of any kind")
        end
      end
      """)
  }
}
