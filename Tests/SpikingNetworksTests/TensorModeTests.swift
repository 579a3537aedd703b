import SpikingNetworks
import Tensors
import Testing

@Suite struct TensorModeTests {
  private func neurons(_ size: Int = 4) throws -> (Network, NeuronGroup) {
    let network = try Network(seed: 1)
    return (network, try NeuronGroup(size: size, network: network, tag: "a"))
  }

  @Test(
    arguments: [
      ("zeros", 0.0), ("zeros()", 0), ("ones", 1), ("ones()", 1), ("-5", -5),
      ("2.5", 2.5), (" 3 ", 3), ("1e-3", 0.001), ("ones()*3", 3),
      ("ones() * 3", 3), ("ones()*2+1", 3), ("2*ones()", 2), ("-ones()", -1),
      ("full(7)", 7), ("full(fill_value=7.0)", 7), ("(1 + 2) * ones", 3),
      ("2 - ones()*3", -1), ("ones()*2**3", 8), ("ones()*2^-1", 0.5),
      ("8 / (ones() + 1)", 4), ("torch.ones()", 1), ("ones() + ones()", 2),
      ("-2^2", -4), ("7 // 2", 3), ("7 % 4 * ones", 3), ("1/4", 0.25),
      ("normal(0,1)*0", 0), ("normal(3, 0)", 3), ("uniform(2, 2)", 2),
      ("randint(4, 5)", 4), ("bernoulli(1)", 1), ("bernoulli(p=0)", 0),
    ] as [(String, Double)])
  func constantModes(text: String, value: Double) throws {
    let (_, neurons) = try neurons()
    let tensor = try neurons.vector(.text(text))
    #expect(tensor.type == .float32)
    let expected = [Double](repeating: Double(Float(value)), count: 4)
    #expect(try tensor.numbers() == expected)
  }

  @Test("A9: numbers in modes follow Lua")
  func numbersFollowLua() throws {
    let (_, neurons) = try neurons(1)
    let vector = try neurons.vector("3 ^ 37", type: .int64)
    #expect(try vector.element([0]) == .integer(450_283_905_890_997_376))
  }

  @Test(
    arguments: [
      ("uniform", 0.0, 1.0, 0.5), ("random", 0, 1, 0.5), ("rand", 0, 1, 0.5),
      ("rnd", 0, 1, 0.5), ("rand()", 0, 1, 0.5), ("uniform(0,1)", 0, 1, 0.5),
      ("uniform(-3, 5)", -3, 5, 1), ("uniform(low=1, high=2)", 1, 2, 1.5),
      ("rand()*2+1", 1, 3, 2), ("rand()**2", 0, 1, 1.0 / 3),
      ("randn", -9, 9, 0),
      ("normal", -9, 9, 0), ("normal(0.5, 0.1)", -1, 2, 0.5),
      ("normal(mean=1.0,std=0.5)", -4, 6, 1),
      ("normal(scale=0.5, loc=1)", -4, 6, 1), ("normal(2, stdv=0.1)", 1, 3, 2),
      ("randint(5)", 0, 4, 2), ("randint(2, 5)", 2, 4, 3),
      ("lognormal(0, 0.5)", 0, 20, 1.1331), ("exponential(2)", 0, 40, 2),
      ("gamma(3, 0.5)", 0, 20, 1.5), ("gamma(shape=2)", 0, 30, 2),
      ("binomial(5, 0.4)", 0, 5, 2),
      ("poisson(3)", 0, 30, 3), ("bernoulli(0.25)", 0, 1, 0.25),
      ("rand() + rand()", 0, 2, 1), ("-rand()", -1, 0, -0.5),
    ] as [(String, Double, Double, Double)])
  func randomModes(
    text: String, low: Double, high: Double, mean: Double
  ) throws {
    let (_, neurons) = try neurons(10_000)
    let drawn = try neurons.vector(.text(text)).numbers()
    #expect(drawn.allSatisfy { $0 >= low && $0 <= high })
    let found = drawn.reduce(0, +) / 10_000
    #expect(abs(found - mean) < 0.1)
    #expect(Set(drawn).count > 1)
  }

