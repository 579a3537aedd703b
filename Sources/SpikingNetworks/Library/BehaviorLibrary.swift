/// The behaviors that come with the library.
///
/// This is the only list of them: what scripts can make, the documentation and
/// tests are made from it.
public enum BehaviorLibrary {
  /// All of them, in alphabetical order.
  public static var all: [LibraryBehavior.Type] {
    [
      BoxReceptiveFields.self,
      CircleReceptiveFields.self,
      CreateWeights.self,
      NeuronDimension.self,
      RemoveAutapses.self,
      WeightClip.self,
    ]
  }

  /// The behavior of this name, or nil.
  public static func behavior(named name: String) -> LibraryBehavior.Type? {
    all.first { $0.name == name }
  }
}
