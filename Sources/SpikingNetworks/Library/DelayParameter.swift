import Tensors

extension LibraryBehavior {
  /// The description of the parameter `delay`.
  static func delayDescription(_ each: String) -> ParameterDescription {
    ParameterDescription(
      "delay", default: 1,
      "a whole number of iterations, one for all or one for each \(each);"
        + " 0 arrives at once")
  }

  /// The delays that the parameter `delay` gives, as a tensor of `shape`; a
  /// text such as `randint(1, 10)` draws one for each element of `object`.
  ///
  /// - Throws: `NetworkError.invalidParameter`, `TensorError.outOfMemory`.
  func delays(_ shape: Shape, for object: NetworkObject) throws -> Tensor {
    switch try value("delay", for: object) {
    case .number(let number):
      return try Tensor.full(shape, number, type: .float64, in: object.pool)
    case .tensor(let tensor):
      guard tensor.shape == shape else {
        throw invalid(
          "delay", .tensor(tensor), "its shape must be \(shape)")
      }
      return tensor
    case let value:
      throw invalid(
        "delay", value ?? .text(""), "it must be a number or a tensor")
    }
  }
}
