import Tensors

/// Enables only synapses whose ends are near each other along every axis.
public final class BoxReceptiveFields: LibraryBehavior {
  public override class var summary: String {
    "Enables only synapses whose source is at most range away from the"
      + " destination along x, y and z."
  }

  public override class var parameterDescriptions: [ParameterDescription] {
    [
      ParameterDescription("range", default: 1, "the largest distance"),
      removeAutapses,
    ]
  }

  public override var hasForward: Bool { false }
  public override var initializesOnCreation: Bool { true }

  public override func initialize(_ object: NetworkObject) throws {
    let synapses = try synapses(object)
    let range = try number("range", for: object) ?? 1
    for name in NeuronGroup.coordinateNames {
      let distance = try synapses.difference(name)
      try distance.apply(.absoluteValue)
      try synapses.restrict(
        to: try distance.comparing(.lessOrEqual, .scalar(.float(range))))
    }
    try removeAutapsesIfAsked(synapses)
  }
}

/// Enables only synapses whose ends are near each other.
public final class CircleReceptiveFields: LibraryBehavior {
  public override class var summary: String {
    "Enables only synapses whose source is at most radius away from the"
      + " destination."
  }

  public override class var parameterDescriptions: [ParameterDescription] {
    [
      ParameterDescription("radius", default: 1, "the largest distance"),
      removeAutapses,
    ]
  }

  public override var hasForward: Bool { false }
  public override var initializesOnCreation: Bool { true }

  public override func initialize(_ object: NetworkObject) throws {
    let synapses = try synapses(object)
    let radius = try number("radius", for: object) ?? 1
    try synapses.restrict(
      to: try synapses.distances().comparing(
        .lessOrEqual, .scalar(.float(radius))))
    try removeAutapsesIfAsked(synapses)
  }
}

/// Disables synapses of neurons with themselves.
public final class RemoveAutapses: LibraryBehavior {
  public override class var summary: String {
    "Disables the synapses of neurons with themselves."
  }

  public override var hasForward: Bool { false }
  public override var initializesOnCreation: Bool { true }

  public override func initialize(_ object: NetworkObject) throws {
    try synapses(object).removeAutapses()
  }
}

private var removeAutapses: ParameterDescription {
  ParameterDescription(
    "remove_autapses", default: false,
    "whether synapses of neurons with themselves are disabled too")
}

extension LibraryBehavior {
  fileprivate func synapses(
    _ object: NetworkObject
  ) throws(NetworkError) -> SynapseGroup {
    try required(object, SynapseGroup.self, for: name, is: "a synapse group")
  }

  fileprivate func removeAutapsesIfAsked(_ synapses: SynapseGroup) throws {
    if try truth("remove_autapses", for: synapses) == true {
      try synapses.removeAutapses()
    }
  }
}

extension SynapseGroup {
  /// Disables the synapses of neurons with themselves.
  ///
  /// - Throws: As `enabled()`.
  public func removeAutapses() throws {
    try restrict(to: try autapses().applying(.logicalNot))
  }
}
