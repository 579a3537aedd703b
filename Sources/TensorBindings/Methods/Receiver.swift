import LuaRuntime
import Tensors

/// What a method of tensors is called on, for the time of one call: dense
/// tensors, sparse matrices, or the proxies of tensors while a function is
/// traced.
///
/// A method stands once, in words of this protocol. So its name, its parameters
/// and its errors are the same wherever it is; a receiver tells how values come
/// from Lua and go back, and what an operation on them is.
package protocol Receiver {
  /// What the bindings of the receiver share.
  associatedtype Context: TensorContext

  /// What methods read.
  associatedtype Value

  /// What methods in place change: selections too.
  associatedtype Target

  /// What may stand beside a value.
  associatedtype Other

  /// What a key `x[key]` consists of.
  associatedtype Part: KeySelector

  /// How the documentation speaks of it.
  static var terms: ReceiverTerms { get }

  /// The host of the call.
  var context: Context { get }

  /// The arguments of the call: the receiver is at 1.
  var frame: LuaFrame { get }

  init(_ context: Context, _ frame: LuaFrame) throws(LuaRaise)

  // MARK: From Lua and back

  /// The shape of what is at 1.
  func shape() throws(LuaRaise) -> Shape

  /// The type of the elements of what is at 1.
  func type() throws(LuaRaise) -> ElementType

  /// The number of axes of what is at 1.
  func rank() throws(LuaRaise) -> Int

  /// Whether the argument at `index` can be the receiver.
  func isValue(at index: Int) -> Bool

  /// The value at `index`; a selection is gathered.
  func value(at index: Int) throws(LuaRaise) -> Value

  /// What is at 1, which is to be changed.
  func target() throws(LuaRaise) -> Target

  /// The other operand, at `index`.
  func other(at index: Int) throws(LuaRaise) -> Other

  /// The number or boolean at `index`, as the other operand.
  func number(at index: Int) throws(LuaRaise) -> Other

  /// A number, as the other operand.
  func number(_ scalar: Scalar) -> Other

  /// Returns `value` to Lua.
  func give(_ value: Value) throws(LuaRaise) -> Int

  // MARK: Keys

  /// What the mask or the indices at `index` pick.
  func picks(at index: Int) throws(LuaRaise) -> Part

  /// What the number at `index` picks of an axis with `size` places.
  func place(at index: Int, size: Int) throws(LuaRaise) -> Part

  /// The length of the list at `index`, which is a key or a range.
  func listLength(at index: Int) throws(LuaRaise) -> Int

  /// The error that the value at `index` is no key.
  func keyError(at index: Int) -> LuaRaise

  // MARK: Operations, as the tensors' own of the same names

  func applying(
    _ operation: BinaryOperation, _ value: Value, _ other: Other,
    isReversed: Bool
  ) throws(LuaRaise) -> Value

  func applying(
    _ operation: UnaryOperation, _ value: Value
  ) throws(LuaRaise) -> Value

  func clamping(
    _ value: Value, _ low: Scalar?, _ high: Scalar?
  ) throws(LuaRaise) -> Value

  func copied(_ value: Value) throws(LuaRaise) -> Value

  func converted(
    _ value: Value, to type: ElementType
  ) throws(LuaRaise) -> Value

  /// The element type at `index`: its name, or a tensor that has it.
  func elementType(at index: Int) throws(LuaRaise) -> ElementType?

  func apply(
    _ operation: BinaryOperation, to target: Target, _ other: Other
  ) throws(LuaRaise)

  func apply(
    _ operation: UnaryOperation, to target: Target
  ) throws(LuaRaise)

  func clamp(
    _ target: Target, _ low: Scalar?, _ high: Scalar?
  ) throws(LuaRaise)

  /// Writes `other` to all elements.
  func assign(_ other: Other, to target: Target) throws(LuaRaise)

  /// Returns `operation` of all elements of what is at 1.
  func give(_ operation: ReductionOperation) throws(LuaRaise) -> Int

  /// Returns `operation` of what is at 1 along an axis.
  func give(
    _ operation: ReductionOperation, axis: Int, keepsAxis: Bool
  ) throws(LuaRaise) -> Int

  /// Returns `operation` of what is at 1 along several axes.
  func give(
    _ operation: ReductionOperation, axes: [Int], keepsAxes: Bool
  ) throws(LuaRaise) -> Int

  /// Returns the matrix product of what is at 1 and at 2.
  func giveMatrixProduct() throws(LuaRaise) -> Int

  // MARK: Calls, which a receiver may answer faster

  /// Returns `operation` of the value at `left` and the operand at `right`.
  func give(
    _ operation: BinaryOperation, of left: Int, _ right: Int, isReversed: Bool
  ) throws(LuaRaise) -> Int

  /// Writes `operation` of what is at 1 and at 2 to what is at 1.
  func update(_ operation: BinaryOperation) throws(LuaRaise)
}

