import LuaBindings
import LuaRuntime
import Testing

/// Every mistake in a script is an error at the script's line that says what
/// was asked, what was found and what was meant.
@Suite struct BadInputTests {
  /// A wrong call and what it says, after "model.lua:1: ".
  static let messages: [(String, String)] = [
    // Sizes
    ("local g = snn.zeros(-1)", "a size must be 0 or more, not -1"),
    (
      "local g = snn.zeros(1.5)",
      "bad argument #1 to 'zeros' (a size must be a whole number, not 1.5)"
    ),
    (
      "local g = snn.zeros(0/0)",
      "bad argument #1 to 'zeros' (a size must be a whole number, not nan)"
    ),
    (
      "local g = snn.zeros('5')",
      "bad argument #1 to 'zeros' (size expected, got string)"
    ),
    (
      "local g = snn.zeros(1e18)",
      "shape [1000000000000000000] has too many elements"
    ),
    (
      "local g = snn.zeros(1, 1, 1, 1, 1, 1, 1, 1, 1)",
      "a tensor has at most 8 axes, not 9"
    ),
    (
      "local n = snn.Network {}; n.iteration = 2^53 - 1;"
        + " n:initialize(); n:simulate_iterations(2)",
      "iteration must be at most 9007199254740992, not 9007199254740993"
    ),
    // Shapes
    (
      "local x = snn.zeros(100) + snn.zeros(80)",
      "add: shapes [100] and [80] don't match"
    ),
    (
      "snn.zeros(100):mul_(snn.zeros(80))",
      "mul: shapes [100] and [80] don't match"
    ),
    (
      "local x = snn.zeros(2, 3):matmul(snn.zeros(2))",
      "matmul: shapes [2, 3] and [2] don't match"
    ),
    (
      "local x = snn.zeros(4):reshape(3)",
      "reshape: shape [4] doesn't fit into [3]"
    ),
    // Indices
    (
      "snn.zeros(3):random_(5, 2)",
      "random_: there is no whole number from 5 up to, but without, 2"
    ),
    ("local x = snn.zeros(5)[6]", "index 6 is out of range 1...5"),
    ("local x = snn.zeros(5)[0]", "index 0 is out of range 1...5"),
    ("local x = snn.zeros(5)[-6]", "index -6 is out of range 1...5"),
    ("local x = snn.zeros(5)[0/0]", "index nan is not a whole number"),
    ("local x = snn.zeros(5)[1.5]", "index 1.5 is not a whole number"),
    ("snn.zeros(5)[6] = 1", "index 6 is out of range 1...5"),
    (
      "local x = snn.zeros(5)[snn.tensor { 1, 6 }]",
      "index 6 is out of range 1...5"
    ),
    (
      "local x = snn.zeros(5)[snn.zeros(4, 'bool')]",
      "a mask of shape [4] can't select from shape [5]"
    ),
    (
      "local x = snn.zeros(5)[snn.zeros(5)]",
      "index: indices must be an int64 tensor with one axis, found a float32"
        + " tensor of shape [5]"
    ),
    (
      "local x = snn.zeros(5)[{ { 2, 9 } }]",
      "index: range {2, 9} of an axis of size 5"
    ),
    (
      "snn.zeros(3)[snn.tensor { 2, 2 }]:add_(1)",
      "add: index 2 is selected more than once"
    ),
    // Values
    (
      "snn.zeros(3)[1] = 'x'",
      "only a number, a boolean or a tensor can be written into a tensor, not a"
        + " string"
    ),
    (
      "snn.zeros(3):add_('x')",
      "bad argument #1 to 'add_' (Tensor or number expected, got string)"
    ),
    (
      "snn.tensor({ 1, 2 }):mul_(0.5)",
      "mul: a tensor of int64 can't hold float64 results"
    ),
    (
      "local x = snn.tensor { 1, 'x' }",
      "tensor: expected a number at [2], got string"
    ),
    (
      "local x = snn.tensor { { 1, 2 }, { 3 } }",
      "tensor: rows of 2 and 1 values; all must be as long as the first"
    ),
    (
      "local x = snn.tensor { { 1, 2 }, 3 }",
      "tensor: expected a table at [2], got number"
    ),
    (
      "local x = snn.zeros(3)[{ 1, 2, 3 }]",
      "index: 3 selectors for a tensor of shape [3]"
    ),
    (
      "local m = snn.ones(4):gt(0); snn.ones(4, 5)[{ m, columns = m }] = 0",
      otherFields
    ),
    ("local x = snn.ones(4, 5)[{ [2] = snn.ones(5):gt(0) }]", otherFields),
    (
      "local m = snn.ones(4):gt(0); local W = snn.ones(4, 4):to_sparse();"
        + " W[{ m, columns = m }] = 0", otherFields
    ),
    (
      "snn.ones(4, 5)[snn.Network {}] = 0",
      "index: expected a number, a range {first, last}, {} for all, a bool mask"
        + " or int64 indices, got Network"
    ),
    (
      "local g = snn.NeuronGroup { net = snn.Network {}, size = 5 };"
        + " snn.ones(4, 5)[{ {}, g }] = 0",
      "index: expected a number, a range {first, last}, {} for all, a bool mask"
        + " or int64 indices, got NeuronGroup"
    ),
    (
      "local x = snn.ones(3); x:free(); x[1] = 1",
      "bad argument #1 to 'newindex' (Tensor was released)"
    ),
    (
      "local x = snn.ones(3); x:free(); local y = x.dtype",
      "bad argument #1 to 'index' (Tensor was released)"
    ),
    (
      "local x = snn.ones(3); x:free(); local y = x.nope",
      "bad argument #1 to 'index' (Tensor was released)"
    ),
    (
      "local x = snn.zeros(1):expand(3); x[2] = 5",
      "assign: elements of the expanded tensor [3] share memory; copy it first"
    ),
    (
      "local x, y = snn.zeros(3), snn.zeros(3); y:free(); x[1] = y",
      "only a number, a boolean or a tensor can be written into a tensor, not a"
        + " released Tensor"
    ),
    (
      "local x, y = snn.zeros(3), snn.zeros(3); y:free(); snn.cat { x, y }",
      "bad argument #1 to 'cat' (Tensor expected at [2] of the list, got"
        + " released Tensor)"
    ),
    ("local x = snn.arange(1, 3, 0)", "arange: the step is 0"),
    (
      "local x = snn.arange(math.mininteger, math.maxinteger)",
      "arange: there are too many elements"
    ),
    ("snn.zeros(3):save '/dev/null'", "/dev/null: this is not a regular file"),
    (
      "local x = snn.zeros(2):to 'flot32'",
      "bad argument #1 to 'to' (there is no element type 'flot32'; did you mean"
        + " 'float32'?)"
    ),
    (
      "local x = snn.zeros(2):ad_(1)",
      "a tensor has no method or field 'ad_'; did you mean 'add'?"
    ),
    (
      "local x = snn.zeros(2) > 1",
      "tensors can't be compared with <, <=, > or >=, which give one boolean in"
        + " Lua; write a:lt(b), a:le(b), a:gt(b) or a:ge(b)"
    ),
    (
      "snn.zeros(1):expand(5):add_(1)",
      "add: elements of the expanded tensor [5] share memory; copy it first"
    ),
    (
      "local t = snn.zeros(2); t:free(); t:add_(1)",
      "calling 'add_' on bad self (Tensor was released)"
    ),
    // Files
    (
      "local x = snn.load('no/such.npy')",
      "no/such.npy: No such file or directory"
    ),
  ]

