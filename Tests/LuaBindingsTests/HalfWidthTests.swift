import LuaBindings
import TestSupport
import Testing

/// Weights of 16 bits, as scripts use them.
@Suite struct HalfWidthTests {
  /// A Lua expression that must be true, for `dtype` as `type`.
  static let claims = [
    "snn.zeros({ 2, 3 }, type).dtype == type",
    "snn.full({ 2 }, 0.5, type):sum() == 1",
    "snn.tensor({ 1, 2.5 }, type)[2] == 2.5",
    "snn.arange(4):to(type):to('float32'):sum() == 10",
    "snn.ones(3):to(type):type_as(snn.zeros(1)).dtype == 'float32'",
    "snn.eye(3, type):sum() == 3",
    "snn.rand_like(snn.zeros(3, type)).dtype == type",
    "(snn.ones(2, type) + snn.ones(2, type)).dtype == 'float32'",
    "(snn.ones(2, type) * 2).dtype == 'float32'",
    "(snn.ones(2, type) + snn.ones(2, 'float64')).dtype == 'float64'",
    "(snn.ones(2, type) + snn.ones(2, 'int64')).dtype == 'float64'",
    "(snn.ones(2, type) + snn.ones(2, 'bool')).dtype == 'float32'",
    "snn.ones(2, type):add_(1).dtype == type",
    "snn.ones({ 4, 2 }, type)[snn.arange(4):gt(1)]:sum(1).dtype == 'float32'",
    "snn.ones({ 4, 2 }, type)[snn.arange(4):gt(1)]:sum(1)[2] == 3",
    "snn.ones(2, type):eq(1):all() and snn.ones(2, type):max() == 1",
    "tostring(snn.ones(2, type)):find('[' .. type .. ' tensor', 1, true)",
    "#snn.ones({ 2, 2 }, type):totable() == 2",
  ]

  @Test(arguments: claims, ["float16", "bfloat16"])
  func thisIsTrue(claim: String, type: String) throws {
    try run("local type = '\(type)'; assert(\(claim))")
  }

  /// A mistake and the words of its error.
  static let errors = [
    (
      "snn.ones(2, 'float16'):add_(snn.ones(3))",
      "model.lua:1: add: shapes [2] and [3] don't match"
    ),
    (
      "snn.Network { dtype = 'float16' }",
      "model.lua:1: a network's type must be float32 or float64, not float16"
    ),
    (
      "snn.zeros(2, 'float61')",
      "model.lua:1: bad argument #2 to 'zeros' (there is no element type"
        + " 'float61'; did you mean 'float64'?)"
    ),
    (
      "local _ = snn.ones(2, 'float16') & 1",
      "model.lua:1: bitand: expected bool or int64, found a float16 tensor"
    ),
  ]

  @Test(arguments: errors)
  func thisIsAnError(source: String, message expected: String) throws {
    #expect(try message(of: source) == expected)
  }

  private static let network = """
    function build()
      local net = snn.Network { seed = 3 }
      local neurons = snn.NeuronGroup { net = net, size = 50, tag = "exc" }
      local synapse = snn.SynapseGroup {
        net = net, src = neurons, dst = neurons, tag = "GLU",
      }
      synapse.W = synapse:matrix { "uniform", dtype = "float16" }
      synapse.B = synapse:matrix { "normal(0, 1)", dtype = "bfloat16" }
      net:initialize()
      return net, synapse
    end
    """

  @Test func aMatrixOfHalfWidthIsWhatItsModeSays() throws {
    try run(
      """
      \(Self.network)
      local _, synapse = build()
      local W = synapse.W
      assert(W.dtype == "float16" and W:min() >= 0 and W:max() <= 1)
      assert(math.abs(W:mean() - 0.5) < 0.02)
      local pre, post = snn.arange(50):le(5), snn.arange(50):gt(47)
      local before = W:to("float32")
      W[{ pre, post }]:add_(0.5):clamp_(0, 1)
      local after = before:clone()
      local block = after[{ pre, post }]
      block:add_(0.5)
      after = after:to("float16"):to("float32"):clamp_(0, 1)
      assert(W:eq(after):all() and not W:eq(before):all())
      """)
  }

  @Test func savedNetworksKeepEveryByte() throws {
    let folder = try TemporaryFolder()
    try run(
      """
      \(Self.network)
      local net, synapse = build()
      local W, B = synapse.W:clone(), synapse.B:clone()
      net:save "\(folder.path("net"))"
      synapse.W:fill_(0)
      synapse.B:mul_(2)
      net:load "\(folder.path("net"))"
      assert(synapse.W.dtype == "float16" and synapse.B.dtype == "bfloat16")
      assert(synapse.W:eq(W):all() and synapse.B:eq(B):all())
      W:save "\(folder.path("W.npy"))"
      B:save "\(folder.path("B.npy"))"
      local read = snn.load "\(folder.path("W.npy"))"
      assert(read.dtype == "float16" and read:eq(W):all())
      read = snn.load("\(folder.path("B.npy"))", "bfloat16")
      assert(read.dtype == "bfloat16" and read:eq(B):all())
      """)
  }
}
