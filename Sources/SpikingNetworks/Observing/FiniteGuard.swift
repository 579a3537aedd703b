import Tensors

/// What a network's numbers are checked for, after each behavior.
public enum FiniteCheck: String, CaseIterable, Sendable {
  /// Nothing is checked.
  case off
  /// NaN is an error.
  case nan
  /// NaN and infinity are errors.
  case all
}

/// Checks the state variables of all objects after each behavior, so that the
/// one that makes the first NaN or infinity is named.
///
/// A variable that isn't finite when the guard first sees the network, such as
/// the infinite time of a spike that never was, is left alone until it is.
final class FiniteGuard: BehaviorObserver {
  private unowned let network: Network
  private let allowsInfinity: Bool
  private var excused: Set<Key> = []

  private struct Key: Hashable {
    let object: ObjectIdentifier
    let name: String
  }

  init(_ network: Network, allowsInfinity: Bool) {
    self.network = network
    self.allowsInfinity = allowsInfinity
    forEachFailure { key, _, _, _ in excused.insert(key) }
  }

  func willRun(_ entry: ScheduledBehavior, _ phase: BehaviorFailure.Phase) {}

  func didRun(
    _ entry: ScheduledBehavior, _ phase: BehaviorFailure.Phase
  ) throws {
    var failing: Set<Key> = []
    var first: NonFiniteValue?
    forEachFailure { key, object, tensor, index in
      failing.insert(key)
      if first == nil, !excused.contains(key) {
        first = NonFiniteValue(
          variable: key.name, object: object.label,
          index: object.state.place(of: index, in: key.name),
          value: (try? tensor.element(index).double) ?? .nan)
      }
    }
    excused.formIntersection(failing)
    if let first { throw first }
  }

  private func forEachFailure(
    _ body: (Key, NetworkObject, Tensor, [Int]) -> Void
  ) {
    for object in network.searchedObjects {
      for (name, tensor) in object.state.tensors {
        let index = tensor.firstNonFinite(allowsInfinity: allowsInfinity)
        guard let index else { continue }
        let key = Key(object: ObjectIdentifier(object), name: name)
        body(key, object, tensor, index)
      }
    }
  }
}

/// A state variable got an element that is NaN or infinite.
public struct NonFiniteValue: Error, Equatable {
  /// The name of the state variable.
  public let variable: String

  /// The object that it belongs to, as messages name it.
  public let object: String

  /// The index of the first such element; counts from 0.
  public let index: [Int]

  /// The element.
  public let value: Double

  /// What is wrong, with indices that count from `base`.
  public func message(countingFrom base: Int) -> String {
    let place = index.map { "\($0 + base)" }.joined(separator: ", ")
    let shown = value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
    return "'\(variable)' of \(object) became \(shown)"
      + (index.isEmpty ? "" : " at [\(place)]")
  }
}

extension NonFiniteValue: CustomStringConvertible {
  /// What is wrong, with indices that count from 0.
  public var description: String { message(countingFrom: 0) }
}

extension Network {
  /// What all state variables are checked for after each behavior, in
  /// `initialize` and in each iteration; nothing at first.
  ///
  /// A check reads every number of the network, so it is for finding mistakes.
  public var finiteCheck: FiniteCheck {
    get { check }
    set {
      check = newValue
      observers.removeAll { $0 is FiniteGuard }
      if newValue != .off {
        observers.append(
          FiniteGuard(self, allowsInfinity: newValue == .nan))
      }
    }
  }
}