  @Test(arguments: messages)
  func aWrongCallOnTensorsSaysWhatIsWrong(
    source: String, expected: String
  ) throws {
    #expect(try message(of: source) == "model.lua:1: " + expected)
  }

  /// Starts with a network `net` and a group `exc` of 3 neurons.
  static let networkMessages: [(String, String)] = [
    (
      "net = snn.Network { sed = 1 }",
      "Network has no option 'sed'; did you mean 'seed'?"
    ),
    (
      "net = snn.Network { seed = 1.5 }",
      "Network: seed must be a whole number from 0 to 2^53 - 1, not 1.5"
    ),
    (
      "net = snn.Network { seed = -1 }",
      "Network: seed must be a whole number from 0 to 2^53 - 1, not -1"
    ),
    (
      "net = snn.Network { seed = 1 << 53 }",
      "Network: seed must be a whole number from 0 to 2^53 - 1, not"
        + " 9007199254740992"
    ),
    (
      "net = snn.Network { seed = '5' }",
      "Network: seed must be a whole number from 0 to 2^53 - 1, got string"
    ),
    (
      "net = snn.Network { synapse_mode = 'SxS' }",
      "there is no synapse mode 'SxS'; did you mean 'SxD'?"
    ),
    (
      "net = snn.Network { dtype = 'int64' }",
      "a network's type must be float32 or float64, not int64"
    ),
    (
      "exc = snn.NeuronGroup { net = net, size = -1 }",
      "NeuronGroup: size must be a whole number of 0 or more, not -1"
    ),
    (
      "exc = snn.NeuronGroup { net = net, size = 1.5 }",
      "NeuronGroup: size must be a whole number of 0 or more, not 1.5"
    ),
    (
      "exc = snn.NeuronGroup { net = net, size = '5' }",
      "NeuronGroup: size must be a whole number of 0 or more, got string"
    ),
    (
      "exc = snn.NeuronGroup { net = net, size = 1e18 }",
      "shape [1000000000000000000] has too many elements"
    ),
    (
      "exc = snn.NeuronGroup { net = 5, size = 1 }",
      "NeuronGroup: expected a network as 'net', got number"
    ),
    (
      "exc = snn.NeuronGroup { net = net, size = 1, tag = 'exc' }",
      "tag 'exc' is taken: it is the first tag of a NeuronGroup"
    ),
    (
      "exc = snn.NeuronGroup { net = net, size = 1, behavior = { [1] = 5 } }",
      "NeuronGroup: expected a behavior at key 1, got number"
    ),
    (
      "exc = snn.NeuronGroup { net = net, size = 1, behavior = { [1] = LIF } }",
      "NeuronGroup: expected a behavior at key 1, got the class LIF; did you"
        + " mean LIF {}?"
    ),
    (
      "exc = snn.NeuronGroup { net = net, size = 1, behavior = { a = LIF {} } }",
      "NeuronGroup: behavior keys must be finite numbers, got \"a\""
    ),
    (
      "exc = snn.NeuronGroup { net = net, size = 1,"
        + " behavior = { [1/0] = LIF {} } }",
      "NeuronGroup: behavior keys must be finite numbers, got inf"
    ),
    (
      "syn = snn.SynapseGroup { net = net, src = 'exk', dst = exc }",
      "no neuron group (source) has the tag 'exk'; did you mean 'exc'?"
    ),
    (
      "syn = snn.SynapseGroup { net = net, src = 5, dst = exc }",
      "SynapseGroup: src must be a neuron group or its tag, got number"
    ),
    (
      "LIF = snn.Behavior(5)",
      "Behavior: expected a name such as \"LIF\", got number"
    ),
    ("lif = LIF(5)", "LIF: expected a table of parameters, got number"),
    (
      "net:simulate_iterations(1)",
      "simulate: the network is not initialized; initialize it first"
    ),
    (
      "net:initialize(); net:simulate_iterations({})",
      "simulate_iterations: expected a whole number of 0 or more, got table"
    ),
    (
      "net:initialize(); net:simulate_iterations(-1)",
      "simulate_iterations: expected a whole number of 0 or more, got -1"
    ),
    (
      "net:initialize(); net:simulate_iterations(1.5)",
      "simulate_iterations: expected a whole number of 0 or more, got 1.5"
    ),
    (
      "v = exc:vector 'unifrom'",
      "there is no mode 'unifrom'; did you mean 'uniform'?"
    ),
    (
      "v = exc:vector 'normal(1'",
      "mode 'normal(1', column 9: expected ')', found the end"
    ),
    (
      "v = exc:vector { 'uniform', dtype = 'flot32' }",
      "vector: dtype: there is no element type 'flot32'; did you mean"
        + " 'float32'?"
    ),
    (
      "n = snn.Network { dtype = 'flot32' }",
      "Network: dtype: there is no element type 'flot32'; did you mean"
        + " 'float32'?"
    ),
    (
      "s = exc:synapses()",
      "synapses: expected \"afferent\" or \"efferent\", got nil"
    ),
    (
      "s = LIF:is_enabled()",
      "is_enabled: expected a behavior before the colon, got the class LIF, not"
        + " a behavior of it; in a class that extends it say"
        + " LIF.initialize(self, object), with a dot"
    ),
    (
      "net:simulate_iterations(1, { disable_recording = 1 })",
      "simulate_iterations: disable_recording: expected a boolean, got number"
    ),
    (
      "v = exc:vector { 'uniform', densty = 0.1 }",
      "vector has no option 'densty'; did you mean 'density'?"
    ),
    (
      "v = exc:vector { 'uniform', density = 'x' }",
      "vector: density must be a number or a tensor, got string"
    ),
    ("exc.size = 5", "NeuronGroup 'exc': 'size' can't be replaced"),
    (
      "exc.vector = 5",
      "NeuronGroup 'exc': 'vector' is a method or field of every NeuronGroup;"
        + " choose another name"
    ),
    (
      "r = snn.Recorder { gap_width = 2 }",
      "Recorder: name what to record: Recorder { \"voltage\" }"
    ),
    (
      "r = snn.Recorder { 'v', gap_width = -1 }",
      "Recorder: gap_width must be a whole number of 0 or more, got -1"
    ),
    (
      "r = snn.Recorder { 'v', gap = 1 }",
      "Recorder has no option 'gap'; its options are behavior_enabled, file,"
        + " gap_width, gapwidth, max_length, run_every, run_from, run_until,"
        + " tag, variables"
    ),
    (
      "exc:add_behavior(0/0, LIF {})", "add_behavior: expected a key, got nan"
    ),
    (
      "net:activate_behaviors 'STP'",
      "no behavior has the tag 'STP'; there are no tags"
    ),
  ]

  @Test(arguments: networkMessages)
  func aWrongCallOnNetworksSaysWhatIsWrongAndChangesNothing(
    source: String, expected: String
  ) throws {
    let host = try makeHost()
    try run(
      """
      LIF = snn.Behavior "LIF"
      net = snn.Network { seed = 1 }
      exc = snn.NeuronGroup { net = net, size = 3, tag = "exc" }
      require "snn"; before = tostring(net)
      """, in: host)
    #expect(try message(of: source, in: host) == "model.lua:1: " + expected)
    try run("assert(tostring(net) == before or not exc)", in: host)
  }
}

/// What a list of selectors with other fields says.
private let otherFields =
  "index: a list of selectors has one for each axis from the first, as in W[{"
  + " rows, columns }], and no other fields"
