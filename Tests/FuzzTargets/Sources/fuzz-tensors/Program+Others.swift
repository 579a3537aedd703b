import Tensors

/// Reductions and copies.
extension Program {
  mutating func reduction() {
    let (tensor, reference) = operand()
    let operation = input.pick(ReductionOperation.allCases)
    let axis = input.number(below: 4)
    let keepsAxis = input.number(below: 2) == 1
    let result = attempt { () throws(TensorError) in
      try tensor.reducing(operation, axis: axis, keepsAxis: keepsAxis)
    }
    guard axis < reference.shape.count else {
      return check(operation.rawValue, result, reference.type, nil, [])
    }
    var shape = reference.shape
    shape.remove(at: axis)
    if keepsAxis { shape.insert(1, at: axis) }
    let isEmpty = reference.shape[axis] == 0
    let isWrong = isEmpty && operation.of([], reference.type) == nil
    check(
      operation.rawValue, result, operation.type(for: reference.type),
      isWrong ? nil : shape,
      reference.lines(along: axis).compactMap {
        operation.of($0, reference.type)
      })
  }

  mutating func reductionOfAll() {
    let (tensor, reference) = operand()
    let operation = input.pick(ReductionOperation.allCases)
    let result = attempt { () throws(TensorError) in
      try Tensor.full(
        Shape(), try tensor.reduced(operation),
        type: operation.type(for: reference.type), in: pool)
    }
    let expected = operation.of(reference.values, reference.type)
    check(
      operation.rawValue, result, operation.type(for: reference.type),
      expected == nil ? nil : [], expected.map { [$0] } ?? [])
  }

  mutating func conversion() {
    let (tensor, reference) = operand()
    let type = input.pick(ElementType.allCases)
    let result = attempt { () throws(TensorError) in
      try tensor.converted(to: type)
    }
    // Of its own type, it is the same tensor.
    if type == reference.type { return check("to", result, reference) }
    check(
      "to \(type)", result, type, reference.shape,
      reference.values.map { Expected($0.rounded(to: type)) })
  }

  mutating func filling() {
    let (tensor, reference) = operand()
    let number = number()
    let isDone = succeeds { () throws(TensorError) in try tensor.fill(number) }
    checkChange(
      "fill", isDone: isDone, of: reference,
      to: reference.isWritable && reference.type.holds(number)
        ? reference.values.map { _ in Expected(number) } : nil)
  }

  mutating func copying() {
    let (target, source) = (operand(), operand())
    let expected = target.reference.filled(with: source.reference)
    let isDone = succeeds { () throws(TensorError) in
      try target.tensor.copy(from: source.tensor)
    }
    checkChange(
      "copy", isDone: isDone, of: target.reference, to: expected)
  }
}
