import LuaRuntime
import Tensors

/// Elementwise methods, made from the tables of operations.
extension Binding {
  /// The elementwise methods of what `R` stands for, of real numbers and truth
  /// values.
  package static func elementwise<R: TensorReceiver>(of _: R.Type) -> [Binding]
  {
    numeric(of: R.self)
      + ComparisonOperation.allCases.map { comparison(of: R.self, $0) }
      + [choice(of: R.self)]
  }

  /// The elementwise methods of what `R` stands for.
  package static func numeric<R: Receiver>(of _: R.Type) -> [Binding] {
    BinaryOperation.allCases.filter { R.terms.has($0) }
      .flatMap { [binary(of: R.self, $0), binaryInPlace(of: R.self, $0)] }
      + UnaryOperation.allCases.filter { R.terms.has($0) }
      .flatMap { [unary(of: R.self, $0)] + unaryInPlace(of: R.self, $0) }
      + [
        clamp(of: R.self), clampInPlace(of: R.self), fill(of: R.self),
        zero(of: R.self), copyInPlace(of: R.self),
      ]
  }

  /// The metamethods of operators, by name.
  package static func operators<R: TensorReceiver>(
    of _: R.Type
  ) -> [(String, Binding)] {
    numericOperators(of: R.self) + [("__bnot", bitNot(of: R.self))]
      + ["__lt", "__le"].map { ($0, order(of: R.self)) }
  }

  /// The metamethods of operators on real numbers, by name.
  static func numericOperators<R: Receiver>(
    of _: R.Type
  ) -> [(String, Binding)] {
    BinaryOperation.allCases.filter { R.terms.has($0) }
      .compactMap { operation in
        operation.metamethod.map {
          ($0, binaryOperator(of: R.self, operation))
        }
      } + [("__unm", unary(of: R.self, .negative)), ("__eq", equality)]
  }

  // MARK: Two operands

  private static func binary<R: Receiver>(
    of _: R.Type, _ operation: BinaryOperation
  ) -> Binding {
    method(
      of: R.self, operation.rawValue, [R.terms.other],
      operation.summary + R.terms.note
    ) { call throws(LuaRaise) in
      try call.give(operation, of: 1, 2, isReversed: false)
    }
  }

  /// As `binary`, but the receiver may be either side.
  private static func binaryOperator<R: Receiver>(
    of _: R.Type, _ operation: BinaryOperation
  ) -> Binding {
    method(
      of: R.self, operation.rawValue, [], operation.summary
    ) { call throws(LuaRaise) in
      call.isValue(at: 1)
        ? try call.give(operation, of: 1, 2, isReversed: false)
        : try call.give(operation, of: 2, 1, isReversed: true)
    }
  }

  private static func binaryInPlace<R: Receiver>(
    of _: R.Type, _ operation: BinaryOperation
  ) -> Binding {
    methodInPlace(
      of: R.self, operation.rawValue + "_", [R.terms.other],
      inPlace(operation.summary) + R.terms.note
    ) { call throws(LuaRaise) in try call.update(operation) }
  }

  private static func comparison<R: TensorReceiver>(
    of _: R.Type, _ comparison: ComparisonOperation
  ) -> Binding {
    method(
      of: R.self, comparison.rawValue, [R.terms.other], comparison.summary
    ) { call throws(LuaRaise) in try call.give(comparison) }
  }

  private static func order<R: TensorReceiver>(of _: R.Type) -> Binding {
    Binding(
      owner: R.terms.owner, name: "<", summary: "Says what to write instead."
    ) { _ in
      { _ throws(LuaRaise) in throw .orderOfTensors }
    }
  }

  /// Lua asks for two objects that are not one and the same, of which one at
  /// least is a tensor.
  private static var equality: Binding {
    Binding(
      owner: .tensor, name: "==", summary: "Says what to write instead."
    ) { context in
      { frame throws(LuaRaise) in
        if (1...2).contains(where: { context.isTraced(frame, $0) }) {
          throw .branchOnTraced
        }
        let areTensors = (1...2).allSatisfy {
          context.isTensor(frame, $0) || context.isSparse(frame, $0)
        }
        guard areTensors else {
          frame.push(false)
          return 1
        }
        throw .message(
          "tensors can't be compared with == or ~=, which give one boolean in"
            + " Lua; write a:eq(b) or a:ne(b), or rawequal(a, b) for one and"
            + " the same tensor")
      }
    }
  }

  // MARK: One operand

