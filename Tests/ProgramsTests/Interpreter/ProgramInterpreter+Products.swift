@testable import Programs
@testable import Tensors

/// Products of vectors and matrices, in the order in which the engine adds: it
/// depends on how the matrices lie in memory.
extension ProgramInterpreter {
  /// A product of two tensors.
  func product(
    _ operation: ProductOperation, _ a: InterpretedTensor,
    _ b: InterpretedTensor
  ) throws -> InterpretedTensor {
    let type = a.type.promoted(with: b.type).arithmetic
    if operation == .outer {
      let products = try a.values().flatMap { x in
        try b.values().map { y in
          try multiply(x.converted(to: type), y.converted(to: type))
        }
      }
      return InterpretedTensor(
        products, type, shape: [a.shape[0], b.shape[0]])
    }
    let left = try a.converted(to: type).matrices(isRow: true)
    let right = try b.converted(to: type).matrices(isRow: false)
    let batch = broadcast(left.shape.dropLast(2), right.shape.dropLast(2))
    let starts = zip(left.starts(of: batch), right.starts(of: batch))
    let products = try starts.flatMap {
      try matrixProduct(left.matrix(at: $0), right.matrix(at: $1), type)
    }
    var shape = batch
    if a.rank > 1 { shape.append(left.shape[left.rank - 2]) }
    if b.rank > 1 { shape.append(right.shape[right.rank - 1]) }
    return InterpretedTensor(products, type, shape: shape)
  }

  private func broadcast(
    _ a: ArraySlice<Int>, _ b: ArraySlice<Int>
  ) -> [Int] {
    let rank = max(a.count, b.count)
    let (left, right) = (
      Array(repeating: 1, count: rank - a.count) + a,
      Array(repeating: 1, count: rank - b.count) + b
    )
    return zip(left, right).map { $0 == 1 ? $1 : $0 }
  }

  /// The product of two matrices, row by row.
  private func matrixProduct(
    _ a: InterpretedTensor, _ b: InterpretedTensor, _ type: ElementType
  ) throws -> [ElementValue] {
    let (rows, columns) = (try lines(a, 1), try lines(b, 0))
    let sum: ([ElementValue]) throws -> ElementValue
    if a.shape[0] == 1 {
      sum = try sumOfProducts(b, type)
    } else if b.shape[1] == 1 {
      sum = try sumOfProducts(a.permuted([1, 0]), type)
    } else {
      sum = { x in
        try self.sumOfBlocks(x, 256, type) {
          try $0.reduce(self.zero(type), self.add)
        }
      }
    }
    return try rows.flatMap { row in
      try columns.map { column in
        try sum(try zip(row, column).map(multiply))
      }
    }
  }

  /// How the products of a vector and a column of `matrix` are added.
  private func sumOfProducts(
    _ matrix: InterpretedTensor, _ type: ElementType
  ) throws -> ([ElementValue]) throws -> ElementValue {
    let (rows, columns) = (matrix.shape[0], matrix.shape[1])
    if matrix.strides[1] == 1, columns > 1 {
      return { try self.sumOfRows($0, type) }
    }
    if matrix.strides[0] == 1 || rows == 1 {
      return { x in
        try self.sumOfBlocks(x, 4_096, type) {
          try self.sumOfLanes($0, type)
        }
      }
    }
    return { x in
      try self.sumOfBlocks(x, 128, type) {
        try $0.reduce(self.zero(type), self.add)
      }
    }
  }

  /// The sum of products in four registers of 64 bytes; once there are too few to
  /// fill them, one register goes on, and the rest is added at the end.
  private func sumOfLanes(
    _ x: [ElementValue], _ type: ElementType
  ) throws -> ElementValue {
    let width = 64 / type.byteCount
    var sums = Array(
      repeating: Array(repeating: zero(type), count: width), count: 4)
    let whole = x.count / (4 * width) * (4 * width)
    let filled = x.count / width * width
    for i in 0..<filled {
      let register = i < whole ? i / width % 4 : 0
      sums[register][i % width] = try add(sums[register][i % width], x[i])
    }
    var lanes = try (0..<width).map { lane in
      try add(
        try add(sums[0][lane], sums[1][lane]),
        try add(sums[2][lane], sums[3][lane]))
    }
    while lanes.count > 1 {
      let half = lanes.count / 2
      lanes = try (0..<half).map { try add(lanes[$0], lanes[$0 + half]) }
    }
    return try x[filled...].reduce(lanes[0], add)
  }
}

extension InterpretedTensor {
  /// The tensor with two axes at least, of which a vector is a row or a column,
  /// and with a step of 1 along one of the last two.
  fileprivate func matrices(isRow: Bool) throws -> InterpretedTensor {
    var (shape, strides) = (shape, strides)
    if rank == 1 {
      shape.insert(1, at: isRow ? 0 : 1)
      strides.insert(0, at: isRow ? 0 : 1)
    }
    let result = InterpretedTensor(
      elements, type, shape: shape, strides: strides, offset: offset)
    let last = zip(shape.suffix(2), strides.suffix(2))
    return last.contains { $0 == 1 || $1 == 1 }
      ? result : try result.copied(as: type)
  }

  /// Where the matrices of the last two axes begin, for each of `batch`.
  fileprivate func starts(of batch: [Int]) -> [Int] {
    InterpretedTensor(
      elements, type, shape: Array(shape.dropLast(2)),
      strides: Array(strides.dropLast(2)), offset: offset
    ).places(over: batch)
  }

  /// The matrix of the last two axes that begins at a place.
  fileprivate func matrix(at place: Int) -> InterpretedTensor {
    InterpretedTensor(
      elements, type, shape: Array(shape.suffix(2)),
      strides: Array(strides.suffix(2)), offset: place)
  }
}
