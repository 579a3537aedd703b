/// The behaviors that come with the library.
///
/// This is the only list of them: what scripts can make, the documentation and
/// tests are made from it.
public enum BehaviorLibrary {
  /// All of them, in alphabetical order.
  public static var all: [LibraryBehavior.Type] {
    [
      AxonalDelay.self,
      BoxReceptiveFields.self,
      CircleReceptiveFields.self,
      Clock.self,
      CreateWeights.self,
      Equation.self,
      InstantHomeostasis.self,
      NeuronDimension.self,
      Refractory.self,
      RefractoryPeriod.self,
      RemoveAutapses.self,
      SynapseVariable.self,
      SynapticDelay.self,
      SynapticNormalization.self,
      TimeIntegratedHomeostasis.self,
      Variable.self,
      WeightClip.self,
    ]
  }

  /// The behavior of this name, or nil.
  public static func behavior(named name: String) -> LibraryBehavior.Type? {
    all.first { $0.name == name }
  }
}
