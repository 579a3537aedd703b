import SpikingNetworks
import Tensors

/// A behavior made of closures.
final class Probe: TimedBehavior {
  let name: String
  let tags: [String]
  let switches = BehaviorSwitches()
  var hasForward = true
  var initializesLast = false
  var initializesOnCreation = false
  var parameters: Parameters?
  var onInitialize: (NetworkObject) throws -> Void
  var onForward: (NetworkObject) throws -> Void

  init(
    _ name: String = "Probe", tag: String = "",
    forward: @escaping (NetworkObject) throws -> Void = { _ in },
    initialize: @escaping (NetworkObject) throws -> Void = { _ in }
  ) {
    self.name = name
    tags = Tags(tag.isEmpty ? name : "\(tag),\(name)").list
    onInitialize = initialize
    onForward = forward
  }

  func initialize(_ object: NetworkObject) throws { try onInitialize(object) }

  func forward(_ object: NetworkObject) throws { try onForward(object) }
}

/// Notes in which order behaviors are called.
final class Log {
  var entries: [String] = []

  /// A behavior that notes its calls as `i:name` and `f:name`.
  func probe(_ name: String) -> Probe {
    Probe(
      name, forward: { [unowned self] _ in entries.append("f:\(name)") },
      initialize: { [unowned self] _ in entries.append("i:\(name)") })
  }

  /// The names whose `forward` was called.
  var forward: [String] {
    entries.filter { $0.hasPrefix("f:") }.map { String($0.dropFirst(2)) }
  }

  /// The names whose `initialize` was called.
  var initialize: [String] {
    entries.filter { $0.hasPrefix("i:") }.map { String($0.dropFirst(2)) }
  }
}

/// What goes wrong in a test on purpose.
struct Mishap: Error, CustomStringConvertible {
  var description: String { "mishap" }
}

/// The message of the error that `body` throws, or nil.
func message(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch { return "\(error)" }
}

extension NetworkObject {
  /// The elements of a tensor variable as real numbers.
  func numbers(_ name: String) throws -> [Double] {
    try tensor(named: name).numbers()
  }
}

extension Tensor {
  /// The elements, row by row, as real numbers.
  func numbers() throws -> [Double] {
    try converted(to: .float64).values(Double.self)
  }
}
