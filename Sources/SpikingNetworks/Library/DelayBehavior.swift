import Tensors

/// What AxonalDelay and SynapticDelay share: their parameters, and a line of what
/// is on its way.
public class DelayBehavior: LibraryBehavior {
  /// What is on its way; nil before `initialize`.
  public final private(set) var line: DelayLine?

  /// The state variable with the spikes that leave.
  final private(set) var variable = ""

  /// The state variable that gets what arrives.
  final private(set) var result = ""

  /// The description of the parameter `delay`.
  static func delayDescription(_ each: String) -> ParameterDescription {
    ParameterDescription(
      "delay", default: 1,
      "a whole number of iterations, or a time such as \"2 ms\", one for all;"
        + " or a tensor of iterations, one for each \(each); 0 arrives at once."
        + " A draw such as \"normal(1.5 ms, 0.75 ms)\" gives each its own, rounded"
        + " to iterations, and 0 where it is less")
  }

  public override var saved: [String: SavedValue] {
    get throws {
      try line.map { ["pending": .tensor(try $0.pending())] } ?? [:]
    }
  }

  public override func restore(_ saved: [String: SavedValue]) throws {
    try line?.restore(try saved.required("pending", \.tensor))
  }

  override var remark: String? {
    guard let line else { return nil }
    let (least, most) = (line.minimumDelay, line.maximumDelay)
    let range = least == most ? "\(most)" : "\(least) to \(most)"
    return
      "arrives \(range) iteration\(range == "1" ? "" : "s") after the spike, one"
      + " later for lower keys"
  }

  /// Reads which variables there are, of `object` and of the neurons whose
  /// spikes leave.
  ///
  /// - Throws: `NetworkError.invalidParameter`; `.wrongKind` for a variable that
  ///   has no spikes. One that isn't there yet may come.
  final func readNames(
    for object: NetworkObject, spikesOf neurons: NeuronGroup
  ) throws {
    variable = try text("variable", for: object) ?? ""
    result = try text("result", for: object) ?? ""
    try checkName(result, "result", for: object)
    guard let spikes = neurons.state[variable] else { return }
    var found = spikes.kind
    if case .tensor(let tensor) = spikes {
      if tensor.type == .bool, tensor.shape == [neurons.size] { return }
      found = "\(tensor.type) of shape \(tensor.shape)"
    }
    throw NetworkError.wrongKind(
      what: "'\(variable)' of \(neurons.label)",
      expected: "spikes, bool of shape [\(neurons.size)]", found: found)
  }

  /// Begins with nothing on its way; nothing has arrived.
  final func begin(
    _ line: DelayLine, for object: NetworkObject
  ) throws(TensorError) {
    object.state[result] = .tensor(
      try Tensor.zeros([line.size], type: line.type, in: object.pool))
    self.line = line
  }

  /// The delays that the parameter `delay` gives, as a tensor of `shape`, of which
  /// there is a `note` for errors.
  ///
  /// - Throws: `NetworkError.invalidParameter`, `TensorError.outOfMemory`.
  final func delays(
    _ shape: Shape, for object: NetworkObject, note: String = ""
  ) throws -> Tensor {
    switch try iterations("delay", for: object, shape: shape) ?? 0 {
    case .scalar(.bool(let truth)):
      throw invalid(
        "delay", .number(.bool(truth)), "it must be a number or a time")
    case .scalar(let number):
      return try Tensor.full(
        shape, number, type: number.exactInteger == nil ? .float64 : .int64,
        in: object.pool)
    case .tensor(let tensor):
      guard tensor.shape == shape else {
        throw invalid(
          "delay", .tensor(tensor), "its shape must be \(shape)\(note)")
      }
      return tensor
    }
  }
}
