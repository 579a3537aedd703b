import Tensors

/// Which of a network's behaviors run as one program, and the programs.
///
/// A stretch is as long as its neighbors can be traced, are enabled and run in
/// each iteration; who runs in some iterations only, or is watched while it runs,
/// stays by itself. Who runs in which stretch is settled when that changes.
struct Stretches {
  /// What runs one after the other in an iteration, as of the last `settle`.
  private(set) var runs: [Run] = []

  /// The programs that were made, by the behaviors in them, the one that ran last
  /// first: what variables are when a program begins may change to and fro.
  private var made: [[ObjectIdentifier]: [ProgramStretch]] = [:]

  /// Which steps were active when `runs` was settled, nil for those that run in
  /// some iterations only; nil if it must be anew.
  private var settled: [Bool?]?

  private var wasObserved = false

  /// Before which behaviors a program ends, because it can't go on there.
  private var breaks: Set<ObjectIdentifier> = []

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
    var stretch: Unmanaged<ProgramStretch>?
  }

  /// How many programs are kept: behaviors that are switched on and off find
  /// theirs again.
  private static let mostMade = 64

  /// How many of them are of the same behaviors.
  private static let mostAlike = 4

  /// Has everything be settled anew, and nothing kept.
  mutating func forget() {
    settled = nil
    runs = []
    made = [:]
    breaks = []
  }

  /// Has every program be made anew before it runs again.
  func expire() {
    for stretches in made.values {
      for stretch in stretches { stretch.expire() }
    }
  }

  /// Has a program end before a behavior: what comes before it can't be told
  /// together with it.
  mutating func end(before entry: ScheduledBehavior) {
    breaks.insert(ObjectIdentifier(entry))
    unsettle()
  }

  /// Has what runs together be settled anew.
  mutating func unsettle() { settled = nil }

  /// Lets go of what runs together, since its steps are gone; programs are kept.
  mutating func forgetRuns() {
    runs = []
    unsettle()
  }

  /// Settles what runs together, if that may have changed.
  mutating func settle(_ steps: [Schedule.Step], isObserved: Bool) {
    if let settled, isObserved == wasObserved, settled.count == steps.count {
      var isSame = true
      for index in 0..<steps.count
      where settled[index] != steps[index].lastingActivity {
        isSame = false
        break
      }
      if isSame { return }
    }
    settled = steps.map(\.lastingActivity)
    let entries = Set(steps.map { ObjectIdentifier($0.entry) })
    breaks.formIntersection(entries)
    // Nothing runs now that is let go of.
    made = made.filter {
      !$0.value.contains { $0.entries.contains(where: \.isRemoved) }
    }
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
        if breaks.contains(ObjectIdentifier(step.entry)) {
          add(current, steps)
          current = []
        }
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
    made[key(indices, steps)]?.first
  }

  private func key(
    _ indices: [Int], _ steps: [Schedule.Step]
  ) -> [ObjectIdentifier] {
    indices.map { ObjectIdentifier(steps[$0].entry) }
  }

  /// The programs of some behaviors that ran before the last one.
  func others(than stretch: ProgramStretch) -> [ProgramStretch] {
    let all = made[stretch.entries.map { ObjectIdentifier($0) }] ?? []
    return all.filter { $0 !== stretch }
  }

  /// Takes on the program of some behaviors, or has it be the one that ran last.
  mutating func keep(_ stretch: ProgramStretch) {
    let key = stretch.entries.map { ObjectIdentifier($0) }
    var alike = made[key] ?? []
    alike.removeAll { $0 === stretch || $0.isStale }
    made[key] = [stretch] + alike.prefix(Stretches.mostAlike - 1)
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
