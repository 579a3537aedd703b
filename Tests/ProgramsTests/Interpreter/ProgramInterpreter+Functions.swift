@testable import Programs
@testable import Tensors

/// Functions of whole tensors and of numbers, and random numbers.
///
/// What a host computes is given tensors of the engine's, with the layouts and the
/// elements of the operands.
extension ProgramInterpreter {
  /// The result of a function that gives a tensor.
  func tensor(
    _ function: ProgramFunction, _ operands: [ProgramOperand]
  ) throws -> InterpretedTensor {
    switch function {
    case .reductionAlong(let operation, let axis, let keepsAxis):
      let result = try reducing(
        operation, try operand(operands[0]), axis: axis)
      if !keepsAxis { return result }
      var shape = result.shape
      shape.insert(1, at: axis)
      return InterpretedTensor(
        result.elements, result.type, shape: shape, strides: rowSteps(shape))
    case .part:
      return try part(of: try operand(operands[0]), operands[1])
    case .product(let operation):
      return try product(
        operation, try operand(operands[0]), try operand(operands[1]))
    case .sparseProduct(let matrix, let isFromLeft):
      // The engine's own: how its sums are made is told of elsewhere.
      let values = try tensor(operands[0]).copied()
      let own = SparseMatrix(matrix.structure, values: values)
      let other = try tensor(operands[1])
      let result =
        isFromLeft
        ? try own.matrixProduct(left: other) : try own.matrixProduct(other)
      return InterpretedTensor(
        result.storage.elements(result.type), layout: result)
    case .roll(let shift, let axis):
      return try rolled(try operand(operands[0]), by: shift, axis)
    case .cumulativeSum(let axis):
      return try runningSums(try operand(operands[0]), axis)
    case .hostTensor(_, let body, _):
      let result = try body(try operands.map(engineOperand))
      return InterpretedTensor(
        result.storage.elements(result.type), layout: result)
    case .reduction, .element, .arithmetic, .hostNumber:
      throw ProgramFault("the function gives a number")
    }
  }

  /// The result of a function that gives a number.
  func number(
    _ function: ProgramFunction, _ operands: [ProgramOperand]
  ) throws -> Scalar {
    switch function {
    case .reduction(let operation):
      return try reduced(operation, try operand(operands[0]))
    case .element(let index):
      let part = try operand(operands[0]).part(index)
      return try part.value(at: part.offset).scalar
    case .part:
      let part = try part(of: try operand(operands[0]), operands[1])
      return try part.value(at: part.offset).scalar
    case .product(let operation):
      return try product(
        operation, try operand(operands[0]), try operand(operands[1])
      ).values()[0].scalar
    case .arithmetic(let operation, let kind):
      let (x, y) = (try scalar(operands[0]), try scalar(operands[1]))
      return kind == .integer
        ? .integer(try whole(operation, x.integer, y.integer))
        : .float(try real(operation, x.double, y.double))
    case .hostNumber(_, let body):
      return try body(try operands.map(engineOperand))
    case .reductionAlong, .sparseProduct, .roll, .cumulativeSum, .hostTensor:
      throw ProgramFault("the function gives a tensor")
    }
  }

  // MARK: Operands

  private func operand(_ operand: ProgramOperand) throws -> InterpretedTensor {
    guard case .tensor(let value) = operand else {
      throw ProgramFault("a tensor stays a tensor")
    }
    return try tensor(value)
  }

  private func scalar(_ operand: ProgramOperand) throws -> Scalar {
    switch operand {
    case .scalar(let scalar): scalar
    case .number(let number): try self.number(number)
    case .tensor: throw ProgramFault("a number stays a number")
    }
  }

  /// A tensor of the engine's with the elements of an operand.
  private func tensor(_ operand: ProgramOperand) throws -> Tensor {
    guard case .tensor(let tensor) = try engineOperand(operand) else {
      throw ProgramFault("the operand is a number")
    }
    return tensor
  }

