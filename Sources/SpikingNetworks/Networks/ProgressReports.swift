/// Tells how far a simulation is, neither too often nor too rarely.
///
/// Unless the length of a batch is given, it follows the time that batches take:
/// iterations may take a microsecond or a minute. Between two reports an
/// iteration costs a subtraction.
struct ProgressReports {
  private let total: Int
  private let isAdapting: Bool
  private let report: ((_ done: Int, _ total: Int) -> Void)?
  private var batch: Int
  private var untilReport: Int
  private var lastReport: ContinuousClock.Instant?

  /// Reports the beginning.
  init(
    of total: Int, batch: Int?,
    to report: ((_ done: Int, _ total: Int) -> Void)?
  ) {
    self.total = total
    self.report = report
    isAdapting = batch == nil
    self.batch = batch ?? 1
    untilReport = report == nil ? .max : self.batch
    if let report {
      report(0, total)
      lastReport = .now
    }
  }

  /// Takes note that an iteration was run, the one numbered `done`.
  @inline(__always)
  mutating func count(_ done: Int) {
    untilReport &-= 1
    if untilReport == 0 { endBatch(done) }
  }

  /// Reports that the simulation ends after so many iterations, and returns
  /// their number.
  func end(after done: Int) -> Int {
    report?(done, done)
    return done
  }

  private mutating func endBatch(_ done: Int) {
    if done < total { report?(done, total) }
    if isAdapting, let lastReport {
      let now = ContinuousClock.now
      batch = ProgressReports.length(
        after: batch, that: lastReport.duration(to: now))
      self.lastReport = now
    }
    untilReport = batch
  }

  /// The length of the batch after one of this length that took so long.
  static func length(after batch: Int, that took: Duration) -> Int {
    if took < .milliseconds(25) { return batch > .max / 2 ? batch : batch * 2 }
    return took > .milliseconds(100) ? max(1, batch / 2) : batch
  }
}
