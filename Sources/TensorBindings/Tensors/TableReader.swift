import LuaRuntime
import Tensors

extension TensorContext {
  /// A tensor of the values in the table at `index`; without a type, of the one
  /// that fits them.
  package func tensor(
    ofTable index: Int, in frame: LuaFrame, type: ElementType? = nil
  ) throws(LuaRaise) -> Tensor {
    var reader = TableReader(frame: frame)
    try reader.readShape(index)
    let shape = try raising { [sizes = reader.sizes] () throws(TensorError) in
      try Shape(sizes)
    }
    reader.values.reserveCapacity(min(shape.count, 1 << 20))
    try reader.readValues(index, axis: 0)
    let type = type ?? reader.naturalType
    let values = reader.values
    return try raising { () throws(TensorError) in
      let tensor = try Tensor.zeros([values.count], type: type, in: pool)
      for (place, value) in values.enumerated() {
        try tensor.setElement([place], to: value, operation: "tensor")
      }
      return try tensor.reshaped(shape.list)
    }
  }
}

/// Reads nested tables of numbers.
private struct TableReader {
  let frame: LuaFrame
  var sizes: [Int] = []
  var values: [Scalar] = []
  var naturalType = ElementType.bool

  init(frame: LuaFrame) { self.frame = frame }

  /// The sizes, from the first entry at each depth.
  mutating func readShape(_ table: Int) throws(LuaRaise) {
    var depth = 0
    frame.pushValue(at: table)
    while frame.kind(at: -1) == .table {
      guard depth < Shape.maximumRank else {
        throw .message("tensor: tables nested more than \(depth) deep")
      }
      let size = try frame.listLength(at: -1)
      sizes.append(size)
      depth += 1
      frame.rawGet(at: -1, index: 1)
    }
    frame.pop(depth + 1)
  }

  mutating func readValues(_ table: Int, axis: Int) throws(LuaRaise) {
    guard frame.rawLength(at: table) == sizes[axis] else {
      throw .message(
        "tensor: rows of \(sizes[axis]) and \(frame.rawLength(at: table))"
          + " values; all must be as long as the first")
    }
    for position in 0..<sizes[axis] {
      frame.rawGet(at: table, index: position + 1)
      if axis + 1 < sizes.count {
        guard frame.kind(at: -1) == .table else {
          throw wrong(position, "a table")
        }
        try readValues(frame.top, axis: axis + 1)
      } else {
        values.append(try value(position))
      }
      frame.pop()
    }
  }

  private mutating func value(_ position: Int) throws(LuaRaise) -> Scalar {
    switch frame.kind(at: -1) {
    case .boolean: return .bool(try frame.boolean(at: -1))
    case .number:
      if frame.isInteger(at: -1) {
        if naturalType == .bool { naturalType = .int64 }
        return .integer(try frame.integer(at: -1))
      }
      naturalType = .float32
      return .float(try frame.number(at: -1))
    default: throw wrong(position, "a number")
    }
  }

  private func wrong(_ position: Int, _ expected: String) -> LuaRaise {
    .message(
      "tensor: expected \(expected) at [\(position + 1)], got"
        + " \(frame.typeName(at: -1))")
  }
}
