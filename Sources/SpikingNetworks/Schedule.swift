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
  private(set) var steps: [Step] = []

  /// What an iteration needs of an entry, at hand and without counting
  /// references, which would cost more than everything else; the network keeps
  /// its objects alive.
  struct Step {
    let entry: ScheduledBehavior
    let object: Unmanaged<NetworkObject>
    let behavior: any Behavior

    /// Whether it takes part in the iteration.
    var isActive: Bool
  }

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

  /// Takes note of which behaviors run in an iteration, so that a change during
  /// it counts from the next.
  ///
  /// - Throws: `BehaviorFailure` for a timing that can't be counted.
  mutating func settleActivity(iteration: Int, of network: Network) throws {
    try steps.withUnsafeMutableBufferPointer { steps in
      for index in steps.indices {
        let behavior = steps[index].behavior
        steps[index].isActive = behavior.isEnabled
        guard let timing = behavior.timing, behavior.isEnabled else { continue }
        do {
          steps[index].isActive = try timing.includes(iteration, of: network)
        } catch {
          throw BehaviorFailure(
            steps[index].entry, .forward, iteration: iteration, error)
        }
      }
    }
  }

  /// Works out which entries have something to run.
  mutating func prepareSteps() {
    steps = entries.filter(\.behavior.hasForward).map {
      Step(
        entry: $0, object: .passUnretained($0.object), behavior: $0.behavior,
        isActive: $0.behavior.isEnabled)
    }
  }

  /// Stops the program if the entries are out of order. Free in release builds.
  private func checkInvariants() {
    assert(
      zip(entries, entries.dropFirst()).allSatisfy {
        ($0.key, $0.order) < ($1.key, $1.order)
      })
  }
}
