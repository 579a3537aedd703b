/// Operations on operands of which it isn't known whether they are tensors or
/// numbers.
///
/// They follow Lua: what one of two tensors has to do with is a tensor's
/// function, two numbers give what Lua gives. A tensor without axes is a number
/// there, and counts as one here.
extension Operand {
  /// The operand; a tensor without axes as its element.
  public var collapsed: Operand {
    get throws(TensorError) {
      guard case .tensor(let tensor) = self, tensor.rank == 0 else {
        return self
      }
      return .scalar(try tensor.element([]))
    }
  }

  /// Whether the operand is a tensor without axes. Tensors that aren't are
  /// copied no more often than they have to be.
  private var isSingle: Bool {
    if case .tensor(let tensor) = self { tensor.rank == 0 } else { false }
  }

  /// `operation` of the two.
  ///
  /// - Throws: As `Tensor.applying(_:_:isReversed:)` and
  ///   `Scalar.applying(_:_:)`.
  public func applying(
    _ operation: BinaryOperation, _ other: Operand
  ) throws(TensorError) -> Operand {
    if isSingle || other.isSingle {
      return try collapsed.applying(operation, try other.collapsed)
    }
    switch (self, other) {
    case (.tensor(let tensor), _):
      return .tensor(try tensor.applying(operation, other))
    case (.scalar, .tensor(let tensor)):
      return .tensor(try tensor.applying(operation, self, isReversed: true))
    case (.scalar(let a), .scalar(let b)):
      return .scalar(try a.applying(operation, b))
    }
  }

  /// Where `comparison` of the two holds: truth values.
  ///
  /// - Throws: As `Tensor.comparing(_:_:)`.
  public func comparing(
    _ comparison: ComparisonOperation, _ other: Operand
  ) throws(TensorError) -> Operand {
    if isSingle || other.isSingle {
      return try collapsed.comparing(comparison, try other.collapsed)
    }
    switch (self, other) {
    case (.tensor(let tensor), _):
      return .tensor(try tensor.comparing(comparison, other))
    case (.scalar, .tensor(let tensor)):
      return .tensor(try tensor.comparing(comparison.flipped, self))
    case (.scalar(let a), .scalar(let b)):
      return .scalar(.bool(a.comparing(comparison, b)))
    }
  }

  /// `operation` of each element, or of the number.
  ///
  /// - Throws: As `Tensor.applying(_:)`.
  public func applying(
    _ operation: UnaryOperation
  ) throws(TensorError) -> Operand {
    if isSingle { return try collapsed.applying(operation) }
    switch self {
    case .tensor(let tensor): return .tensor(try tensor.applying(operation))
    case .scalar(let scalar): return .scalar(scalar.applying(operation))
    }
  }

  /// Not, for truth values; all bits turned over, for whole numbers.
  ///
  /// - Throws: As `Tensor.complemented()` and `Scalar.complemented()`.
  public func complemented() throws(TensorError) -> Operand {
    switch try collapsed {
    case .tensor(let tensor): .tensor(try tensor.complemented())
    case .scalar(let scalar): .scalar(try scalar.complemented())
    }
  }

  /// The elements, or the number, as `type` has them.
  ///
  /// - Throws: As `Tensor.converted(to:)`.
  public func converted(to type: ElementType) throws(TensorError) -> Operand {
    switch try collapsed {
    case .tensor(let tensor): .tensor(try tensor.converted(to: type))
    case .scalar(let scalar): .scalar(scalar.converted(to: type))
    }
  }

  /// `first` where this is true, else `second`: a number if all are numbers.
  ///
  /// - Throws: As `Tensor.choosing(_:else:)`.
  public func choosing(
    _ first: Operand, else second: Operand, in pool: MemoryPool
  ) throws(TensorError) -> Operand {
    if isSingle || first.isSingle || second.isSingle {
      return try collapsed.choosing(
        try first.collapsed, else: try second.collapsed, in: pool)
    }
    switch (self, first, second) {
    case (.scalar(let choice), .scalar(let a), .scalar(let b)):
      return .scalar(choice.choosing(a, else: b))
    case (.tensor(let mask), _, _):
      return .tensor(try mask.choosing(first, else: second))
    case (.scalar, _, _):
      let mask = try tensor(of: .bool, in: pool)
      return .tensor(try mask.choosing(first, else: second))
    }
  }

  /// The elements, or the number, limited to `minimum...maximum`.
  ///
  /// - Throws: As `Tensor.clamping(minimum:maximum:)`.
  public func clamping(
    minimum: Scalar?, maximum: Scalar?, in pool: MemoryPool
  ) throws(TensorError) -> Operand {
    switch self {
    case .tensor(let tensor):
      return .tensor(
        try tensor.clamping(minimum: minimum, maximum: maximum))
    case .scalar(let scalar):
      return try Operand.tensor(
        try tensor(of: scalar.type, in: pool)
          .clamping(minimum: minimum, maximum: maximum)
      ).collapsed
    }
  }
}
