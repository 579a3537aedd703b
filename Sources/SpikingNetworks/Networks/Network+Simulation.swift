import Tensors

/// Initializing and running.
extension Network {
  /// Initializes all behaviors in the order in which they run, those that
  /// initialize last after all others.
  ///
  /// Calling it again initializes everything again: recorders are emptied, the
  /// iteration stays.
  ///
  /// - Throws: `BehaviorFailure`; `NetworkError.running` if a behavior calls
  ///   it, `.unconnected` for a synapse group without an end.
  public func initialize() throws {
    try context.checkIdle("initialize")
    schedule.stretches.forget()
    for synapses in synapseGroups { try synapses.checkConnected() }
    isInitialized = false
    for entry in schedule.entries
    where !entry.behavior.initializesOnCreation {
      entry.isInitialized = false
    }
    try initializePending()
    isInitialized = true
    context.deviceLoss = nil
    context.placement?.forget()
  }

  /// Runs one iteration: the number goes up, then every behavior that is
  /// enabled runs in order; then recorders with files write what they recorded.
  ///
  /// - Throws: `BehaviorFailure`, and the number goes back, and recorders take
  ///   back what they recorded in this iteration; or
  ///   `NetworkError.notInitialized`, `.running`, `.recordingStopped`,
  ///   `.outOfRange` beyond `lastIteration`.
  public func simulateIteration() throws {
    try writingRecordings {
      try prepare()
      try runIteration()
    }
  }

  /// Runs `count` iterations, or fewer if `shouldStop` says so, `stop()` is
  /// called, or somebody asks for it by the thread's `Interruption`; then
  /// recorders with files write what they recorded, also after an error.
  ///
  /// - Parameters:
  ///   - count: How many iterations to run; 0 runs none.
  ///   - batch: After how many iterations `onProgress` is told each time; if
  ///     nil, after as many as take about a twentieth of a second.
  ///   - isRecording: Whether recorders record. If not, those that recorded
  ///     before do again afterwards, also after an error.
  ///   - afterEach: Called after each iteration.
  /// - Returns: How many iterations were run.
  /// - Throws: As `simulateIteration()`, what `afterEach` throws,
  ///   `NetworkError.negativeCount`, and `TensorError.interrupted` if the run is
  ///   broken off; `incompleteIteration` says whether within an iteration.
  @discardableResult
  public func simulateIterations(
    _ count: Int, batch: Int? = nil, isRecording: Bool = true,
    afterEach: ((Network) throws -> Void)? = nil
  ) throws -> Int {
    guard count >= 0 else {
      throw NetworkError.negativeCount(what: "iterations", found: count)
    }
    if let batch, batch <= 0 {
      throw NetworkError.outOfRange(
        what: "the batch size", found: "\(batch)", expected: "1 or more")
    }
    return try writingRecordings {
      try run(count, batch, isRecording: isRecording, afterEach)
    }
  }

  private func run(
    _ count: Int, _ batch: Int?, isRecording: Bool,
    _ afterEach: ((Network) throws -> Void)?
  ) throws -> Int {
    try prepare()
    try checkClocks()
    let recorded = searchedObjects.filter(\.isRecording)
    if !isRecording { setRecording(false) }
    defer {
      if !isRecording { for object in recorded { object.isRecording = true } }
    }
    isStopping = false
    iterationsLeft = 0
    let interruption = Interruption.current
    interruption?.beginSimulation()
    defer { interruption?.endSimulation() }
    var reports = ProgressReports(of: count, batch: batch, to: onProgress)
    for done in stride(from: 1, through: count, by: 1) {
      if let shouldStop, shouldStop() { return reports.end(after: done - 1) }
      try prepare()
      try runIteration()
      try recordingFiles.check()
      try afterEach?(self)
      reports.count(done)
      if isStopping { return reports.end(after: done) }
      interruption?.spend(100 &* (schedule.steps.count &+ 1))
      if let interruption, interruption.isStopping {
        iterationsLeft = count - done
        try interruption.check()
        return reports.end(after: done)
      }
    }
    return reports.end(after: count)
  }

  /// Initializes one behavior.
  func initialize(_ entry: ScheduledBehavior) throws {
    // What is traced of it, and of the variables that it makes, may be otherwise.
    schedule.stretches.expire()
    do {
      try context.running(entry) {
        for observer in observers { observer.willRun(entry, .initialize) }
        (entry.behavior as? any ReinitializedBehavior)?
          .willInitialize(at: entry.random.position)
        try entry.behavior.initialize(entry.object)
        try entry.behavior.parameters?.checkUnused()
        for observer in observers { try observer.didRun(entry, .initialize) }
      }
    } catch {
      throw BehaviorFailure(entry, .initialize, iteration: nil, error)
    }
    entry.isInitialized = true
  }

  /// Initializes what has not been: first what initializes in order, then what
  /// initializes last.
  private func initializePending() throws {
    schedule.prepareSteps()
    defer { settleRemovals() }
    var initialized: [ScheduledBehavior] = []
    for isLast in [false, true] {
      // A behavior that adds another one may have initialized it already.
      for entry in schedule.entries
      where !entry.isInitialized && !entry.isRemoved
        && entry.behavior.initializesLast == isLast
      {
        try initialize(entry)
        initialized.append(entry)
      }
    }
    for entry in initialized
    where !entry.isRemoved && entry.behavior.isEnabled {
      guard let equation = entry.behavior.libraryBehavior as? Equation else {
        continue
      }
      do {
        try context.running(entry) {
          try equation.checkStep(of: entry.object)
        }
      } catch {
        throw BehaviorFailure(entry, .initialize, iteration: nil, error)
      }
    }
    for entry in schedule.entries where entry.behavior.isEnabled {
      do {
        try entry.behavior.timing?.check(for: self)
      } catch {
        throw BehaviorFailure(entry, .initialize, iteration: nil, error)
      }
    }
  }

  /// Has recorders write to their files after `body`.
  private func writingRecordings<Result>(
    _ body: () throws -> Result
  ) throws -> Result {
    try context.checkIdle("simulate")
    recordingFiles.begin()
    let result: Result
    do {
      defer { recordingFiles.finish() }
      result = try body()
      try context.placement?.finish()
    }
    try recordingFiles.check()
    return result
  }

  /// Throws `NetworkError.otherTimeStep` if a clock doesn't agree with the network.
  func checkClocks() throws {
    for entry in behaviors where entry.behavior.isEnabled {
      let clock = entry.behavior.libraryBehavior as? Clock
      try clock?.checkAgreement(with: self)
    }
  }

  private func prepare() throws {
    try context.checkIdle("simulate")
    guard isInitialized else { throw NetworkError.notInitialized }
    try context.checkDevice()
    try initializeAdditions()
    incompleteIteration = nil
  }

  /// Initializes what was added since the network was initialized.
  func initializeAdditions() throws {
    guard schedule.hasAdditions else { return }
    try initializePending()
    schedule.hasAdditions = false
  }
}
