import LuaRuntime
import Programs
import TensorBindings
import Tensors

/// A call of a method of the proxy of a tensor: what the method does becomes an
/// instruction of the program that is being made.
struct TracedReceiver: TensorReceiver {
  static let terms = ReceiverTerms(
    owner: .prelude, noun: "tensor", valueType: "snn.Tensor", product: .none,
    other: .other,
    parts: "elements", note: "", countNote: "", isReal: false)

  let context: ScriptContext
  let frame: LuaFrame

  /// What records the instructions.
  let builder: ProgramBuilder

  init(_ context: ScriptContext, _ frame: LuaFrame) throws(LuaRaise) {
    self.context = context
    self.frame = frame
    builder = try context.tracer().builder(at: frame)
    if case .number? = try context.traced(frame, 1), frame.isMethodCall {
      throw .message("attempt to index a number value")
    }
  }

  // MARK: Keys

  /// A selector of a key: a place and a range make a view.
  enum Part: KeySelector {
    case all
    case index(Int)
    case range(start: Int, count: Int)
    case picks(ProgramSelector)

    var axes: Int {
      if case .picks(.mask(let mask)) = self { return mask.shape.rank }
      return 1
    }
  }

  func picks(at index: Int) throws(LuaRaise) -> Part {
    if let mask = try context.tracedPlaces(frame, index) {
      return .picks(.mask(mask))
    }
    if case .number? = try context.traced(frame, index) {
      throw .message(
        "index: a number that isn't known when a function is compiled can't be"
          + " one of several selectors; it can be the only one, as in W[k]")
    }
    let picks = try context.tracedTensor(frame, index)
    return .picks(
      picks.type == .bool ? .mask(picks) : .indices(picks, base: 1))
  }

  /// The length of a table that the traced function has made.
  func listLength(at index: Int) throws(LuaRaise) -> Int {
    guard !frame.pushMetatable(of: index) else {
      throw .message(
        "index: a list of selectors from outside of a compiled function; write"
          + " it where it is used, as in W[{ rows, columns }]")
    }
    return frame.rawLength(at: index)
  }

  // MARK: From Lua and back

  func shape() throws(LuaRaise) -> Shape {
    try context.tracedTensor(frame, 1).shape
  }

  func type() throws(LuaRaise) -> ElementType { try type(at: 1) }

  private func type(at index: Int) throws(LuaRaise) -> ElementType {
    if case .elements(let elements) = try value(at: index) {
      return elements.type
    }
    return try context.tracedTensor(frame, index).type
  }

  func rank() throws(LuaRaise) -> Int {
    if let selection = try selection() { return selection.rank }
    if try context.sparseSelection(frame, builder) != nil { return 2 }
    return try shape().rank
  }

  func isValue(at index: Int) -> Bool { frame.kind(at: index) == .userdata }

  func value(at index: Int) throws(LuaRaise) -> ProgramElementsOperand {
    try context.elementsOperand(frame, index)
  }

  func target() throws(LuaRaise) -> Traced {
    try context.tracedTarget(frame, 1)
  }

  func other(at index: Int) throws(LuaRaise) -> ProgramElementsOperand {
    if case .sparse(let matrix)? = try context.traced(frame, 1) {
      return .operand(
        try context.sparseOperand(frame, index, beside: matrix))
    }
    return try context.elementsOperand(frame, index)
  }

  func number(at index: Int) throws(LuaRaise) -> ProgramElementsOperand {
    .operand(try operand(at: index, isNumber: true))
  }

  /// The operand at `index`; only a number, if `isNumber`.
  func operand(
    at index: Int, isNumber: Bool
  ) throws(LuaRaise) -> ProgramOperand {
    switch frame.kind(at: index) {
    case .number, .boolean, .userdata:
      let operand = try context.tracedOperand(frame, index)
      if isNumber, case .tensor = operand { break }
      return operand
    default: if !isNumber { return try context.tracedOperand(frame, index) }
    }
    throw frame.typeError(at: index, expected: "number")
  }

  func number(_ scalar: Scalar) -> ProgramElementsOperand {
    .operand(.scalar(scalar))
  }

