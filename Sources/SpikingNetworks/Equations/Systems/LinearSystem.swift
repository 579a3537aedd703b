import Tensors

/// Equations that are linear in their variables, with coefficients that don't
/// change: each step is exact if what else they depend on stays during it.
final class LinearSystem {
  /// What each variable is multiplied with in each rate; nil for nothing.
  private let coefficients: [[ExpressionNode?]]

  /// Which variables neurons keep while they are refractory.
  private let isHeld: [Bool]

  /// Which other variables such a variable has a part in, also by way of others.
  private let dependsOnHeld: [Bool]

  /// The local values that coefficients are worked out from.
  let constants: [Int]

  /// What was worked out last, and for what.
  private var known: (key: [Double], factors: Factors)?

  /// What the rates are multiplied with, for each change; nil for nothing.
  struct Factors {
    var free: [[Operand?]]
    /// The same of neurons that are refractory.
    var held: [[Operand?]]
  }

  /// The most equations that take exact steps: the work for their coefficients
  /// grows with the cube of the number.
  static let mostEquations = 16

  /// Why equations have no exact step.
  enum Obstacle: Error {
    case tooMany
    case notLinear(Int)
    case time(Int)
    case changing(Int, Int)
    case differing(Int)
  }

  /// Reads the coefficients off the rates of a system.
  ///
  /// - Throws: `Obstacle`, with the numbers of the changes.
  init(_ system: EquationSystem, isOfNeurons: Bool) throws(Obstacle) {
    guard system.changes.count <= Self.mostEquations else { throw .tooMany }
    var all: [[ExpressionNode?]] = []
    var used: Set<Int> = []
    for (place, change) in system.changes.enumerated() {
      let locals = change.rate.locals
      guard !locals.contains(EquationSystem.time) else { throw .time(place) }
      let node = system.inlined(change.rate.node)
      var row: [ExpressionNode?] = []
      for (other, variable) in system.changes.enumerated() {
        let found: ExpressionNode?
        do throws(NotLinear) {
          found = try node.coefficient(of: .local(variable.local))
        } catch { throw .notLinear(place) }
        if let found {
          let own = found.locals
          let isLinear = system.changes.allSatisfy { !own.contains($0.local) }
          guard isLinear else { throw .notLinear(place) }
          let isConstant = own.allSatisfy {
            $0 == EquationSystem.step || system.locals[$0].isConstant
          }
          guard isConstant, !found.isChanging else {
            throw .changing(place, other)
          }
          // Sources and destinations have no factors in common.
          guard isOfNeurons || found.location(ofLocals: system) == [] else {
            throw .differing(place)
          }
          used.formUnion(own)
        }
        row.append(found)
      }
      all.append(row)
    }
    coefficients = all
    constants = used.subtracting([EquationSystem.step]).sorted()
    let held = system.changes.map { system.locals[$0.local].isHeld }
    var reached = held
    for _ in held {
      for row in all.indices
      where all[row].indices.contains(where: { column in
        all[row][column] != nil && reached[column]
      }) {
        reached[row] = true
      }
    }
    isHeld = held
    dependsOnHeld = zip(reached, held).map { $0 && !$1 }
  }

  /// Whether what a variable's step takes differs where neurons are refractory.
  func isOther(whereHeld change: Int) -> Bool { dependsOnHeld[change] }

  /// What the rates are multiplied with for a step.
  ///
  /// - Parameters:
  ///   - seconds: How long the step is.
  ///   - revisions: What changes if a constant does.
  ///   - locals: The values of constants.
  ///   - layout: Of what shape and type factors are that aren't numbers.
  ///   - pool: The memory for them.
  /// - Returns: The factors.
  /// - Throws: `NetworkError.outOfRange` for coefficients that aren't finite, and
  ///   what working them out throws.
  func factors(
    seconds: Double, revisions: [Int], locals: [Operand],
    layout: (type: ElementType, shape: Shape), in pool: MemoryPool
  ) throws -> Factors {
    let key = [seconds] + revisions.map(Double.init)
    if let known, known.key == key { return known.factors }
    var evaluator = ExpressionEvaluator(pool: pool)
    evaluator.locals = locals
    let values = try coefficients.map { row in
      try row.map { node in try node.map { try evaluator.operand($0) } }
    }
    let factors = Factors(
      free: try integral(
        of: values, seconds, layout, in: pool, keeping: { _ in false }),
      held: try integral(
        of: values, seconds, layout, in: pool, keeping: { self.isHeld[$0] }))
    known = (key, factors)
    return factors
  }

