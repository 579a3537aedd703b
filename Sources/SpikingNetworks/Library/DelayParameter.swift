import Tensors

extension LibraryBehavior {
  /// The description of the parameter `delay`.
  static func delayDescription(_ each: String) -> ParameterDescription {
    ParameterDescription(
      "delay", default: 1,
      "a whole number of iterations, or a time such as \"2 ms\", one for all;"
        + " or a tensor of iterations, one for each \(each); 0 arrives at once")
  }

  /// The delays that the parameter `delay` gives, as a tensor of `shape`; a
  /// text such as `randint(1, 10)` draws one for each element of `object`.
  ///
  /// - Throws: `NetworkError.invalidParameter`, `TensorError.outOfMemory`.
  func delays(_ shape: Shape, for object: NetworkObject) throws -> Tensor {
    switch try iterations("delay", for: object) ?? 0 {
    case .scalar(let number):
      return try Tensor.full(
        shape, number, type: number.exactInteger == nil ? .float64 : .int64,
        in: object.pool)
    case .tensor(let tensor):
      guard tensor.shape == shape else {
        throw invalid("delay", .tensor(tensor), "its shape must be \(shape)")
      }
      return tensor
    }
  }
}
