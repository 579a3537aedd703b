import SpikingNetworks
import Tensors
import Testing

@Suite struct ExpressionTests {
  /// What a recorder records of `text` in the second iteration.
  private func recorded(_ text: String, synapses: Bool = false) throws
    -> [Double]
  {
    let network = try Network(seed: 1)
    let neurons = try NeuronGroup(size: 4, network: network, tag: "a")
    let group = try SynapseGroup(
      from: .group(neurons), to: .group(neurons), network: network)
    let pool = network.pool
    neurons.state["v"] = .tensor(
      try Tensor([1, -2, 3, 4] as [Float], in: pool))
    neurons.state["i"] = .tensor(try Tensor([4, 1], in: pool))
    neurons.state["spike"] = .tensor(
      try Tensor([1, 0, 0, 1] as [UInt8], in: pool))
    neurons.state["W"] = .tensor(
      try Tensor.range(from: 0, to: 6, in: pool).reshaped([2, 3]))
    neurons.state["x"] = .number(7)
    neurons.state["name"] = .text("x")
    group.state["W"] = .tensor(try group.matrix(2))
    let recorder = try Recorder([text])
    let owner: NetworkObject = synapses ? group : neurons
    try owner.add(recorder, key: 1)
    try network.initialize()
    try network.simulateIterations(2)
    try recorder.cutLength(1)
    return try recorder.data(of: text).numbers()
  }

  @Test(
    arguments: [
      ("v", [1, -2, 3, 4]), ("n.v", [1, -2, 3, 4]),
      ("neurons.v", [1, -2, 3, 4]),
      ("iteration", [2]), ("n.iteration", [2]), ("size", [4]), ("x", [7]),
      ("torch.tensor(n.iteration)", [2]), ("v*2", [2, -4, 6, 8]),
      ("2 - v", [1, 4, -1, -2]), ("-v", [-1, 2, -3, -4]), ("-x^2", [-49]),
      ("2^3^2", [512]), ("2**-1", [0.5]), ("7 // 2", [3]), ("-7 % 3", [2]),
      ("7 / 2", [3.5]), ("1 + 2 * 3", [7]), ("(1 + 2) * 3", [9]),
      ("v > 2", [0, 0, 1, 1]), ("2 < v", [0, 0, 1, 1]), ("v>=3", [0, 0, 1, 1]),
      ("v == 3", [0, 0, 1, 0]), ("v ~= 3", [1, 1, 0, 1]),
      ("v != 3", [1, 1, 0, 1]), ("x > 6", [1]), ("1 + 1 == 2", [1]),
      ("~spike", [0, 1, 1, 0]), ("not spike", [0, 1, 1, 0]),
      ("spike & (v > 2)", [0, 0, 0, 1]), ("spike | (v > 2)", [1, 0, 1, 1]),
      ("spike ~ (v > 2)", [1, 0, 1, 0]), ("spike and v > 2", [0, 0, 0, 1]),
      ("v < 0 or v > 3", [0, 1, 0, 1]), ("not x", [0]), ("true and x", [1]),
      ("sum(v)", [6]), ("v:sum()", [6]), ("v.sum()", [6]), ("mean(v)", [1.5]),
      ("torch.mean(v)", [1.5]), ("np.mean(n.v)", [1.5]), ("max(v)", [4]),
      ("torch.sum(v)/size", [1.5]), ("sum(W)", [15]), ("sum(W, 1)", [3, 5, 7]),
      ("W:sum(2)", [3, 12]), ("argmax(v)", [4]), ("argmin(W, 2)", [1, 1]),
      ("any(spike)", [1]), ("abs(v)", [1, 2, 3, 4]), ("abs(-x)", [7]),
      ("sqrt(4)", [2]), ("v:abs():sum()", [10]), ("floor(2.7)", [2]),
      ("clamp(v, 0, 3)", [1, 0, 3, 3]), ("v:clip(0, 3)", [1, 0, 3, 3]),
      ("where(v > 2, 1, v)", [1, -2, 1, 1]), ("maximum(v, 2)", [2, 2, 3, 4]),
      ("gt(v, 2)", [0, 0, 1, 1]), ("pow(2, 3)", [8]),
      ("stack(v, v*2)", [1, -2, 3, 4, 2, -4, 6, 8]),
      ("torch.stack([n.v, n.v])", [1, -2, 3, 4, 1, -2, 3, 4]),
      ("stack{1, 2}", nil), ("cat(v, v)", [1, -2, 3, 4, 1, -2, 3, 4]),
      ("v[1]", [1]), ("v[size]", [4]), ("v[2:3]", [-2, 3]),
      ("v[:2]", [1, -2]), ("v[3:]", [3, 4]), ("v[:]", [1, -2, 3, 4]),
      ("v[spike]", [1, 4]), ("v[v > 2]", [3, 4]), ("v[i]", [4, 1]),
      ("n.v[n.spike].sum()", [5]), ("W[1]", [0, 1, 2]), ("W[2, 3]", [5]),
      ("W[:, 2]", [1, 4]), ("W[2, 2:3]", [4, 5]), ("v[3:2]", []),
      ("v[-1 + 2]", [1]), ("int(2.7)", [2]), ("spike + 1", [2, 1, 1, 2]),
      ("where(x > 3, 0.1, 2)", [0.1]), ("float(0.1)", [0.1]), ("v[i[2]]", [1]),
      ("clamp(v, v[2], v[1])", [1, -2, 1, 1]), ("exp(x > 8)", [1]),
      ("(x > 3) + 1", [2]), ("x & 3.0", [3]), ("not 0", [1]), ("not 2", [0]),
    ] as [(String, [Double]?)])
  func values(text: String, expected: [Double]?) throws {
    if let expected {
      #expect(try recorded(text) == expected)
    } else {
      #expect(throws: (any Error).self) { try recorded(text) }
    }
  }

