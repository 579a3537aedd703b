import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// Which synapses sparse matrices have: degrees, totals, densities, distances.
@Suite struct SparseRuleTests {
  /// `group(same, options)` makes synapses of 60 to 50 neurons, or of 60 to the
  /// same; `each(rule, body)` calls `body` with matrices [source, destination]
  /// of ones, for all options, and compares those of both modes.
  static let setup = """
    function group(same, options)
      net = snn.Network(options or { seed = 3 })
      local a = snn.NeuronGroup { net = net, size = 60, tag = "a" }
      local b = not same and snn.NeuronGroup { net = net, size = 50, tag = "b" }
      return snn.SynapseGroup { net = net, src = a, dst = b or a, tag = "S" }
    end
    s = group(false)
    function each(rule, body)
      local found = {}
      for case = 0, 15 do
        local function is(bit) return case & bit ~= 0 end
        local s = group(is(1),
          { seed = 3, synapse_mode = is(8) and "DxS" or "SxD" })
        local options = { "ones", layout = "sparse", autapses = is(2),
          multapses = is(4) }
        for name, value in pairs(rule) do options[name] = value end
        local D = s:matrix(options):to_dense()
        if is(8) then D = D.T end
        if is(1) and not is(2) then
          for i = 1, 60 do assert(D[{ i, i }] == 0, "an autapse") end
        end
        assert(is(4) or D:max() <= 1, "a multapse")
        body(D)
        local other = found[case & 7]
        assert(not other or other:eq(D):all(), "modes differ")
        found[case & 7] = D
      end
    end

    """

  @Test(arguments: [0, 1, 5, 20, 26, 49])
  func countsAreExact(_ count: Int) throws {
    try run(
      Self.setup + """
        local k = \(count)
        each({ in_degree = k }, function(D)
          assert(D:sum(1):eq(k):all())
        end)
        each({ out_degree = k }, function(D)
          assert(D:sum(2):eq(k):all())
        end)
        each({ total = k * 50 }, function(D)
          assert(D:sum() == k * 50)
        end)
        """)
  }

  @Test func multapsesAddTheirWeights() throws {
    try run(
      Self.setup + """
        local W = s:matrix { 0.5, scale = 3, in_degree = 500, multapses = true,
          layout = "sparse" }
        assert(W:sum(1):eq(750):all() and W:nnz() <= 3000 and W:max() > 6)
        local M = s:matrix { "uniform(1, 2)", in_degree = 500, multapses = true,
          layout = "sparse", dtype = "float64" }
        local mean = M:sum() / (500 * 50)
        assert(M.dtype == "float64" and math.abs(mean - 1.5) < 0.01)
        """)
  }

  @Test func partsOfGroupsHaveNoAutapses() throws {
    try run(
      Self.setup + """
        local all = s.src
        local i = snn.arange(1, 60)
        local odd, low = all:sub_group(i:mod(2):eq(1)), all:sub_group(i:lt(31))
        local t = snn.SynapseGroup { net = net, src = odd, dst = low,
          tag = "T" }
        for _, rule in ipairs { { in_degree = 29 }, { density = 1 },
          { total = 30 * 30 - 15 }, { distance = "1" } } do
          local options = { "ones", layout = "sparse", autapses = false }
          for name, value in pairs(rule) do options[name] = value end
          if rule.distance then
            all:add_behavior(1, snn.NeuronDimension { width = 10, height = 6 })
            net:initialize()
          end
          local D = t:matrix(options):to_dense()
          for k = 1, 15 do assert(D[{ k, 2 * k - 1 }] == 0) end
          assert(D:sum() == (rule.in_degree and 29 * 30 or 30 * 30 - 15))
        end
        """)
  }

  @Test func distancesMakeProbabilities() throws {
    try run(
      Self.setup + """
        s = group(true)
        s.src:add_behavior(1, snn.NeuronDimension { width = 10, height = 6 })
        net:initialize()
        local function near(distances) return distances:lt(1.5) end
        for _, autapses in ipairs { true, false } do
          local W = s:matrix { 1, distance = near, autapses = autapses,
            layout = "sparse" }
          local D = s:connect { distance = near, autapses = autapses }
          assert(W:to_dense():eq(D:to("float32")):all())
        end
        local W = s:matrix { 1, distance = "exp(-distance / 2)",
          layout = "sparse" }
        local p
        s:connect { distance = function(d) p = (d / -2):exp() return p end }
        local spread = (p * (1 - p)):sum() ^ 0.5
        assert(math.abs(W:nnz() - p:sum()) < 4 * spread)
        """)
  }

  @Test func aSynapseGroupThatIsNotEnabledHasNone() throws {
    try run(
      Self.setup + """
        s.enabled = false
        for _, rule in ipairs { "in_degree", "out_degree", "total" } do
          local W = s:matrix { layout = "sparse", [rule] = 5 }
          assert(W:nnz() == 0 and W:size(1) == 60)
        end
        """)
  }

