import Glibc
import Tensors

/// How the power of a signal is spread over frequencies.
///
/// Estimated by Welch's method: the mean of the periodograms of segments that
/// overlap by half, each without its mean and under a Hann window. The
/// densities are one-sided: their sum, times the distance between frequencies,
/// is about the variance of the signal.
///
/// Welch 1967, doi 10.1109/TAU.1967.1161901.
public struct PowerSpectrum {
  /// From one step above 0 to half the sampling rate: in Hz if the length of
  /// an iteration is known, or else per iteration.
  public let frequencies: [Double]

  /// The power at each frequency, per unit of frequency.
  public let densities: [Double]

  /// Estimates the spectrum of a signal, one number for each iteration.
  ///
  /// - Parameters:
  ///   - signal: A tensor with one axis.
  ///   - timeStep: The length of an iteration in ms.
  ///   - segment: The length of a segment in iterations, at most 4,194,304; if
  ///     nil, the greatest that gives eight segments, up to 65,536.
  /// - Throws: `NetworkError.outOfRange` for a segment that is shorter than 4 or
  ///   longer than the signal, `.wrongKind` for a signal with other axes or with
  ///   numbers that are not finite, `TensorError.outOfMemory`.
  public init(
    of signal: Tensor, timeStep: Double? = nil, segment: Int? = nil
  ) throws {
    guard signal.rank == 1 else {
      throw NetworkError.wrongKind(
        what: "the signal", expected: "a tensor with one axis",
        found: "shape \(signal.shape)")
    }
    // Eight halves of segments, and one to end with, are the signal.
    let length =
      segment ?? max(min(signal.count * 2 / 9, 1 << 16), min(signal.count, 4))
    let longest = min(signal.count, 1 << 22)
    guard signal.count >= 4 else {
      throw NetworkError.outOfRange(
        what: "the length of the signal", found: "\(signal.count)",
        expected: "4 iterations or more")
    }
    guard length >= 4, length <= longest else {
      throw NetworkError.outOfRange(
        what: "segment", found: "\(length)",
        expected: "from 4 to \(longest)"
          + (longest == signal.count ? ", the length of the signal" : ""))
    }
    let numbers = try signal.converted(to: .float64)
    if numbers.firstNonFinite() != nil {
      throw NetworkError.wrongKind(
        what: "the signal", expected: "finite numbers",
        found: "NaN or infinity")
    }
    let window = (0..<length).map { place in
      0.5 - 0.5 * cos(2 * Double.pi * Double(place) / Double(length))
    }
    var count = 1
    while count < length { count *= 2 }
    let transform = try FourierTransform(count: count, in: signal.pool)
    var powers = [Double](repeating: 0, count: count / 2 + 1)
    var segments = 0.0
    for start in stride(
      from: 0, through: signal.count - length, by: max(1, length / 2))
    {
      let part = try numbers.narrowed(axis: 0, start: start, count: length)
        .values(Double.self)
      let mean = part.reduce(0, +) / Double(length)
      let zeros = [Double](repeating: 0, count: count)
      var real = zip(part, window).map { ($0 - mean) * $1 }
      real += zeros.dropFirst(length)
      var imaginary = zeros
      try transform.transform(real: &real, imaginary: &imaginary)
      for index in powers.indices {
        powers[index] +=
          real[index] * real[index] + imaginary[index] * imaginary[index]
      }
      segments += 1
    }
    let rate = timeStep.map { 1000 / $0 } ?? 1
    let squares = window.reduce(0) { $0 + $1 * $1 }
    let scale = 1 / (rate * squares * segments)
    let last = powers.count - 1
    frequencies = (1...last).map {
      Double($0) * rate / Double(count)
    }
    // All but the last stand for a negative frequency too.
    densities = (1...last).map { powers[$0] * scale * ($0 == last ? 1 : 2) }
  }
}
