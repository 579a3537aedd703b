import LuaRuntime
import Tensors

/// Fields, rows and indices of tensors.
extension Receiver {
  /// Returns the field `name`, which all that methods are called on have; nil if
  /// it is another one.
  package func giveField(_ name: String) throws(LuaRaise) -> Int? {
    switch name {
    case "dtype": try frame.push(try type().rawValue)
    case "shape": try frame.push(try shape())
    case "ndim": frame.push(try shape().rank)
    default: return nil
    }
    return 1
  }
}

extension TensorReceiver {
  /// Returns the field or the method `name`, which isn't in the table of methods.
  ///
  /// - Throws: What `name` says of a name that there isn't.
  package func giveField(
    _ name: String, orThrow problem: (String) -> LuaRaise
  ) throws(LuaRaise) -> Int {
    if let count = try giveField(name) { return count }
    guard name == "T" else {
      if try context.pushMethod(frame, name) { return 1 }
      _ = try type()
      throw problem(name)
    }
    return try giveView(isInOrder: false) { tensor throws(LuaRaise) in
      if tensor.rank < 2 { return tensor }
      return try raising { () throws(TensorError) in
        try tensor.transposed(tensor.rank - 2, tensor.rank - 1)
      }
    }
  }

  /// Throws unless something can be written: the key at 2 must be no name, the
  /// value at 3 a number, a boolean or a tensor.
  package func checkWriting() throws(LuaRaise) {
    if frame.kind(at: 2) == .string {
      let name = try frame.string(at: 2)
      throw .message(
        "a tensor has no field '\(name)' to write to; keep state in the group")
    }
    switch frame.kind(at: 3) {
    case .number, .boolean: return
    case .userdata where context.isWritable(frame, 3): return
    default:
      throw .message(
        "only a number, a boolean or a tensor can be written into a tensor,"
          + " not a \(context.unusable(frame, 3))")
    }
  }
}

extension Binding {
  /// `ipairs(tensor)` and `pairs(tensor)`: the elements of a vector, the rows
  /// of other tensors, each with its index. `step` is `nextRow`.
  package static func rows<R: TensorReceiver>(
    of _: R.Type, _ step: LuaFunctionHandle
  ) -> Binding {
    method(
      of: R.self, "pairs", [], product: .none, "The rows with their indices."
    ) { call throws(LuaRaise) in
      call.frame.push(step)
      try call.pushWhole()
      call.frame.push(0)
      return 3
    }
  }

  /// The index after one, and the row there; nil after the last one.
  package static func nextRow<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "for iterator", [], product: .none, "The next row."
    ) { call throws(LuaRaise) in
      let (frame, shape) = (call.frame, try call.shape())
      let index = try frame.integer(at: 2)
      guard shape.rank > 0, index >= 0, index < shape[0] else {
        frame.pushNil()
        return 1
      }
      frame.push(index + 1)
      try call.pushRow(index)
      return 2
    }
  }
}

extension TensorContext {
  /// Whether the object at `index` can be written into a tensor: a tensor, or
  /// what stands for something while a function is traced.
  fileprivate func isWritable(_ frame: LuaFrame, _ index: Int) -> Bool {
    isTensor(frame, index) || isTraced(frame, index)
  }
}
