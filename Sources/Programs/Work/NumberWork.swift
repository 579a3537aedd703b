import Tensors

/// Elements that become one, or several times as many that become one each.
package struct ReductionWork {
  /// Where the results go.
  package enum Target {
    /// The only one is the program's number of this place.
    case number(Int)
    /// They lie side by side in memory.
    case tensor(WorkOperand)
  }

  /// What is computed of them.
  package let operation: ReductionOperation
  /// The elements, without gaps, and their type.
  package let operand: WorkOperand
  package let type: ElementType
  /// The number of results, and of elements of each.
  package let results: Int
  package let count: Int
  /// Whether the elements of a result lie side by side; else first elements do, then
  /// second ones, and so on.
  package let isSideBySide: Bool
  /// Where the results go.
  package let target: Target
}

/// A number that a program computes.
package struct NumberWork {
  /// What it is computed of.
  package enum Source {
    /// An element of this type, in memory.
    case element(WorkOperand, ElementType)
    /// Two numbers, as elements of this type.
    case arithmetic(BinaryOperation, WorkOperand, WorkOperand, ElementType)
  }

  /// What it is computed of.
  package let source: Source
  /// Its place.
  package let number: Int
}

extension ReductionWork {
  /// All elements as a number; nil for what only the plan computes.
  init?(
    _ operation: ReductionOperation, _ tensor: ProgramTensor, into number: Int
  ) {
    guard tensor.isContiguous, !tensor.type.isStorage else { return nil }
    self.init(
      operation: operation, operand: WorkOperand(tensor), type: tensor.type,
      results: 1, count: tensor.shape.count, isSideBySide: true,
      target: .number(number))
  }

  /// The elements along an axis of a vector or a matrix; nil for what only the plan
  /// computes.
  init?(
    _ operation: ReductionOperation, _ tensor: ProgramTensor, axis: Int,
    into result: ProgramTensor
  ) {
    let shape = tensor.shape
    guard tensor.isContiguous, !tensor.type.isStorage, shape.rank <= 2 else {
      return nil
    }
    self.init(
      operation: operation, operand: WorkOperand(tensor), type: tensor.type,
      results: result.shape.count, count: shape[axis],
      isSideBySide: axis == shape.rank - 1, target: .tensor(WorkOperand(result))
    )
  }
}

extension NumberWork {
  /// An element at a place that is known; nil if it is of a type that only stores.
  init?(_ tensor: ProgramTensor, at index: [Int], into number: Int) {
    let (view, size) = (tensor.view, tensor.type.byteCount)
    guard !tensor.type.isStorage, index.count == view.rank else { return nil }
    let offset = index.enumerated().reduce(view.offset) {
      $0 + $1.element * view.strides[$1.offset]
    }
    let element = WorkOperand(
      origin: .buffer(tensor.cell, offset: offset * size), steps: [])
    self.init(source: .element(element, tensor.type), number: number)
  }

  /// Arithmetic on two numbers, whose result is of this kind; nil for what may fail,
  /// and what the C library computes.
  init?(
    _ operation: BinaryOperation, _ kind: Scalar.Kind,
    _ operands: [ProgramOperand], _ context: WorkContext, into number: Int
  ) {
    guard operation != .angle, operation != .hypotenuse else { return nil }
    var (operation, operands) = (operation, operands)
    if operation == .power {
      // A square is a product.
      guard case .scalar(let exponent) = operands[1], exponent.double == 2
      else { return nil }
      (operation, operands[1]) = (.multiply, operands[0])
    }
    let type: ElementType = kind == .integer ? .int64 : .float64
    if kind == .integer {
      guard operation != .floorDivide, operation != .modulo,
        operands.allSatisfy({ $0.kind != .float })
      else { return nil }
    }
    let values = operands.map { context.operand($0, type, over: Shape()) }
    self.init(
      source: .arithmetic(operation, values[0], values[1], type), number: number
    )
  }
}

extension ProgramOperand {
  /// What kind of number it is; nil for a tensor.
  fileprivate var kind: Scalar.Kind? {
    switch self {
    case .tensor: nil
    case .scalar(let scalar): scalar.kind
    case .number(let number): number.kind
    }
  }
}
