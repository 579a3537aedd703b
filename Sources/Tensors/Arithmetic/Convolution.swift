/// A convolution over the last axes as in PyTorch: each channel of the result is
/// the sum, over the channels of the input, of products of kernels and windows.
/// The kernels aren't flipped.
///
/// The input has shape [batch, channels, size...] or [channels, size...], the
/// weights [channels of the result, channels / groups, kernel size...].
public struct Convolution: Sendable {
  /// What errors call it.
  private let operation: String
  private let windows: Windows
  private let groups: Int
  private let weights: Shape
  private let input: Shape

  /// The shape of the result.
  public let shape: Shape

  /// - Parameters:
  ///   - input: The shape of the input.
  ///   - weights: That of the weights.
  ///   - windows: Of the size of the kernels.
  ///   - groups: The parts of the channels that don't see each other.
  ///   - operation: What errors call it.
  /// - Throws: `TensorError.invalidArgument` for shapes that don't fit together.
  public init(
    _ input: Shape, _ weights: Shape, _ windows: Windows, groups: Int = 1,
    for operation: String
  ) throws(TensorError) {
    func problem(_ reason: String) -> TensorError {
      .invalidArgument(operation: operation, reason: reason)
    }
    let axes = windows.size.count
    guard input.rank == axes + 1 || input.rank == axes + 2 else {
      throw problem(
        "expected an input with axes for channels and \(axes) sizes, with or"
          + " without one for a batch before, found shape \(input)")
    }
    guard weights.rank == axes + 2 else {
      throw problem(
        "expected weights with axes for channels of the result, channels and"
          + " \(axes) sizes, found shape \(weights)")
    }
    let channels = input[input.rank - axes - 1]
    guard groups >= 1, groups <= max(1, channels), channels % groups == 0,
      weights[0] % groups == 0
    else {
      throw problem(
        "\(channels) channels to \(weights[0]) can't be cut into \(groups)"
          + " groups")
    }
    guard weights[1] == channels / groups else {
      throw problem(
        "weights of shape \(weights) are for \(weights[1] * groups) channels,"
          + " and the input of shape \(input) has \(channels)")
    }
    self.operation = operation
    self.windows = windows
    self.groups = groups
    self.weights = weights
    self.input = input
    let batch = input.list.prefix(input.rank - axes - 1)
    shape = try Shape(
      batch + [weights[0]] + (try windows.counts(input, for: operation)))
  }

  /// The type of the result.
  public static func type(
    _ input: ElementType, _ weights: ElementType, bias: ElementType? = nil
  ) -> ElementType {
    let products = input.promoted(with: weights).arithmetic
    return bias.map { $0.promoted(with: products).computed } ?? products
  }

  /// The convolution of tensors of the shapes that it was made for.
  ///
  /// - Parameters:
  ///   - input: The channels.
  ///   - kernels: The weights.
  ///   - bias: A vector with a number for each channel of the result, which is
  ///     added to it.
  /// - Returns: A new tensor of `shape`.
  /// - Throws: `TensorError.shapeMismatch` for another bias, `.outOfMemory`,
  ///   `.interrupted`.
  public func callAsFunction(
    _ input: Tensor, _ kernels: Tensor, bias: Tensor? = nil
  ) throws(TensorError) -> Tensor {
    guard input.shape == self.input, kernels.shape == weights else {
      throw .shapeMismatch(
        operation: operation, left: input.shape, right: kernels.shape)
    }
    let type = Convolution.type(input.type, kernels.type)
    let axes = windows.size.count
    let hasBatch = input.rank == axes + 2
    let samples = hasBatch ? input : try input.unsqueezed(axis: 0)
    let result = try Tensor.zeros(
      try Shape((hasBatch ? [] : [1]) + shape.list), type: type,
      in: input.pool)
    let (channels, made) = (weights[1], weights[0] / groups)
    let depth = channels * windows.size.reduce(1, *)
    let rows = try kernels.converted(to: type).reshaped([groups, made, depth])
    let places = result.count / max(1, result.shape[0] * result.shape[1])
    if result.count > 0, depth > 0 {
      var check = StopCheck()
      for sample in 0..<samples.shape[0] {
        let seen = try samples.selected(axis: 0, index: sample)
          .converted(to: type).seen(through: windows, for: operation)
        let columns = try seen.reshaped([groups, depth, places])
        try result.selected(axis: 0, index: sample)
          .reshaped([groups, made, places])
          .copy(from: try rows.matrixProduct(columns))
        try check.after(depth &* places)
      }
    }
    let whole = hasBatch ? result : try result.selected(axis: 0, index: 0)
    guard let bias else { return whole }
    guard bias.shape == [weights[0]] else {
      throw .shapeMismatch(
        operation: "\(operation): bias", left: [weights[0]], right: bias.shape)
    }
    return try whole.applying(
      .add,
      .tensor(
        try bias.reshaped([weights[0]] + Array(repeating: 1, count: axes))))
  }
}
