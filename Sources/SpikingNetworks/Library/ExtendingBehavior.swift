/// A behavior that extends one of the library: it does that one's work where it
/// chooses to, and more or something else where it doesn't.
///
/// Both have the same parameters and the same switches. The network knows only
/// the one that extends; what the other keeps to itself is saved and loaded with
/// it.
public protocol ExtendingBehavior: TimedBehavior {
  /// The library behavior that it extends; nil if it extends none.
  var extended: LibraryBehavior? { get }
}

extension Behavior {
  /// The behavior as one of the library: itself, or the one that it extends.
  public var libraryBehavior: LibraryBehavior? {
    self as? LibraryBehavior ?? (self as? any ExtendingBehavior)?.extended
  }
}

extension LibraryBehavior {
  /// Initializes it as a part of the behavior that extends it, which is being
  /// initialized.
  ///
  /// - Throws: What `initialize` throws.
  public func initializePart(of object: NetworkObject) throws {
    willInitialize(at: object.currentRandom.position)
    try initialize(object)
  }
}
