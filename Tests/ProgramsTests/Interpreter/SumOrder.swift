@testable import Programs
@testable import Tensors

/// Sums in the order in which the engine adds: rounding depends on it.
extension ProgramInterpreter {
  /// The sum of some elements of picked rows, one from each: in blocks of 128,
  /// eight at a time, the rest one by one.
  func sumOfRows(
    _ x: [ElementValue], _ type: ElementType
  ) throws -> ElementValue {
    try sumOfBlocks(x, 128, type) { block in
      var sum = zero(type)
      let whole = block.count & ~7
      for start in stride(from: 0, to: whole, by: 8) {
        let pairs = try stride(from: start, to: start + 8, by: 2).map {
          try add(block[$0], block[$0 + 1])
        }
        sum = try add(
          sum,
          try add(
            try add(pairs[0], pairs[1]), try add(pairs[2], pairs[3])))
      }
      for element in block[whole...] { sum = try add(sum, element) }
      return sum
    }
  }

  /// The sum of picked elements of a row: in blocks of 512, four running sums, of
  /// which the first takes the rest.
  func sumOfFour(
    _ x: [ElementValue], _ type: ElementType
  ) throws -> ElementValue {
    try sumOfBlocks(x, 512, type) { block in
      var sums = Array(repeating: zero(type), count: 4)
      let whole = block.count & ~3
      for (index, element) in block.enumerated() {
        let lane = index < whole ? index % 4 : 0
        sums[lane] = try add(sums[lane], element)
      }
      return try add(try add(sums[0], sums[1]), try add(sums[2], sums[3]))
    }
  }

  /// The sum of blocks of so many elements: of a single block as it is, of several
  /// in double precision, from the first one or from zero.
  func sumOfBlocks(
    _ x: [ElementValue], _ size: Int, _ type: ElementType,
    _ sum: ([ElementValue]) throws -> ElementValue
  ) throws -> ElementValue {
    if x.count <= size { return try sum(x) }
    let wide: ElementType = type.isFloat ? .float64 : type
    var total: ElementValue?
    for start in stride(from: 0, to: x.count, by: size) {
      let block = try sum(Array(x[start..<min(start + size, x.count)]))
        .converted(to: wide)
      total = try total.map { try add($0, block) } ?? add(zero(wide), block)
    }
    return (total ?? zero(wide)).converted(to: type)
  }

  /// Zero, of a type to compute with.
  func zero(_ type: ElementType) -> ElementValue {
    ElementValue(.integer(0), type)
  }

  func add(_ a: ElementValue, _ b: ElementValue) throws -> ElementValue {
    try rules.binary(.add, a, b)
  }

  func multiply(_ a: ElementValue, _ b: ElementValue) throws -> ElementValue {
    try rules.binary(.multiply, a, b)
  }
}

/// How a reduction puts elements together: into narrow partial results, which go
/// into a wide total after so many elements.
struct ReductionOrder {
  /// The partial result and the total of no elements.
  let none: ElementValue
  let nothing: ElementValue

  /// The most elements of a partial result, a multiple of four.
  let most: Int

  /// What an element adds, as a number of the type of partial results.
  let term: (ElementValue) throws -> ElementValue

  /// How two partial results, and two totals, become one.
  let combine: (ElementValue, ElementValue) throws -> ElementValue

  /// Whether four elements are put together before they are added.
  let isByFour: Bool

  /// The type of totals.
  let wide: ElementType

  /// The total of a row of elements: of 65,536 at a time, in so many lanes as
  /// they are long.
  func total(ofRow x: [ElementValue]) throws -> ElementValue {
    let size = 65_536
    if x.count <= size { return try total(x, lanes: lanes(x.count)) }
    var total = nothing
    for start in stride(from: 0, to: x.count, by: size) {
      let chunk = Array(x[start..<min(start + size, x.count)])
      total = try combine(
        total, try self.total(chunk, lanes: lanes(chunk.count)))
    }
    return total
  }

  private func lanes(_ count: Int) -> Int {
    count >= 1_024 ? 128 : count >= 32 ? 16 : 1
  }

  /// The total of elements of which each `lanes` go to as many lanes, which are
  /// put together in halves; those that fill not all lanes come last.
  func total(_ x: [ElementValue], lanes: Int) throws -> ElementValue {
    let whole = x.count / lanes * lanes
    var totals = try (0..<lanes).map { lane in
      try total(
        ofLane: stride(from: lane, to: whole, by: lanes).map { x[$0] })
    }
    for (lane, element) in x[whole...].enumerated() {
      let partial = try combine(none, try term(element))
      totals[lane] = try combine(totals[lane], partial.converted(to: wide))
    }
    while totals.count > 1 {
      let half = totals.count / 2
      totals = try (0..<half).map {
        try combine(totals[$0], totals[$0 + half])
      }
    }
    return totals[0]
  }

  private func total(ofLane x: [ElementValue]) throws -> ElementValue {
    var total = nothing
    for start in stride(from: 0, to: x.count, by: most) {
      let part = try x[start..<min(start + most, x.count)].map(term)
      var partial = none
      let whole = isByFour ? part.count & ~3 : 0
      for i in stride(from: 0, to: whole, by: 4) {
        partial = try combine(
          partial,
          try combine(
            try combine(part[i], part[i + 1]),
            try combine(part[i + 2], part[i + 3])))
      }
      for term in part[whole...] { partial = try combine(partial, term) }
      total = try combine(total, partial.converted(to: wide))
    }
    return total
  }
}

extension ReductionOrder {
  /// The order of a sum of elements of `type`, or of what `term` makes of them.
  static func sum(
    _ type: ElementType, _ rules: ElementRules,
    _ term: @escaping (ElementValue) throws -> ElementValue = { $0 }
  ) -> ReductionOrder {
    let isReal = type.isFloat
    let wide: ElementType = isReal ? .float64 : .int64
    return ReductionOrder(
      none: ElementValue(0, isReal ? type : wide),
      nothing: ElementValue(0, wide), most: 64,
      term: { try term($0).converted(to: isReal ? type : wide) },
      combine: { try rules.binary(.add, $0, $1) }, isByFour: isReal,
      wide: wide)
  }

  /// The order of a product.
  static func product(
    _ type: ElementType, _ rules: ElementRules
  ) -> ReductionOrder {
    let wide: ElementType = type.isFloat ? .float64 : .int64
    return ReductionOrder(
      none: ElementValue(1, type), nothing: ElementValue(1, wide),
      most: 1_024, term: { $0 },
      combine: { try rules.binary(.multiply, $0, $1) }, isByFour: false,
      wide: wide)
  }

  /// The order in which the smallest or the largest element is looked for.
  static func extreme(
    _ operation: BinaryOperation, _ type: ElementType, _ rules: ElementRules
  ) -> ReductionOrder {
    let isMinimum = operation == .minimum
    let end: ElementValue =
      switch type {
      case .bool: .truth(isMinimum)
      case .int64: .whole(isMinimum ? .max : .min)
      default:
        ElementValue(.float(isMinimum ? .infinity : -.infinity), type)
      }
    return ReductionOrder(
      none: end, nothing: end, most: 1 << 40, term: { $0 },
      combine: { try rules.binary(operation, $0, $1) }, isByFour: false,
      wide: type)
  }
}