  func give(_ value: ProgramElementsOperand) throws(LuaRaise) -> Int {
    switch value {
    case .elements(let elements):
      try context.push(frame, .elements(elements))
    case .operand(.tensor(let tensor)):
      try context.push(frame, .tensor(tensor))
    case .operand(.number(let number)):
      try context.push(frame, .number(number))
    case .operand(.scalar(let scalar)):
      try context.push(frame, .constant(scalar))
    }
  }

  /// The tensor that `value`, the argument at `index`, is.
  func tensor(
    _ value: ProgramElementsOperand, at index: Int
  ) throws(LuaRaise) -> ProgramTensor {
    guard case .operand(.tensor(let tensor)) = value else {
      throw frame.typeError(at: index, expected: "Tensor")
    }
    return tensor
  }

  // MARK: Operations

  func applying(
    _ operation: BinaryOperation, _ value: ProgramElementsOperand,
    _ other: ProgramElementsOperand, isReversed: Bool
  ) throws(LuaRaise) -> ProgramElementsOperand {
    switch (value, other) {
    case (.elements(let elements), _):
      return .elements(
        try raising { () throws(TensorError) in
          try builder.applying(
            operation, elements, other, isReversed: isReversed)
        })
    case (_, .elements(let elements)):
      return .elements(
        try raising { () throws(TensorError) in
          try builder.applying(
            operation, elements, value, isReversed: !isReversed)
        })
    case (.operand(let left), .operand(let right)):
      return .operand(
        try combining(operation, left, right, isReversed: isReversed))
    }
  }

  private func combining(
    _ operation: BinaryOperation, _ left: ProgramOperand,
    _ right: ProgramOperand, isReversed: Bool
  ) throws(LuaRaise) -> ProgramOperand {
    switch (left, right) {
    case (.tensor(let tensor), _):
      return .tensor(
        try raising { () throws(TensorError) in
          try builder.applying(
            operation, tensor, right, isReversed: isReversed)
        })
    case (_, .tensor(let tensor)):
      return .tensor(
        try raising { () throws(TensorError) in
          try builder.applying(
            operation, tensor, left, isReversed: !isReversed)
        })
    default:
      let (first, second) = isReversed ? (right, left) : (left, right)
      return .number(try builder.combining(operation, first, second))
    }
  }

  func applying(
    _ operation: UnaryOperation, _ value: ProgramElementsOperand
  ) throws(LuaRaise) -> ProgramElementsOperand {
    switch value {
    case .elements(let elements):
      return .elements(
        try raising { () throws(TensorError) in
          try builder.applying(operation, elements)
        })
    case .operand(.tensor(let tensor)):
      return .operand(
        .tensor(
          try raising { () throws(TensorError) in
            try builder.applying(operation, tensor)
          }))
    case .operand(let number):
      guard operation == .negative else {
        throw frame.typeError(at: 1, expected: "Tensor")
      }
      return .operand(
        .number(
          try builder.combining(.multiply, number, .scalar(.integer(-1)))))
    }
  }

  func clamping(
    _ value: ProgramElementsOperand, _ low: Scalar?, _ high: Scalar?
  ) throws(LuaRaise) -> ProgramElementsOperand {
    if case .elements(let elements) = value {
      return .elements(
        try raising { () throws(TensorError) in
          try builder.clamping(elements, minimum: low, maximum: high)
        })
    }
    let tensor = try tensor(value, at: 1)
    return .operand(
      .tensor(
        try raising { () throws(TensorError) in
          try builder.clamping(tensor, minimum: low, maximum: high)
        }))
  }

  func choosing(
    _ mask: ProgramElementsOperand, _ first: ProgramElementsOperand,
    else second: ProgramElementsOperand
  ) throws(LuaRaise) -> ProgramElementsOperand {
    if case .elements(let elements) = mask {
      return .elements(
        try raising { () throws(TensorError) in
          try builder.choosing(elements, first, else: second)
        })
    }
    let mask = try tensor(mask, at: 1)
    guard case .operand(let first) = first, case .operand(let second) = second
    else {
      guard mask.shape.rank == 2 else { throw .unknownSize }
      return .elements(
        try raising { () throws(TensorError) in
          try builder.choosing(mask, first, else: second)
        })
    }
    return .operand(
      .tensor(
        try raising { () throws(TensorError) in
          try builder.choosing(mask, first, else: second)
        }))
  }

