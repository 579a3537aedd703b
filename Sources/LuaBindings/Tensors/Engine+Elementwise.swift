import LuaRuntime
import Tensors

extension Engine {
  // A tensor is too large to be handed around by value in the operations that
  // a model calls most: they work on what lies in Lua's memory.

  /// Returns `operation` of the tensor at `left` and the operand at `right`.
  @inline(__always)
  func giveResult(
    _ frame: LuaFrame, _ operation: BinaryOperation, of left: Int,
    _ right: Int, isReversed: Bool = false
  ) throws(LuaRaise) -> Int {
    guard let tensor = frame.payload(at: left, of: tensorType) else {
      let tensor = try self.tensor(frame, left)
      let operand = try operand(frame, right)
      return try give(
        frame,
        try raising { () throws(TensorError) in
          try tensor.applying(operation, operand, isReversed: isReversed)
        })
    }
    if let other = frame.payload(at: right, of: tensorType) {
      return try give(
        frame,
        try raising { () throws(TensorError) in
          try tensor.pointee.applying(
            operation, with: other.pointee, isReversed: isReversed)
        })
    }
    if frame.kind(at: right) == .number {
      let number = try scalar(frame, right)
      return try give(
        frame,
        try raising { () throws(TensorError) in
          try tensor.pointee.applying(
            operation, with: number, isReversed: isReversed)
        })
    }
    let operand = try operand(frame, right)
    return try give(
      frame,
      try raising { () throws(TensorError) in
        try tensor.pointee.applying(operation, operand, isReversed: isReversed)
      })
  }

  /// Writes `operation` of `tensor` and the operand at 2 to `tensor`.
  @inline(__always)
  func apply(
    _ frame: LuaFrame, _ operation: BinaryOperation,
    to tensor: UnsafeMutablePointer<Tensor>
  ) throws(LuaRaise) {
    if let other = frame.payload(at: 2, of: tensorType) {
      try raising { () throws(TensorError) in
        try tensor.pointee.apply(operation, with: other.pointee)
      }
    } else if frame.kind(at: 2) == .number {
      let number = try scalar(frame, 2)
      try raising { () throws(TensorError) in
        try tensor.pointee.apply(operation, with: number)
      }
    } else {
      let operand = try operand(frame, 2)
      try raising { () throws(TensorError) in
        try tensor.pointee.apply(operation, operand)
      }
    }
  }

  /// The limits at 2 and 3: numbers, or nil for none.
  func limits(
    _ frame: LuaFrame
  ) throws(LuaRaise) -> (Scalar?, Scalar?) {
    let low = frame.isNoneOrNil(at: 2) ? nil : try scalar(frame, 2)
    let high = frame.isNoneOrNil(at: 3) ? nil : try scalar(frame, 3)
    return (low, high)
  }

  /// Writes `operand` to the tensor or selection at 1 and returns that.
  func assign(
    _ frame: LuaFrame, _ operand: Operand
  ) throws(LuaRaise) -> Int {
    let target = try target(frame, 1)
    try raising { () throws(TensorError) in
      switch target {
      case .tensor(let tensor): try tensor.assign(operand)
      case .selection(let selection): try selection.assign(operand)
      }
    }
    return giveSelf(frame)
  }
}
