import Tensors

/// How elements become one in kernels, as the processor's `ReductionKernel` of the
/// operation does it: they are added to partial results, which are merged into totals.
struct ReductionText {
  /// The types of partial results and of totals in kernels.
  let partial: String
  let total: String

  /// The partial result and the total of no elements.
  let none: String
  let nothing: String

  /// How many elements a partial result takes at the most.
  let most: String

  /// The type of the result.
  let result: ElementType

  /// Whether there is something of `float64`.
  let needsFloat64: Bool

  /// An element as it is added.
  let load: (String) -> String

  /// A partial result with another element.
  let add: (String, String) -> String

  /// A partial result with four.
  let addFour: (String, [String]) -> String

  /// A total with a partial result or another total.
  let merge: (String, String) -> String

  /// The result of a total.
  let finish: (String) -> String

  /// The operation on `count` elements of a type; nil for what only the processor does.
  init?(_ operation: ReductionOperation, _ type: ElementType, count: Int) {
    let result = operation.resultType(type)
    guard let name = result.kernelName else { return nil }
    let size = "(double)\(count)ul"
    switch operation {
    case .sum where type.isFloat, .mean where type != .bool:
      let real: ElementType = type.isFloat ? type : .float64
      self.init(
        real: real, none: "0", most: 64, result,
        load: { type.kernelConversion(of: $0, to: real) }, sign: "+"
      ) { operation == .mean ? "(\(name))(\($0) / \(size))" : "(\(name))\($0)" }
    case .product where type.isFloat:
      self.init(
        real: type, none: "1", most: 1_024, result, load: { $0 }, sign: "*"
      ) { "(\(name))\($0)" }
    case .sum:
      self.init(wholes: result, "0", "+", load: { "(u64)\($0)" }) {
        "(i64)\($0)"
      }
    case .mean:
      self.init(wholes: result, "0", "+", load: { "(u64)\($0)" }) {
        "(float)((double)(i64)\($0) / \(size))"
      }
    case .product:
      self.init(wholes: result, "1", "*", load: { "(u64)\($0)" }) {
        "(i64)\($0)"
      }
    case .countNonzero, .any, .all:
      self.init(wholes: result, "0", "+", load: { "(u64)(\($0) != 0)" }) {
        switch operation {
        case .any: "(u8)(\($0) > 0)"
        case .all: "(u8)(\($0) == \(count)ul)"
        default: "(i64)\($0)"
        }
      }
    case .minimum, .maximum: self.init(extreme: operation, type)
    case .variance, .standardDeviation, .sampleVariance, .sampleDeviation,
      .argumentOfMinimum, .argumentOfMaximum:
      return nil
    }
  }

  /// Real numbers, whose totals have 64 bits.
  private init(
    real: ElementType, none: String, most: Int, _ result: ElementType,
    load: @escaping (String) -> String, sign: String,
    finish: @escaping (String) -> String
  ) {
    partial = real == .float64 ? "double" : "float"
    (total, needsFloat64) = ("double", true)
    (self.none, nothing, self.most) = (none, none, "\(most)ul")
    (self.result, self.load, self.finish) = (result, load, finish)
    add = { "\($0) \(sign) \($1)" }
    addFour = {
      sign == "+"
        ? "\($0) + ((\($1[0]) + \($1[1])) + (\($1[2]) + \($1[3])))"
        : "((\($0) * \($1[0])) * \($1[1])) * \($1[2]) * \($1[3])"
    }
    merge = { "\($0) \(sign) (double)\($1)" }
  }

  /// Whole numbers, which wrap around.
  private init(
    wholes result: ElementType, _ none: String, _ sign: String,
    load: @escaping (String) -> String, finish: @escaping (String) -> String
  ) {
    (partial, total) = ("u64", "u64")
    (self.none, nothing, most) = (none, none, ReductionText.all)
    (self.result, self.load, self.finish) = (result, load, finish)
    needsFloat64 = result.isFloat
    add = { "\($0) \(sign) \($1)" }
    addFour = { "\(([$0] + $1).joined(separator: " \(sign) "))" }
    merge = add
  }

  /// The smallest or the largest.
  private init?(extreme operation: ReductionOperation, _ type: ElementType) {
    guard let name = type.kernelName else { return nil }
    let isMinimum = operation == .minimum
    let end: String
    switch type.kernel {
    case .float32, .float64: end = isMinimum ? "INFINITY" : "-INFINITY"
    case .int64:
      end = ElementType.int64.kernelLiteral(
        .integer(isMinimum ? .max : .min))
    case .bool: end = isMinimum ? "1" : "0"
    }
    (partial, total, none, nothing) = (name, name, end, end)
    (most, result, needsFloat64) = (ReductionText.all, type, type == .float64)
    load = { $0 }
    finish = { $0 }
    let function = "\(isMinimum ? "minimum" : "maximum")_\(type.kernelSuffix)"
    let add = { (a: String, b: String) in
      type == .bool
        ? "(u8)(\(a) \(isMinimum ? "&" : "|") \(b))" : "\(function)(\(a), \(b))"
    }
    self.add = add
    merge = add
    addFour = { $1.reduce($0, add) }
  }

  /// More than there are.
  private static let all = "(1ul << 62)"

  /// The statements that make a total, which is there, of `rows` elements, `step` apart
  /// from the one at `x[start]` on.
  func lines(
    _ x: String, from start: String, rows: String, step: String
  ) -> [String] {
    let element = { (i: String) in
      load("(\(x))[\(start) + (\(i)) * \(step)]")
    }
    let four = (0..<4).map { element("i + \($0)") }
    return [
      "for (u64 i = 0; i < \(rows);) {",
      "  const u64 end = \(rows) - i < \(most) ? \(rows) : i + \(most);",
      "  \(partial) sum = \(none);",
      "  for (; i + 4 <= end; i += 4) sum = \(addFour("sum", four));",
      "  for (; i < end; i++) sum = \(add("sum", element("i")));",
      "  total = \(merge("total", "sum"));",
      "}",
    ]
  }

  /// The statement that merges one more element into the total.
  func line(_ x: String, at place: String) -> String {
    let sum = add("(\(partial))\(none)", load("(\(x))[\(place)]"))
    return "total = \(merge("total", "(\(partial))(\(sum))"));"
  }
}
