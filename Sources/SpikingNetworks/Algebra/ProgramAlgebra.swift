import Programs
import Tensors

/// Puts down what is done with tensors and numbers as operations of a program.
///
/// What is known already, numbers of equations and their parameters, is computed
/// at once. Numbers that are state variables are read in each run.
struct ProgramAlgebra: Algebra {
  let tracer: ProgramTracer

  /// What stands for a tensor or a number.
  enum Value {
    case tensor(ProgramTensor)
    /// Elements of rows or columns that a mask picks out.
    case elements(ProgramElements)
    case number(ProgramNumber)
    case known(Scalar)
    /// A number that a state variable is, by the number of the variable: whoever
    /// must know it has the program made for it.
    case state(Int, Scalar)
  }

  var builder: ProgramBuilder { tracer.builder }
  var pool: MemoryPool { tracer.pool }

  /// Works with numbers that are known.
  var tensors: TensorAlgebra { TensorAlgebra(pool: pool) }

  // MARK: Values

  func value(_ operand: Operand, named name: String?) throws -> Value {
    switch operand {
    case .tensor(let tensor):
      .tensor(try tracer.capture(tensor, named: name))
    case .scalar(let scalar): .known(scalar)
    }
  }

  func iteration(of context: NetworkContext) -> Value {
    .number(tracer.currentIteration())
  }

  func drawn(
    _ function: ModeFunction, _ arguments: [Double], _ shape: Shape,
    _ type: ElementType, from random: RandomSource
  ) throws -> Value {
    .tensor(
      try function.tensor(shape, type, arguments, in: builder))
  }

  func full(
    _ shape: Shape, _ number: Value, type: ElementType
  ) throws -> Value {
    .tensor(try builder.full(shape, try operand(number), type: type))
  }

  func layout(of value: Value) -> (type: ElementType, shape: Shape?) {
    switch value {
    case .tensor(let tensor): (tensor.type, tensor.shape)
    case .elements(let elements): (elements.type, elements.shape)
    case .number(let number): (number.kind.type, nil)
    case .known(let scalar), .state(_, let scalar): (scalar.type, nil)
    }
  }

  func number(_ value: Value) throws -> Scalar? {
    switch value {
    case .tensor, .elements: return nil
    case .known(let scalar): return scalar
    case .state(let index, let scalar):
      // The program is made for it, unless it changes again and again.
      guard try tracer.read(index) == nil else { throw NotTraceable() }
      return scalar
    case .number: throw NotTraceable()
    }
  }

  func element(of value: Value) throws -> Value {
    .number(try builder.element(of: tensor(value), []))
  }

  func isSameView(_ a: Value, _ b: Value) -> Bool {
    guard case (.tensor(let a), .tensor(let b)) = (a, b) else { return false }
    return a.isSameView(as: b)
  }

  /// The value as an operand.
  func operand(_ value: Value) throws -> ProgramOperand {
    switch value {
    case .tensor(let tensor): return .tensor(tensor)
    // How many they are isn't known.
    case .elements: throw NotTraceable()
    case .number(let number): return .number(number)
    case .known(let scalar): return .scalar(scalar)
    case .state(let index, let scalar):
      guard case .number(let number)? = try tracer.read(index, isLive: true)
      else { return .scalar(scalar) }
      return .number(number)
    }
  }

  /// The tensor that a value is.
  ///
  /// - Precondition: It is one.
  func tensor(_ value: Value) -> ProgramTensor {
    guard case .tensor(let tensor) = value else {
      preconditionFailure("what is changed or selected from is a tensor")
    }
    return tensor
  }

  // MARK: Operations

  func combine(
    _ operation: BinaryOperation, _ left: Value, _ right: Value
  ) throws -> Value {
    switch (left, right) {
    case (.elements(let elements), _):
      return .elements(
        try builder.applying(operation, elements, try elementsOperand(right)))
    case (_, .elements(let elements)):
      return .elements(
        try builder.applying(
          operation, elements, try elementsOperand(left), isReversed: true))
    case (.tensor(let tensor), _):
      return .tensor(
        try builder.applying(
          operation, tensor, try operand(right, of: operation, tensor.type)))
    case (_, .tensor(let tensor)):
      return .tensor(
        try builder.applying(
          operation, tensor, try operand(left), isReversed: true))
    default: return try compute(operation, left, right)
    }
  }