  private static func unary<R: Receiver>(
    of _: R.Type, _ operation: UnaryOperation
  ) -> Binding {
    method(
      of: R.self, operation.rawValue, [], operation.summary + R.terms.note
    ) { call throws(LuaRaise) in
      try call.give(try call.applying(operation, try call.value(at: 1)))
    }
  }

  private static func unaryInPlace<R: Receiver>(
    of _: R.Type, _ operation: UnaryOperation
  ) -> [Binding] {
    guard operation.hasUpdate else { return [] }
    return [
      methodInPlace(
        of: R.self, operation.rawValue + "_", [],
        inPlace(operation.summary) + R.terms.note
      ) { call throws(LuaRaise) in
        try call.apply(operation, to: try call.target())
      }
    ]
  }

  private static func bitNot<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "bitnot", [],
      "Not, for bool; all bits turned over, for int64."
    ) { call throws(LuaRaise) in
      try call.give(try call.complemented(try call.value(at: 1)))
    }
  }

  // MARK: Limits and choices

  private static let limits: [Parameter] = [
    Parameter("min", "number|nil", "nil for no lower limit"),
    Parameter("max", "number", "nil for no upper limit", isOptional: true),
  ]

  private static func clamp<R: Receiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "clamp", aliases: ["clip"], limits,
      "The \(R.terms.parts) limited to min...max."
    ) { call throws(LuaRaise) in
      let value = try call.value(at: 1)
      let (low, high) = try call.context.limits(call.frame)
      return try call.give(try call.clamping(value, low, high))
    }
  }

  private static func clampInPlace<R: Receiver>(of _: R.Type) -> Binding {
    methodInPlace(
      of: R.self, "clamp_", aliases: ["clip_"], limits,
      inPlace("The \(R.terms.parts) limited to min...max.")
    ) { call throws(LuaRaise) in
      let target = try call.target()
      let (low, high) = try call.context.limits(call.frame)
      try call.clamp(target, low, high)
    }
  }

  private static func choice<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "where",
      [
        Parameter("a", "snn.Tensor|number|boolean", "taken where true"),
        Parameter("b", "snn.Tensor|number|boolean", "taken where false"),
      ],
      "a where this mask is true, else b, with broadcasting."
    ) { call throws(LuaRaise) in
      let mask = try call.value(at: 1)
      let first = try call.other(at: 2)
      let second = try call.other(at: 3)
      return try call.give(try call.choosing(mask, first, else: second))
    }
  }

  // MARK: Writing

  private static func fill<R: Receiver>(of _: R.Type) -> Binding {
    methodInPlace(
      of: R.self, "fill_", [Parameter("value", "number|boolean")],
      "Writes one value to all \(R.terms.parts), in place."
    ) { call throws(LuaRaise) in
      let target = try call.target()
      try call.assign(try call.number(at: 2), to: target)
    }
  }

  private static func zero<R: Receiver>(of _: R.Type) -> Binding {
    methodInPlace(
      of: R.self, "zero_", [],
      "Writes zeros to all \(R.terms.parts), in place"
        + (R.terms.isReal ? "; they stay entries." : ".")
    ) { call throws(LuaRaise) in
      try call.assign(call.number(0), to: try call.target())
    }
  }

  private static func copyInPlace<R: Receiver>(of _: R.Type) -> Binding {
    methodInPlace(
      of: R.self, "copy_", [R.terms.other],
      "Writes what another \(R.terms.isReal ? "matrix or tensor" : "tensor") has there to the \(R.terms.parts), in place; it"
        + " is broadcast and converted."
    ) { call throws(LuaRaise) in
      let target = try call.target()
      try call.assign(try call.other(at: 2), to: target)
    }
  }

  private static func inPlace(_ summary: String) -> String {
    "In place: \(summary.prefix(1).lowercased())\(summary.dropFirst())"
  }
}

extension ReceiverTerms {
  /// Whether there is the operation on such elements.
  fileprivate func has(_ operation: BinaryOperation) -> Bool {
    !isReal || ![.and, .or, .exclusiveOr].contains(operation)
  }

  /// Whether there is the function of such elements.
  fileprivate func has(_ operation: UnaryOperation) -> Bool {
    !isReal || !operation.givesTruth
  }
}

extension UnaryOperation {
  /// Whether there is a form in place: the result has the operand's type.
  fileprivate var hasUpdate: Bool {
    self == .logicalNot || !givesTruth
  }
}

extension LuaRaise {
  /// A comparison of tensors by an operator of Lua's.
  package static var orderOfTensors: LuaRaise {
    .message(
      "tensors can't be compared with <, <=, > or >=, which give one boolean in"
        + " Lua; write a:lt(b), a:le(b), a:gt(b) or a:ge(b)")
  }
}
