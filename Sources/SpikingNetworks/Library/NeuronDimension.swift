import Tensors

/// Places the neurons of a group in a grid.
///
/// Sets the variables `x`, `y` and `z`, the coordinates of each neuron, and
/// `width`, `height` and `depth`. The first neurons lie along x, then y, then
/// z.
public final class NeuronDimension: LibraryBehavior {
  public override class var summary: String {
    "Places the neurons of a group in a grid, as a behavior or as the size of"
      + " the group: size = snn.NeuronDimension { 10, 10 }. Sets x, y and z,"
      + " width, height and depth; the group's field shape is the behavior."
  }

  public override class var parameterDescriptions: [ParameterDescription] {
    [
      ParameterDescription("width", default: 1, "neurons along x"),
      ParameterDescription("height", default: 1, "neurons along y"),
      ParameterDescription("depth", default: 1, "neurons along z"),
      ParameterDescription(
        "centered", default: true, "whether the middle is at 0"),
      ParameterDescription(
        "input_patterns",
        "a tensor that the grid grows to, or a list of them: [height],"
          + " [height, width] or [depth, height, width]"),
    ]
  }

  /// The grid's neurons along x, y and z.
  public private(set) var sizes = [1, 1, 1]

  private weak var neurons: NeuronGroup?

  public override var hasForward: Bool { false }
  public override var initializesOnCreation: Bool { true }

  /// The number of neurons along x, y and z that a grid with these parameters
  /// has.
  ///
  /// - Throws: `NetworkError.invalidParameter`.
  public func gridSizes() throws -> [Int] {
    let pattern = try patternSizes()
    return try NeuronDimension.sizeNames.enumerated().map { axis, name in
      guard let value = given[name] else { return max(1, pattern[axis]) }
      guard case .number(let number) = value,
        let size = number.exactInteger, size >= 0
      else {
        throw invalid(name, value, "it must be a whole number of 0 or more")
      }
      return max(size, pattern[axis])
    }
  }

  /// How far a pattern goes along x, y and z.
  private func patternSizes() throws(NetworkError) -> [Int] {
    switch given["input_patterns"] {
    case nil: return [0, 0, 0]
    case .tensor(let tensor) where 1...3 ~= tensor.rank:
      let sizes = tensor.shape.list
      switch tensor.rank {
      case 1: return [0, sizes[0], 0]
      case 2: return [sizes[1], sizes[0], 0]
      default: return sizes.reversed()
      }
    case let value?:
      throw invalid(
        "input_patterns", value, "it must be a tensor with 1 to 3 axes")
    }
  }

  /// The number of neurons of a grid with these parameters.
  ///
  /// - Throws: `NetworkError.invalidParameter`, `TensorError.tooManyElements`.
  public func neuronCount() throws -> Int {
    try Shape(try gridSizes()).count
  }

  public override func initialize(_ object: NetworkObject) throws {
    let neurons: NeuronGroup = try required(
      object, NeuronGroup.self, for: name, is: "a neuron group")
    sizes = try gridSizes()
    let count = try neuronCount()
    guard count == neurons.size else {
      throw invalid(
        "width", .number(.integer(sizes[0])),
        "\(sizes[0]) x \(sizes[1]) x \(sizes[2]) places for \(neurons.size)"
          + " neurons")
    }
    self.neurons = neurons
    let isCentered = try truth("centered", for: object) ?? true
    let numbers = try Tensor.range(
      from: 0, through: count - 1, in: neurons.pool)
    var step = 1
    for (axis, name) in NeuronGroup.coordinateNames.enumerated() {
      let size = sizes[axis]
      let places = try numbers.applying(.floorDivide, .scalar(.integer(step)))
        .applying(.modulo, .scalar(.integer(size)))
        .converted(to: neurons.elementType)
      if isCentered {
        try places.apply(.subtract, .scalar(.float(Double(size - 1) / 2)))
      }
      neurons.state[name] = .tensor(places)
      neurons.state[NeuronDimension.sizeNames[axis]] = .number(.integer(size))
      step *= size
    }
  }

  /// The group, once the behavior belongs to one.
  ///
  /// - Throws: `NetworkError.unconnected`.
  func group() throws(NetworkError) -> NeuronGroup {
    guard let neurons else {
      throw .unconnected(object: name, end: "neuron group")
    }
    return neurons
  }

  private static let sizeNames = ["width", "height", "depth"]
}

extension NeuronGroup {
  /// Creates a group with a neuron for each place of a grid; its behavior has
  /// the key 0.
  ///
  /// - Throws: As `init(size:network:tag:behaviors:)`, and
  ///   `NeuronDimension.neuronCount()`.
  @discardableResult
  public convenience init(
    size: NeuronDimension, network: Network, tag: String = "",
    behaviors: [KeyedBehavior] = []
  ) throws {
    try self.init(
      size: try size.neuronCount(), network: network, tag: tag,
      behaviors: behaviors + [(0, size)])
  }
}
