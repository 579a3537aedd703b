/// Whether two simulators run the same model.
enum FiringRates {
  /// Rates agree if they differ by no more than 15 % and four deviations of
  /// spikes at random moments: networks draw different numbers, and a rate is
  /// that of some neurons in some iterations.
  static func agree(
    _ rate: Double, _ reference: Double, neurons: Int, iterations: Int
  ) -> Bool {
    let count = Double(neurons) * Double(iterations)
    let chance = 4 * (max(reference, 0) * count).squareRoot() / count
    return rate > 0 && abs(rate - reference) <= 0.15 * reference + chance
  }
}

/// How much memory a size will need.
enum MemoryForecast {
  /// The bytes on the line through the last two of smaller sizes, which are in
  /// ascending order; nil if there are not two.
  static func bytes(
    synapses: Double, earlier: [(synapses: Double, bytes: Double)]
  ) -> Double? {
    guard let last = earlier.last, earlier.count > 1 else { return nil }
    let before = earlier[earlier.count - 2]
    guard last.synapses > before.synapses else { return nil }
    let slope =
      (last.bytes - before.bytes) / (last.synapses - before.synapses)
    return last.bytes + max(0, slope) * (synapses - last.synapses)
  }
}
