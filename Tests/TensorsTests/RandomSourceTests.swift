import Glibc
import TestSupport
import Testing

@testable import Tensors

@Suite struct RandomSourceTests {
  let pool = MemoryPool()

  /// The vectors that Random123 publishes in `kat_vectors`.
  @Test func blocksAgreeWithThePublishedAnswers() {
    let max = UInt32.max
    let answers: [([UInt32], [UInt32], [UInt32])] = [
      (
        [0, 0, 0, 0], [0, 0],
        [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8]
      ),
      (
        [max, max, max, max], [max, max],
        [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD]
      ),
      (
        [0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344],
        [0xA409_3822, 0x299F_31D0],
        [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1]
      ),
    ]
    for (c, k, expected) in answers {
      let x = Philox.block((c[0], c[1], c[2], c[3]), (k[0], k[1]))
      #expect([x.0, x.1, x.2, x.3] == expected)
    }
  }

  @Test func groupsHoldTheBlocksLaneByLane() {
    let (position, stream, seed): (UInt64, UInt64, UInt64) = (
      0xFFFF_FFF8, 0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210
    )
    var words = [UInt32](repeating: 0, count: 128)
    words.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      Philox.fill(
        start, groups: 2, position: position, stream: stream, seed: seed)
    }
    for index in 0..<32 {
      let counter = position + UInt64(index)
      let x = Philox.block(
        (
          UInt32(truncatingIfNeeded: counter), UInt32(counter >> 32),
          0x89AB_CDEF, 0x0123_4567
        ), (0x7654_3210, 0xFEDC_BA98))
      let start = index / 16 * 64 + index % 16
      #expect(words[start] == x.0)
      #expect(words[start + 16] == x.1)
      #expect(words[start + 32] == x.2)
      #expect(words[start + 48] == x.3)
    }
  }

  @Test func theNameOfAStreamGivesItsNumber() {
    #expect(RandomSource.stream() == 0xCBF2_9CE4_8422_2325)
    #expect(RandomSource.stream("a", "b") != RandomSource.stream("ab"))
    #expect(RandomSource.stream("a", "b") != RandomSource.stream("b", "a"))
    // The published hash of "a", and one step on.
    let hash: UInt64 = 0xAF63_DC4C_8601_EC8C
    let expected = (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
    #expect(RandomSource.stream("a") == expected)
  }

  /// Each kind of fill, by name.
  static var fills: [(String, (RandomSource, Tensor) throws -> Void)] {
    [
      ("uniform", { try $0.fillUniform($1, from: -1, to: 2) }),
      ("normal", { try $0.fillNormal($1, mean: 1, deviation: 2) }),
      ("exponential", { try $0.fillExponential($1, rate: 2) }),
      ("integers", { try $0.fillIntegers($1, from: -3, to: 9) }),
      ("bernoulli", { try $0.fillBernoulli($1, probability: 0.25) }),
      ("poisson", { try $0.fillPoisson($1, rate: 3) }),
      ("poisson of large rates", { try $0.fillPoisson($1, rate: 300) }),
      ("lognormal", { try $0.fillLognormal($1, mean: 1, deviation: 2) }),
      ("gamma", { try $0.fillGamma($1, shape: 0.5, scale: 2) }),
      (
        "binomial",
        { try $0.fillBinomial($1, trials: 60, probability: 0.25) }
      ),
    ]
  }

  @Test(arguments: 0..<10, [ElementType.float32, .float64])
  func theBeginningOfAFillDoesNotDependOnItsLength(
    index: Int, type: ElementType
  ) throws {
    let fill = RandomSourceTests.fills[index].1
    let long = try Tensor.zeros([70_000], type: type, in: pool)
    try fill(RandomSource(seed: 1, stream: 2), long)
    for count in Samples.counts {
      let short = try Tensor.zeros([count], type: type, in: pool)
      try fill(RandomSource(seed: 1, stream: 2), short)
      #expect(short.doubles == Array(long.doubles.prefix(count)))
    }
  }

  @Test(arguments: 0..<10)
  func aSourceResumesFromItsPosition(index: Int) throws {
    let fill = RandomSourceTests.fills[index].1
    let source = RandomSource(seed: 3, stream: 4)
    let x = try Tensor.zeros([100], in: pool)
    try fill(source, x)
    let position = source.position
    #expect(position > 0)
    #expect(position % 16 == 0)
    try fill(source, x)
    let resumed = RandomSource(seed: 3, stream: 4)
    resumed.position = position
    let y = try Tensor.zeros([100], in: pool)
    try fill(resumed, y)
    #expect(x.doubles == y.doubles)
    #expect(resumed.position == source.position)
  }

  @Test(arguments: 0..<10)
  func viewsAreFilledRowByRow(index: Int) throws {
    let fill = RandomSourceTests.fills[index].1
    let plain = try Tensor.zeros([3, 5], in: pool)
    try fill(RandomSource(seed: 5, stream: 6), plain)
    let turned = try Tensor.zeros([5, 3], in: pool).transposed()
    try fill(RandomSource(seed: 5, stream: 6), turned)
    #expect(turned.doubles == plain.doubles)
    let expanded = try Tensor.zeros([1, 3], in: pool).expanded(to: [2, 3])
    #expect(throws: TensorError.self) {
      try fill(RandomSource(seed: 5, stream: 6), expanded)
    }
  }

  @Test func seedsAndStreamsGiveDifferentNumbers() throws {
    let x = try Tensor.zeros([100], in: pool)
    var seen: Set<[Double]> = []
    for (seed, stream) in [(0, 0), (0, 1), (1, 0), (1 << 32, 0), (0, 1 << 32)] {
      let source = RandomSource(seed: UInt64(seed), stream: UInt64(stream))
      try source.fillUniform(x)
      seen.insert(x.doubles)
      try source.fillUniform(x)
      seen.insert(x.doubles)
    }
    #expect(seen.count == 10)
  }

  /// Mean and variance of 200,000 numbers, with the standard error of each
  /// well below the tolerance.
  @Test(arguments: 0..<6, [ElementType.float32, .float64])
  func distributionsHaveTheirMoments(index: Int, type: ElementType) throws {
    let x = try Tensor.zeros([200_000], type: type, in: pool)
    try RandomSourceTests.fills[index].1(RandomSource(seed: 7, stream: 8), x)
    let (mean, variance) = [
      (0.5, 0.75), (1, 4), (0.5, 0.25), (2.5, 143.0 / 12), (0.25, 0.1875),
      (3, 3),
    ][index]
    #expect((try x.reduced(.mean).double - mean).magnitude < 0.04)
    #expect(
      (try x.reduced(.variance).double / variance - 1).magnitude < 0.03)
  }

  @Test(arguments: [ElementType.float32, .float64])
  func normalNumbersAreUncorrelatedAndOfTheRightShape(
    type: ElementType
  ) throws {
    let x = try Tensor.zeros([200_000], type: type, in: pool)
    try RandomSource(seed: 9, stream: 9).fillNormal(x)
    let values = x.doubles
    for lag in [1, 16, 32] {
      let products = zip(values, values.dropFirst(lag)).map { $0 * $1 }
      #expect(products.reduce(0, +).magnitude / 200_000 < 0.01)
    }
    // The share within one, two and three deviations.
    for (limit, share) in [(1.0, 0.682_69), (2, 0.954_50), (3, 0.997_30)] {
      let inside = values.filter { $0.magnitude < limit }.count
      #expect((Double(inside) / 200_000 - share).magnitude < 0.003)
    }
  }

  @Test func uniformNumbersStayInTheirRange() throws {
    for type in [ElementType.float32, .float64] {
      let x = try Tensor.zeros([100_000], type: type, in: pool)
      let source = RandomSource(seed: 1, stream: 1)
      // Near 1, adding rounds up to 2 unless that is prevented.
      for (low, high) in [(0.0, 1.0), (1, 2), (-1e-3, 1e6), (5, 5)] {
        try source.fillUniform(x, from: low, to: high)
        let (least, most) = (
          try x.reduced(.minimum).double, try x.reduced(.maximum).double
        )
        #expect(least >= Double(Float(low)))
        #expect(low == high ? most == high : most < high)
      }
    }
  }

  @Test func wholeNumbersCoverTheirRangeEvenly() throws {
    let x = try Tensor.zeros([100_000], type: .int64, in: pool)
    try RandomSource(seed: 1, stream: 2).fillIntegers(x, from: -2, to: 3)
    var counts: [Int: Int] = [:]
    for value in x.values(Int.self) { counts[value, default: 0] += 1 }
    #expect(Set(counts.keys) == Set(-2...2))
    #expect(counts.values.allSatisfy { abs($0 - 20_000) < 600 })
    try RandomSource(seed: 1, stream: 2).fillIntegers(
      x, from: Int.min, to: Int.max)
    #expect(try x.reduced(.minimum).integer < Int.min / 2)
    #expect(try x.reduced(.maximum).integer > Int.max / 2)
  }

  @Test func aPermutationHoldsEachNumberOnce() throws {
    for count in Samples.counts {
      let source = RandomSource(seed: 1, stream: 6)
      let x = try source.permutation(of: count, base: 1, in: pool)
      let values = x.values(Int.self)
      #expect(values.sorted() == Array(1..<(count + 1)))
      if count > 30 { #expect(values != values.sorted()) }
    }
  }

  @Test func allOrdersAreAsLikely() throws {
    let source = RandomSource(seed: 1, stream: 7)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<12_000 {
      let x = try source.permutation(of: 3, in: pool)
      counts[x.values(Int.self), default: 0] += 1
    }
    #expect(counts.count == 6)
    #expect(counts.values.allSatisfy { abs($0 - 2_000) < 200 })
  }

  @Test func parametersThatMakeNoSenseAreErrors() throws {
    let source = RandomSource(seed: 1, stream: 1)
    let x = try Tensor.zeros([3], in: pool)
    let i = try Tensor.zeros([3], type: .int64, in: pool)
    let bad = try Tensor([Float(0.5), .nan, 0.5], in: pool)
    let pair = try Tensor([Float(0.5), 0.5], in: pool)
    let attempts: [() throws -> Void] = [
      { try source.fillUniform(i) },
      { try source.fillUniform(x, from: 1, to: 0) },
      { try source.fillUniform(x, from: .nan, to: 0) },
      { try source.fillUniform(x, from: 0, to: .infinity) },
      { try source.fillUniform(x, from: -3e38, to: 3e38) },
      { try source.fillNormal(i) },
      { try source.fillNormal(x, deviation: -1) },
      { try source.fillNormal(x, deviation: .nan) },
      { try source.fillNormal(x, mean: .infinity) },
      { try source.fillIntegers(x, from: 3, to: 3) },
      { try source.fillIntegers(x, from: 3, to: -3) },
      { try source.fillBernoulli(x, probability: 1.01) },
      { try source.fillBernoulli(x, probability: -0.01) },
      { try source.fillBernoulli(x, probability: .scalar(.float(.nan))) },
      { try source.fillBernoulli(x, probability: .tensor(bad)) },
      { try source.fillBernoulli(x, probability: .tensor(pair)) },
      { try source.fillExponential(x, rate: 0) },
      { try source.fillExponential(i) },
      { try source.fillPoisson(x, rate: -1) },
      { try source.fillPoisson(x, rate: 1e10) },
      { try source.fillPoisson(x, rate: .scalar(.float(.nan))) },
      { try source.fillPoisson(x, rate: .scalar(.float(.infinity))) },
      { try source.fillPoisson(x, rate: .tensor(bad)) },
      { try source.fillLognormal(x, deviation: -1) },
      { try source.fillLognormal(i) },
      { try source.fillGamma(i, shape: 1) },
      { try source.fillGamma(x, shape: -1) },
      { try source.fillGamma(x, shape: 1, scale: .scalar(.float(.nan))) },
      { try source.fillGamma(x, shape: .tensor(bad)) },
      { try source.fillBinomial(x, trials: -1, probability: 0.5) },
      { try source.fillBinomial(x, trials: 2.5, probability: 0.5) },
      { try source.fillBinomial(x, trials: .tensor(pair), probability: 0.5) },
      { try source.fillBinomial(x, trials: 2, probability: 1.5) },
      { try source.fillBinomial(x, trials: 2, probability: .tensor(bad)) },
      { _ = try source.permutation(of: -1, in: self.pool) },
      { _ = try source.permutation(of: 2, base: Int.max, in: self.pool) },
    ]
    for attempt in attempts {
      #expect(throws: TensorError.self) { try attempt() }
    }
    #expect(source.position == 0)
  }

  @Test(
    "A4: no draw reaches the excluded end, however it is rounded",
    arguments: [ElementType.float16, .bfloat16, .float32, .float64])
  func noDrawReachesTheExcludedEnd(type: ElementType) throws {
    let x = try Tensor.zeros([100_000], type: type, in: pool)
    let source = RandomSource(seed: 1, stream: 1)
    for (low, high) in [(0.0, 1.0), (-1, 0.3), (0.9, 1), (1000, 1001)] {
      try source.fillUniform(x, from: low, to: high)
      #expect(try x.reduced(.maximum).double < high)
    }
  }

  @Test("A4: whole draws are numbers of the range, or there is an error")
  func wholeDrawsAreNumbersOfTheRange() throws {
    let source = RandomSource(seed: 1, stream: 1)
    for (type, low, high) in [
      (ElementType.float32, 1 << 24 + 1, 1 << 24 + 4),
      (.float32, 1 << 30 - 10, 1 << 30 + 127), (.float16, 2_000, 2_059),
      (.bfloat16, -259, -250), (.float64, 1 << 60 - 100, 1 << 60 + 100),
      (.float32, Int.max - 1 << 41, Int.max), (.bool, -1, 4),
    ] {
      let x = try Tensor.zeros([10_000], type: type, in: pool)
      try source.fillIntegers(x, from: low, to: high)
      guard type != .bool else { continue }
      let ends = [try x.reduced(.minimum), try x.reduced(.maximum)]
      for end in ends {
        #expect(try #require(Int(exactly: end.double)) >= low, "\(type)")
        #expect(try #require(Int(exactly: end.double)) < high, "\(type)")
      }
    }
    for (type, low, high, problem) in [
      (
        ElementType.float32, 1 << 30 + 100, 1 << 30 + 127,
        "float32 has no whole number from 1073741924 up to, but without,"
          + " 1073741951"
      ),
      (
        .float16, 0, 100_000,
        "the range from 0 to 100000 is too wide for float16"
      ),
    ] {
      let x = try Tensor.zeros([10], type: type, in: pool)
      #expect(
        throws: TensorError.invalidArgument(
          operation: "randint", reason: problem)
      ) { try source.fillIntegers(x, from: low, to: high) }
    }
  }

  @Test("A4: parameters are numbers that the elements can hold")
  func parametersAreNumbersThatTheElementsCanHold() throws {
    let source = RandomSource(seed: 1, stream: 1)
    let x = try Tensor.zeros([10], in: pool)
    let half = try Tensor.zeros([10], type: .float16, in: pool)
    let attempts: [(String, String, () throws -> Void)] = [
      (
        "uniform", "the range from 0.0 to 100000.0 is too wide for float16",
        { try source.fillUniform(half, from: 0, to: 1e5) }
      ),
      (
        "normal", "a mean of 1e+39 is too large for float32",
        { try source.fillNormal(x, mean: 1e39) }
      ),
      (
        "normal", "a standard deviation of 1e+39 is too large for float32",
        { try source.fillNormal(x, deviation: 1e39) }
      ),
      (
        "exponential", "a mean of 1e+40 is too large for float32",
        { try source.fillExponential(x, rate: 1e-40) }
      ),
    ]
    for (operation, reason, attempt) in attempts {
      #expect(
        throws: TensorError.invalidArgument(
          operation: operation, reason: reason)
      ) { try attempt() }
    }
    #expect(source.position == 0)
  }

  @Test("A4: an exponential draw is never -0")
  func anExponentialDrawIsNeverNegativeZero() {
    for bits in [UInt32.max, UInt32.max - 1, 0, 1] {
      var words = [UInt32](repeating: bits, count: 64)
      var single = [Float](repeating: 0, count: 64)
      ExponentialFloat(mean: 2).apply(&words, &single, at: 0, count: 64)
      #expect(single.allSatisfy { $0.sign == .plus })
      var double = [Double](repeating: 0, count: 32)
      ExponentialDouble(mean: 2).apply(&words, &double, at: 0, count: 32)
      #expect(double.allSatisfy { $0.sign == .plus })
    }
  }

  @Test func theLogarithmIsAccurate() {
    for i in 0..<100_000 {
      let word = UInt32(truncatingIfNeeded: i &* 2_654_435_761)
      let x = unitFloat(word)
      let exact = log(Double(x))
      let error = (Double(fastLogarithm(x)) - exact).magnitude
      #expect(error <= 0x1p-22 * exact.magnitude, "\(x)")
    }
    #expect(fastLogarithm(1) == 0)
  }

  @Test func sineAndCosineAreAccurate() {
    for i in 0..<100_000 {
      let word = UInt32(truncatingIfNeeded: i &* 2_654_435_761)
      let angle = 2 * Double.pi * Double(word) * 0x1p-32
      let (sine, cosine) = fastSineCosine(turn: word)
      #expect((Double(sine) - sin(angle)).magnitude < 0x1p-23)
      #expect((Double(cosine) - cos(angle)).magnitude < 0x1p-23)
    }
  }
}