/// How the documentation speaks of what methods are called on.
package struct ReceiverTerms {
  /// Where scripts find its methods.
  package let owner: Binding.Owner

  /// What errors call it: "tensor".
  package let noun: String

  /// The type of its values.
  package let valueType: String

  /// What Lua makes for a result before the call.
  package let product: Binding.Product

  /// What may stand beside a value.
  package let other: Binding.Parameter

  /// What it consists of: elements, or entries.
  package let parts: String

  /// What is to be said of each elementwise function.
  package let note: String

  /// What is to be said of all elements, where they are counted.
  package let countNote: String

  /// Whether its elements are real numbers only: then there are no truth values,
  /// and nothing that gives some.
  package let isReal: Bool

  package init(
    owner: Binding.Owner, noun: String, valueType: String,
    product: Binding.Product,
    other: Binding.Parameter, parts: String, note: String, countNote: String,
    isReal: Bool
  ) {
    self.owner = owner
    self.noun = noun
    self.valueType = valueType
    self.product = product
    self.other = other
    self.parts = parts
    self.note = note
    self.countNote = countNote
    self.isReal = isReal
  }

  /// What Lua makes for a tensor as result before the call.
  var tensorProduct: Binding.Product { owner == .prelude ? .none : .tensor }
}

extension Receiver {
  package func rank() throws(LuaRaise) -> Int { try shape().rank }

  @inline(__always)
  package func give(
    _ operation: BinaryOperation, of left: Int, _ right: Int, isReversed: Bool
  ) throws(LuaRaise) -> Int {
    let value = try value(at: left)
    let other = try other(at: right)
    return try give(
      try applying(operation, value, other, isReversed: isReversed))
  }

  @inline(__always)
  package func update(_ operation: BinaryOperation) throws(LuaRaise) {
    let target = try target()
    try apply(operation, to: target, try other(at: 2))
  }
}

