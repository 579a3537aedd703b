/// A behavior with state of its own that is saved with the network.
///
/// State variables, parameters and whether the behavior is enabled are saved
/// without it. So is nothing that `initialize` works out from parameters alone:
/// a network is initialized before it is loaded.
///
/// ```swift
/// extension Counter: SavableBehavior {
///   var saved: [String: SavedValue] { ["count": .integer(count)] }
///
///   func restore(_ saved: [String: SavedValue]) throws {
///     count = try saved.required("count", \.integer)
///   }
/// }
/// ```
public protocol SavableBehavior: Behavior {
  /// The state. It is read after `initialize`, while no behavior runs.
  var saved: [String: SavedValue] { get throws }

  /// Takes on a state that `saved` gave, here or in another process.
  ///
  /// - Throws: If the state can't be one that `saved` gave; the behavior has
  ///   not changed then.
  func restore(_ saved: [String: SavedValue]) throws
}

/// Something in a saved network that can't be.
public struct SavedStateMistake: Error, CustomStringConvertible {
  /// What is wrong.
  public let description: String

  /// Creates an error.
  public init(_ description: String) { self.description = description }
}

extension [String: SavedValue] {
  /// The value of this name, of the kind that `kind` gives.
  ///
  /// - Throws: `SavedStateMistake`.
  public func required<Kind>(
    _ name: String, _ kind: (SavedValue) -> Kind?
  ) throws(SavedStateMistake) -> Kind {
    guard let value = self[name] else {
      throw SavedStateMistake("it has no '\(name)'")
    }
    guard let result = kind(value) else {
      throw SavedStateMistake("its '\(name)' is of another kind")
    }
    return result
  }

  /// The list of whole numbers of this name.
  ///
  /// - Throws: `SavedStateMistake`.
  func integers(_ name: String) throws(SavedStateMistake) -> [Int] {
    try required(name) { value in
      guard let list = value.list else { return nil }
      let integers = list.compactMap(\.integer)
      return integers.count == list.count ? integers : nil
    }
  }
}
