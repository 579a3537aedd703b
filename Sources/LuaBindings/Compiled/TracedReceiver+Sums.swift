import LuaRuntime
import Programs
import TensorBindings
import Tensors

/// Sums and products of what isn't known yet.
extension TracedReceiver {
  func give(_ operation: ReductionOperation) throws(LuaRaise) -> Int {
    guard operation != .any, operation != .all else {
      throw .message(
        "\(operation.rawValue): a truth value for a branch isn't known when a"
          + " function is compiled; \(operation.rawValue)(axis) gives a tensor")
    }
    let number: ProgramNumber
    if let selection = try selection() {
      number = try raising { () throws(TensorError) in
        try builder.reduced(operation, selection)
      }
    } else {
      let tensor = try context.tracedTensor(frame, 1)
      number = try raising { () throws(TensorError) in
        try builder.reduced(operation, tensor)
      }
    }
    guard operation.givesIndex else {
      return try context.push(frame, .number(number))
    }
    return try context.push(
      frame,
      .number(
        try builder.combining(.add, .number(number), .scalar(.integer(1)))))
  }

  func give(
    _ operation: ReductionOperation, axis: Int, keepsAxis: Bool
  ) throws(LuaRaise) -> Int {
    if operation == .sum, !keepsAxis {
      if let selection = try selection() {
        return try give(
          try raising { () throws(TensorError) in
            try builder.sum(selection, axis: axis)
          })
      }
      if let selection = try context.sparseSelection(frame, builder) {
        return try give(
          try raising { () throws(TensorError) in
            try builder.sum(selection, axis: axis)
          })
      }
    }
    let tensor = try context.tracedTensor(frame, 1)
    return try give(
      try raising { () throws(TensorError) in
        let result = try builder.reducing(
          operation, tensor, axis: axis, keepsAxis: keepsAxis)
        if operation.givesIndex {
          try builder.apply(.add, to: result, .scalar(.integer(1)))
        }
        return result
      })
  }

  /// The selection at 1, or that from what was computed for the whole of which
  /// elements are selected; nil if there is none.
  func selection() throws(LuaRaise) -> ProgramSelection? {
    switch try context.traced(frame, 1) {
    case .selection(let selection)?: selection
    case .elements(.dense(let tensor, let picked))?: picked.moved(to: tensor)
    default: nil
    }
  }

  func cumulativeSum(
    _ value: ProgramElementsOperand, axis: Int
  ) throws(LuaRaise) -> ProgramElementsOperand {
    let tensor = try tensor(value, at: 1)
    return .operand(
      .tensor(
        try raising { () throws(TensorError) in
          try builder.cumulativeSum(tensor, axis: axis)
        }))
  }

  func giveMatrixProduct() throws(LuaRaise) -> Int {
    if let product = try context.sparseProduct(frame, builder) {
      return try give(product)
    }
    return try give(.matrix)
  }

  func give(_ product: ProductOperation) throws(LuaRaise) -> Int {
    let left = try context.tracedTensor(frame, 1)
    let right = try context.tracedTensor(frame, 2)
    return try give(
      .operand(
        try raising { () throws(TensorError) in
          try builder.product(product, left, right)
        }))
  }
}
