import LuaBindings
import TestSupport
import Testing

/// Weights that a script gives as a matrix.
@Suite struct GivenWeightsTests {
  private static let setup = """
    local net = snn.Network { seed = 1 }
    local a = snn.NeuronGroup { net = net, size = 3, tag = "a" }
    local b = snn.NeuronGroup { net = net, size = 2, tag = "b" }
    local matrix = snn.tensor { { 1, 2 }, { 3, 4 }, { 5, 6 } }
    local function connect(W, behavior)
      return snn.SynapseGroup {
        net = net, src = a, dst = b, tag = "s", W = W, behavior = behavior,
      }
    end

    """

  @Test func aSynapseGroupGetsACopyInTheNetworksType() throws {
    try run(
      Self.setup + """
        local s = connect(matrix)
        assert(s.W.dtype == "float32" and s.W:eq(matrix):all())
        matrix[1][1] = 7
        assert(s.W[1][1] == 1)
        """)
  }

  @Test func aListOfRowsIsAMatrix() throws {
    try run(
      Self.setup + """
        local rows = { { 1, 2 }, { 3, 4 }, { 5, 6 } }
        local s = connect(rows)
        assert(s.W:eq(matrix):all())
        rows[1][1] = 9
        assert(s:clone().W:eq(matrix):all())
        """)
  }

  @Test func aSparseMatrixStaysOne() throws {
    try run(
      Self.setup + """
        local s = connect(matrix:to_sparse())
        assert(s.W:nnz() == 6 and s.W:to_dense():eq(matrix):all())
        """)
  }

  @Test func structuresAndClonesHaveIt() throws {
    try run(
      Self.setup + """
        local s = connect(matrix)
        s.W:mul_(2)
        local again = snn.build(net:structure())
        assert(again.s.W:eq(matrix):all())
        assert(s:clone().W:eq(matrix):all())
        assert(snn.SynapseGroups {
          net = net, src = "a", dst = "b", W = matrix,
        }[1].W:eq(matrix):all())
        """)
  }

  @Test(arguments: [
    (
      "connect(matrix.T)",
      "SynapseGroup: W must have the shape [3, 2], a row for each neuron of a and"
        + " a column for each of b, and has [2, 3]"
    ),
    (
      "connect(net)",
      "SynapseGroup: W must be a matrix, or a mode such as \"uniform\", got the"
        + " object Network_1"
    ),
    (
      "connect(print)",
      "matrix: a mode is a number or a text such as \"uniform\", not a function"
    ),
    (
      "snn.test_network(snn.Behavior 'A' {}, { W = net })",
      "SynapseGroup: W must be a matrix, or a mode such as \"uniform\", got the"
        + " object Network_1"
    ),
  ])
  func whatIsNoMatrixOfTheGroupIsRefused(call: String, wanted: String) throws {
    try run(
      Self.setup
        + """
        local ok, message = pcall(function() \(call) end)
        assert(not ok and message:match "^model%.lua:%d+: (.*)$" == wanted,
          message)
        assert(#net.SynapseGroups == 0)
        """.replacing("wanted", with: "[==[\(wanted)]==]"))
  }

  @Test func createWeightsTakesAMatrixAsItIs() throws {
    try run(
      Self.setup + """
        local s = connect(nil, {
          snn.CreateWeights { matrix },
          snn.CreateWeights { matrix, normalize = true, variable = "normal" },
          snn.CreateWeights { matrix, density = 0, variable = "none" },
        })
        net:initialize()
        assert(s.W.dtype == "float32" and s.W:eq(matrix):all())
        assert((s.normal:sum(1) - 1):abs():max() < 0.5)
        assert(s.none:eq(0):all())
        """)
    let found = try message(
      of: Self.setup + """
        connect(nil, { snn.CreateWeights { matrix.T } })
        net:initialize()
        """)
    #expect(
      found?.contains(
        "CreateWeights: parameter 'distribution' = a tensor of shape [2, 3]: its"
          + " shape must be [3, 2]") == true, "\(found ?? "no error")")
  }
}
