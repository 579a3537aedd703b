import LuaRuntime
import Tensors

/// What an operation in place writes to.
package enum Target {
  case tensor(Tensor)
  case selection(Selection)
}

/// Arguments of functions on tensors. This is where Lua's counting from 1
/// becomes counting from 0.
extension TensorContext {
  /// The tensor at `index`; a selection is gathered.
  @inline(__always)
  package func tensor(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> Tensor {
    if let tensor = frame.payload(at: index, of: tensorType) {
      return tensor.pointee
    }
    return try gathered(frame, index)
  }

  private func gathered(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> Tensor {
    if let selection = frame.payload(at: index, of: selectionType) {
      let selection = selection.pointee
      return try raising { () throws(TensorError) in
        try selection.gathered()
      }
    }
    _ = try frame.object(at: index, of: tensorType)
    throw frame.typeError(at: index, expected: "Tensor")
  }

  /// The tensor or selection at `index`.
  @inline(__always)
  package func target(_ frame: LuaFrame, _ index: Int) throws(LuaRaise)
    -> Target
  {
    if let tensor = frame.payload(at: index, of: tensorType) {
      return .tensor(tensor.pointee)
    }
    if let selection = frame.payload(at: index, of: selectionType) {
      return .selection(selection.pointee)
    }
    return .tensor(try frame.object(at: index, of: tensorType).pointee)
  }

  /// Whether there is a tensor or a selection at `index`.
  package func isTensor(_ frame: LuaFrame, _ index: Int) -> Bool {
    frame.payload(at: index, of: tensorType) != nil
      || frame.payload(at: index, of: selectionType) != nil
  }

  /// The number or boolean at `index`.
  @inline(__always)
  package func scalar(_ frame: LuaFrame, _ index: Int) throws(LuaRaise)
    -> Scalar
  {
    switch frame.kind(at: index) {
    case .number:
      if frame.isInteger(at: index) {
        return .integer(try frame.integer(at: index))
      }
      return .float(try frame.number(at: index))
    case .boolean: return .bool(try frame.boolean(at: index))
    default:
      throw frame.typeError(at: index, expected: "number")
    }
  }

  /// The tensor, number or boolean at `index`.
  @inline(__always)
  package func operand(_ frame: LuaFrame, _ index: Int) throws(LuaRaise)
    -> Operand
  {
    switch frame.kind(at: index) {
    case .number, .boolean: return .scalar(try scalar(frame, index))
    case .userdata: return .tensor(try tensor(frame, index))
    default: throw frame.typeError(at: index, expected: "Tensor or number")
    }
  }

  /// Whether there is a tensor, a number or a boolean at `index`.
  package func isOperand(_ frame: LuaFrame, _ index: Int) -> Bool {
    switch frame.kind(at: index) {
    case .number, .boolean: true
    case .userdata: isTensor(frame, index)
    default: false
    }
  }

  /// The type of the value at `index` in a message, if the value is none of
  /// those.
  package func unusable(_ frame: LuaFrame, _ index: Int) -> String {
    let isReleased =
      frame.isReleased(at: index, of: tensorType)
      || frame.isReleased(at: index, of: selectionType)
    return (isReleased ? "released " : "") + frame.typeName(at: index)
  }

  /// The limits at 2 and 3: numbers, or nil for none.
  func limits(
    _ frame: LuaFrame
  ) throws(LuaRaise) -> (Scalar?, Scalar?) {
    let low = frame.isNoneOrNil(at: 2) ? nil : try scalar(frame, 2)
    let high = frame.isNoneOrNil(at: 3) ? nil : try scalar(frame, 3)
    return (low, high)
  }

  /// The axis at `index` of a tensor of `rank` axes, from 0.
  package func axis(
    _ frame: LuaFrame, _ index: Int, rank: Int
  ) throws(LuaRaise) -> Int {
    let axis = try frame.integer(at: index)
    if let place = resolved(axis, rank: rank) { return place }
    throw .badArgument(index, axisProblem(axis, rank: rank))
  }

  /// The axis from 0, or nil if there is none.
  @inline(__always)
  func resolved(_ axis: Int, rank: Int) -> Int? {
    if axis >= 1, axis <= rank { return axis - 1 }
    if axis < 0, axis >= -rank { return axis + rank }
    return nil
  }

  func axisProblem(_ axis: Int, rank: Int) -> String {
    rank == 0
      ? "axis \(axis) of a tensor without axes"
      : "axis \(axis) of a tensor with axes 1...\(rank)"
  }

  /// The sizes at `index` and after: numbers, or one table of numbers.
  ///
  /// - Returns: The sizes, and the index of the argument after them.
  func sizes(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> (sizes: [Int], next: Int) {
    var sizes: [Int] = []
    if frame.kind(at: index) == .table {
      if isTracing, frame.pushMetatable(of: index) {
        throw .message(
          "sizes in a table from outside have no compiled form; write them where"
            + " they are used")
      }
      let count = try frame.listLength(at: index)
      for position in 0..<min(count, Shape.maximumRank + 1) {
        frame.rawGet(at: index, index: position + 1)
        sizes.append(try size(frame, frame.top, argument: index))
        frame.pop()
      }
      return (sizes, index + 1)
    }
    var next = index
    while frame.kind(at: next) == .number {
      sizes.append(try size(frame, next, argument: next))
      next += 1
    }
    if sizes.isEmpty { throw frame.typeError(at: index, expected: "size") }
    return (sizes, next)
  }

  /// The size at `index`, which is in the argument at `argument`.
  package func size(
    _ frame: LuaFrame, _ index: Int, argument: Int
  ) throws(LuaRaise) -> Int {
    guard frame.kind(at: index) == .number else {
      throw .badArgument(
        argument, "a size must be a number, not a \(frame.typeName(at: index))")
    }
    do throws(LuaRaise) {
      return try frame.integer(at: index)
    } catch {
      let number = try frame.number(at: index)
      throw .badArgument(
        argument, "a size must be a whole number, not \(shown(number))")
    }
  }

  /// The shape at `index` and after.
  package func shape(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> (shape: Shape, next: Int) {
    let (sizes, next) = try sizes(frame, index)
    return (try raising { () throws(TensorError) in try Shape(sizes) }, next)
  }

  /// The element type named at `index`, or nil if there is none.
  package func elementType(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> ElementType? {
    if frame.isNoneOrNil(at: index) { return nil }
    let name = try frame.string(at: index)
    guard let type = ElementType(rawValue: name) else {
      let known = ElementType.allCases.map(\.rawValue)
      let hint = Suggestion.ending(
        for: name, in: known,
        otherwise: "; the types are \(known.joined(separator: ", "))")
      throw .badArgument(index, "there is no element type '\(name)'\(hint)")
    }
    return type
  }

  /// The element type that option `what` names, or nil if there is none.
  package func elementType(
    _ frame: LuaFrame, _ index: Int, _ what: @autoclosure () -> String
  ) throws(LuaRaise) -> ElementType? {
    if frame.isNoneOrNil(at: index) { return nil }
    do throws(LuaRaise) {
      return try elementType(frame, index)
    } catch {
      guard case .badArgument(_, let problem) = error else { throw error }
      throw .message("\(what()): \(problem)")
    }
  }

  /// The tensors in the list at `index`.
  func tensors(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> [Tensor] {
    guard frame.kind(at: index) == .table else {
      throw frame.typeError(at: index, expected: "list of tensors")
    }
    var result: [Tensor] = []
    for position in try 0..<frame.listLength(at: index) {
      frame.rawGet(at: index, index: position + 1)
      guard isTensor(frame, frame.top) else {
        throw .badArgument(
          index,
          "Tensor expected at [\(position + 1)] of the list, got"
            + " \(unusable(frame, frame.top))")
      }
      result.append(try tensor(frame, frame.top))
      frame.pop()
    }
    return result
  }
}

/// Results of functions on tensors.
extension TensorContext {
  /// Returns `tensor`, in the object that was made for it if the function
  /// produces tensors; one without axes becomes a number.
  @inline(__always)
  package func give(_ frame: LuaFrame, _ tensor: Tensor) throws(LuaRaise) -> Int
  {
    if tensor.rank == 0 {
      push(
        frame,
        try raising { () throws(TensorError) in try tensor.element([]) })
      return 1
    }
    guard frame.isProducer else {
      try frame.pushNewObject(tensorType, tensor)
      noteGrowth(frame)
      return 1
    }
    frame.fill(tensorType, tensor)
    noteGrowth(frame)
    return 1
  }

  /// Returns the first argument, as functions in place do.
  @inline(__always)
  package func giveSelf(_ frame: LuaFrame) -> Int {
    frame.pushValue(at: 1)
    return 1
  }

  /// Pushes a number or boolean.
  @inline(__always)
  package func push(_ frame: LuaFrame, _ scalar: Scalar) {
    switch scalar {
    case .bool(let value): frame.push(value)
    case .integer(let value): frame.push(value)
    // The sign of NaN means nothing, and Lua would show it.
    case .float(let value): frame.push(value.isNaN ? .nan : value)
    }
  }

  /// Pushes `tensor` in a function that doesn't produce tensors.
  package func pushNew(_ frame: LuaFrame, _ tensor: Tensor) throws(LuaRaise) {
    if tensor.rank == 0 {
      push(
        frame,
        try raising { () throws(TensorError) in try tensor.element([]) })
    } else {
      try frame.pushNewObject(tensorType, tensor)
      noteGrowth(frame)
    }
  }
}

/// A number as messages have it: 3, 0.5, nan.
package func shown(_ number: Double) -> String {
  if number.isNaN { return "nan" }
  return Int(exactly: number).map { "\($0)" } ?? "\(number)"
}
