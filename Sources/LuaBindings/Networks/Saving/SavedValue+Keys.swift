import SpikingNetworks
import TensorBindings

/// Keys of Lua tables in a file.
extension SavedValue {
  /// How a message names the field with this key: `.name`, `[3]`, or only its
  /// name if it is the first.
  func asField(after name: String) -> String {
    switch self {
    case .bytes(let bytes):
      (name.isEmpty ? "" : ".")
        + String(decoding: bytes.prefix(60), as: UTF8.self)
    case .integer(let value): "[\(value)]"
    case .real(let value): "[\(value)]"
    case .truth(let value): "[\(value)]"
    case .object(let object): "[\(object.label)]"
    case .behavior(let behavior): "[\(behavior.name)]"
    case .nothing, .tensor, .rows, .sparse, .table: "[?]"
    }
  }

  /// Whether the key, which is no object or behavior, comes before another in
  /// a file: numbers, texts, truth values.
  func isBefore(_ other: SavedValue) -> Bool {
    switch (self, other) {
    case (.integer(let a), .integer(let b)): a < b
    case (.bytes(let a), .bytes(let b)): a.lexicographicallyPrecedes(b)
    case (.truth(let a), .truth(let b)): !a && b
    case (.integer(let a), .real(let b)): Double(a) < b
    case (.real(let a), .integer(let b)): a < Double(b)
    case (.real(let a), .real(let b)): a < b
    default: rank < other.rank
    }
  }

  private var rank: Int {
    switch self {
    case .integer, .real: 0
    case .bytes: 1
    default: 2
    }
  }
}
