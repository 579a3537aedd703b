import Tensors

/// Functions of elements.
extension Program {
  mutating func unary() {
    let (tensor, reference) = operand()
    let operation = input.pick(UnaryOperation.allCases)
    check(
      operation.rawValue,
      attempt { () throws(TensorError) in
        try tensor.applying(operation)
      }, operation.type(for: reference.type), reference.shape,
      reference.values.map { operation.of($0, as: reference.type) })
  }

  mutating func unaryInPlace() {
    let (tensor, reference) = operand()
    let operation = input.pick(UnaryOperation.allCases)
    let isDone = succeeds { () throws(TensorError) in
      try tensor.apply(operation)
    }
    checkChange(
      "\(operation.rawValue)_", isDone: isDone, of: reference,
      to: reference.changed(by: operation))
  }

  mutating func binary() {
    let (left, right) = (operand(), operand())
    let operation = input.pick(BinaryOperation.allCases)
    let isReversed = input.number(below: 2) == 1
    let common = left.reference.type.promoted(with: right.reference.type)
    let type = operation.type(for: common)
    var shape = broadcast(left.reference.shape, right.reference.shape)
    if let sizes = shape, sizes.reduce(1, *) > Program.maximumCount { return }
    if operation.isOfBits, common.isFloat { shape = nil }
    let result = attempt { () throws(TensorError) in
      try left.tensor.applying(
        operation, with: right.tensor, isReversed: isReversed)
    }
    let pairs = Reference.pairs(left.reference, right.reference, shape)
    check(
      operation.rawValue, result, type, shape,
      pairs.map {
        isReversed
          ? operation.of($1, $0, as: type) : operation.of($0, $1, as: type)
      })
  }

  mutating func binaryWithNumber() {
    let (tensor, reference) = operand()
    let operation = input.pick(BinaryOperation.allCases)
    let isReversed = input.number(below: 2) == 1
    let number = number()
    let common =
      isReversed
      ? number.common(with: reference.type)
      : operation.common(reference.type, with: number)
    let type = operation.type(for: common)
    let isWrong = operation.isOfBits && (common.isFloat)
    let result = attempt { () throws(TensorError) in
      try tensor.applying(operation, with: number, isReversed: isReversed)
    }
    check(
      operation.rawValue, result, type, isWrong ? nil : reference.shape,
      reference.values.map {
        isReversed
          ? operation.of(number, $0, as: type)
          : operation.of($0, number, as: type)
      })
  }

  mutating func binaryInPlace() {
    let (target, other) = (operand(), operand())
    let operation = input.pick(BinaryOperation.allCases)
    let expected = target.reference.changed(by: operation, other.reference)
    let isDone = succeeds { () throws(TensorError) in
      try target.tensor.apply(operation, with: other.tensor)
    }
    checkChange(
      "\(operation.rawValue)_", isDone: isDone, of: target.reference,
      to: expected)
  }

  mutating func binaryInPlaceWithNumber() {
    let (tensor, reference) = operand()
    let operation = input.pick(BinaryOperation.allCases)
    let number = number()
    let isDone = succeeds { () throws(TensorError) in
      try tensor.apply(operation, with: number)
    }
    checkChange(
      "\(operation.rawValue)_ \(number)", isDone: isDone, of: reference,
      to: reference.changed(by: operation, number))
  }

  mutating func comparison() {
    let (left, right) = (operand(), operand())
    let operation = input.pick(ComparisonOperation.allCases)
    let shape = broadcast(left.reference.shape, right.reference.shape)
    if let shape, shape.reduce(1, *) > Program.maximumCount { return }
    let type = left.reference.type.promoted(with: right.reference.type)
    let result = attempt { () throws(TensorError) in
      try left.tensor.comparing(operation, .tensor(right.tensor))
    }
    let pairs = Reference.pairs(left.reference, right.reference, shape)
    check(
      operation.rawValue, result, .bool, shape,
      pairs.map { Expected(.bool(operation.of($0, $1, as: type))) })
  }

  mutating func comparisonWithNumber() {
    let (tensor, reference) = operand()
    let operation = input.pick(ComparisonOperation.allCases)
    let number = number()
    let type = number.common(with: reference.type)
    let result = attempt { () throws(TensorError) in
      try tensor.comparing(operation, with: number)
    }
    check(
      operation.rawValue, result, .bool, reference.shape,
      reference.values.map {
        Expected(.bool(operation.of($0, number, as: type)))
      })
  }
}
