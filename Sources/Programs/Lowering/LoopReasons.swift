import Tensors

/// Why an operation runs in no loop, with tensors of its own.
enum LoneReason: Error {
  /// Loops compute with wider types.
  case storage(ElementType)
  /// Whether a power is a square is known when the exponent is.
  case computedExponent
  /// The values that it finds may be none that it can work with.
  case mayFail
  /// There are no elements.
  case empty
  /// The elements of a tensor, in this cell, are not side by side.
  case scattered(Int)
  /// Elements are picked otherwise than by masks of the rows and columns of a
  /// matrix.
  case noBlock
  /// What it changes is also what it reads.
  case readsItself

  /// The reason for people.
  func text(_ names: PlanNames) -> String {
    switch self {
    case .storage(let type): "\(type) is computed with as float32"
    case .computedExponent: "its exponent is computed"
    case .mayFail: "it may fail"
    case .empty: "there are no elements"
    case .scattered(let cell): "elements of \(names.buffer(cell)) lie apart"
    case .noBlock: "it picks otherwise than by masks of rows and columns"
    case .readsItself: "it reads what it changes"
    }
  }
}

/// Why an operation is in no loop over as many elements that is there already.
enum LoopParting {
  /// It waits for what is computed between.
  case waits(for: Dependency)
  /// It meets a buffer at other elements.
  case elsewhere(Int)
  /// What is between, and written here, may fail: what is behind it is not to be
  /// done then.
  case failure(at: String?)

  /// The reason for people.
  func text(_ names: PlanNames) -> String {
    switch self {
    case .waits(.cell(let cell)): "waits for \(names.buffer(cell))"
    case .waits(.number(let number)): "waits for \(names.number(number))"
    case .waits: "waits for what is between"
    case .elsewhere(let cell):
      "meets \(names.buffer(cell)) at other elements"
    case .failure(let position):
      "waits for \(position ?? "a step"), which may fail"
    }
  }
}