  private func engineOperand(_ operand: ProgramOperand) throws -> Operand {
    if case .tensor(let value) = operand {
      return .tensor(try tensor(value).tensor(in: rules.pool))
    }
    return .scalar(try scalar(operand))
  }

  // MARK: Functions

  private func part(
    of base: InterpretedTensor, _ place: ProgramOperand
  ) throws -> InterpretedTensor {
    let index = try scalar(place).integer
    guard index >= 0, index < base.shape[0] else {
      throw TensorError.indexOutOfRange(index: index, size: base.shape[0])
    }
    return base.part([index])
  }

  private func rolled(
    _ x: InterpretedTensor, by shift: Int, _ axis: Int?
  ) throws -> InterpretedTensor {
    let shape = axis == nil ? [x.count] : x.shape
    let axis = axis ?? 0
    let values = try x.values()
    let steps = rowSteps(shape)
    let size = max(1, shape[axis])
    let result = values.indices.map { place in
      let index = place / max(1, steps[axis]) % size
      let from = ((index - shift) % size + size) % size
      return values[place + (from - index) * steps[axis]]
    }
    return InterpretedTensor(result, x.type, shape: x.shape)
  }

  /// Sums up to and with each element; of real numbers in double precision.
  private func runningSums(
    _ x: InterpretedTensor, _ axis: Int
  ) throws -> InterpretedTensor {
    let type = x.type.arithmetic
    let wide: ElementType = type.isFloat ? .float64 : type
    var rest = x.shape
    let size = rest.remove(at: axis)
    let inner = x.shape[(axis + 1)...].reduce(1, *)
    var result = Array(repeating: zero(type), count: x.count)
    for (line, elements) in try lines(x, axis).enumerated() {
      var sum = zero(wide)
      for (index, element) in elements.enumerated() {
        let next = element.converted(to: type).converted(to: wide)
        sum = try add(sum, next)
        let place = (line / inner * size + index) * inner + line % inner
        result[place] = sum.converted(to: type)
      }
    }
    return InterpretedTensor(result, type, shape: x.shape)
  }

  /// Arithmetic on whole numbers as Lua does it.
  private func whole(
    _ operation: BinaryOperation, _ x: Int, _ y: Int
  ) throws -> Int {
    switch operation {
    case .floorDivide, .modulo:
      if y == 0 {
        throw TensorError.invalidArgument(
          operation: operation.rawValue, reason: "a number over 0")
      }
      let (quotient, rest) = rules.quotientAndRest(x, y)
      return operation == .modulo ? rest : quotient
    case .divide, .power, .angle, .hypotenuse:
      throw ProgramFault("\(operation) of whole numbers is a real number")
    default:
      return try rules.binary(operation, .whole(x), .whole(y)).whole
    }
  }

  /// Arithmetic on real numbers as Lua does it, which rounds quotients before
  /// it cuts them off, other than elementwise operations do.
  private func real(
    _ operation: BinaryOperation, _ x: Double, _ y: Double
  ) throws -> Double {
    switch operation {
    case .floorDivide: return (x / y).rounded(.down)
    case .modulo:
      let rest = x.truncatingRemainder(dividingBy: y)
      return rest * y < 0 ? rest + y : rest
    case .power where y == 2: return x * x
    case .and, .or, .exclusiveOr:
      throw ProgramFault("\(operation) of real numbers")
    default:
      return try rules.binary(operation, .double(x), .double(y)).real
    }
  }

  // MARK: Random numbers

  /// Draws for a tensor like `target`.
  ///
  /// A fill is one draw from the source, whose elements share words: it is the
  /// engine's, of a tensor row by row.
  func draw(
    _ distribution: Distribution, _ parameters: [ProgramOperand],
    like target: ProgramTensor
  ) throws -> [ElementValue] {
    let rows = try Tensor.zeros(
      target.shape, type: target.type, in: rules.pool)
    try randoms[part].fill(
      rows, distribution, try parameters.map(engineOperand))
    return rows.storage.elements(rows.type).map {
      ElementValue(bits: $0, rows.type)
    }
  }
}
