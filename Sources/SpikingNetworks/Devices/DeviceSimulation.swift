import Devices
import Tensors

/// Runs a network on a device, with the processor's bits.
///
/// ```swift
/// let simulation = DeviceSimulation(of: network, on: try openDevice("gpu"))
/// try simulation.simulateIterations(1_000)
/// ```
///
/// All that runs in an iteration must be one program: behaviors that are traced, run in
/// each iteration, and set tensors. Anything else is refused by its name: recorders,
/// observers, behaviors that are called. State variables go to the device when
/// iterations begin and are back when they end, so between calls the network is as any
/// other; it can be looked at, changed, saved, and run on the processor. A tensor that
/// is changed in place and then replaced within an iteration is left behind as it was.
///
/// It belongs to the network's thread.
public final class DeviceSimulation {
  /// What is run.
  public let network: Network

  /// Where it runs.
  public let device: any ComputeDevice

  /// The program of the last call.
  private var last: DeviceStretch?

  /// After how many iterations somebody waits for the device and looks whether the run
  /// is to be broken off.
  private static let batch = 64

  /// How many iterations at most run on the processor until the program of the next
  /// one is known: in the first ones, variables may be set for the first time.
  private static let mostTrials = 3

  /// A simulation of `network` on `device`.
  public init(of network: Network, on device: any ComputeDevice) {
    self.network = network
    self.device = device
  }

  /// Runs `count` iterations, or fewer if the thread's `Interruption` asks for it. The
  /// first ones run on the processor if the program isn't known yet.
  ///
  /// - Returns: How many iterations were run.
  /// - Throws: As `Network.simulateIterations(_:)`; `NetworkError.notOnDevice`, and
  ///   `DeviceError`, after which the network is as it was when the iterations on the
  ///   device began.
  @discardableResult
  public func simulateIterations(_ count: Int) throws -> Int {
    guard count >= 0 else {
      throw NetworkError.negativeCount(what: "iterations", found: count)
    }
    let interruption = Interruption.current
    interruption?.beginSimulation()
    defer { interruption?.endSimulation() }
    network.iterationsLeft = 0
    var (done, isStopped) = (0, false)
    while done < count, !isStopped {
      if let ready = try network.stretchForDevice() {
        return try done + run(ready, count - done)
      }
      guard done < DeviceSimulation.mostTrials else {
        throw NetworkError.notOnDevice(
          what: "the network",
          reason: "its program is another one in each iteration")
      }
      done += try network.simulateIterations(1) {
        isStopped = $0.isStopping || interruption?.isStopping == true
      }
    }
    network.iterationsLeft = count - done
    return done
  }

  /// Runs iterations of a program that is good for the first of them.
  private func run(_ stretch: ProgramStretch, _ count: Int) throws -> Int {
    let first = network.iteration
    let (end, isTooLarge) = first.addingReportingOverflow(count)
    try Network.checkNumber(isTooLarge ? .max : end)
    let there: DeviceStretch
    if let last, last.stretch === stretch {
      there = last
    } else {
      there = try DeviceStretch(stretch, on: device, pool: network.pool)
    }
    last = there
    network.incompleteIteration = nil
    let positions = stretch.entries.map(\.random.position)
    let interruption = Interruption.current
    var done = 0
    do {
      try there.begin()
      while done < count, interruption?.isStopping != true {
        let size = min(DeviceSimulation.batch, count - done)
        for _ in 0..<size {
          done += 1
          try there.run(iteration: first + done)
        }
        try there.wait()
        // As on the processor.
        interruption?.spend(size * 100 * (stretch.entries.count + 1))
      }
      // Before the first run there is nothing to take back.
      if done > 0 { try there.end() }
    } catch {
      for (entry, position) in zip(stretch.entries, positions) {
        entry.random.position = position
      }
      last = nil
      throw error
    }
    network.context.iteration = first + done
    if done < count {
      network.iterationsLeft = count - done
      try interruption?.check()
    }
    return done
  }
}

extension Network {
  /// The program that all of the next iteration is; nil if it isn't known yet.
  ///
  /// - Throws: `NetworkError.notOnDevice` if it can't be one, `.notInitialized`,
  ///   `.running`.
  fileprivate func stretchForDevice() throws -> ProgramStretch? {
    try context.checkIdle("simulate")
    guard isInitialized else { throw NetworkError.notInitialized }
    try initializeAdditions()
    try checkClocks()
    guard observers.isEmpty else {
      throw NetworkError.notOnDevice(
        what: "the network", reason: "its behaviors are watched one by one")
    }
    let next = context.iteration + 1
    try schedule.settleActivity(iteration: next, of: self)
    let (steps, runs) = (schedule.steps, schedule.stretches.runs)
    for run in runs where run.isTimed || !run.isTraced {
      let entry = steps[run.first].entry
      throw NetworkError.notOnDevice(
        what: "\(entry.label) of \(entry.object.tag)",
        reason: run.isTimed
          ? "it runs in some iterations only"
          : entry.behavior is any RecordingBehavior
            ? "it records in each iteration" : "it isn't compiled")
    }
    guard let only = runs.first else {
      throw NetworkError.notOnDevice(
        what: "the network", reason: "none of its behaviors runs")
    }
    if runs.count > 1 {
      let entry = steps[runs[1].first].entry
      throw NetworkError.notOnDevice(
        what: "\(entry.label) of \(entry.object.tag)",
        reason: "it can't be put together with what runs before it")
    }
    guard let stretch = only.stretch?.takeUnretainedValue(),
      try stretch.isReady(iteration: next), !stretch.changesWhatItIsMadeFor
    else { return nil }
    return stretch
  }
}
