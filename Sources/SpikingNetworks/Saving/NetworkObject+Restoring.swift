import Tensors

extension NetworkObject {
  /// Sets the variables that were saved and removes all others, but for those
  /// that can't be saved.
  func restoreVariables(
    _ saved: [String: SavedValue], _ foreign: (any ForeignState)?
  ) throws {
    for name in state.names where saved[name] == nil {
      if case .opaque? = state.silently({ $0[name] }),
        try foreign?.saved(name, of: self) == nil
      {
        continue
      }
      try set(name, to: nil, showing: nil, foreign)
    }
    for (name, value) in saved.sorted(by: { $0.key < $1.key }) {
      try set(name, to: StateValue(value), showing: value, foreign)
    }
  }

  private func set(
    _ name: String, to value: StateValue?, showing saved: SavedValue?,
    _ foreign: (any ForeignState)?
  ) throws {
    let isNotifying = foreign == nil
    state.silently { $0.set(name, to: value, isNotifying: isNotifying) }
    try foreign?.restore(saved, name, of: self)
  }
}

extension StateValue {
  /// What the engine keeps of a value.
  fileprivate init(_ saved: SavedValue) {
    switch saved {
    case .tensor(let tensor): self = .tensor(tensor)
    case .sparse(let matrix): self = .sparse(matrix)
    case .truth(let value): self = .number(.bool(value))
    case .integer(let value): self = .number(.integer(value))
    case .real(let value): self = .number(.float(value))
    case .bytes(let bytes): self = .text(String(decoding: bytes, as: UTF8.self))
    case .nothing, .rows, .table, .object, .behavior: self = .opaque
    }
  }
}

extension Parameters {
  /// Takes on the values that were saved and takes away all others, but for
  /// those that can't be saved.
  func restore(_ saved: [String: SavedValue]) {
    for name in names where saved[name] == nil {
      if case .opaque? = self[name] { continue }
      self[name] = nil
    }
    for (name, value) in saved.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .tensor(let tensor): self[name] = .tensor(tensor)
      case .bytes: self[name] = value.text.map { .text($0) }
      default: self[name] = value.number.map { .number($0) }
      }
    }
  }
}
