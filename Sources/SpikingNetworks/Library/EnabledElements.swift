import Tensors

/// Which elements of a variable behaviors change, as the state variable `enabled`
/// of its object says.
struct EnabledElements<A: Algebra> {
  private let algebra: A
  private let mask: Mask

  private enum Mask {
    case all, none
    /// Where the bool tensor is true.
    case only(A.Value)
  }

  /// What `enabled` of `object` says of a variable of `shape`. Objects without
  /// `enabled`, and variables of another shape, are enabled whole.
  ///
  /// - Throws: `NetworkError.wrongKind`.
  init(of object: NetworkObject, shape: Shape?, in algebra: A) throws {
    self.algebra = algebra
    switch try algebra.content(of: "enabled", in: object) {
    case .value(let value):
      let size = algebra.layout(of: value).shape
      if let number = try algebra.number(value) {
        mask = number.isTrue ? .all : .none
      } else {
        mask = size == shape ? .only(try algebra.truth(of: value)) : .all
      }
    case .other(nil): mask = .all
    case .other(let found?):
      throw NetworkError.wrongKind(
        what: "'enabled' of \(object.label)",
        expected: "a truth value or a tensor", found: found.kind)
    case .sparse(let matrix, _):
      throw NetworkError.wrongKind(
        what: "'enabled' of \(object.label)",
        expected: "a truth value or a tensor",
        found: StateValue.sparse(matrix).kind)
    }
  }

  /// What it says of the entries of a sparse matrix.
  init(
    of object: NetworkObject, _ matrix: SparseMatrix, in algebra: A
  ) throws {
    let dense = try EnabledElements(
      of: object, shape: matrix.shape, in: algebra)
    self.algebra = algebra
    guard case .only(let mask) = dense.mask else {
      self.mask = dense.mask
      return
    }
    let shape: Shape = [matrix.values.count]
    self.mask = .only(
      try algebra.make("enabled entries", [mask], shape, .bool) {
        let entries = try SparseMatrix(
          matrix.structure, filledWith: 0, type: .float32)
        try SparseSelection(entries).assign(.tensor($0[0]))
        return try entries.values.converted(to: .bool)
      })
  }

  /// The elements of a variable that count: 0 where one is not enabled.
  func masking(_ variable: A.Value) throws -> A.Value {
    let zero = try algebra.value(.scalar(0), named: nil)
    switch mask {
    case .all: return variable
    case .none:
      let (type, shape) = algebra.layout(of: variable)
      return try algebra.full(shape ?? Shape(), zero, type: type)
    case .only(let mask): return try algebra.choose(mask, variable, else: zero)
    }
  }

  /// Changes `variable` in place by `change`, but for the elements that are not
  /// enabled.
  func update(
    _ variable: A.Value, _ change: (A.Value) throws -> Void
  ) throws {
    switch mask {
    case .all: try change(variable)
    case .none: break
    case .only(let mask):
      let changed = try algebra.copied(variable)
      try change(changed)
      try algebra.assign(
        try algebra.choose(mask, changed, else: variable), to: variable)
    }
  }
}
