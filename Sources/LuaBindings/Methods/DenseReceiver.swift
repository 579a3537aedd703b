import LuaRuntime
import Tensors

/// A call of a method of a dense tensor, or of a selection of one.
///
/// A tensor is too large to be handed around by value in the operations that a
/// model calls most: they work on what lies in Lua's memory.
struct DenseReceiver: TensorReceiver {
  static let terms = ReceiverTerms(
    owner: .tensor, valueType: "snn.Tensor", product: .tensor, other: .other,
    parts: "elements", note: "", countNote: "", isReal: false)

  let engine: Engine
  let frame: LuaFrame

  @inline(__always)
  init(_ engine: Engine, _ frame: LuaFrame) {
    self.engine = engine
    self.frame = frame
  }

  // MARK: From Lua and back

  func shape() throws(LuaRaise) -> Shape {
    switch try target() {
    case .tensor(let tensor): tensor.shape
    case .selection(let selection): selection.shape
    }
  }

  func type() throws(LuaRaise) -> ElementType {
    switch try target() {
    case .tensor(let tensor): tensor.type
    case .selection(let selection): selection.type
    }
  }

  @inline(__always)
  func isValue(at index: Int) -> Bool { frame.kind(at: index) == .userdata }

  @inline(__always)
  func value(at index: Int) throws(LuaRaise) -> Tensor {
    try engine.tensor(frame, index)
  }

  @inline(__always)
  func target() throws(LuaRaise) -> Target { try engine.target(frame, 1) }

  @inline(__always)
  func other(at index: Int) throws(LuaRaise) -> Operand {
    try engine.operand(frame, index)
  }

  func number(at index: Int) throws(LuaRaise) -> Operand {
    .scalar(try engine.scalar(frame, index))
  }

  func number(_ scalar: Scalar) -> Operand { .scalar(scalar) }

  @inline(__always)
  func give(_ value: Tensor) throws(LuaRaise) -> Int {
    try engine.give(frame, value)
  }

  // MARK: Operations

