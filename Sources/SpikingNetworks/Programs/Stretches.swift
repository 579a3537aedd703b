import Tensors

/// Which of a network's behaviors run as one program, and the programs.
///
/// A stretch is as long as its neighbors can be traced, are enabled and run in
/// each iteration; who runs in some iterations only, or is watched while it runs,
/// stays by itself. Who runs in which stretch is settled when that changes.
struct Stretches {
  /// What runs one after the other in an iteration, as of the last `settle`.
  private(set) var runs: [Run] = []

  /// The programs that were made, by the behaviors in them.
  private var made: [[ObjectIdentifier]: ProgramStretch] = [:]

  /// Which steps were active when `runs` was settled; nil if it must be anew.
  private var settled: [Bool]?

  private var wasObserved = false

  /// Steps that run together, or one.
  struct Run {
    /// The numbers of the steps.
    let steps: [Int]

    /// The first of them.
    let first: Int

    /// Whether they are traced, and not called.
    let isTraced: Bool

    /// Whether it is one step that runs in some iterations only.
    let isTimed: Bool

    /// Their program, once it was made; without a count of references.
    let stretch: Unmanaged<ProgramStretch>?
  }

  /// How many programs are kept: behaviors that are switched on and off find
  /// theirs again.
  private static let mostMade = 64

  /// Has everything be settled anew, and nothing kept.
  mutating func forget() {
    settled = nil
    runs = []
    made = [:]
  }

  /// Has what runs together be settled anew.
  mutating func unsettle() { settled = nil }

  /// Settles what runs together, if that may have changed.
  mutating func settle(_ steps: [Schedule.Step], isObserved: Bool) {
    if let settled, isObserved == wasObserved, settled.count == steps.count {
      var isSame = true
      for index in 0..<steps.count where !steps[index].isTimed {
        if settled[index] != steps[index].isActive {
          isSame = false
          break
        }
      }
      if isSame { return }
    }
    settled = steps.map(\.isActive)
    // Nothing runs now that is let go of.
    made = made.filter { !$0.value.entries.contains(where: \.isRemoved) }
    if made.count > Stretches.mostMade { made = [:] }
    wasObserved = isObserved
    runs = []
    var current: [Int] = []
    for (index, step) in steps.enumerated() where step.isTimed || step.isActive
    {
      let isAlone = isObserved || step.isTimed || !step.isTraceable
      if isAlone {
        add(current, steps)
        current = []
        add([index], steps)
      } else {
        current.append(index)
      }
    }
    add(current, steps)
  }

  private mutating func add(_ indices: [Int], _ steps: [Schedule.Step]) {
    guard let first = indices.first else { return }
    runs.append(
      Run(
        steps: indices, first: first, isTraced: steps[first].isTraceable,
        isTimed: steps[first].isTimed,
        stretch: known(indices, steps).map { .passUnretained($0) }))
  }

  private func known(
    _ indices: [Int], _ steps: [Schedule.Step]
  ) -> ProgramStretch? {
    made[indices.map { ObjectIdentifier(steps[$0].entry) }]
  }

  /// Takes on the program of some behaviors.
  mutating func keep(_ stretch: ProgramStretch) {
    made[stretch.entries.map { ObjectIdentifier($0) }] = stretch
    unsettle()
  }

  /// The programs of what runs together, in order; nil where there is none yet.
  func programs(
    of steps: [Schedule.Step]
  ) -> [(entries: [ScheduledBehavior], stretch: ProgramStretch?)] {
    runs.filter(\.isTraced).map { run in
      (run.steps.map { steps[$0].entry }, known(run.steps, steps))
    }
  }
}