  private func integral(
    of values: [[Operand?]], _ seconds: Double,
    _ layout: (type: ElementType, shape: Shape), in pool: MemoryPool,
    keeping: (Int) -> Bool
  ) throws -> [[Operand?]] {
    let size = values.count
    let isNumber = values.joined().allSatisfy {
      if case .tensor? = $0 { false } else { true }
    }
    let count = isNumber ? 1 : layout.shape.count
    let entries = try values.joined().map { value -> [Double]? in
      switch value {
      case nil: nil
      case .scalar(let number)?: [number.double]
      case .tensor(let tensor)?:
        try tensor.converted(to: .float64).expanded(
          to: layout.shape, operation: "exact"
        ).copied().values(Double.self)
      }
    }
    var results = [[Double]](repeating: [], count: size * size)
    for element in 0..<count {
      if element % 64 == 63 { try Interruption.current?.check() }
      var matrix = [Double](repeating: 0, count: size * size)
      for (place, list) in entries.enumerated() where !keeping(place / size) {
        guard let list else { continue }
        matrix[place] = list.count == 1 ? list[0] : list[element]
      }
      guard
        let integral = ExponentialIntegral.of(
          matrix, size: size, step: seconds)
      else {
        throw NetworkError.outOfRange(
          what: "a coefficient of exact equations", found: "\(matrix)",
          expected: "finite, and not so large that the step overflows")
      }
      for place in results.indices { results[place].append(integral[place]) }
    }
    return try (0..<size).map { row in
      try (0..<size).map { column in
        let list = results[row * size + column]
        if list.allSatisfy({ $0 == 0 }) { return nil }
        if isNumber { return .scalar(.float(list[0])) }
        let tensor = try Tensor(list, in: pool)
        return .tensor(
          try tensor.converted(to: layout.type).reshaped(layout.shape.list))
      }
    }
  }
}

extension EquationSystem {
  /// An expression with subexpressions in the places of their names.
  func inlined(_ node: ExpressionNode) -> ExpressionNode {
    node.replacing { number in
      guard case .subexpression(let inner) = locals[number].kind else {
        return nil
      }
      return inlined(inner.node)
    }
  }
}

extension ExpressionNode {
  /// Whether the value may be another one in each iteration, whatever the local
  /// values are.
  fileprivate var isChanging: Bool {
    switch self {
    case .variable, .iteration, .draw: true
    default: parts.contains { $0.isChanging }
    }
  }

  /// The expression with others in the places of some local values.
  func replacing(
    _ change: (Int) -> ExpressionNode?
  ) -> ExpressionNode {
    func inner(_ node: ExpressionNode) -> ExpressionNode {
      node.replacing(change)
    }
    switch self {
    case .number, .constant, .variable, .iteration, .draw: return self
    case .local(let number): return change(number) ?? self
    case .negative(let a): return .negative(inner(a))
    case .complement(let a): return .complement(inner(a))
    case .not(let a): return .not(inner(a))
    case .both(let a, let b): return .both(inner(a), inner(b))
    case .either(let a, let b): return .either(inner(a), inner(b))
    case .comparison(let comparison, let a, let b):
      return .comparison(comparison, inner(a), inner(b))
    case .arithmetic(let operation, let a, let b):
      return .arithmetic(operation, inner(a), inner(b))
    case .call(let function, let arguments):
      return .call(function, arguments.map(inner))
    case .index(let base, let selectors):
      return .index(
        inner(base),
        selectors.map { selector in
          switch selector {
          case .single(let index): .single(inner(index))
          case .range(let start, let end):
            .range(start.map(inner), end.map(inner))
          }
        })
    }
  }
}
