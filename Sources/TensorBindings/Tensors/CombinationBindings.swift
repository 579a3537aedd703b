import LuaRuntime
import Tensors

/// Functions that put tensors together, and take them apart for Lua.
extension Binding {
  package static var combinations: [Binding] {
    [
      stack, concatenate, nonzero, toTable, item, release, fillDiagonal,
    ]
  }

  private static let list = Parameter("tensors", "snn.Tensor[]")

  private static var stack: Binding {
    Binding(
      owner: .library, name: "stack", parameters: [list, .optionalAxis],
      result: "snn.Tensor",
      summary: "Tensors of one shape, put side by side along a new axis, the"
        + " first if not said otherwise.",
      product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        try context.giveJoined(frame, moreAxes: 1, Tensor.stacked)
      }
    }
  }

  private static var concatenate: Binding {
    Binding(
      owner: .library, name: "cat", aliases: ["concat"],
      parameters: [list, .optionalAxis], result: "snn.Tensor",
      summary: "Tensors put one after the other along an axis, the first if"
        + " not said otherwise.",
      product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        try context.giveJoined(frame, moreAxes: 0, Tensor.concatenated)
      }
    }
  }

  private static var nonzero: Binding {
    Binding(
      owner: .tensor, name: "nonzero", result: "snn.Tensor ...",
      summary: "The indices, from 1, of the elements that are not zero: an"
        + " int64 tensor for each axis."
    ) { context in
      { frame throws(LuaRaise) in
        let tensor = try context.tensor(frame, 1)
        let indices = try raising { () throws(TensorError) in
          try tensor.nonzeroIndices(base: 1)
        }
        for list in indices { try context.pushNew(frame, list) }
        return indices.count
      }
    }
  }

  private static var fillDiagonal: Binding {
    Binding(
      owner: .tensor, name: "fill_diagonal_",
      parameters: [Parameter("value", "number|boolean")], result: "self",
      summary: "Writes one value to the main diagonal of a matrix, in place."
    ) { context in
      { frame throws(LuaRaise) in
        let tensor = try context.tensor(frame, 1)
        let value = try context.scalar(frame, 2)
        try raising { () throws(TensorError) in
          try tensor.fillDiagonal(value)
        }
        return context.giveSelf(frame)
      }
    }
  }

  // MARK: Into Lua

  private static var toTable: Binding {
    Binding(
      owner: .tensor, name: "totable", aliases: ["tolist"],
      result: "table", summary: "The elements as a table of tables of numbers."
    ) { context in
      { frame throws(LuaRaise) in
        try context.pushTable(frame, try context.tensor(frame, 1))
        return 1
      }
    }
  }

  private static var item: Binding {
    Binding(
      owner: .tensor, name: "item", result: "number|boolean",
      summary: "The only element of a tensor."
    ) { context in
      { frame throws(LuaRaise) in
        let tensor = try context.tensor(frame, 1)
        guard tensor.count == 1 else {
          throw .message(
            "item: expected one element, found shape \(tensor.shape)")
        }
        context.push(
          frame,
          try raising { () throws(TensorError) in
            try tensor.element(Array(repeating: 0, count: tensor.rank))
          })
        return 1
      }
    }
  }

  private static var release: Binding {
    Binding(
      owner: .tensor, name: "free",
      summary: "Lets go of the tensor now, not when garbage is collected. Its"
        + " memory is free once no view of it is left."
    ) { context in
      { frame throws(LuaRaise) in
        if frame.payload(at: 1, of: context.selectionType) != nil {
          try frame.release(at: 1, of: context.selectionType)
        } else {
          try frame.release(at: 1, of: context.tensorType)
        }
        return 0
      }
    }
  }
}

extension TensorContext {
  /// Returns the tensors at 1 joined along the axis at 2, which is one of theirs
  /// and `moreAxes`; the first if none is given.
  fileprivate func giveJoined(
    _ frame: LuaFrame, moreAxes: Int,
    _ join: ([Tensor], Int) throws(TensorError) -> Tensor
  ) throws(LuaRaise) -> Int {
    let tensors = try tensors(frame, 1)
    let rank = (tensors.first?.rank ?? 0) + moreAxes
    let axis = frame.isNoneOrNil(at: 2) ? 0 : try axis(frame, 2, rank: rank)
    return try give(
      frame,
      try raising { () throws(TensorError) in try join(tensors, axis) })
  }

  /// Pushes `tensor` as a table of tables of numbers.
  fileprivate func pushTable(
    _ frame: LuaFrame, _ tensor: Tensor
  ) throws(LuaRaise) {
    guard tensor.rank > 0 else { return try pushNew(frame, tensor) }
    try frame.reserve(4)
    let size = tensor.shape[0]
    // Room for more would be made at once, which nobody could break off.
    try frame.newTable(arrayCount: min(size, 1 << 16))
    for index in 0..<size {
      try raising { () throws(TensorError) in try Interruption.begin(1) }
      if tensor.rank == 1 {
        push(
          frame,
          try raising { () throws(TensorError) in try tensor.element([index]) })
      } else {
        try pushTable(
          frame,
          try raising { () throws(TensorError) in
            try tensor.selected(axis: 0, index: index)
          })
      }
      try frame.rawSet(at: -2, index: index + 1)
    }
  }
}
