import Tensors

/// A part of a model: what happens to an object before the simulation and in
/// each iteration.
///
/// ```swift
/// final class Decay: Behavior {
///   var isEnabled = true
///
///   func initialize(_ object: NetworkObject) throws {
///     guard let neurons = object as? NeuronGroup else { return }
///     neurons.state["voltage"] = .tensor(try neurons.vector(1))
///   }
///
///   func forward(_ object: NetworkObject) throws {
///     try object.tensor(named: "voltage").apply(.multiply, 0.9)
///   }
/// }
/// ```
public protocol Behavior: AnyObject {
  /// The name of the kind of behavior, in messages and as a tag; the type's
  /// name unless said otherwise.
  var name: String { get }

  /// By what it is found; its name unless said otherwise.
  var tags: [String] { get }

  /// Whether `forward` is called. A change during an iteration counts from the
  /// next. `initialize` is called all the same.
  var isEnabled: Bool { get set }

  /// Whether `forward` does anything; it is never called otherwise.
  var hasForward: Bool { get }

  /// In which iterations `forward` is called, if it is enabled; in all, if nil.
  var timing: RunTiming? { get }

  /// Whether `initialize` is called after those of all other behaviors.
  var initializesLast: Bool { get }

  /// Whether `initialize` is called as soon as the object is created, and not
  /// when the network is initialized.
  var initializesOnCreation: Bool { get }

  /// What the behavior was given; names that `initialize` never asks for are
  /// an error.
  var parameters: Parameters? { get }

  /// Prepares the object.
  func initialize(_ object: NetworkObject) throws

  /// Does one iteration's work on the object.
  func forward(_ object: NetworkObject) throws

  /// The data found under `tag`, with indices that count from `base`; or nil.
  func data(under tag: String, countingFrom base: Int) throws -> Tensor?
}

extension Behavior {
  /// The name of the type.
  public var name: String { String(describing: Self.self) }

  /// The name alone.
  public var tags: [String] { [name] }

  /// True.
  public var hasForward: Bool { true }

  /// Nil.
  public var timing: RunTiming? { nil }

  /// False.
  public var initializesLast: Bool { false }

  /// False.
  public var initializesOnCreation: Bool { false }

  /// Nil.
  public var parameters: Parameters? { nil }

  /// Does nothing.
  public func initialize(_ object: NetworkObject) throws {}

  /// Nothing is found.
  public func data(under tag: String, countingFrom base: Int) throws -> Tensor?
  { nil }
}
