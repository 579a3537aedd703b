import Tensors

/// One iteration: what runs as one program, and what is called.
extension Network {
  /// Runs all that is active, in order.
  ///
  /// - Throws: `BehaviorFailure`; then the iteration's number is the last one
  ///   again, and recorders take back what they recorded.
  func runIteration() throws {
    let last = context.iteration
    try Network.checkNumber(last + 1)
    try schedule.settleActivity(iteration: last + 1, of: self)
    context.iteration = last + 1
    defer {
      context.current = nil
      settleRemovals()
    }
    // What runs is fixed for the iteration: a behavior that changes the
    // schedule changes another copy.
    let (steps, runs) = (schedule.steps, schedule.stretches.runs)
    let observers = observers
    do {
      try runs.withUnsafeBufferPointer { runs in
        try steps.withUnsafeBufferPointer { steps in
          for run in 0..<runs.count {
            let first = runs[run].first
            if runs[run].isTimed, !steps[first].isActive { continue }
            if observers.isEmpty {
              try perform(runs[run], steps)
            } else {
              try perform(runs[run], steps, watchedBy: observers)
            }
          }
        }
      }
    } catch let failure as StepFailure {
      context.iteration = last
      incompleteIteration = last + 1
      for step in steps[...failure.step] where step.isActive {
        (step.entry.behavior as? any RecordingBehavior)?.takeBack()
      }
      throw BehaviorFailure(
        steps[failure.step].entry, .forward, iteration: last + 1,
        failure.underlying)
    }
    recordingFiles.endIteration()
    try context.placement?.endIteration(&schedule)
  }

  private typealias Steps = UnsafeBufferPointer<Schedule.Step>

  /// Does what a run does.
  @inline(__always)
  private func perform(
    _ run: borrowing Stretches.Run, _ steps: Steps
  ) throws {
    context.current = steps[run.first].borrowedEntry
    if let stretch = run.stretch {
      do {
        let isDone = try stretch._withUnsafeGuaranteedRef {
          try $0.run(iteration: context.iteration)
        }
        if isDone { return }
        if try performAnother(than: stretch.takeUnretainedValue()) { return }
      } catch {
        throw StepFailure(error, in: run.steps)
      }
    }
    if run.isTraced {
      try traceAndPerform(run.steps, steps)
    } else {
      try call(run.first, steps)
    }
  }

  /// Runs another program of the same behaviors than one that isn't good; false
  /// if none is.
  private func performAnother(than last: ProgramStretch) throws -> Bool {
    for stretch in schedule.stretches.others(than: last)
    where try stretch.run(iteration: context.iteration) {
      schedule.stretches.keep(stretch)
      return true
    }
    return false
  }

  /// Does what a run does, which is one step, while observers watch.
  private func perform(
    _ run: borrowing Stretches.Run, _ steps: Steps,
    watchedBy observers: [any BehaviorObserver]
  ) throws {
    let entry = steps[run.first].entry
    for observer in observers { observer.willRun(entry, .forward) }
    try perform(run, steps)
    do {
      // Who measures it means what is done, not what is asked for.
      try context.placement?.wait()
      for observer in observers { try observer.didRun(entry, .forward) }
      try context.placement?.check()
    } catch {
      throw StepFailure(step: run.first, underlying: error)
    }
  }

  /// Calls the `forward` of a step.
  @inline(__always)
  private func call(_ index: Int, _ steps: Steps) throws {
    do {
      let forward = { () throws in
        try steps[index].object._withUnsafeGuaranteedRef {
          try steps[index].borrowed.forward($0)
        }
      }
      if let placement = context.placement {
        try placement.call(steps[index].entry, forward)
      } else {
        try forward()
      }
    } catch {
      throw StepFailure(step: index, underlying: error)
    }
  }

  /// Runs steps for which there is no program that is good.
  private func traceAndPerform(_ indices: [Int], _ steps: Steps) throws {
    var rest = indices[...]
    while let first = rest.first {
      context.current = steps[first].borrowedEntry
      guard steps[first].isTraceable else {
        schedule.stretches.unsettle()
        try call(first, steps)
        rest.removeFirst()
        continue
      }
      let run = Array(rest.prefix { steps[$0].isTraceable })
      let stretch: ProgramStretch
      do {
        stretch = try ProgramStretch.make(
          of: run.map { steps[$0].entry }, context, isTrial: false)
      } catch let refusal as ProgramStretch.Refusal {
        if refusal.part > 0 {
          // What comes before it runs all the same, and alone from now on.
          schedule.stretches.end(before: steps[run[refusal.part]].entry)
          try traceAndPerform(Array(run.prefix(refusal.part)), steps)
          rest = rest.dropFirst(refusal.part)
        } else if refusal.underlying is NotTogether {
          try call(first, steps)
          rest = rest.dropFirst()
        } else if steps[first].isTraceable {
          throw StepFailure(step: first, underlying: refusal.underlying)
        }
        continue
      }
      schedule.stretches.keep(stretch)
      do {
        guard try stretch.run(iteration: context.iteration) else {
          throw StretchFailure(
            part: 0, underlying: NetworkError.changedWhileTraced)
        }
      } catch {
        throw StepFailure(error, in: run)
      }
      rest = rest.dropFirst(run.count)
    }
  }

  // MARK: Ahead of iterations

  /// Makes the programs of an initialized network as far as that is possible
  /// before the first iteration, in which variables may be set.
  public func prepareStretches() {
    schedule.prepareStretches(of: self)
  }

  /// What runs as one program, in order, and the program; nil where there is none
  /// yet.
  public var programs:
    [(behaviors: [ScheduledBehavior], program: ProgramStretch?)]
  {
    schedule.stretches.programs(of: schedule.steps).map {
      ($0.entries, $0.stretch)
    }
  }
}

/// An error of a step of an iteration.
private struct StepFailure: Error {
  let step: Int
  let underlying: any Error

  init(step: Int, underlying: any Error) {
    self.step = step
    self.underlying = underlying
  }

  /// The error of a stretch of steps.
  init(_ error: any Error, in steps: [Int]) {
    if let failure = error as? StretchFailure {
      step = steps[failure.part]
      underlying = failure.underlying
    } else {
      step = steps[0]
      underlying = error
    }
  }
}
