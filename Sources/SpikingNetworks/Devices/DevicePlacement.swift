import Devices
import Tensors

/// A network's place on a device: what has a form there runs there, and all else on
/// the processor.
///
/// ```swift
/// try network.place(on: DevicePlacement(try openDevice("gpu")))
/// try network.simulateIterations(1_000)
/// ```
///
/// Results are to the bit those of the processor. State variables stay on the device;
/// whoever reads one has it fetched, and what is changed goes there before the next
/// iteration, all without being asked. So whatever can be done with a network can be done
/// with one on a device; what it costs tells `Network.deviceReport`.
///
/// It belongs to one network, and to its thread.
public final class DevicePlacement {
  /// Where programs run.
  public let device: any ComputeDevice

  /// Whether behaviors that can't run there may run on the processor.
  public let allowsHost: Bool

  /// Whether the processor runs each iteration as well, and the two are compared: to
  /// look into a driver or a device that computes otherwise.
  public let isChecked: Bool

  /// Why the device can't be used any more; nil if it can.
  public internal(set) var failure: DeviceError?

  /// Told when the device fails, also while nothing runs, as when somebody reads a
  /// variable.
  public var onFailure: ((NetworkError) -> Void)?

  /// What has been done so far.
  public internal(set) var work = Work()

  /// What was done for a network on a device.
  public struct Work: Equatable, Sendable {
    /// Iterations in which something ran there.
    public var iterations = 0
    /// Kernels that were launched.
    public var launches = 0
    /// Bytes that were written there.
    public var bytesWritten = 0
    /// Bytes that were read back.
    public var bytesRead = 0
    /// Programs whose kernels were made.
    public var programs = 0
  }

  /// The device's memory, where copies of state variables are.
  let remote = RemoteMemory()

  /// Behaviors before which a program is to end, because one of the two has no form
  /// on the device.
  var cuts: [ScheduledBehavior] = []

  /// How many iterations nobody has waited for.
  private var iterationsQueued = 0

  /// How many iterations somebody waits for at a time: as many as take about as long as
  /// whoever breaks off a run is ready to wait.
  private var batch = 1

  private static let batches = 1...64
  private static let batchTime = Duration.milliseconds(50)

  /// When somebody waited last.
  private var lastWait = ContinuousClock.now

  /// How often kernels of the same behaviors were made one soon after the other, and
  /// in which iteration the last time.
  private var made: [[ObjectIdentifier]: (times: Int, iteration: Int)] = [:]

  /// How often that is done before the processor runs them: kernels take up to
  /// seconds to make. And what is soon.
  private static let mostMade = 20
  private static let soon = 10

  /// The programs there, for as long as somebody uses them.
  private var stretches: [WeakStretch] = []

  private struct WeakStretch { weak var stretch: DeviceStretch? }

  /// A place on `device`.
  ///
  /// - Parameters:
  ///   - device: Where programs run.
  ///   - allowsHost: Whether what can't run there may run on the processor; if not,
  ///     simulating throws `NetworkError.notOnDevice`. Recorders may in any case.
  ///   - isChecked: Whether the processor runs each iteration as well; then simulating
  ///     throws `NetworkError.deviceDiffers` where the device has other bits.
  public init(
    _ device: any ComputeDevice, allowsHost: Bool = true,
    isChecked: Bool = false
  ) {
    self.device = device
    self.allowsHost = allowsHost
    self.isChecked = isChecked
    remote.onFetch = { [weak self] in self?.noteFetch($0) }
  }

  // MARK: Running

  /// Runs a program, ready for the iteration of this number, on the device; false if the
  /// processor must.
  func run(_ stretch: ProgramStretch, iteration: Int) throws -> Bool {
    try check()
    guard let there = try ready(stretch, iteration) else { return false }
    do {
      if isChecked {
        try there.runChecked(stretch, iteration: iteration)
      } else {
        try there.run(stretch, iteration: iteration)
      }
    } catch let error as DeviceError {
      if case .wrongInput = error {
        // Another memory of another size: made anew next time.
        stretch.there = nil
        return false
      }
      throw fail(error)
    }
    return true
  }

