import Tensors

/// Times between spikes.
extension SpikeStatistics {
  /// The intervals between each neuron's successive spikes, by neuron and then
  /// by time, and the neuron of each.
  ///
  /// Intervals are in iterations, or in ms, as real numbers, if the length of
  /// an iteration in ms is given. Neurons count from `base`.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func intervals(
    timeStep: Double = 1, countingFrom base: Int = 0
  ) throws -> (intervals: Tensor, neurons: Tensor) {
    var (lengths, neurons): ([Double], [Int]) = ([], [])
    forEachInterval { neuron, interval in
      lengths.append(Double(interval) * timeStep)
      neurons.append(neuron + base)
    }
    return (try Tensor(lengths, in: pool), try Tensor(neurons, in: pool))
  }

  /// The coefficient of variation of each neuron's intervals: their standard
  /// deviation, of the population, divided by their mean. NaN for a neuron
  /// with fewer than two intervals.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func variationCoefficients() throws -> Tensor {
    try perNeuron { intervals in
      let count = Double(intervals.count)
      let mean = intervals.reduce(0, +) / count
      let squares = intervals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / count).squareRoot() / mean
    }
  }

  /// The local variation of each neuron's intervals: the mean of
  /// `3 (a - b)² / (a + b)²` over successive intervals a and b. It is 0 for
  /// regular spikes and 1 for a Poisson process, also if the rate changes
  /// slowly. NaN for a neuron with fewer than two intervals.
  ///
  /// Shinomoto, Shima and Tanji 2003, doi 10.1162/089976603322518759.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func localVariations() throws -> Tensor {
    try perNeuron { intervals in
      var sum = 0.0
      for (a, b) in zip(intervals, intervals.dropFirst()) {
        let ratio = (a - b) / (a + b)
        sum += 3 * ratio * ratio
      }
      return sum / Double(intervals.count - 1)
    }
  }

  private func forEachInterval(_ body: (_ neuron: Int, _ interval: Int) -> Void)
  {
    for (a, b) in zip(spikes, spikes.dropFirst()) where a.neuron == b.neuron {
      body(a.neuron, b.iteration - a.iteration)
    }
  }

  /// A number for each neuron with two intervals or more, NaN for the others.
  private func perNeuron(_ body: ([Double]) -> Double) throws -> Tensor {
    var byNeuron: [Int: [Double]] = [:]
    forEachInterval { byNeuron[$0, default: []].append(Double($1)) }
    let result = try Tensor.full(
      try Shape([size]), .float(.nan), type: .float64, in: pool)
    for (neuron, intervals) in byNeuron where intervals.count > 1 {
      try result.setElement([neuron], to: .float(body(intervals)))
    }
    return result
  }
}
