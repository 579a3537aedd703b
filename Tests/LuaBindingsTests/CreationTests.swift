import Testing

/// Functions that make tensors, as scripts call them.
@Suite struct CreationTests {
  /// A Lua expression that must be true.
  static let claims = [
    "snn.zeros(2, 3).shape[2] == 3 and snn.zeros(2, 3):sum() == 0",
    "snn.zeros({ 2, 3 }, 'bool').dtype == 'bool'",
    "snn.ones(4):sum() == 4", "snn.full({ 2, 2 }, 3):sum() == 12",
    "snn.full(2, true).dtype == 'bool'",
    "snn.full_like(snn.zeros(2, 'int64'), 7):sum() == 14",
    "snn.zeros_like(snn.ones(2, 3)).shape[1] == 2",
    "snn.ones_like(snn.zeros(2, 'bool')):all()",
    "snn.arange(5):sum() == 15 and snn.arange(5).dtype == 'int64'",
    "snn.arange(2, 10, 4):sum() == 18", "#snn.arange(5, 1) == 0",
    "#snn.arange(0, 1, 0.1) == 11", "snn.linspace(0, 1, 5)[4] == 0.75",
    "snn.eye(3):sum() == 3 and snn.eye(3)[2][2] == 1",
    "snn.tensor({ { 1, 2 }, { 3, 4 } })[2][1] == 3",
    "snn.tensor({ 1, 2 }).dtype == 'int64'",
    "snn.tensor({ 1, 2.5 }).dtype == 'float32'",
    "snn.tensor({ true, false }).dtype == 'bool'",
    "snn.tensor({ 1, 0 }, 'float64').dtype == 'float64'",
    "#snn.tensor({}) == 0",
    "snn.rand(1000):lt(1):all() and snn.rand(1000):ge(0):all()",
    "math.abs(snn.randn(10000):mean()) < 0.05",
    "snn.rand_like(snn.zeros(3, 'float64')).dtype == 'float64'",
    "snn.randn_like(snn.zeros(2, 3)).shape[2] == 3",
    "snn.uniform(2, 3, 100):ge(2):all() and snn.uniform(2, 3, 100):lt(3):all()",
    "math.abs(snn.normal(5, 0.1, 1000):mean() - 5) < 0.05",
    "snn.randint(3, 6, 1000):min() == 3 and snn.randint(3, 6, 1000):max() == 5",
    "snn.randperm(10):sum() == 55 and snn.randperm(10):min() == 1",
    "snn.zeros(1000):bernoulli_(1):sum() == 1000",
    "math.abs(snn.zeros(10000):bernoulli_(0.3):mean() - 0.3) < 0.03",
    "math.abs(snn.zeros(10000):poisson_(4):mean() - 4) < 0.1",
    "math.abs(snn.zeros(10000):exponential_(2):mean() - 0.5) < 0.05",
    "math.abs(snn.zeros(10000):gamma_(3, 2):mean() - 6) < 0.2",
    "math.abs(snn.zeros(10000):gamma_(2):mean() - 2) < 0.1",
    "math.abs(snn.zeros(10000):binomial_(10, 0.3):mean() - 3) < 0.1",
    "snn.zeros(3):binomial_(snn.tensor { 0, 1, 2 }, 1):eq(snn.arange(0, 2)):all()",
    "snn.zeros(9):lognormal_(2, 0):sub(math.exp(2)):abs():max() < 1e-5",
    "snn.lognormal(0, 1, 2, 3):gt(0):all() and snn.gamma(1, 2, 3, 'float64').dtype"
      + " == 'float64'",
    "snn.binomial(4, 1, 5, 'int64'):eq(4):all()",
    "snn.multinomial(snn.tensor { 0, 2, 0 }, 4, true):eq(2):all()",
    "snn.tensor({ 1, 0, 3 }):multinomial(2):sum() == 4",
    "snn.ones(5, 4):multinomial(4):sum() == 50",
    "snn.ones(3):multinomial(1).dtype == 'int64'",
    "snn.zeros(100):random_(5, 6):eq(5):all()",
    "snn.stack({ snn.zeros(3), snn.ones(3) })[2]:sum() == 3",
    "snn.stack({ snn.zeros(3), snn.ones(3) }, 2).shape[2] == 2",
    "#snn.cat { snn.zeros(3), snn.ones(2) } == 5",
    "snn.arange(4):roll(1)[1] == 4", "#snn.arange(3):tile(2) == 6",
    "snn.zeros(2, 3):flatten().shape[1] == 6",
    "snn.zeros(3, 3):fill_diagonal_(2):sum() == 6",
    "select('#', snn.eye(2):nonzero()) == 2",
    "snn.tensor({ 0, 5, 0, 7 }):nonzero()[2] == 4",
    "snn.ones(2, 3):totable()[2][3] == 1", "snn.tensor({ 4 }):item() == 4",
  ]

  @Test(arguments: claims)
  func thisIsTrue(claim: String) throws {
    try run("assert(\(claim))")
  }

  @Test func aSeedRepeatsTheDraws() throws {
    for _ in 0..<2 {
      let first = try makeHost()
      let second = try makeHost()
      try run("a = snn.rand(3):sum() + snn.randn(5):sum()", in: first)
      try run("a = snn.rand(3):sum() + snn.randn(5):sum()", in: second)
      let text = try [first, second].map { host in
        try #require(
          try message(of: "error(string.format('%a', a), 0)", in: host))
      }
      #expect(text[0] == text[1])
    }
  }
}
