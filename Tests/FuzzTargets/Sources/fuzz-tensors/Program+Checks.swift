import Fuzzer
import Tensors

/// Comparing what the engine gives with what it should give.
extension Program {
  /// Checks a new tensor, and keeps it with the values that it has.
  mutating func check(
    _ what: String, _ tensor: Tensor?, _ type: ElementType, _ shape: [Int]?,
    _ expected: [Expected]
  ) {
    guard let tensor else {
      return require(shape == nil, "\(what): there is an error, and no mistake")
    }
    require(
      tensor.type == type && tensor.shape.list == shape,
      "\(what): expected \(type) \(shape.map { "\($0)" } ?? "and an error"),"
        + " found \(tensor.type) \(tensor.shape)")
    compare(what, expected, tensor.scalars)
    keep(tensor)
  }

  /// Checks a change of `reference` to `expected`, or to nothing else if it is
  /// nil: then there must have been an error.
  func checkChange(
    _ what: String, isDone: Bool, of reference: Reference,
    to expected: [Expected]?
  ) {
    require(
      isDone == (expected != nil),
      "\(what): there is \(isDone ? "no error" : "an error, and no mistake")")
    let memory = reference.memory
    var wanted = memory.values.map { Expected($0) }
    for (place, value) in zip(reference.places, expected ?? []) {
      wanted[place] = value.stored(as: reference.type)
    }
    let found = memory.tensor.scalars
    compare(what, wanted, found)
    // From here on the last places are the engine's.
    memory.values = found
  }

  private func compare(
    _ what: String, _ expected: [Expected], _ found: [Scalar]
  ) {
    require(
      expected.count == found.count,
      "\(what): expected \(expected.count) elements, found \(found.count)")
    for (i, (wanted, value)) in zip(expected, found).enumerated() {
      require(
        wanted.allows(value),
        "\(what): element \(i) should be \(wanted.value), is \(value)")
    }
  }

  /// Checks a view, and keeps it.
  mutating func check(_ what: String, _ view: Tensor?, _ reference: Reference?)
  {
    guard let view, let reference else {
      return require(
        (view == nil) == (reference == nil), "\(what): one of two is an error")
    }
    require(
      view.shape.list == reference.shape,
      "\(what): expected shape \(reference.shape), found \(view.shape)")
    compare(what, reference.values.map { Expected($0) }, view.scalars)
    keep(view, reference)
  }
}
