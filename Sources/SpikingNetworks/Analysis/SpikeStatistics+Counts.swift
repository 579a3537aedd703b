import Glibc
import Tensors

/// Numbers of spikes.
extension SpikeStatistics {
  /// Each neuron's spikes per iteration that was seen; in Hz, if the length of
  /// an iteration in ms is given. NaN if no iterations count.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func rates(timeStep: Double? = nil) throws -> Tensor {
    let seconds = Double(duration) * (timeStep.map { $0 / 1000 } ?? 1)
    return try Tensor(spikes.map(\.neuron), in: pool)
      .occurrences(size: size).converted(to: .float64)
      .applying(.divide, .scalar(.float(seconds)))
  }

  /// How often each neuron spikes in each of the successive bins of `bin`
  /// iterations: whole numbers, of shape `[bins, neurons]`. Bins that the
  /// recorder hasn't seen as a whole, and iterations at the end that fill no
  /// bin, are left out.
  ///
  /// Summed over neurons, it is the peristimulus time histogram.
  ///
  /// - Throws: `NetworkError.outOfRange` unless `bin` is 1 or more,
  ///   `TensorError.outOfMemory`.
  public func counts(bin: Int) throws -> Tensor {
    guard bin >= 1 else {
      throw NetworkError.outOfRange(
        what: "bin", found: "\(bin)", expected: "1 or more")
    }
    let bins = wholeBins(bin)
    var starts: [Int] = []  // the first row of each span
    var rows = 0
    for range in bins {
      starts.append(rows)
      rows += range.count
    }
    let shape = try Shape([rows, size])
    let places = spikes.compactMap { spike -> Int? in
      let place = (spike.iteration - first) / bin
      let range = bins[spike.span]
      guard range.contains(place) else { return nil }
      let row = starts[spike.span] + place - range.lowerBound
      return row * size + spike.neuron
    }
    return try Tensor(places, in: pool).occurrences(size: shape.count)
      .reshaped(shape.list)
  }

  /// The first iteration of each bin of `counts(bin:)`.
  ///
  /// - Throws: As `counts(bin:)`.
  public func binStarts(bin: Int) throws -> Tensor {
    guard bin >= 1 else {
      throw NetworkError.outOfRange(
        what: "bin", found: "\(bin)", expected: "1 or more")
    }
    let bins = wholeBins(bin)
    let count = bins.reduce(0) { $0 + $1.count }
    let starts = try Tensor.zeros([count], type: .int64, in: pool)
    var row = 0
    for range in bins where !range.isEmpty {
      try starts.narrowed(axis: 0, start: row, count: range.count)
        .copy(
          from: Tensor.range(
            from: first + range.lowerBound * bin,
            through: first + (range.upperBound - 1) * bin, step: bin, in: pool))
      row += range.count
    }
    return starts
  }

  /// How often all neurons together spike in each of the successive bins of
  /// `bin` iterations: spikes per neuron and iteration that was seen, in Hz if
  /// the length of an iteration in ms is given. NaN for a bin of which nothing
  /// was seen. Iterations at the end that fill no bin are left out.
  ///
  /// With `smoothing`, each bin is the mean of those around it, weighted with a
  /// Gaussian of this standard deviation in iterations; beyond both ends, and
  /// where nothing was seen, there is nothing to weigh.
  ///
  /// - Throws: As `counts(bin:)`; `NetworkError.outOfRange` unless `smoothing`
  ///   is positive.
  public func populationRates(
    bin: Int, timeStep: Double? = nil, smoothing: Double? = nil
  ) throws -> Tensor {
    guard bin >= 1 else {
      throw NetworkError.outOfRange(
        what: "bin", found: "\(bin)", expected: "1 or more")
    }
    let bins = (last - first + 1) / bin
    let places = spikes.map { ($0.iteration - first) / bin }
      .filter { $0 < bins }
    let rates = try Tensor(places, in: pool).occurrences(size: bins)
      .converted(to: .float64)
    let seconds = timeStep.map { $0 / 1000 } ?? 1
    if seen.count == 1, duration == last - first + 1 {
      try rates.apply(
        .divide, .scalar(.float(Double(bin) * seconds * Double(size))))
    } else {
      try rates.apply(.divide, .tensor(try seenCounts(bin, bins)))
      try rates.apply(.divide, .scalar(.float(seconds * Double(size))))
    }
    guard let smoothing else { return rates }
    guard smoothing > 0, smoothing.isFinite else {
      throw NetworkError.outOfRange(
        what: "smooth", found: "\(smoothing)", expected: "a positive number")
    }
    return try Tensor(
      try smoothed(
        rates.values(Double.self), deviation: smoothing / Double(bin)),
      in: pool)
  }

  /// The variance of each neuron's counts over bins, divided by their mean: 1
  /// for a Poisson process. NaN for a neuron without spikes.
  ///
  /// - Throws: As `counts(bin:)`.
  public func fanoFactors(bin: Int) throws -> Tensor {
    let counts = try realCounts(bin)
    guard counts.shape[0] > 0 else { return try undefined([size]) }
    return try counts.reducing(.variance, axis: 0)
      .applying(.divide, .tensor(try counts.reducing(.mean, axis: 0)))
  }

  /// The synchrony χ of the neurons: the standard deviation over bins of the
  /// mean count of all neurons, divided by the root of the mean of their
  /// variances. It is 1 if all do the same, and of the order of 1/√N for N
  /// independent neurons. NaN if no count varies.
  ///
  /// Golomb 2007, doi 10.4249/scholarpedia.1347, for counts.
  ///
  /// - Throws: As `counts(bin:)`.
  public func synchrony(bin: Int) throws -> Double {
    let counts = try realCounts(bin)
    guard counts.count > 0 else { return .nan }
    let together = try counts.reducing(.mean, axis: 1).reduced(.variance)
    let alone = try counts.reducing(.variance, axis: 0).reduced(.mean)
    return (together.double / alone.double).squareRoot()
  }

  /// Pearson's correlation of the counts of each two neurons over bins, of
  /// shape `[neurons, neurons]`. NaN where a neuron's count doesn't vary.
  ///
  /// - Throws: As `counts(bin:)`.
  public func correlations(bin: Int) throws -> Tensor {
    let counts = try realCounts(bin)
    guard counts.shape[0] > 0 else { return try undefined([size, size]) }
    let centered = try counts.applying(
      .subtract, .tensor(try counts.reducing(.mean, axis: 0)))
    let products = try centered.transposed().matrixProduct(centered)
    let scales = try products.diagonal.applying(.squareRoot)
    let result = try products.applying(
      .divide, .tensor(try scales.outerProduct(scales)))
    try result.clamp(minimum: -1, maximum: 1)
    return result
  }

  /// How many iterations of each bin were seen, as often as they were recorded.
  private func seenCounts(_ bin: Int, _ bins: Int) throws -> Tensor {
    let counts = try Tensor.zeros([bins], type: .float64, in: pool)
    for span in seen {
      let low = (span.range.lowerBound - first) / bin
      let high = min((span.range.upperBound - first) / bin, bins - 1)
      guard low <= high else { continue }
      let part = try counts.narrowed(
        axis: 0, start: low, count: high - low + 1)
      var added: [Double] = []
      var before = 0
      for place in low...high {
        if place % 65_536 == 0 { try Interruption.begin(65_536) }
        let begin = first + place * bin
        let end = span.range.upperBound
        let through = span.count(
          through: end - begin < bin ? end : begin + (bin - 1))
        added.append(Double(through - before))
        before = through
      }
      try part.apply(.add, .tensor(try Tensor(added, in: pool)))
    }
    return counts
  }

  private func realCounts(_ bin: Int) throws -> Tensor {
    try counts(bin: bin).converted(to: .float64)
  }

  private func undefined(_ sizes: [Int]) throws -> Tensor {
    try Tensor.full(
      try Shape(sizes), .float(.nan), type: .float64, in: pool)
  }
}

/// The mean of the numbers around each, weighted with a Gaussian; what is NaN
/// stays NaN, and doesn't count.
private func smoothed(
  _ numbers: [Double], deviation: Double
) throws -> [Double] {
  // Farther away than this, weights are below 0.0004.
  let reach = Int(min(4 * deviation, Double(numbers.count)).rounded(.up))
  let weights = (0...reach).map { distance in
    let x = Double(distance) / deviation
    return exp(-x * x / 2)
  }
  return try numbers.indices.map { center in
    var (sum, total) = (0.0, 0.0)
    let near = max(0, center - reach)...min(numbers.count - 1, center + reach)
    try Interruption.begin(near.count / 4)
    if numbers[center].isNaN { return .nan }
    for place in near where !numbers[place].isNaN {
      let weight = weights[abs(place - center)]
      sum += weight * numbers[place]
      total += weight
    }
    return sum / total
  }
}
