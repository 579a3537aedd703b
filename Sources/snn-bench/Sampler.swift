/// How long something took, in nanoseconds.
struct Measurement {
  /// The median of the batches.
  var median: Double
  /// The fastest batch.
  var minimum: Double

  /// - Precondition: There is a sample.
  init(_ samples: [Double]) {
    let sorted = samples.sorted()
    median = sorted[sorted.count / 2]
    minimum = sorted[0]
  }

  /// Both figures, changed.
  func map(_ change: (Double) -> Double) -> Measurement {
    Measurement(median: change(median), minimum: change(minimum))
  }

  /// The quotients of the medians and of the fastest batches.
  static func / (left: Measurement, right: Measurement) -> Measurement {
    Measurement(
      median: left.median / right.median, minimum: left.minimum / right.minimum)
  }

  private init(median: Double, minimum: Double) {
    (self.median, self.minimum) = (median, minimum)
  }
}

/// Times a loop in batches.
struct Sampler {
  /// How many batches are timed.
  let batches: Int

  /// About how many nanoseconds a batch lasts.
  let batchTime: Double

  init(isQuick: Bool) {
    // Short batches, so that on a busy machine some pass undisturbed.
    batches = isQuick ? 5 : 101
    batchTime = isQuick ? 1e6 : 2e6
  }

  /// The time of one turn of the loop `body`, which is given how many turns to
  /// make.
  ///
  /// The search for the number of turns that fills a batch is the warm-up.
  func sample(
    _ body: (Int) throws -> Void
  ) rethrows -> Measurement {
    var turns = 1
    while true {
      // The best of three, for an interruption would make batches too short.
      var time = Double.infinity
      for _ in 0..<3 {
        time = min(time, try Clock.measure { try body(turns) })
      }
      if time >= batchTime / 4 || turns > 1 << 30 {
        turns = max(1, Int(Double(turns) * batchTime / max(time, 1)))
        break
      }
      turns *= 2
    }
    var samples: [Double] = []
    for _ in 0..<batches {
      samples.append(try Clock.measure { try body(turns) } / Double(turns))
    }
    return Measurement(samples)
  }

  /// The time of `body`, which can run only once after each `prepare`.
  ///
  /// There are fewer batches if they take long.
  func sample(
    preparing prepare: () throws -> Void, _ body: () throws -> Void
  ) rethrows -> Measurement {
    try prepare()
    try body()
    var samples: [Double] = []
    let limit = batchTime * 1_000
    while samples.count < 3
      || samples.count < batches && samples.reduce(0, +) < limit
    {
      try prepare()
      samples.append(try Clock.measure(body))
    }
    return Measurement(samples)
  }
}
