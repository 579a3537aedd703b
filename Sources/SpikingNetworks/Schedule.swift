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
  let order: Int

  /// Whether `initialize` has been called for the network as it is.
  var isInitialized = false

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

  /// The entries whose `forward` does something, in order.
  private(set) var steps: [ScheduledBehavior] = []

  /// For each step, whether it takes part in the iteration.
  private(set) var isActive: [Bool] = []

  /// Whether entries were added that may not have been initialized.
  var hasAdditions = false

  /// Adds `entry` after every entry whose key is at most its key.
  ///
  /// - Complexity: O(*n*), paid once per behavior, never per iteration.
  mutating func add(_ entry: ScheduledBehavior) {
    let index =
      entries.firstIndex { $0.key > entry.key } ?? entries.endIndex
    entries.insert(entry, at: index)
    hasAdditions = true
    prepareSteps()
    checkInvariants()
  }

  /// Takes out `entry`.
  mutating func remove(_ entry: ScheduledBehavior) {
    entries.removeAll { $0 === entry }
    prepareSteps()
  }

  /// Takes out what belongs to `object`.
  mutating func removeAll(of object: NetworkObject) {
    entries.removeAll { $0.object === object }
    prepareSteps()
  }

  /// Takes note of which behaviors are enabled, so that a change during the
  /// iteration counts from the next.
  mutating func settleActivity() {
    for index in steps.indices {
      isActive[index] = steps[index].behavior.isEnabled
    }
  }

  /// Works out which entries have something to run.
  mutating func prepareSteps() {
    steps = entries.filter(\.behavior.hasForward)
    isActive = steps.map(\.behavior.isEnabled)
  }

  /// Stops the program if the entries are out of order. Free in release builds.
  private func checkInvariants() {
    assert(
      zip(entries, entries.dropFirst()).allSatisfy {
        ($0.key, $0.order) < ($1.key, $1.order)
      })
  }
}
