import Testing

/// Options that a table has from another one, as Lua reads them.
@Suite struct OptionTableTests {
  private static let group = """
    local net = snn.Network { seed = 1 }
    local n = snn.NeuronGroup { net = net, size = 100 }

    """

  @Test func aTableMayHaveOptionsFromAnotherOne() throws {
    try run(
      Self.group + """
        local density = { density = 0 }
        local deep = setmetatable({}, { __index = density })
        local asked = function(_, name) return density[name] end
        for _, from in ipairs { density, deep, asked } do
          local mode = setmetatable({ "uniform" }, { __index = from })
          assert(n:vector(mode):sum() == 0)
        end
        """)
  }

  @Test func compiledTheyAreTheSame() throws {
    // `mode` has its density from another table.
    try run(CompiledComparison.of("n.v:copy_(n:vector(mode))"))
  }

  @Test func aLoopOfTablesIsAnError() throws {
    let found = try message(
      of: Self.group + """
        local mode = { "uniform" }
        n:vector(setmetatable(mode, { __index = mode }))
        """)
    #expect(
      found
        == "model.lua:4: vector: the '__index' chain of the options is too long;"
        + " possibly a loop")
  }

  @Test func whatIsInATableIsNoArgumentByItself() throws {
    let found = try message(of: Self.group + "net:clear_recorder { \"a\" }")
    #expect(
      found
        == "model.lua:3: bad argument to 'clear_recorder' (number expected, got"
        + " string)")
  }

  @Test func onlyTablesAndFunctionsHaveOptions() throws {
    let found = try message(
      of: Self.group
        + "n:vector(setmetatable({ \"uniform\" }, { __index = 3 }))")
    #expect(
      found
        == "model.lua:3: vector: the table of options has options from a number;"
        + " give a table or a function as '__index'")
  }
}