  @Test(
    arguments: [
      ("W", [Double](repeating: 2, count: 16)), ("synapse.W[1, 1]", [2]),
      ("s.W:sum()", [32]), ("src.v", [1, -2, 3, 4]),
      ("synapse.dst.v[3]", [3]), ("src.size", [4]), ("src.v:sum()", [6]),
    ] as [(String, [Double])])
  func synapseGroupsSeeTheirEnds(text: String, expected: [Double]) throws {
    #expect(try recorded(text, synapses: true) == expected)
  }

  @Test(arguments: [
    (
      "v +",
      "recorder expression 'v +', column 4: expected a value, found the end"
    ),
    (
      "(v", "recorder expression '(v', column 3: expected ')', found the end"
    ),
    (
      "v v",
      "recorder expression 'v v', column 3: expected an operator or the end,"
        + " found 'v'"
    ),
    ("meen(v)", "there is no function 'meen'; did you mean 'mean'?"),
    ("v:meen()", "there is no function 'meen'; did you mean 'mean'?"),
    (
      "clamp(v)",
      "recorder expression 'clamp(v)', column 1: clamp takes 3 arguments,"
        + " found 1"
    ),
    (
      "sum(W, axis=1)",
      "recorder expression 'sum(W, axis=1)', column 8: 'axis' can't be given by"
        + " name here"
    ),
    (
      "a.b.c",
      "recorder expression 'a.b.c', column 1: 'a.b.c' is not a variable's name"
    ),
    (
      "[v]",
      "recorder expression '[v]', column 1: a list may only be an argument of"
        + " stack"
    ),
    ("v @ v", "recorder expression 'v @ v', column 3: '@' has no meaning"),
    (
      "v if x",
      "recorder expression 'v if x', column 3: expected an operator"
        + " or the end, found 'if'"
    ),
  ])
  func mistakesAreFoundAtInitialize(text: String, expected: String) throws {
    let network = try Network(seed: 1, behaviors: [(3, try Recorder([text]))])
    #expect(
      message { try network.initialize() }
        == "in Recorder:initialize (key 3) of Network 'Network_1': " + expected)
  }

  @Test(arguments: [
    "v[9]", "v[0]", "v[-1]", "W[1, 2, 3]", "x[1]", "v[1.5]", "name", "u",
    "v + W", "sum(v, 2)", "sum(v, 0)", "1 & 2.5", "clamp(v, v, v)", "v[2:9]",
    "v[spike, 1]", "v[9223372036854775807]", "sum(v, -9223372036854775807)",
    "v[9223372036854775807:1]", "v[1:9223372036854775807]", "v & 1", "x // 0",
    "x % 0", "v[x > 3]", "sum(v, x > 3)",
  ])
  func mistakesAreFoundWhileRecording(text: String) throws {
    #expect(throws: BehaviorFailure.self) { try recorded(text) }
  }
}