  func complemented(
    _ value: ProgramElementsOperand
  ) throws(LuaRaise) -> ProgramElementsOperand {
    let type: ElementType
    if case .elements(let elements) = value {
      type = elements.type
    } else {
      type = try tensor(value, at: 1).type
    }
    return type == .bool
      ? try applying(.logicalNot, value)
      : try applying(.exclusiveOr, value, number(-1), isReversed: false)
  }

  func copied(
    _ value: ProgramElementsOperand
  ) throws(LuaRaise) -> ProgramElementsOperand {
    if case .elements(let elements) = value {
      return try converted(value, to: elements.type)
    }
    let tensor = try tensor(value, at: 1)
    return .operand(
      .tensor(
        try raising { () throws(TensorError) in try builder.copied(tensor) }))
  }

  func converted(
    _ value: ProgramElementsOperand, to type: ElementType
  ) throws(LuaRaise) -> ProgramElementsOperand {
    if case .elements(let elements) = value {
      return .elements(
        try raising { () throws(TensorError) in
          try builder.converted(elements, to: type)
        })
    }
    let tensor = try tensor(value, at: 1)
    return .operand(
      .tensor(
        try raising { () throws(TensorError) in
          try builder.converted(tensor, to: type)
        }))
  }

  func elementType(at index: Int) throws(LuaRaise) -> ElementType? {
    guard frame.kind(at: index) == .userdata else {
      return try context.elementType(frame, index)
    }
    return try type(at: index)
  }

  func giveView(
    isInOrder: Bool, _ body: (Tensor) throws(LuaRaise) -> Tensor
  ) throws(LuaRaise) -> Int {
    var source = try context.tracedTensor(frame, 1)
    if isInOrder, !source.isContiguous {
      source = try raising { () throws(TensorError) in
        try builder.copied(source)
      }
    }
    let view = try body(source.layout)
    return try give(
      try raising { () throws(TensorError) in
        try builder.viewed(source) { _ throws(TensorError) in view }
      })
  }

  func giveUnsqueezed() throws(LuaRaise) -> Int {
    guard let elements = try context.tracedElements(frame, 1),
      elements.isOfVector
    else { return try giveView(isInOrder: false, unsqueezed) }
    let axis = try context.axis(frame, 2, rank: 2)
    return try context.pushElements(frame) { () throws(TensorError) in
      try builder.unsqueezed(elements, axis: axis)
    }
  }

  func pushWhole() throws(LuaRaise) {
    _ = try context.tracedTensor(frame, 1)
    frame.pushValue(at: 1)
  }

  func pushRow(_ index: Int) throws(LuaRaise) {
    _ = try context.pushRow(
      frame, builder, try context.tracedTensor(frame, 1), index)
  }

  func give(_ tensor: ProgramTensor) throws(LuaRaise) -> Int {
    try context.push(frame, .tensor(tensor))
  }

  func rolled(
    _ value: ProgramElementsOperand, by shift: Int, axis: Int?
  ) throws(LuaRaise) -> ProgramElementsOperand {
    let tensor = try tensor(value, at: 1)
    return .operand(
      .tensor(
        try raising { () throws(TensorError) in
          try builder.rolled(tensor, by: shift, axis: axis)
        }))
  }

  func give(_ comparison: ComparisonOperation) throws(LuaRaise) -> Int {
    let value = try value(at: 1)
    if case .elements(let elements) = value {
      let other = try context.elementsOperand(frame, 2)
      return try context.pushElements(frame) { () throws(TensorError) in
        try builder.comparing(comparison, elements, other)
      }
    }
    let left = try tensor(value, at: 1)
    let right = try context.tracedOperand(frame, 2)
    return try context.push(
      frame,
      .tensor(
        try raising { () throws(TensorError) in
          try builder.comparing(comparison, left, right)
        }))
  }
}
