import LuaRuntime
import Tensors

/// A call of a method of a dense tensor, or of a selection of one.
///
/// A tensor is too large to be handed around by value in the operations that a
/// model calls most: they work on what lies in Lua's memory.
package struct DenseReceiver: TensorReceiver {
  package static let terms = ReceiverTerms(
    owner: .tensor, noun: "tensor", valueType: "snn.Tensor", product: .tensor,
    other: .other, parts: "elements", note: "", countNote: "", isReal: false)

  package let context: TensorContext
  package let frame: LuaFrame

  @inline(__always)
  package init(_ context: TensorContext, _ frame: LuaFrame) {
    self.context = context
    self.frame = frame
  }

  // MARK: From Lua and back

  package func shape() throws(LuaRaise) -> Shape {
    switch try target() {
    case .tensor(let tensor): tensor.shape
    case .selection(let selection): selection.shape
    }
  }

  package func type() throws(LuaRaise) -> ElementType {
    switch try target() {
    case .tensor(let tensor): tensor.type
    case .selection(let selection): selection.type
    }
  }

  @inline(__always)
  package func isValue(at index: Int) -> Bool {
    frame.kind(at: index) == .userdata
  }

  @inline(__always)
  package func value(at index: Int) throws(LuaRaise) -> Tensor {
    try context.tensor(frame, index)
  }

  @inline(__always)
  package func target() throws(LuaRaise) -> Target {
    try context.target(frame, 1)
  }

  @inline(__always)
  package func other(at index: Int) throws(LuaRaise) -> Operand {
    try context.operand(frame, index)
  }

  package func number(at index: Int) throws(LuaRaise) -> Operand {
    .scalar(try context.scalar(frame, index))
  }

  package func number(_ scalar: Scalar) -> Operand { .scalar(scalar) }

  @inline(__always)
  package func give(_ value: Tensor) throws(LuaRaise) -> Int {
    try context.give(frame, value)
  }

  // MARK: Keys

  @inline(__always)
  package func picks(at index: Int) throws(LuaRaise) -> Selector {
    let picks = try context.tensor(frame, index)
    return picks.type == .bool ? .mask(picks) : .indices(picks, base: 1)
  }

  // MARK: Operations

  @inline(__always)
  package func applying(
    _ operation: BinaryOperation, _ value: Tensor, _ other: Operand,
    isReversed: Bool
  ) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in
      try value.applying(operation, other, isReversed: isReversed)
    }
  }

  package func applying(
    _ operation: UnaryOperation, _ value: Tensor
  ) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in try value.applying(operation) }
  }

  package func clamping(
    _ value: Tensor, _ low: Scalar?, _ high: Scalar?
  ) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in
      try value.clamping(minimum: low, maximum: high)
    }
  }

  package func choosing(
    _ mask: Tensor, _ first: Operand, else second: Operand
  ) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in
      try mask.choosing(first, else: second)
    }
  }

  package func complemented(_ value: Tensor) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in try value.complemented() }
  }

  package func copied(_ value: Tensor) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in try value.copied() }
  }

  package func converted(
    _ value: Tensor, to type: ElementType
  ) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in try value.converted(to: type) }
  }

  package func elementType(at index: Int) throws(LuaRaise) -> ElementType? {
    if let tensor = frame.payload(at: index, of: context.tensorType) {
      return tensor.pointee.type
    }
    if let selection = frame.payload(at: index, of: context.selectionType) {
      return selection.pointee.type
    }
    return try context.elementType(frame, index)
  }

  package func pushWhole() throws(LuaRaise) {
    if frame.payload(at: 1, of: context.tensorType) != nil {
      frame.pushValue(at: 1)
    } else {
      try context.pushNew(frame, try value(at: 1))
    }
  }

  package func pushRow(_ index: Int) throws(LuaRaise) {
    _ = try context.pushRow(frame, try value(at: 1), index)
  }

  package func giveView(
    isInOrder: Bool, _ body: (Tensor) throws(LuaRaise) -> Tensor
  ) throws(LuaRaise) -> Int {
    try give(try body(try value(at: 1)))
  }

  package func rolled(
    _ value: Tensor, by shift: Int, axis: Int?
  ) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in
      try value.rolled(by: shift, axis: axis)
    }
  }

  // MARK: Sums and products

  package func give(_ operation: ReductionOperation) throws(LuaRaise) -> Int {
    let tensor = try value(at: 1)
    let result = try raising { () throws(TensorError) in
      try tensor.reduced(operation)
    }
    context.push(
      frame, operation.givesIndex ? .integer(result.integer + 1) : result)
    return 1
  }

  package func give(
    _ operation: ReductionOperation, axis: Int, keepsAxis: Bool
  ) throws(LuaRaise) -> Int {
    if operation == .sum, !keepsAxis,
      let selection = frame.payload(at: 1, of: context.selectionType)
    {
      let selection = selection.pointee
      return try give(
        try raising { () throws(TensorError) in
          try selection.sum(axis: axis)
        })
    }
    let tensor = try value(at: 1)
    return try give(
      try raising { () throws(TensorError) in
        let result = try tensor.reducing(
          operation, axis: axis, keepsAxis: keepsAxis)
        if operation.givesIndex { try result.apply(.add, 1) }
        return result
      })
  }

  package func give(
    _ operation: ReductionOperation, axes: [Int], keepsAxes: Bool
  ) throws(LuaRaise) -> Int {
    let tensor = try value(at: 1)
    return try give(
      try raising { () throws(TensorError) in
        try tensor.reducing(operation, axes: axes, keepsAxes: keepsAxes)
      })
  }

  package func cumulativeSum(
    _ value: Tensor, axis: Int
  ) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in
      try value.cumulativeSum(axis: axis)
    }
  }

  package func giveMatrixProduct() throws(LuaRaise) -> Int {
    let left = try value(at: 1)
    guard let sparse = frame.payload(at: 2, of: context.sparseType) else {
      return try give(.matrix)
    }
    let matrix = sparse.pointee
    return try give(
      try raising { () throws(TensorError) in
        try matrix.matrixProduct(left: left)
      })
  }

  package func give(_ product: ProductOperation) throws(LuaRaise) -> Int {
    let left = try value(at: 1)
    let right = try value(at: 2)
    return try give(
      try raising { () throws(TensorError) in
        try product.result(left, right)
      })
  }

  // MARK: Changes

  package func apply(
    _ operation: BinaryOperation, to target: Target, _ other: Operand
  ) throws(LuaRaise) {
    try raising { () throws(TensorError) in
      switch target {
      case .tensor(let tensor): try tensor.apply(operation, other)
      case .selection(let selection): try selection.apply(operation, other)
      }
    }
  }

  @inline(__always)
  package func apply(
    _ operation: UnaryOperation, to target: Target
  ) throws(LuaRaise) {
    try raising { () throws(TensorError) in
      switch target {
      case .tensor(let tensor): try tensor.apply(operation)
      case .selection(let selection): try selection.apply(operation)
      }
    }
  }

  package func clamp(
    _ target: Target, _ low: Scalar?, _ high: Scalar?
  ) throws(LuaRaise) {
    try raising { () throws(TensorError) in
      switch target {
      case .tensor(let tensor): try tensor.clamp(minimum: low, maximum: high)
      case .selection(let selection):
        try selection.clamp(minimum: low, maximum: high)
      }
    }
  }

  package func assign(_ other: Operand, to target: Target) throws(LuaRaise) {
    try raising { () throws(TensorError) in
      switch target {
      case .tensor(let tensor): try tensor.assign(other)
      case .selection(let selection): try selection.assign(other)
      }
    }
  }

  // MARK: Fast calls

  /// Has `body` make the result where Lua has it, if it returns true.
  @inline(__always)
  private func fill(
    _ body: (UnsafeMutablePointer<Tensor>) throws(TensorError) -> Bool
  ) throws(LuaRaise) -> Bool {
    let isDone = try frame.fill(context.tensorType) {
      result throws(LuaRaise) in
      try raising { () throws(TensorError) in try body(result) }
    }
    if isDone { context.noteGrowth(frame) }
    return isDone
  }

  @inline(__always)
  package func give(
    _ operation: BinaryOperation, of left: Int, _ right: Int, isReversed: Bool
  ) throws(LuaRaise) -> Int {
    guard let tensor = frame.payload(at: left, of: context.tensorType) else {
      let value = try value(at: left)
      return try give(
        try applying(
          operation, value, try context.operand(frame, right),
          isReversed: isReversed))
    }
    if let other = frame.payload(at: right, of: context.tensorType) {
      let isDone = try fill { result throws(TensorError) in
        try UnsafePointer(tensor).applyingBriefly(
          operation, UnsafePointer(other), isReversed: isReversed, to: result)
      }
      if isDone { return 1 }
      return try context.give(
        frame,
        try raising { () throws(TensorError) in
          try tensor.pointee.applying(
            operation, with: other.pointee, isReversed: isReversed)
        })
    }
    if frame.kind(at: right) == .number {
      let number = try context.scalar(frame, right)
      let isDone = try fill { result throws(TensorError) in
        try UnsafePointer(tensor).applyingBriefly(
          operation, number, isReversed: isReversed, to: result)
      }
      if isDone { return 1 }
      return try context.give(
        frame,
        try raising { () throws(TensorError) in
          try tensor.pointee.applying(
            operation, with: number, isReversed: isReversed)
        })
    }
    let operand = try context.operand(frame, right)
    return try context.give(
      frame,
      try raising { () throws(TensorError) in
        try tensor.pointee.applying(operation, operand, isReversed: isReversed)
      })
  }

  @inline(__always)
  package func update(_ operation: BinaryOperation) throws(LuaRaise) {
    guard let tensor = frame.payload(at: 1, of: context.tensorType) else {
      let target = try target()
      return try apply(
        operation, to: target, try context.operand(frame, 2))
    }
    if let other = frame.payload(at: 2, of: context.tensorType) {
      if UnsafePointer(tensor).applyBriefly(operation, UnsafePointer(other)) {
        return
      }
      return try raising { () throws(TensorError) in
        try tensor.pointee.apply(operation, with: other.pointee)
      }
    }
    if frame.kind(at: 2) == .number {
      let number = try context.scalar(frame, 2)
      if UnsafePointer(tensor).applyBriefly(operation, number) { return }
      return try raising { () throws(TensorError) in
        try tensor.pointee.apply(operation, with: number)
      }
    }
    let operand = try context.operand(frame, 2)
    try raising { () throws(TensorError) in
      try tensor.pointee.apply(operation, operand)
    }
  }

  @inline(__always)
  package func give(_ comparison: ComparisonOperation) throws(LuaRaise) -> Int {
    if frame.kind(at: 2) == .number,
      let left = frame.payload(at: 1, of: context.tensorType)
    {
      let number = try context.scalar(frame, 2)
      let isDone = try fill { result throws(TensorError) in
        try UnsafePointer(left).comparingBriefly(
          comparison, number, to: result)
      }
      if isDone { return 1 }
      return try context.give(
        frame,
        try raising { () throws(TensorError) in
          try left.pointee.comparing(comparison, with: number)
        })
    }
    let left = try value(at: 1)
    let right = try context.operand(frame, 2)
    return try context.give(
      frame,
      try raising { () throws(TensorError) in
        try left.comparing(comparison, right)
      })
  }
}
