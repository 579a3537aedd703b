import Tensors

/// Times between spikes.
extension SpikeStatistics {
  /// The intervals between each neuron's successive spikes, by neuron and then
  /// by time, and the neuron of each. Between two spikes that a pause of the
  /// recorder parts there is no interval.
  ///
  /// Intervals are in iterations, or in ms, as real numbers, if the length of
  /// an iteration in ms is given. Neurons count from `base`.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func intervals(
    timeStep: Double = 1, countingFrom base: Int = 0
  ) throws -> (intervals: Tensor, neurons: Tensor) {
    var (lengths, neurons): ([Double], [Int]) = ([], [])
    for chain in chains {
      for interval in chain.intervals {
        lengths.append(interval * timeStep)
        neurons.append(chain.neuron + base)
      }
    }
    return (try Tensor(lengths, in: pool), try Tensor(neurons, in: pool))
  }

  /// The coefficient of variation of each neuron's intervals: their standard
  /// deviation, of the population, divided by their mean. NaN for a neuron
  /// with fewer than two intervals.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func variationCoefficients() throws -> Tensor {
    try perNeuron { chains in
      let intervals = chains.flatMap { $0 }
      guard intervals.count > 1 else { return nil }
      let count = Double(intervals.count)
      let mean = intervals.reduce(0, +) / count
      let squares = intervals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / count).squareRoot() / mean
    }
  }

  /// The local variation of each neuron's intervals: the mean of
  /// `3 (a - b)² / (a + b)²` over successive intervals a and b. It is 0 for
  /// regular spikes and 1 for a Poisson process, also if the rate changes
  /// slowly. NaN for a neuron without successive intervals.
  ///
  /// Shinomoto, Shima and Tanji 2003, doi 10.1162/089976603322518759.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func localVariations() throws -> Tensor {
    try perNeuron { chains in
      var sum = 0.0
      var count = 0
      for intervals in chains {
        for (a, b) in zip(intervals, intervals.dropFirst()) {
          let ratio = (a - b) / (a + b)
          sum += 3 * ratio * ratio
          count += 1
        }
      }
      return count == 0 ? nil : sum / Double(count)
    }
  }

  /// The successive intervals of a neuron, without a pause of the recorder.
  private struct Chain {
    let neuron: Int
    let span: Int
    var intervals: [Double] = []
  }

  /// All intervals, by neuron and then by time.
  private var chains: [Chain] {
    var chains: [Chain] = []
    for (a, b) in zip(spikes, spikes.dropFirst())
    where a.neuron == b.neuron && a.span == b.span {
      if chains.last.map({ $0.neuron != a.neuron || $0.span != a.span })
        ?? true
      {
        chains.append(Chain(neuron: a.neuron, span: a.span))
      }
      chains[chains.count - 1].intervals.append(
        Double(b.iteration - a.iteration))
    }
    return chains
  }

  /// A number for each neuron, made of its chains of intervals; NaN if `body`
  /// gives none.
  private func perNeuron(_ body: ([[Double]]) -> Double?) throws -> Tensor {
    var byNeuron: [Int: [[Double]]] = [:]
    for chain in chains {
      byNeuron[chain.neuron, default: []].append(chain.intervals)
    }
    let result = try Tensor.full(
      try Shape([size]), .float(.nan), type: .float64, in: pool)
    for (neuron, chains) in byNeuron {
      guard let number = body(chains) else { continue }
      try result.setElement([neuron], to: .float(number))
    }
    return result
  }
}