/// A receiver that has all elements of a tensor, not only the entries of a sparse
/// matrix.
package protocol TensorReceiver: Receiver {
  func choosing(
    _ mask: Value, _ first: Other, else second: Other
  ) throws(LuaRaise) -> Value

  func complemented(_ value: Value) throws(LuaRaise) -> Value

  /// A value, as the other operand.
  func other(_ value: Value) -> Other

  /// The shape and the type of the tensor at `index`.
  func layout(
    at index: Int
  ) throws(LuaRaise) -> (shape: Shape, type: ElementType)

  /// Whether there is a number at `index` that isn't known yet.
  func isUnknownNumber(at index: Int) -> Bool

  /// Pushes the tensor of this shape and type that `body` makes of the operands at
  /// `places`. A program calls `body` in each run.
  func pushMade(
    _ name: String, of places: [Int], _ shape: Shape, _ type: ElementType,
    _ body: @escaping ([Operand]) throws(TensorError) -> Tensor
  ) throws(LuaRaise)

  /// As `pushMade(_:of:_:_:_:)`, where `body` gets, after the operands, a
  /// float64 tensor of shape `drawn` with draws of the distribution, in its
  /// standard form.
  func pushMade(
    _ name: String, of places: [Int], drawing distribution: Distribution,
    _ drawn: Shape, _ shape: Shape, _ type: ElementType,
    _ body: @escaping ([Operand]) throws(TensorError) -> Tensor
  ) throws(LuaRaise)

  /// Has `body` write to the elements of the tensor at 1, with the operands at
  /// `places`. What follows the tensor is changed too if it `isAssignment`, which
  /// `body` sees to itself where it is called at once.
  func change(
    _ name: String, isAssignment: Bool, with places: [Int],
    _ body: @escaping (Tensor, [Operand]) throws(TensorError) -> Void
  ) throws(LuaRaise)

  /// Pushes the tensors of these shapes and types that `body` makes together of the
  /// operands at `places`, all of them tensors. A program calls `body` once in each
  /// run.
  func pushParts(
    _ name: String, of places: [Int],
    _ parts: [(shape: Shape, type: ElementType)],
    _ body: @escaping ([Operand]) throws(TensorError) -> [Tensor]
  ) throws(LuaRaise)

  /// Returns what is at 1 in the layout that `body` makes of its own; no element
  /// is looked at. If `isInOrder`, `body` wants the elements row by row, and may
  /// copy them.
  func giveView(
    isInOrder: Bool, _ body: (Tensor) throws(LuaRaise) -> Tensor
  ) throws(LuaRaise) -> Int

  /// Returns what is at 1 with an axis of size 1 put in before the one whose number
  /// is at 2.
  func giveUnsqueezed() throws(LuaRaise) -> Int

  /// Pushes what is at 1 as one tensor: a selection is gathered.
  func pushWhole() throws(LuaRaise)

  /// Pushes the element or the row of what is at 1 at `index`, from 0.
  func pushRow(_ index: Int) throws(LuaRaise)

  func rolled(
    _ value: Value, by shift: Int, axis: Int?
  ) throws(LuaRaise) -> Value

  func cumulativeSum(
    _ value: Value, axis: Int
  ) throws(LuaRaise) -> Value

  /// Returns the product of what is at 1 and at 2.
  func give(_ product: ProductOperation) throws(LuaRaise) -> Int

  /// Overwrites what is at 1 with random numbers, whose parameters are the
  /// arguments after it.
  func draw(_ distribution: Distribution) throws(LuaRaise)

  /// Returns the comparison of what is at 1 and at 2.
  func give(_ comparison: ComparisonOperation) throws(LuaRaise) -> Int
}

extension TensorReceiver {
  package func giveUnsqueezed() throws(LuaRaise) -> Int {
    try giveView(isInOrder: false, unsqueezed)
  }

  /// A tensor with an axis of size 1 put in before the one whose number is at 2.
  package func unsqueezed(_ tensor: Tensor) throws(LuaRaise) -> Tensor {
    let axis = try context.axis(frame, 2, rank: tensor.rank + 1)
    return try raising { () throws(TensorError) in
      try tensor.unsqueezed(axis: axis)
    }
  }
}

extension Binding {
  /// A method of what `R` stands for that gives a value.
  @inline(__always)
  static func method<R: Receiver>(
    of _: R.Type, _ name: String, aliases: [String] = [],
    _ parameters: @autoclosure @escaping () -> [Parameter],
    result: String = R.terms.valueType, bareResult: String? = nil,
    product: Product = R.terms.product,
    _ summary: @autoclosure @escaping () -> String,
    _ body: @escaping (R) throws(LuaRaise) -> Int
  ) -> Binding {
    Binding(
      owner: R.terms.owner, name: name, aliases: aliases,
      parameters: parameters(), result: result, bareResult: bareResult,
      summary: summary(), product: product
    ) { context in
      let context: R.Context = context.cast()
      return { frame throws(LuaRaise) in try body(try R(context, frame)) }
    }
  }

  /// A method of what `R` stands for that changes it, and gives it back.
  @inline(__always)
  static func methodInPlace<R: Receiver>(
    of _: R.Type, _ name: String, aliases: [String] = [],
    _ parameters: @autoclosure @escaping () -> [Parameter],
    _ summary: @autoclosure @escaping () -> String,
    _ body: @escaping (R) throws(LuaRaise) -> Void
  ) -> Binding {
    Binding(
      owner: R.terms.owner, name: name, aliases: aliases,
      parameters: parameters(), result: "self", summary: summary()
    ) { context in
      let context: R.Context = context.cast()
      return { frame throws(LuaRaise) in
        try body(try R(context, frame))
        return context.giveSelf(frame)
      }
    }
  }
}

extension LuaRaise {
  /// A change in place that works on tensors and their views only.
  package static func selectionNotChanged(_ name: String) -> LuaRaise {
    .message(
      "\(name): elements selected by a mask or by a list can't be changed so;"
        + " change the whole tensor, or a part such as x[{ { 1, 5 } }]")
  }
}
