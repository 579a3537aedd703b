import LuaRuntime
import Programs
import SpikingNetworks
import TensorBindings
import Tensors

/// Arguments and results of operations on stand-ins.
extension ScriptContext {
  /// The tracing that is under way.
  func tracer() throws(LuaRaise) -> Tracer {
    guard let tracer = tracers.last else {
      throw .message(
        "a stand-in of a traced function was kept and used outside of it")
    }
    return tracer
  }

  /// The elements of state variables that follow assignments to `target`, if
  /// that is of a state variable.
  func followers(of target: Traced) throws(LuaRaise) -> [Traced] {
    let base: ProgramTensor
    switch target {
    case .tensor(let tensor): base = tensor
    case .selection(let selection): base = selection.base
    default: return []
    }
    let program = try tracer().program
    let followers = try raising { () throws(TensorError) in
      try program.followers(of: base)
    }
    return followers.map { follower in
      if case .selection(let selection) = target {
        return .selection(selection.moved(to: follower))
      }
      return .tensor(follower)
    }
  }

  /// What the stand-in at `index` stands for; nil if there is none.
  func traced(_ frame: LuaFrame, _ index: Int) throws(LuaRaise) -> Traced? {
    guard let value = frame.payload(at: index, of: tracedType) else {
      return nil
    }
    guard value.pointee.tracer === (try tracer()) else {
      throw .message(
        "a stand-in of a traced function was kept and used in another one")
    }
    return value.pointee.content
  }

  /// The tensor for which the value at `index` stands.
  func tracedTensor(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> ProgramTensor {
    switch try tracedOperand(frame, index) {
    case .tensor(let tensor): return tensor
    case .number, .scalar:
      throw frame.typeError(at: index, expected: "Tensor")
    }
  }

  /// The operand at `index`: a number, a tensor, or what stands for one.
  func tracedOperand(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> ProgramOperand {
    switch frame.kind(at: index) {
    case .number, .boolean: return .scalar(try scalar(frame, index))
    case .userdata: break
    default: throw frame.typeError(at: index, expected: "Tensor or number")
    }
    switch try traced(frame, index) {
    case .tensor(let tensor)?:
      let builder = try tracer().builder
      try raising { () throws(TensorError) in try builder.checkCurrent(tensor) }
      return .tensor(tensor)
    case .number(let number)?: return .number(number)
    case .constant(let scalar)?: return .scalar(scalar)
    case .sparse?, .sparseSelection?:
      throw .message(
        "a sparse matrix has no compiled form here: sum it along an axis, as in"
          + " W[spike]:sum(1), or change it in place")
    case .selection(let selection)? where selection.isSized:
      let builder = try tracer().builder
      return .tensor(
        try raising { () throws(TensorError) in
          try builder.gathered(selection)
        })
    case .elements?, .selection?: throw .unknownSize
    case .places?:
      throw .message(
        "how many indices nonzero gives isn't known when a function is compiled:"
          + " they can only select, as in W[k]:sum(1) and W[k]:add_(1);"
          + " mask:sum() is how many they are")
    case nil:
      // A selection would be a copy, and a change of it lost.
      let tensor = try frame.object(at: index, of: tensorType).pointee
      return .tensor(try tracer().capture(tensor))
    }
  }

  /// The tensor or the selection at `index`, which is to be changed.
  func tracedTarget(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> Traced {
    switch try traced(frame, index) {
    case .selection(let selection)?: .selection(selection)
    case .sparse(let matrix)?: .sparse(matrix)
    case .sparseSelection(let selection)?: .sparseSelection(selection)
    case .tensor(let tensor)?: .tensor(tensor)
    default: .tensor(try tracedTensor(frame, index))
    }
  }

  /// The operand at `index` of an expression of selected elements.
  func elementsOperand(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> ProgramElementsOperand {
    if let elements = try tracedElements(frame, index) {
      return .elements(elements)
    }
    return .operand(try tracedOperand(frame, index))
  }

  /// The elements at `index` that masks select, or what is computed of such; nil
  /// if there are none.
  func tracedElements(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> ProgramElements? {
    switch try traced(frame, index) {
    case .elements(let elements)?: return elements
    case .selection(let selection)? where !selection.isSized:
      let builder = try tracer().builder
      return try raising { () throws(TensorError) in
        try builder.elements(of: selection)
      }
    default: return nil
    }
  }

  /// The mask whose places are the indices at `index`; nil if these are none of
  /// `nonzero`.
  func tracedPlaces(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> ProgramTensor? {
    guard case .places(let mask)? = try traced(frame, index) else { return nil }
    let builder = try tracer().builder
    try raising { () throws(TensorError) in try builder.checkPlaces(mask) }
    return mask
  }

  /// Pushes what `body` makes of selected elements.
  func pushElements(
    _ frame: LuaFrame, _ body: () throws(TensorError) -> ProgramElements
  ) throws(LuaRaise) -> Int {
    try push(frame, .elements(try raising(body)))
  }

  /// Pushes a stand-in; known numbers as they are.
  func push(_ frame: LuaFrame, _ value: Traced) throws(LuaRaise) -> Int {
    var value = value
    if case .tensor(let tensor) = value, tensor.shape.rank == 0 {
      // In Lua, what has no axes is a number.
      let builder = try tracer().builder
      value = .number(
        try raising { () throws(TensorError) in
          try builder.element(of: tensor, [])
        })
    }
    if case .number = value { try tracer().hasNumbers = true }
    if case .constant(let scalar) = value {
      push(frame, scalar)
    } else {
      try frame.pushNewObject(
        tracedType, TracedValue(tracer: try tracer(), content: value))
    }
    return 1
  }
}

extension LuaRaise {
  /// A use of selected elements for which it must be known how many they are.
  static var unknownSize: LuaRaise {
    .message(
      "how many elements are selected isn't known when a function is compiled:"
        + " assign them to elements of the same mask, as in y[mask] = x[mask] *"
        + " 2, sum them, change them in place, or use mask:where(a, b)")
  }
}
