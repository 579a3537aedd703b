/// What another language keeps of a network that the engine can't read.
public protocol ForeignState: AnyObject {
  /// What belongs to no object.
  var saved: [String: SavedValue] { get }

  /// Takes on what `saved` gave.
  func restore(_ saved: [String: SavedValue]) throws

  /// The value of a state variable that is no tensor; nil for one that can't be
  /// saved, such as a function, and stays what `initialize` made it.
  func saved(_ name: String, of object: NetworkObject) throws -> SavedValue?

  /// Shows the other language a state variable that the engine has set, or
  /// removed if `value` is nil.
  func restore(
    _ value: SavedValue?, _ name: String, of object: NetworkObject) throws

  /// The state of a behavior; nil if it is not of that language.
  func saved(_ entry: ScheduledBehavior) throws -> [String: SavedValue]?

  /// The first way in which a behavior of that language isn't made to take on
  /// its state, or nil. Nothing has changed when this is called.
  func difference(
    of saved: [String: SavedValue], from entry: ScheduledBehavior
  ) throws -> StateDifference?

  /// Gives a behavior its state, if it is of that language.
  func restore(
    _ saved: [String: SavedValue], to entry: ScheduledBehavior) throws

  /// Makes what can't be saved be left out where it is an error otherwise.
  func leaveOutWhatCannotBeSaved()
}
