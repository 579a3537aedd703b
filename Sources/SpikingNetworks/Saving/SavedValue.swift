import Tensors

/// A value that a saved network can hold.
///
/// ```swift
/// var saved: [String: SavedValue] {
///   ["count": .integer(count), "trace": .tensor(trace)]
/// }
/// ```
public enum SavedValue {
  /// No value.
  case nothing
  /// A truth value.
  case truth(Bool)
  /// A whole number.
  case integer(Int)
  /// A real number, with all its bits.
  case real(Double)
  /// A text, as bytes that need not be UTF-8.
  case bytes([UInt8])
  /// A tensor. Tensors that share memory still do when they are loaded.
  indirect case tensor(Tensor)
  /// A tensor whose rows lie in several, of which each may be written by
  /// itself; one tensor when it is loaded.
  indirect case rows(TensorParts)
  /// A sparse matrix. Matrices that share their structure or the memory of
  /// their values still do when they are loaded.
  case sparse(SparseMatrix)
  /// Values by keys. What is one table is one when it is loaded.
  case table(SavedTable)
  /// An object of the network that is saved.
  case object(NetworkObject)
  /// A behavior of the network that is saved.
  case behavior(any Behavior)

  /// A text.
  public static func text(_ text: String) -> SavedValue {
    .bytes(Array(text.utf8))
  }

  /// Values in order: a table whose keys count from 1.
  public static func list(_ values: [SavedValue]) -> SavedValue {
    let pairs = values.enumerated().map {
      (SavedValue.integer($0.offset + 1), $0.element)
    }
    return .table(SavedTable(pairs))
  }

  /// Values by name: a table in the order of names.
  public static func record(_ values: [String: SavedValue]) -> SavedValue {
    let pairs = values.sorted { $0.key < $1.key }
      .map { (SavedValue.text($0.key), $0.value) }
    return .table(SavedTable(pairs))
  }

  /// A number or truth value.
  public static func number(_ number: Scalar) -> SavedValue {
    switch number {
    case .bool(let value): .truth(value)
    case .integer(let value): .integer(value)
    case .float(let value): .real(value)
    }
  }
}

/// What a value is, or nil if it is something else.
extension SavedValue {
  /// The truth value.
  public var truth: Bool? {
    if case .truth(let value) = self { value } else { nil }
  }

  /// The whole number.
  public var integer: Int? {
    if case .integer(let value) = self { value } else { nil }
  }

  /// The real number.
  public var real: Double? {
    if case .real(let value) = self { value } else { nil }
  }

  /// The text; bytes that are not UTF-8 are none.
  public var text: String? {
    if case .bytes(let bytes) = self {
      String(validating: bytes, as: UTF8.self)
    } else {
      nil
    }
  }

  /// The tensor.
  public var tensor: Tensor? {
    if case .tensor(let value) = self { value } else { nil }
  }

  /// The table.
  public var table: SavedTable? {
    if case .table(let value) = self { value } else { nil }
  }

  /// The values of a table, if its keys count from 1.
  public var list: [SavedValue]? {
    guard let pairs = table?.pairs else { return nil }
    for (index, pair) in pairs.enumerated()
    where pair.key.integer != index + 1 { return nil }
    return pairs.map(\.value)
  }

  /// The values of a table, if its keys are texts.
  public var record: [String: SavedValue]? {
    guard let pairs = table?.pairs else { return nil }
    var result: [String: SavedValue] = [:]
    for (key, value) in pairs {
      guard let name = key.text else { return nil }
      result[name] = value
    }
    return result
  }

  /// The number or truth value.
  public var number: Scalar? {
    switch self {
    case .truth(let value): .bool(value)
    case .integer(let value): .integer(value)
    case .real(let value): .float(value)
    default: nil
    }
  }
}

/// Values by keys, for a saved network.
///
/// Keys are whole and real numbers, texts, truth values, objects or behaviors.
public final class SavedTable {
  /// The keys and values, in the order of the file.
  public var pairs: [(key: SavedValue, value: SavedValue)]

  /// Creates a table.
  public init(_ pairs: [(SavedValue, SavedValue)] = []) {
    self.pairs = pairs.map { (key: $0.0, value: $0.1) }
  }
}

extension Sequence<SavedTable> {
  /// Takes everything out of the tables, which may refer to each other in
  /// circles, or in chains too long to be released link by link.
  public func releaseAll() {
    for table in self { table.pairs = [] }
  }
}
