import Tensors

/// A behavior with its place in the network's order.
public final class ScheduledBehavior {
  /// Where the behavior stands in the order: lower keys run first.
  public let key: Double

  /// The behavior.
  public let behavior: any Behavior

  /// The object that it belongs to.
  public unowned let object: NetworkObject

  /// Decides between equal keys: what was added first runs first.
  package let order: Int

  /// Whether `initialize` has been called for the network as it is.
  var isInitialized = false

  /// Whether it was taken out of the order.
  var isRemoved = false

  /// The numbers that the behavior draws.
  private(set) lazy var random = object.context.source(
    of: RandomSource.stream(object.streamName, behavior.name, keyText(key)))

  init(key: Double, behavior: any Behavior, object: NetworkObject, order: Int) {
    self.key = key
    self.behavior = behavior
    self.object = object
    self.order = order
  }
}

/// The order in which a network runs its behaviors.
///
/// Lower keys run first. Behaviors with the same key run in the order in which
/// they were added, whatever object they belong to.
struct Schedule {
  private(set) var entries: [ScheduledBehavior] = []

  /// The entries whose `forward` does something, in order, as of the last
  /// `prepareSteps()`.
  private(set) var steps: [Step] = []

  /// In how many entries behaviors are.
  private var uses: [ObjectIdentifier: Int] = [:]

  /// Whether `steps` are those of `entries`.
  private var hasSteps = true

  /// What an iteration needs of an entry, at hand and without counting
  /// references, which would cost more than everything else; the network keeps
  /// its objects alive, those that are removed until nothing runs.
  struct Step {
    let entry: ScheduledBehavior
    let object: Unmanaged<NetworkObject>
    let behavior: any Behavior

    /// The entry and the behavior once more, for reading without a count of
    /// references: the fields above keep them alive.
    let borrowedEntry: Unmanaged<ScheduledBehavior>
    unowned(unsafe) let borrowed: any Behavior
    let switches: Unmanaged<BehaviorSwitches>?
    private let heldSwitches: BehaviorSwitches?

    /// Whether it takes part in the iteration.
    var isActive: Bool

    /// Whether it runs in some iterations only.
    var isTimed = false

    /// Whether it takes part in all iterations until that changes; nil if it runs
    /// in some only.
    var lastingActivity: Bool? { isTimed ? nil : isActive }

    init(_ entry: ScheduledBehavior) {
      self.entry = entry
      object = .passUnretained(entry.object)
      behavior = entry.behavior
      borrowedEntry = .passUnretained(entry)
      borrowed = entry.behavior
      heldSwitches = (entry.behavior as? any TimedBehavior)?.switches
      switches = heldSwitches.map { .passUnretained($0) }
      isActive = entry.behavior.isEnabled
    }

    /// Whether what it does can be traced.
    var isTraceable: Bool {
      (entry.behavior as? any TracedBehavior)?.isTraceable ?? false
    }
  }

  /// What runs as one program.
  var stretches = Stretches()

  /// Whether entries were added that may not have been initialized.
  var hasAdditions = false

  /// Adds `entry` at its place: after every entry whose key is at most its key,
  /// if it is the newest.
  ///
  /// - Complexity: O(log *n*) comparisons, paid once per behavior, never per
  ///   iteration.
  mutating func add(_ entry: ScheduledBehavior) {
    let index = entries.place { $0.runs(before: entry) }
    entries.insert(entry, at: index)
    uses[ObjectIdentifier(entry.behavior), default: 0] += 1
    hasAdditions = true
    forgetSteps()
    checkInvariants(around: index)
  }

  /// Takes out `entry`, if it is there.
  mutating func remove(_ entry: ScheduledBehavior) {
    let index = entries.place { $0.runs(before: entry) }
    guard index < entries.count, entries[index] === entry else { return }
    entries.remove(at: index)
    let behavior = ObjectIdentifier(entry.behavior)
    let count = uses[behavior, default: 1] - 1
    uses[behavior] = count > 0 ? count : nil
    entry.isRemoved = true
    forgetSteps()
  }

  /// Lets go of the steps, which are no longer those of the entries.
  mutating func forgetSteps() {
    hasSteps = false
    steps = []
    stretches.forgetRuns()
  }

  /// Whether `object` is a behavior in the order.
  func contains(_ object: AnyObject) -> Bool {
    uses[ObjectIdentifier(object)] != nil
  }

  /// Takes note of which behaviors run in an iteration, so that a change during
  /// it counts from the next.
  ///
  /// - Throws: `BehaviorFailure` for a timing that can't be counted.
  mutating func settleActivity(iteration: Int, of network: Network) throws {
    if !hasSteps { prepareSteps() }
    try steps.withUnsafeMutableBufferPointer { steps in
      for index in steps.indices {
        // Nothing is taken out of a step here: that would count references.
        if let switches = steps[index].switches {
          let isAlways = switches._withUnsafeGuaranteedRef {
            steps[index].isActive = $0.isEnabled
            return $0.timing == nil
          }
          steps[index].isTimed = !isAlways
          if isAlways { continue }
        }
        steps[index].isActive = steps[index].borrowed.isEnabled
        let timing = steps[index].borrowed.timing
        steps[index].isTimed = timing != nil
        guard let timing else { continue }
        do {
          let isDue = try timing.includes(iteration, of: network)
          steps[index].isActive = steps[index].isActive && isDue
        } catch {
          throw BehaviorFailure(
            steps[index].entry, .forward, iteration: iteration, error)
        }
      }
    }
    stretches.settle(steps, isObserved: !network.observers.isEmpty)
  }

  /// Makes the programs of what runs together, as far as it can be told.
  mutating func prepareStretches(of network: Network) {
    if !hasSteps { prepareSteps() }
    for index in steps.indices {
      steps[index].isTimed = steps[index].behavior.timing != nil
      steps[index].isActive = steps[index].behavior.isEnabled
    }
    stretches.settle(steps, isObserved: false)
    for run in stretches.runs where run.isTraced && run.stretch == nil {
      let made = try? ProgramStretch.make(
        of: run.steps.map { steps[$0].entry }, network.context, isTrial: true)
      if let made { stretches.keep(made) }
    }
    stretches.settle(steps, isObserved: false)
  }

  /// Works out which entries have something to run.
  mutating func prepareSteps() {
    hasSteps = true
    steps = entries.filter(\.behavior.hasForward).map(Step.init)
  }

  /// Stops the program if an entry and its neighbors are out of order. Free in
  /// release builds.
  private func checkInvariants(around index: Int) {
    let near = entries[max(0, index - 1)..<min(entries.count, index + 2)]
    assert(zip(near, near.dropFirst()).allSatisfy { $0.runs(before: $1) })
  }
}

extension ScheduledBehavior {
  /// Whether it stands before `other` in the order.
  func runs(before other: ScheduledBehavior) -> Bool {
    (key, order) < (other.key, other.order)
  }
}

extension Array {
  /// The index of the first element for which `isBefore` is false; it is true
  /// for all before that.
  func place(where isBefore: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension ScheduledBehavior {
  /// How messages name the behavior: `LIF (key 1)`.
  public var label: String { "\(behavior.name) (key \(keyText(key)))" }
}
