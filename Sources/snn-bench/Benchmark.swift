/// Something to measure: it makes one row of the table.
struct Benchmark {
  let name: String
  let unit: Unit
  /// What the figure should stay under or, for rates, reach.
  var aim: Double?
  /// Checks the result, then measures it; nil if something it needs is absent.
  let run: (Sampler) throws -> Measurement?

  /// The row, measured.
  func row(_ sampler: Sampler) throws -> Row {
    let time = try run(sampler)
    return Row(
      name: name, unit: unit, aim: aim, figure: time.map { unit.figure($0) })
  }
}

/// What a figure counts.
enum Unit: String {
  case nanoseconds = "ns"
  case microseconds = "µs"
  case milliseconds = "ms"
  case perElement = "ns/element"
  case steps = "steps/s"
  case bandwidth = "GB/s"
  case bytes = "B/element"
  case ratio = "x"

  /// The figure for a measurement, which is in nanoseconds but for ratios, for
  /// bytes, and for bandwidths, in bytes per nanosecond.
  func figure(_ time: Measurement) -> Measurement {
    switch self {
    case .nanoseconds, .perElement, .bandwidth, .bytes, .ratio: time
    case .microseconds: time.map { $0 / 1e3 }
    case .milliseconds: time.map { $0 / 1e6 }
    case .steps: time.map { 1e9 / $0 }
    }
  }
}

/// A result that is not what it should be.
struct CheckFailure: Error, CustomStringConvertible {
  let description: String
}
