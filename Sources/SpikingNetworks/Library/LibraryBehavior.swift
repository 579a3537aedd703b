import Tensors

/// A behavior that comes with the library, made from parameters alone.
///
/// ```swift
/// let clip = WeightClip(["w_max": 0.5])
/// ```
///
/// A subclass describes its parameters, and reads them in `initialize` with
/// `value(_:for:)` and its relatives, which know the defaults from the
/// descriptions.
open class LibraryBehavior: TimedBehavior, SavableBehavior {
  /// The tags it was given, and its name.
  public let tags: [String]

  /// Whether and when `forward` is called.
  public let switches = BehaviorSwitches()

  /// Whether `forward` is called although the behavior has a `step`, which can't
  /// be traced as it was initialized.
  public internal(set) var isCalled = false

  /// What it was given.
  public let parameters: Parameters?

  /// What it was initialized with, once it has been.
  private(set) var initialization: Initialization?

  /// The same parameters, which are always there.
  let given: Parameters

  /// Creates a behavior.
  ///
  /// - Parameters:
  ///   - parameters: Its parameters; names that are not described are an error
  ///     when it is initialized.
  ///   - tag: The tags by which it is found besides its name.
  public required init(_ parameters: Parameters, tag: String = "") {
    var tags = Tags(tag)
    tags.append(Self.name)
    self.tags = tags.list
    given = parameters
    self.parameters = parameters
    parameters.expect(Self.parameterDescriptions.map(\.name))
  }

  /// Creates a behavior with these parameters.
  public convenience init(
    _ parameters: KeyValuePairs<String, ParameterValue> = [:], tag: String = ""
  ) {
    self.init(Parameters(of: Self.name, parameters), tag: tag)
  }

  /// The name of the kind of behavior, in scripts too.
  public class var name: String { String(describing: self) }

  /// What the behavior does, in one or more sentences.
  open class var summary: String { "" }

  /// The parameters that the behavior takes.
  open class var parameterDescriptions: [ParameterDescription] { [] }

  /// The name of the kind of behavior.
  public final var name: String { Self.name }

  /// True, unless a subclass says otherwise.
  open var hasForward: Bool { true }

  /// What the network's description says of it; nothing, unless a subclass does.
  var remark: String? { nil }

  /// False, unless a subclass says otherwise.
  open var initializesLast: Bool { false }

  /// False, unless a subclass says otherwise.
  open var initializesOnCreation: Bool { false }

  /// Does nothing, unless a subclass does.
  open func initialize(_ object: NetworkObject) throws {}

  /// Does an iteration's work of behaviors that have a `step`; nothing, unless
  /// a subclass does.
  open func forward(_ object: NetworkObject) throws {
    guard let behavior = self as? any AlgebraicBehavior else { return }
    try behavior.step(object, in: TensorAlgebra(pool: object.pool))
  }

  /// Nothing, unless a subclass keeps what changes outside of state variables.
  open var saved: [String: SavedValue] {
    get throws { [:] }
  }

  /// Does nothing, unless a subclass has something saved.
  open func restore(_ saved: [String: SavedValue]) throws {}

  /// Finds nothing, unless a subclass does.
  open func data(
    under tag: String, countingFrom base: Int
  ) throws -> Tensor? { nil }
}

extension LibraryBehavior: ReinitializedBehavior {
  func willInitialize(at position: UInt64) {
    initialization = Initialization(parameters: given.saved, position: position)
    isCalled = false
  }
}
