import Tensors

/// Numbers that a program computes of numbers.
extension ProgramAlgebra {
  func compute(
    _ name: String, _ numbers: [Value],
    _ body: @escaping ([Scalar]) throws -> Scalar
  ) throws -> Value {
    if let known = known(numbers) { return .known(try body(known)) }
    return .number(
      builder.number(
        host: name, try kind(of: numbers, body), of: try numbers.map(operand)
      ) { (values) throws(TensorError) in
        try asTensorError { try body(values.map(\.number)) }
      })
  }

  /// A binary operation on numbers.
  func compute(
    _ operation: BinaryOperation, _ left: Value, _ right: Value
  ) throws -> Value {
    let types = [layout(of: left).type, layout(of: right).type]
    let body: ([Scalar]) throws -> Scalar = {
      try $0[0].applying(operation, $0[1])
    }
    if known([left, right]) != nil || types == [.bool, .bool] {
      return try compute(operation.rawValue, [left, right], body)
    }
    let kind = try kind(of: [left, right], body)
    return .number(
      builder.number(
        .arithmetic(operation, kind),
        of: [try operand(left), try operand(right)], kind))
  }

  /// The numbers, if all are known.
  private func known(_ values: [Value]) -> [Scalar]? {
    let known = values.compactMap { value -> Scalar? in
      if case .known(let scalar) = value { return scalar }
      return nil
    }
    return known.count == values.count ? known : nil
  }

  /// What kind of number `body` makes of numbers: that of some of their kinds.
  private func kind(
    of numbers: [Value], _ body: ([Scalar]) throws -> Scalar
  ) throws -> Scalar.Kind {
    try body(
      numbers.map { value in
        if case .known(let scalar) = value { return scalar }
        return layout(of: value).type.sample
      }
    ).kind
  }
}

extension ElementType {
  /// A number of the type that anything can be made of.
  fileprivate var sample: Scalar {
    switch self {
    case .bool: true
    case .int64: 1
    default: 1.0
    }
  }
}

extension Scalar.Kind {
  /// The element type that is exact for such numbers.
  var type: ElementType {
    switch self {
    case .bool: .bool
    case .integer: .int64
    case .float: .float64
    }
  }
}