  /// 8 bytes a synapse stay, and nothing of what was there meanwhile.
  @Test func whatABuildTookIsGivenBack() throws {
    let host = try makeHost()
    try run(
      """
      local net = snn.Network { seed = 1 }
      local a = snn.NeuronGroup { net = net, size = 4000, tag = "a" }
      s = snn.SynapseGroup { net = net, src = a, dst = a, tag = "S" }
      W = s:matrix { "uniform", in_degree = 250, layout = "sparse" }
      """, in: host)
    #expect(host.pool.peakBytes < 20_000_000)
    #expect(host.pool.bytesInUse + host.pool.cachedBytes < 10_000_000)
    let folder = try TemporaryFolder()
    try run(
      """
      local rows, columns = {}, {}
      for k = 1, 200000 do rows[k], columns[k] = k % 400 + 1, k // 400 + 1 end
      W:free()
      W = snn.sparse { rows = rows, columns = columns, values = rows,
        size = { 4000, 4000 } }
      local path = "\(folder.path("W.npz"))"
      W:save(path)
      V = snn.load(path)
      """, in: host)
    #expect(host.pool.bytesInUse + host.pool.cachedBytes < 7_000_000)
  }

  @Test func savedNetworksKeepThem() throws {
    let folder = try TemporaryFolder()
    try run(
      Self.setup + """
        local path = "\(folder.path("net.snn"))"
        s.W = s:matrix { "uniform", in_degree = 9, multapses = true,
          layout = "sparse" }
        s.V = s:matrix { "uniform", out_degree = 9, layout = "sparse" }
        net:initialize()
        net:save(path)
        local W, V = s.W:to_dense(), s.V:to_dense()
        local nextW = s:matrix { "uniform", total = 99, layout = "sparse" }
        s.W:zero_() s.V:zero_()
        net:load(path)
        assert(s.W:to_dense():eq(W):all() and s.V:to_dense():eq(V):all())
        local again = s:matrix { "uniform", total = 99, layout = "sparse" }
        assert(again:to_dense():eq(nextW:to_dense()):all())
        """)
  }

  /// A wrong call and what it says, after "model.lua:N: ".
  static let messages: [(String, String)] = [
    (
      "in_degree = 61",
      "matrix: in_degree must be from 0 to 60, the sources"
        + " that each neuron can have, each at most once, not 61"
    ),
    ("in_degree = -1", "matrix: in_degree must be 0 or more, not -1"),
    ("in_degree = 1.5", "matrix: in_degree must be a whole number, not 1.5"),
    ("in_degree = 0/0", "matrix: in_degree must be a whole number, not nan"),
    (
      "in_degree = '7'",
      "matrix: in_degree must be a whole number, not a string"
    ),
    (
      "out_degree = 51",
      "matrix: out_degree must be from 0 to 50, the"
        + " destinations that each neuron can have, each at most once, not 51"
    ),
    (
      "total = 3001",
      "matrix: total must be from 0 to 3000, the pairs of"
        + " neurons, each at most once, not 3001"
    ),
    ("total = -1", "matrix: total must be 0 or more, not -1"),
    (
      "in_degree = 1 << 60, multapses = true",
      "matrix: in_degree must be from 0 to 4294967295, as many entries as a"
        + " matrix can have, not 1152921504606846976"
    ),
    (
      "in_degree = 1 << 31, multapses = true",
      "a sparse matrix of shape [50, 60] has at most 4294967295 entries, not"
        + " 107374182400"
    ),
    (
      "in_degree = 5, total = 5",
      "matrix: give one of density, in_degree, out_degree, total, distance; got"
        + " in_degree and total"
    ),
    (
      "in_degree = 5, density = 0.1",
      "matrix: give one of density, in_degree, out_degree, total, distance; got"
        + " density and in_degree"
    ),
    (
      "density = 0.1, multapses = true",
      "matrix: 'multapses' needs in_degree, out_degree or total; density and"
        + " distance draw each pair once"
    ),
    (
      "distance = 3",
      "matrix: distance must be a function or a text, got number"
    ),
    (
      "distance = function() return {} end",
      "matrix: distance must give a number or a tensor, got table"
    ),
    (
      "distance = '1 +'",
      "matrix: distance '1 +', column 4: expected a value, found the end"
    ),
    ("autapses = 1", "matrix: autapses: expected a boolean, got number"),
  ]

  @Test(arguments: messages)
  func mistakesAreExplained(_ options: String, _ expected: String) throws {
    let found = try message(
      of: Self.setup + """
        s.src:add_behavior(1, snn.NeuronDimension { width = 10, height = 6 })
        s.dst:add_behavior(1, snn.NeuronDimension { width = 10, height = 5 })
        net:initialize()
        s:matrix { layout = 'sparse', \(options) }
        """)
    #expect(found?.contains(": " + expected) == true, "\(found ?? "")")
  }

  @Test func autapsesTakeASourceAway() throws {
    let found = try message(
      of: Self.setup + """
        s = group(true)
        local isDone, text = pcall(s.matrix, s, { in_degree = 60,
          autapses = false, layout = "sparse" })
        assert(text:find("from 0 to 59, the sources that each neuron can have"
          .. " but itself, each at most once, not 60", 1, true), text)
        s:matrix { total = 3541, autapses = false, layout = "sparse" }
        """)
    #expect(
      found?.contains(
        "total must be from 0 to 3540, the pairs of different neurons, each at"
          + " most once, not 3541") == true, "\(found ?? "")")
  }

  @Test(arguments: SparseRuleTests.onlySparse)
  func aDenseMatrixHasNoneOfThis(_ option: String) throws {
    let found = try message(of: Self.setup + "s:matrix { \(option) }")
    let name = option.prefix { $0 != " " }
    #expect(
      found?.contains("matrix: '\(name)' needs layout = \"sparse\"") == true,
      "\(found ?? "")")
  }

  static let onlySparse = [
    "in_degree = 3", "out_degree = 3", "total = 3", "distance = '1'",
    "autapses = false", "multapses = true",
  ]
}
