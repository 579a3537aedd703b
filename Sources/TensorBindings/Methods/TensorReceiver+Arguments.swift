import LuaRuntime
import Tensors

/// Arguments of functions of whole tensors, and results that have an axis less.
extension TensorReceiver {
  /// The axis at `index`, from 0; the last if none is given.
  func axisOrLast(at index: Int) throws(LuaRaise) -> Int {
    let rank = try layout(at: 1).shape.rank
    return frame.isNoneOrNil(at: index)
      ? max(0, rank - 1) : try context.axis(frame, index, rank: rank)
  }

  /// The axis at `index`, from 0; that of a vector need not be given.
  func axisOrOnly(at index: Int, rank: Int) throws(LuaRaise) -> Int {
    frame.isNoneOrNil(at: index) && rank == 1
      ? 0 : try context.axis(frame, index, rank: rank)
  }

  /// Whether there is a number or a truth value at `index`, known or not.
  func isNumber(at index: Int) -> Bool {
    switch frame.kind(at: index) {
    case .number, .boolean: true
    default: isUnknownNumber(at: index)
    }
  }

  /// The whole number at `index`, or another if there is none.
  func integer(at index: Int, or standard: Int) throws(LuaRaise) -> Int {
    frame.isNoneOrNil(at: index) ? standard : try frame.integer(at: index)
  }

  /// What the axis at `index`, and the flag after it, say of a function that makes
  /// one number of many.
  func folding(axisAt index: Int) throws(LuaRaise) -> Folding {
    let shape = try layout(at: 1).shape
    let isWhole = frame.isNoneOrNil(at: index)
    return Folding(
      shape: shape,
      axis: isWhole ? nil : try context.axis(frame, index, rank: shape.rank),
      keepsAxis: frame.isNoneOrNil(at: index + 1)
        ? false : try frame.boolean(at: index + 1))
  }

  /// Pushes what `body` makes of the operands at `places`, the first of which is
  /// what is called, along an axis; of all its elements, if there is none. `body`
  /// leaves that axis with size 1.
  ///
  /// If there is a `front`, it is the size of a new first axis of the result.
  func pushFolded(
    _ name: String, _ folding: Folding, of places: [Int] = [1],
    _ type: ElementType, front: Int? = nil,
    _ body:
      @escaping (Tensor, Int, [Operand]) throws(TensorError) -> Tensor
  ) throws(LuaRaise) {
    var given = folding.result
    if let front {
      guard given.rank < Shape.maximumRank else {
        throw .message("\(name): \(TensorError.tooManyAxes(given.rank + 1))")
      }
      given.insert(front, at: 0)
    }
    try pushMade(name, of: places, given, type) {
      [given] operands throws(TensorError) in
      let tensor = operands[0].tensor
      let source = folding.axis == nil ? try tensor.flattened() : tensor
      return try body(source, folding.axis ?? 0, operands).reshaped(given.list)
    }
  }
}

/// Along which axis a function makes one number of many.
struct Folding {
  /// The shape of what it is of.
  let shape: Shape

  /// The axis, from 0; nil for all elements.
  let axis: Int?

  /// Whether axes stay, with size 1.
  let keepsAxis: Bool

  /// The shape of what it makes.
  var result: Shape {
    let (reduced, kept) = shape.reducing(
      axis.map { [$0] } ?? Array(0..<shape.rank))
    return keepsAxis ? kept : reduced
  }
}