  /// The program on the device, which is made if it isn't there yet; nil if the
  /// processor must run it.
  private func ready(
    _ stretch: ProgramStretch, _ iteration: Int
  ) throws -> DeviceStretch? {
    if let there = stretch.there { return there }
    if stretch.reasonForHost != nil { return nil }
    // In the next iteration, there is another program.
    if stretch.changesWhatItIsMadeFor { return nil }
    var (reason, part) = ("", 0)
    let known = cuts.count
    do {
      return try make(stretch, iteration)
    } catch let error as DeviceError where error.isOfProgram {
      let refusals = DeviceProgram.refusals(
        of: stretch.plan.program, on: device)
      for part in Set(refusals.compactMap(\.part)) {
        cut(stretch.entries, at: part)
      }
      part = refusals.first?.part ?? 0
      reason = "\(error)"
    } catch let refusal as DeviceStretch.Refusal {
      for part in refusal.parts { cut(stretch.entries, at: part) }
      (reason, part) = (refusal.reason, refusal.parts.min() ?? 0)
    } catch let error as DeviceError {
      if case .failed = error { throw fail(error) }
      throw error
    }
    if !allowsHost {
      throw StretchFailure(
        part: part,
        underlying: NetworkError.notOnDevice(
          what: stretch.entries[part].place, reason: reason))
    }
    stretch.reasonForHost = reason
    if cuts.count == known {
      for entry in stretch.entries { remark(on: entry, reason) }
    }
    return nil
  }

  private func make(
    _ stretch: ProgramStretch, _ iteration: Int
  ) throws -> DeviceStretch {
    let key = stretch.entries.map { ObjectIdentifier($0) }
    let last = made[key]
    let isSoon = last.map { iteration - $0.iteration <= DevicePlacement.soon }
    let times = isSoon == true ? (last?.times ?? 0) + 1 : 1
    made[key] = (times, iteration)
    if times > DevicePlacement.mostMade {
      throw DeviceStretch.Refusal(
        parts: [], reason: "its program is another one again and again")
    }
    let there = try DeviceStretch(stretch, in: self, pool: stretch.pool)
    work.programs += 1
    stretches.removeAll { $0.stretch == nil }
    stretches.append(WeakStretch(stretch: there))
    stretch.there = there
    return there
  }

  /// Has one behavior be a program of its own.
  private func cut(_ entries: [ScheduledBehavior], at part: Int) {
    if part > 0 { cuts.append(entries[part]) }
    if part + 1 < entries.count { cuts.append(entries[part + 1]) }
  }

  /// Calls a behavior, by `body`.
  ///
  /// - Throws: What `body` throws; `NetworkError.notOnDevice` if it must not be
  ///   called, `.deviceLost` if what it has read has not come.
  func call(_ entry: ScheduledBehavior, _ body: () throws -> Void) throws {
    if entry.behavior is any RecordingBehavior {
      try remote.reading(body)
    } else {
      try willCall(entry)
      try body()
    }
    try check()
  }

  private func willCall(_ entry: ScheduledBehavior) throws(NetworkError) {
    if !allowsHost {
      throw .notOnDevice(
        what: entry.place, reason: entry.reasonForCall)
    }
    // Whoever has a reason has told it.
    if (entry.behavior as? any TracedBehavior)?.reasonForCall == nil {
      remark(on: entry, entry.reasonForCall)
    }
  }

  // MARK: Between iterations

  /// Takes note that an iteration was asked for, has programs end where they must, and
  /// waits now and then.
  func endIteration(_ schedule: inout Schedule) throws {
    for entry in cuts { schedule.stretches.end(before: entry) }
    cuts = []
    if stretches.isEmpty { return }
    work.iterations += 1
    iterationsQueued += 1
    guard iterationsQueued >= batch else { return }
    try finish()
    let passed = lastWait.duration(to: .now)
    lastWait = .now
    if passed > DevicePlacement.batchTime {
      batch = max(DevicePlacement.batches.lowerBound, batch / 2)
    } else if passed < DevicePlacement.batchTime / 2 {
      batch = min(DevicePlacement.batches.upperBound, batch * 2)
    }
  }