  /// The second operand of an operation. What the exponent of whole numbers is
  /// decides about the type of the result.
  private func operand(
    _ value: Value, of operation: BinaryOperation, _ type: ElementType
  ) throws -> ProgramOperand {
    guard operation == .power, layout(of: value).shape == nil, !type.isFloat,
      !isReal(value), let known = try number(value)
    else { return try operand(value) }
    return .scalar(known)
  }

  /// Whether a value is a real number.
  private func isReal(_ value: Value) -> Bool {
    layout(of: value).type == .float64
  }

  func compare(
    _ comparison: ComparisonOperation, _ left: Value, _ right: Value
  ) throws -> Value {
    switch (left, right) {
    case (.elements(let elements), _):
      return .elements(
        try builder.comparing(comparison, elements, try elementsOperand(right)))
    case (_, .elements(let elements)):
      return .elements(
        try builder.comparing(
          comparison.flipped, elements, try elementsOperand(left)))
    case (.tensor(let tensor), _):
      return .tensor(
        try builder.comparing(comparison, tensor, try operand(right)))
    case (_, .tensor(let tensor)):
      return .tensor(
        try builder.comparing(
          comparison.flipped, tensor, try operand(left)))
    default:
      return try compute(comparison.rawValue, [left, right]) {
        .bool($0[0].comparing(comparison, $0[1]))
      }
    }
  }

  func apply(_ operation: UnaryOperation, _ value: Value) throws -> Value {
    if case .elements(let elements) = value {
      return .elements(try builder.applying(operation, elements))
    }
    if case .tensor(let tensor) = value {
      return .tensor(try builder.applying(operation, tensor))
    }
    return try compute(operation.rawValue, [value]) {
      $0[0].applying(operation)
    }
  }

  func complement(of value: Value) throws -> Value {
    if case .elements = value {
      return try layout(of: value).type == .bool
        ? apply(.logicalNot, value)
        : combine(.exclusiveOr, value, .known(-1))
    }
    guard case .tensor(let tensor) = value else {
      return try compute("complement", [value]) { try $0[0].complemented() }
    }
    return .tensor(
      tensor.type == .bool
        ? try builder.applying(.logicalNot, tensor)
        : try builder.applying(.exclusiveOr, tensor, .scalar(-1)))
  }

  func convert(_ value: Value, to type: ElementType) throws -> Value {
    if case .elements(let elements) = value {
      return .elements(try builder.converted(elements, to: type))
    }
    if case .tensor(let tensor) = value {
      return .tensor(try builder.converted(tensor, to: type))
    }
    return try compute(type.rawValue, [value]) { $0[0].converted(to: type) }
  }

  func truth(of value: Value) throws -> Value {
    if case .elements = value { return try convert(value, to: .bool) }
    if case .tensor(let tensor) = value {
      return .tensor(try builder.converted(tensor, to: .bool))
    }
    return try compute("bool", [value]) { .bool($0[0].isTrue) }
  }

  func clamp(
    _ value: Value, minimum: Scalar, maximum: Scalar
  ) throws -> Value {
    if case .elements(let elements) = value {
      return .elements(
        try builder.clamping(elements, minimum: minimum, maximum: maximum))
    }
    if case .tensor(let tensor) = value {
      return .tensor(
        try builder.clamping(tensor, minimum: minimum, maximum: maximum))
    }
    return try compute("clamp", [value]) { [tensors] in
      tensors.number(
        try tensors.clamp(
          .scalar($0[0]), minimum: minimum, maximum: maximum)) ?? 0
    }
  }

  func choose(
    _ mask: Value, _ first: Value, else second: Value
  ) throws -> Value {
    let numbers = [mask, first, second].filter { layout(of: $0).shape == nil }
    if numbers.count == 3 {
      return try compute("where", numbers) {
        $0[0].choosing($0[1], else: $0[2])
      }
    }
    if let elements = try pickedMask(try truth(of: mask), [first, second]) {
      return .elements(
        try builder.choosing(
          elements, try elementsOperand(first),
          else: try elementsOperand(second)))
    }
    return .tensor(
      try builder.choosing(
        try whole(try truth(of: mask)), try operand(first),
        else: try operand(second)))
  }