  @inline(__always)
  func applying(
    _ operation: BinaryOperation, _ value: Tensor, _ other: Operand,
    isReversed: Bool
  ) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in
      try value.applying(operation, other, isReversed: isReversed)
    }
  }

  func applying(
    _ operation: UnaryOperation, _ value: Tensor
  ) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in try value.applying(operation) }
  }

  func clamping(
    _ value: Tensor, _ low: Scalar?, _ high: Scalar?
  ) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in
      try value.clamping(minimum: low, maximum: high)
    }
  }

  func choosing(
    _ mask: Tensor, _ first: Operand, else second: Operand
  ) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in
      try mask.choosing(first, else: second)
    }
  }

  func complemented(_ value: Tensor) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in try value.complemented() }
  }

  func copied(_ value: Tensor) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in try value.copied() }
  }

  func converted(
    _ value: Tensor, to type: ElementType
  ) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in try value.converted(to: type) }
  }

  func elementType(at index: Int) throws(LuaRaise) -> ElementType? {
    if let tensor = frame.payload(at: index, of: engine.tensorType) {
      return tensor.pointee.type
    }
    if let selection = frame.payload(at: index, of: engine.selectionType) {
      return selection.pointee.type
    }
    return try engine.elementType(frame, index)
  }

  func pushWhole() throws(LuaRaise) {
    if frame.payload(at: 1, of: engine.tensorType) != nil {
      frame.pushValue(at: 1)
    } else {
      try engine.pushNew(frame, try value(at: 1))
    }
  }

  func pushRow(_ index: Int) throws(LuaRaise) {
    _ = try engine.pushRow(frame, try value(at: 1), index)
  }

  func giveView(
    isInOrder: Bool, _ body: (Tensor) throws(LuaRaise) -> Tensor
  ) throws(LuaRaise) -> Int {
    try give(try body(try value(at: 1)))
  }

  func rolled(
    _ value: Tensor, by shift: Int, axis: Int?
  ) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in
      try value.rolled(by: shift, axis: axis)
    }
  }

  // MARK: Sums and products

  func give(_ operation: ReductionOperation) throws(LuaRaise) -> Int {
    let tensor = try value(at: 1)
    let result = try raising { () throws(TensorError) in
      try tensor.reduced(operation)
    }
    engine.push(
      frame, operation.givesIndex ? .integer(result.integer + 1) : result)
    return 1
  }

  func give(
    _ operation: ReductionOperation, axis: Int, keepsAxis: Bool
  ) throws(LuaRaise) -> Int {
    if operation == .sum, !keepsAxis,
      let selection = frame.payload(at: 1, of: engine.selectionType)
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

  func cumulativeSum(
    _ value: Tensor, axis: Int
  ) throws(LuaRaise) -> Tensor {
    try raising { () throws(TensorError) in
      try value.cumulativeSum(axis: axis)
    }
  }

  func giveMatrixProduct() throws(LuaRaise) -> Int {
    let left = try value(at: 1)
    guard let sparse = frame.payload(at: 2, of: engine.sparseType) else {
      return try give(.matrix)
    }
    let matrix = sparse.pointee
    return try give(
      try raising { () throws(TensorError) in
        try matrix.matrixProduct(left: left)
      })
  }

  func give(_ product: ProductOperation) throws(LuaRaise) -> Int {
    let left = try value(at: 1)
    let right = try value(at: 2)
    return try give(
      try raising { () throws(TensorError) in
        try product.result(left, right)
      })
  }

  // MARK: Changes

  func apply(
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
  func apply(
    _ operation: UnaryOperation, to target: Target
  ) throws(LuaRaise) {
    try raising { () throws(TensorError) in
      switch target {
      case .tensor(let tensor): try tensor.apply(operation)
      case .selection(let selection): try selection.apply(operation)
      }
    }
  }

  func clamp(
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

  func assign(_ other: Operand, to target: Target) throws(LuaRaise) {
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
    let isDone = try frame.fill(engine.tensorType) {
      result throws(LuaRaise) in
      try raising { () throws(TensorError) in try body(result) }
    }
    if isDone { engine.noteGrowth(frame) }
    return isDone
  }

  @inline(__always)
  func give(
    _ operation: BinaryOperation, of left: Int, _ right: Int, isReversed: Bool
  ) throws(LuaRaise) -> Int {
    guard let tensor = frame.payload(at: left, of: engine.tensorType) else {
      let value = try value(at: left)
      return try give(
        try applying(
          operation, value, try engine.operand(frame, right),
          isReversed: isReversed))
    }
    if let other = frame.payload(at: right, of: engine.tensorType) {
      let isDone = try fill { result throws(TensorError) in
        try UnsafePointer(tensor).applyingBriefly(
          operation, UnsafePointer(other), isReversed: isReversed, to: result)
      }
      if isDone { return 1 }
      return try engine.give(
        frame,
        try raising { () throws(TensorError) in
          try tensor.pointee.applying(
            operation, with: other.pointee, isReversed: isReversed)
        })
    }
    if frame.kind(at: right) == .number {
      let number = try engine.scalar(frame, right)
      let isDone = try fill { result throws(TensorError) in
        try UnsafePointer(tensor).applyingBriefly(
          operation, number, isReversed: isReversed, to: result)
      }
      if isDone { return 1 }
      return try engine.give(
        frame,
        try raising { () throws(TensorError) in
          try tensor.pointee.applying(
            operation, with: number, isReversed: isReversed)
        })
    }
    let operand = try engine.operand(frame, right)
    return try engine.give(
      frame,
      try raising { () throws(TensorError) in
        try tensor.pointee.applying(operation, operand, isReversed: isReversed)
      })
  }

  @inline(__always)
  func update(_ operation: BinaryOperation) throws(LuaRaise) {
    guard let tensor = frame.payload(at: 1, of: engine.tensorType) else {
      let target = try target()
      return try apply(
        operation, to: target, try engine.operand(frame, 2))
    }
    if let other = frame.payload(at: 2, of: engine.tensorType) {
      if UnsafePointer(tensor).applyBriefly(operation, UnsafePointer(other)) {
        return
      }
      return try raising { () throws(TensorError) in
        try tensor.pointee.apply(operation, with: other.pointee)
      }
    }
    if frame.kind(at: 2) == .number {
      let number = try engine.scalar(frame, 2)
      if UnsafePointer(tensor).applyBriefly(operation, number) { return }
      return try raising { () throws(TensorError) in
        try tensor.pointee.apply(operation, with: number)
      }
    }
    let operand = try engine.operand(frame, 2)
    try raising { () throws(TensorError) in
      try tensor.pointee.apply(operation, operand)
    }
  }

  @inline(__always)
  func give(_ comparison: ComparisonOperation) throws(LuaRaise) -> Int {
    if frame.kind(at: 2) == .number,
      let left = frame.payload(at: 1, of: engine.tensorType)
    {
      let number = try engine.scalar(frame, 2)
      let isDone = try fill { result throws(TensorError) in
        try UnsafePointer(left).comparingBriefly(
          comparison, number, to: result)
      }
      if isDone { return 1 }
      return try engine.give(
        frame,
        try raising { () throws(TensorError) in
          try left.pointee.comparing(comparison, with: number)
        })
    }
    let left = try value(at: 1)
    let right = try engine.operand(frame, 2)
    return try engine.give(
      frame,
      try raising { () throws(TensorError) in
        try left.comparing(comparison, right)
      })
  }
}