  @Test(arguments: [
    (
      "unifrom", "there is no mode 'unifrom'; did you mean 'uniform'?"
    ),
    (
      "xyz(1)",
      "there is no mode 'xyz'; known modes: zeros, ones, full, uniform, random,"
        + " rand, rnd, normal, randn, randint, lognormal, exponential, gamma,"
        + " poisson, binomial, bernoulli"
    ),
    ("", "mode '', column 1: expected a value, found the end"),
    (
      "normal(0.5,",
      "mode 'normal(0.5,', column 12: expected a value, found the end"
    ),
    (
      "ones() 3",
      "mode 'ones() 3', column 8: expected an operator or the end, found '3'"
    ),
    (
      "ones(2)", "mode 'ones(2)', column 6: ones takes no arguments"
    ),
    (
      "normal(0, 1, 2)",
      "mode 'normal(0, 1, 2)', column 14: normal takes at most 2"
    ),
    (
      "normal(0, mean=1)",
      "mode 'normal(0, mean=1)', column 11: mean is given twice"
    ),
    (
      "normal(men=1)",
      "mode 'normal(men=1)', column 8: normal has no argument 'men'; did you"
        + " mean 'mean'?"
    ),
    ("full()", "mode 'full()', column 1: full needs fill_value"),
    (
      "uniform(3)",
      "mode 'uniform(3)', column 1: uniform takes both limits or"
        + " none"
    ),
    (
      "normal(rand(), 1)",
      "mode 'normal(rand(), 1)', column 8: expected a number"
    ),
    (
      "ones() > 2",
      "mode 'ones() > 2', column 8: a mode knows numbers, functions and"
        + " arithmetic only"
    ),
    ("ones() $", "mode 'ones() $', column 8: '$' has no meaning"),
    ("2x", "mode '2x', column 1: '2' runs into a name"),
    (
      "7 // 0 * ones",
      "mode '7 // 0 * ones', column 3: floordiv: attempt to perform 'n//0'"
    ),
  ])
  func modesThatMeanNothing(text: String, expected: String) throws {
    let (_, neurons) = try neurons()
    #expect(message { _ = try neurons.vector(.text(text)) } == expected)
  }

  @Test(arguments: [
    "normal(0, -1)", "uniform(2, 1)", "randint(0)", "bernoulli(2)",
  ])
  func argumentsOutOfRange(text: String) throws {
    let (_, neurons) = try neurons()
    #expect(throws: TensorError.self) { try neurons.vector(.text(text)) }
  }

  @Test func hostileTextsAreRefused() throws {
    let (_, neurons) = try neurons()
    let texts = [
      String(repeating: "(", count: 100_000),
      String(repeating: "-", count: 100_000) + "1",
      "1" + String(repeating: "+1", count: 100_000),
      "1" + String(repeating: "^1", count: 100_000),
      "ones" + String(repeating: "[1]", count: 100_000),
      String(repeating: "9", count: 400), "\u{1F600}", "1e999 * 1e999",
    ]
    for text in texts {
      _ = try? neurons.vector(.text(text))
    }
  }

  @Test func scaleMultiplies() throws {
    let (_, neurons) = try neurons()
    #expect(try neurons.vector(2, scale: 3).numbers() == [6, 6, 6, 6])
  }

  @Test func densityIsTheShareOfElementsThatStay() throws {
    let (network, neurons) = try neurons(10_000)
    let kept = try neurons.vector(2, density: 0.25).numbers()
    #expect(Set(kept) == [0, 2])
    #expect(abs(kept.count { $0 == 2 } - 2_500) < 200)
    let chances = try Tensor.range(from: 0, to: 10_000, in: network.pool)
    let mask = try chances.comparing(.less, 5_000).converted(to: .float32)
    let some = try neurons.vector(2, density: .tensor(mask)).numbers()
    #expect(some.prefix(5_000).allSatisfy { $0 == 2 })
    #expect(some.dropFirst(5_000).allSatisfy { $0 == 0 })
    #expect(throws: TensorError.self) { try neurons.vector(1, density: 1.5) }
  }

  @Test func otherTypesHoldWhatTheModeGives() throws {
    let (_, neurons) = try neurons()
    let whole = try neurons.vector("randint(5, 6) + 1", type: .int64)
    #expect(whole.values(Int.self) == [6, 6, 6, 6])
    let truth = try neurons.vector("ones", type: .bool)
    #expect(truth.values(UInt8.self) == [1, 1, 1, 1])
    let double = try neurons.vector(0.1, type: .float64)
    #expect(double.values(Double.self) == [0.1, 0.1, 0.1, 0.1])
  }

  @Test func aTensorHasAnyShape() throws {
    let network = try Network(seed: 1, type: .float64)
    let tensor = try network.tensor("ones", shape: [2, 3, 4])
    #expect(tensor.shape == [2, 3, 4] && tensor.type == .float64)
    let neurons = try NeuronGroup(size: 5, network: network)
    #expect(try neurons.vectorBuffer(3).shape == [3, 5])
  }
}
