import Tensors

/// What a behavior of the library, or an expression, works with: tensors and
/// numbers, or what stands for them while a program is made.
///
/// So what is computed is written once: with a `TensorAlgebra` it is done at once,
/// with a `ProgramAlgebra` it is put down as the same operations of a program, in
/// the same order, which give the same bits.
protocol Algebra {
  /// A tensor or a number.
  associatedtype Value

  /// The memory for results.
  var pool: MemoryPool { get }

  // MARK: Values

  /// A tensor from elsewhere, or a known number; `name` tells of the tensor.
  func value(_ operand: Operand, named name: String?) throws -> Value

  /// The number of the iteration.
  func iteration(of context: NetworkContext) throws -> Value

  /// A tensor of random numbers.
  func drawn(
    _ function: ModeFunction, _ arguments: [Double], _ shape: Shape,
    _ type: ElementType, from random: RandomSource
  ) throws -> Value

  /// A new tensor all of whose elements are a number.
  func full(
    _ shape: Shape, _ number: Value, type: ElementType
  ) throws -> Value

  /// The type of a value, and its shape; nil for a number.
  func layout(of value: Value) -> (type: ElementType, shape: Shape?)

  /// The number that a value is; nil for a tensor.
  ///
  /// - Throws: `NotTraceable` for one that isn't known.
  func number(_ value: Value) throws -> Scalar?

  /// The element of a tensor without axes, a number.
  func element(of value: Value) throws -> Value

  /// Whether both are the same elements in the same memory.
  func isSameView(_ a: Value, _ b: Value) -> Bool

  // MARK: Operations

  /// A binary operation, as tensors and numbers do it.
  func combine(
    _ operation: BinaryOperation, _ left: Value, _ right: Value
  ) throws -> Value

  /// Where a comparison holds.
  func compare(
    _ comparison: ComparisonOperation, _ left: Value, _ right: Value
  ) throws -> Value

  /// A function of each element.
  func apply(_ operation: UnaryOperation, _ value: Value) throws -> Value

  /// Not, for truth values; all bits turned over, for whole numbers.
  func complement(of value: Value) throws -> Value

  /// The value as one of `type`.
  func convert(_ value: Value, to type: ElementType) throws -> Value

  /// Whether the value isn't 0, for each element.
  func truth(of value: Value) throws -> Value

  /// The value within limits.
  func clamp(
    _ value: Value, minimum: Scalar, maximum: Scalar
  ) throws -> Value

  /// `first` where `mask` is true, else `second`; a number if all are numbers.
  func choose(
    _ mask: Value, _ first: Value, else second: Value
  ) throws -> Value

  /// All elements as one number, or those along an axis as one; places count
  /// from 1.
  func reduce(
    _ operation: ReductionOperation, _ value: Value, axis: Int?
  ) throws -> Value

  /// Several tensors as one, on a new axis in front or along the first.
  func join(_ values: [Value], onNewAxis isNew: Bool) throws -> Value

  /// What selectors pick out of a tensor.
  func select(
    _ selectors: [AlgebraSelector<Value>], from base: Value
  ) throws -> Value

  /// The number that `body` makes of numbers; `name` tells of it.
  func compute(
    _ name: String, _ numbers: [Value],
    _ body: @escaping ([Scalar]) throws -> Scalar
  ) throws -> Value

  /// The tensor of this shape and type that `body` makes of tensors, which is no
  /// operation on tensors; `name` tells of it.
  func make(
    _ name: String, _ values: [Value], _ shape: Shape, _ type: ElementType,
    _ body: @escaping ([Tensor]) throws -> Tensor
  ) throws -> Value

  /// What arrives when spikes leave and a delay line moves on.
  func delayed(
    _ spike: Value, by line: DelayLine, weights: Value?
  ) throws -> Value

  /// Whether some element isn't finite; nil if none is, as far as that is known.
  func hasNonFinite(_ value: Value) throws -> Value?

  // MARK: In place

  /// A copy with memory of its own.
  func copied(_ value: Value) throws -> Value

  /// Replaces the elements of a tensor by what an operation makes of them.
  func update(
    _ target: Value, _ operation: BinaryOperation, _ operand: Value
  ) throws

  /// Limits the elements of a tensor.
  func clamp(_ target: Value, minimum: Scalar?, maximum: Scalar?) throws

  /// Writes to the elements of a tensor; nothing follows that.
  func assign(_ value: Value, to target: Value) throws

  // MARK: State variables

  /// What an expression finds a variable to be.
  ///
  /// - Throws: As `StateVariable.value()`.
  func variable(_ variable: StateVariable) throws -> Value

  /// The variable `name`, which must be a tensor.
  ///
  /// - Throws: As `NetworkObject.tensor(named:)`.
  func tensor(named name: String, of object: NetworkObject) throws -> Value

  /// The variable `name`, whatever it is; looking at it this way is no reading.
  func content(
    of name: String, in object: NetworkObject
  ) throws -> AlgebraContent<Value>

  /// What only the variable itself says is taken as it is, and must stay so.
  func settle(_ name: String, of object: NetworkObject) throws

  /// Sets a variable.
  func set(_ name: String, of object: NetworkObject, to value: Value) throws

  /// How a variable that has a next value is related to it.
  func relation(
    of name: String, in object: NetworkObject
  ) throws -> SuccessionRelation

  /// Whether a variable that has a next value is what it was when `basis` was
  /// copied of it; false if that isn't known.
  func isUnchanged(
    _ name: String, of object: NetworkObject, since basis: Value
  ) throws -> Bool

  /// What follows assignments to a tensor.
  func followers(of value: Value) throws -> [Value]
}

/// What to take along an axis of a tensor; counts from 0.
enum AlgebraSelector<Value> {
  case index(Int)
  case range(start: Int, count: Int)
  /// A bool mask, or indices that count from 1.
  case tensor(Value)
}

/// What a state variable is.
enum AlgebraContent<Value> {
  /// A tensor or a number.
  case value(Value)
  /// A sparse matrix, by its entries.
  case sparse(SparseMatrix, entries: Value)
  /// Something else, or nothing.
  case other(StateValue?)
}

/// What a behavior does can't be told without its values: its `forward` is called.
struct NotTraceable: Error {}

/// What a part of a program does can't be told together with those before it; of
/// the first part, that its `forward` is called this time.
struct NotTogether: Error {}

extension Algebra {
  /// A tensor from elsewhere, or a known number.
  func value(_ operand: Operand) throws -> Value {
    try value(operand, named: nil)
  }

  /// A known number.
  func value(_ number: Scalar) throws -> Value { try value(.scalar(number)) }

  /// A real number.
  func value(_ number: Double) throws -> Value {
    try value(.scalar(.float(number)))
  }
}