  func reduce(
    _ operation: ReductionOperation, _ value: Value, axis: Int?
  ) throws -> Value {
    if case .elements = value { throw NotTraceable() }
    let tensor = try whole(value)
    guard let axis else {
      let number = try builder.reduced(operation, tensor)
      return operation.givesIndex
        ? try compute(.add, .number(number), .known(1)) : .number(number)
    }
    let result = Value.tensor(
      try builder.reducing(operation, tensor, axis: axis))
    return operation.givesIndex ? try combine(.add, result, .known(1)) : result
  }

  func join(_ values: [Value], onNewAxis isNew: Bool) throws -> Value {
    let all = try values.map(whole)
    // What its shape is, tensors of these shapes tell.
    let sample = try tensors.join(
      try all.map { .tensor(try .zeros($0.shape, type: $0.type, in: pool)) },
      onNewAxis: isNew)
    let (type, shape) = tensors.layout(of: sample)
    return try make(
      isNew ? "stack" : "cat", all.map { .tensor($0) }, shape ?? Shape(), type
    ) {
      isNew ? try Tensor.stacked($0) : try Tensor.concatenated($0)
    }
  }

  func make(
    _ name: String, _ values: [Value], _ shape: Shape, _ type: ElementType,
    _ body: @escaping ([Tensor]) throws -> Tensor
  ) throws -> Value {
    let function = ProgramFunction.hostTensor(
      name,
      { (values) throws(TensorError) in
        try asTensorError { try body(values.map(\.tensor)) }
      }, isRandom: false)
    return .tensor(
      try builder.tensor(
        function, of: values.map { .tensor(tensor($0)) }, shape, type))
  }

  func delayed(
    _ spike: Value, by line: DelayLine, weights: Value?
  ) throws -> Value {
    .tensor(
      try builder.delayed(
        tensor(spike), by: line, weights: weights.map(tensor)))
  }

  func select(
    _ selectors: [AlgebraSelector<Value>], from base: Value
  ) throws -> Value {
    var list: [Selector] = []
    for selector in selectors {
      switch selector {
      case .index(let index): list.append(.index(index))
      case .range(let start, let count):
        list.append(.range(start: start, count: count))
      case .tensor: throw NotTraceable()
      }
    }
    let found = try tensor(base).layout.subscripting(list)
    guard case .view = found else { throw NotTraceable() }
    return .tensor(
      try builder.viewed(tensor(base)) { (layout) throws(TensorError) in
        guard case .view(let view) = try layout.subscripting(list) else {
          return layout
        }
        return view
      })
  }

  func hasNonFinite(_ value: Value) throws -> Value? {
    if case .elements = value { throw NotTraceable() }
    guard case .tensor(let tensor) = value else {
      if case .known(let number) = value, Float(number.double).isFinite {
        return nil
      }
      return try compute("not finite", [value]) {
        .bool(!Float($0[0].double).isFinite)
      }
    }
    // Only of a finite number is the difference to itself 0.
    let difference = try builder.applying(.subtract, tensor, .tensor(tensor))
    let isEndless = try builder.comparing(.notEqual, difference, .scalar(0))
    return .number(try builder.reduced(.any, isEndless))
  }

  // MARK: In place

  func copied(_ value: Value) throws -> Value {
    let source = tensor(value)
    let copy = try builder.copied(source)
    tracer.copies.append(
      (of: builder.current(source), copy: builder.current(copy)))
    return .tensor(copy)
  }

  func update(
    _ target: Value, _ operation: BinaryOperation, _ value: Value
  ) throws {
    let target = tensor(target)
    try builder.apply(
      operation, to: target, try operand(value, of: operation, target.type))
  }

  func clamp(_ target: Value, minimum: Scalar?, maximum: Scalar?) throws {
    try builder.clamp(tensor(target), minimum: minimum, maximum: maximum)
  }

  func assign(_ value: Value, to target: Value) throws {
    try builder.assign(try operand(value), to: tensor(target))
  }

  /// The value as a tensor: a number has no axes.
  private func whole(_ value: Value) throws -> ProgramTensor {
    if case .tensor(let tensor) = value { return tensor }
    return tensor(
      try full(Shape(), value, type: layout(of: value).type))
  }
}

/// Calls `body`, all of whose errors are of tensors.
func asTensorError<Result>(
  _ body: () throws -> Result
) throws(TensorError) -> Result {
  do {
    return try body()
  } catch let error as TensorError {
    throw error
  } catch {
    throw .invalidArgument(operation: "program", reason: "\(error)")
  }
}