  /// Waits until the device has done all, at the end of a run.
  func finish() throws {
    guard iterationsQueued > 0, failure == nil else { return }
    iterationsQueued = 0
    try wait()
  }

  /// Waits until the device has done all that it was asked for.
  func wait() throws {
    do {
      try device.finish()
    } catch {
      throw fail(error)
    }
  }

  /// How much memory of the device's programs have.
  var byteCount: Int {
    stretches.reduce(0) { $0 + ($1.stretch?.program.byteCount ?? 0) }
  }

  // MARK: Remarks

  /// The behaviors that there was a remark on.
  private var remarked: Set<ObjectIdentifier> = []

  /// What behaviors are called that run on the processor, of which objects, and why
  /// the first of them does; for those that nobody was told of.
  private var remarks: [(label: String, tags: [String], reason: String)] = []

  private func remark(on entry: ScheduledBehavior, _ reason: String) {
    guard remarked.insert(ObjectIdentifier(entry)).inserted else { return }
    if let known = remarks.firstIndex(where: { $0.label == entry.label }) {
      remarks[known].tags.append(entry.object.tag)
    } else {
      remarks.append((entry.label, [entry.object.tag], reason))
    }
  }

  /// What users should know of what has run since they were told last: which
  /// behaviors run on the processor.
  public func takeRemarks() -> [String] {
    defer { remarks = [] }
    return remarks.map { label, tags, reason in
      let others = tags.count - 1
      return "\(label) of \(tags[0])"
        + (others == 0
          ? " runs" : " and \(others) other\(others == 1 ? "" : "s") run")
        + " on the processor, not on \(device.info.name): \(reason)"
    }
  }

  // MARK: Leaving, and failing

  /// Throws if the device can't be used any more.
  func check() throws(NetworkError) {
    if let loss { throw loss }
  }

  /// Fetches all that is newer on the device.
  func settle() {
    for known in stretches { known.stretch?.settle() }
  }

  /// Gives up the device, having fetched what can be.
  func fail(_ error: DeviceError) -> NetworkError {
    let isFirst = failure == nil
    note(error)
    if isFirst { settle() }
    return loss ?? .deviceLost(device: device.info.name, reason: "\(error)")
  }

  /// Takes note of what was read back because somebody asks for it.
  private func noteFetch(_ result: Result<Int, any Error>) {
    switch result {
    case .success(let bytes): work.bytesRead += bytes
    case .failure(let error):
      if let error = error as? DeviceError { note(error) }
    }
  }

  /// Takes note that the device has failed, and tells of it.
  func note(_ error: DeviceError) {
    if failure != nil { return }
    failure = error
    if let loss { onFailure?(loss) }
  }

  /// What the device has lost, as an error; nil if nothing.
  var loss: NetworkError? {
    failure.map {
      .deviceLost(device: device.info.name, reason: "\($0)")
    }
  }

  /// Forgets how often programs were made: the network begins anew.
  func forget() { made = [:] }
}

extension DeviceError {
  /// Whether it is the program that can't run there, and not the device that fails.
  fileprivate var isOfProgram: Bool {
    switch self {
    case .noDeviceForm, .noFloat64, .invalid: true
    default: false
    }
  }
}

extension Network {
  /// Has the network's programs run on a device, or on the processor again if
  /// `placement` is nil. What is on a device is fetched.
  ///
  /// If a device has failed, the network must be initialized or loaded before it
  /// runs on.
  ///
  /// - Throws: `NetworkError.running` if a behavior calls it.
  public func place(on placement: DevicePlacement?) throws(NetworkError) {
    try context.checkIdle("set_device")
    context.placement?.settle()
    context.deviceLoss = context.deviceLoss ?? context.placement?.loss
    context.placement = placement
    schedule.stretches.forget()
  }

  /// Where programs run if not on the processor.
  public var placement: DevicePlacement? { context.placement }
}
