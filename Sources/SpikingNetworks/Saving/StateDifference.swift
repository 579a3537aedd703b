/// What a network and the file that it is loaded from differ in.
public struct StateDifference {
  /// What differs.
  let what: String

  /// What it was when the network was saved.
  let saved: String

  /// What it is in the network that is there.
  let found: String

  /// Creates a difference; messages say `what` was `saved` there, and here it
  /// is `found`.
  public init(what: String, saved: String, found: String) {
    self.what = what
    self.saved = saved
    self.found = found
  }
}
