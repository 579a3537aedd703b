import Fuzzer
import Tensors

/// Selections by masks and indices.
extension Program {
  /// Picks from some axes of a tensor, and reads or changes what was picked.
  mutating func select() {
    let (tensor, reference) = operand()
    let source = reference.hasSharedElements
    var (selectors, picked) = ([Selector](), reference)
    picked.isOfSharedElements = source
    for axis in reference.shape.indices.prefix(input.number(below: 4)) {
      let (selector, places) = selector(reference.shape[axis])
      selectors.append(selector)
      guard let places else { continue }
      let isRepeated =
        picked.hasRepeatedIndex || Set(places).count < places.count
      picked = picked.picked(axis, places)
      picked.isOfSharedElements = source
      picked.hasRepeatedIndex = isRepeated
    }
    let subscripted = attempt { () throws(TensorError) in
      try tensor.subscripting(selectors)
    }
    guard let subscripted else { fatalError("index: there is an error") }
    switch subscripted {
    case .view(let view):
      picked.isOfSharedElements = false
      check("view", view, picked)
    case .selection(let selection): use(selection, picked)
    }
  }

  /// A selector for an axis of `size` elements, and the places that it picks;
  /// nil for all.
  private mutating func selector(_ size: Int) -> (Selector, [Int]?) {
    switch input.number(below: 4) {
    case 0: return (.all, nil)
    case 1:
      let start = input.number(below: size + 1)
      let count = input.number(below: size - start + 1)
      return (.range(start: start, count: count), Array(start..<start + count))
    case 2:
      let bits = Int(input.byte()) | 0x5A00
      let truth = (0..<size).map { UInt8(bits >> ($0 % 16) & 1) }
      let mask = succeeding("mask") { try Tensor(truth, in: pool) }
      return (.mask(mask), truth.indices.filter { truth[$0] == 1 })
    default:
      let count = size == 0 ? 0 : input.number(below: 6)
      let places = (0..<count).map { _ in input.number(below: size) }
      let tensor = succeeding("indices") {
        try Tensor(places.map { $0 + 1 }, in: pool)
      }
      return (.indices(tensor, base: 1), places)
    }
  }

  /// Reads or changes a selection.
  private mutating func use(_ selection: Selection, _ reference: Reference) {
    require(
      selection.shape.list == reference.shape,
      "selection: expected \(reference.shape), found \(selection.shape)")
    let other = operand()
    let number = number()
    let unary = input.pick(UnaryOperation.allCases)
    let binary = input.pick(BinaryOperation.allCases)
    let kind = input.number(below: 7)
    let expected: [Expected]?
    switch kind {
    case 0: return gather(selection, reference)
    case 1: return sum(selection, reference)
    case 2:
      expected =
        reference.isOfSharedElements || !reference.type.holds(number)
        ? nil : reference.values.map { _ in Expected(number) }
    case 3: expected = reference.filled(with: other.reference)
    case 4: expected = reference.changed(by: unary)
    case 5: expected = reference.changed(by: binary, number)
    default: expected = reference.changed(by: binary, other.reference)
    }
    let isDone = succeeds { () throws(TensorError) in
      switch kind {
      case 2: try selection.assign(.scalar(number))
      case 3: try selection.assign(.tensor(other.tensor))
      case 4: try selection.apply(unary)
      case 5: try selection.apply(binary, .scalar(number))
      default: try selection.apply(binary, .tensor(other.tensor))
      }
    }
    checkChange(
      "selection \(kind)", isDone: isDone, of: reference, to: expected)
  }

  private mutating func gather(
    _ selection: Selection, _ reference: Reference
  ) {
    check(
      "gather", attempt { () throws(TensorError) in try selection.gathered() },
      reference.type, reference.shape, reference.values.map { Expected($0) })
  }

  private mutating func sum(_ selection: Selection, _ reference: Reference) {
    let axis = input.number(below: 3)
    let result = attempt { () throws(TensorError) in
      try selection.sum(axis: axis)
    }
    guard axis < reference.shape.count else {
      return check("sum", result, reference.type, nil, [])
    }
    var shape = reference.shape
    shape.remove(at: axis)
    check(
      "sum", result, reference.type.sum, shape,
      reference.lines(along: axis).compactMap {
        ReductionOperation.sum.of($0, reference.type)
      })
  }
}
