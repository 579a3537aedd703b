import Tensors

/// Tensors to test with, the same on every run.
package enum Samples {
  /// Zero, one, both sides of every vector width, and two that are split over
  /// threads.
  package static let counts = [0, 1, 7, 8, 9, 31, 33, 1_000, 70_000]

  /// `count` numbers between -1 and 1, of no visible pattern.
  package static func numbers(_ count: Int) -> [Double] {
    var state: UInt64 = 88_172_645_463_325_252
    return (0..<count).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Double(state >> 40) * 0x1p-23 - 1
    }
  }

  /// The numbers as a tensor: whole numbers up to 5, or true above 0, for those
  /// types.
  package static func tensor(
    _ sizes: [Int], type: ElementType = .float32, in pool: MemoryPool
  ) throws -> Tensor {
    let count = sizes.reduce(1, *)
    let numbers = numbers(count)
    let flat: Tensor =
      switch type {
      case .float32: try Tensor(numbers.map { Float($0) }, in: pool)
      case .float64: try Tensor(numbers, in: pool)
      case .int64: try Tensor(numbers.map { Int($0 * 5) }, in: pool)
      case .bool:
        try Tensor(numbers.map { $0 > 0 ? UInt8(1) : 0 }, in: pool)
      case .float16, .bfloat16:
        try Tensor(numbers, in: pool).converted(to: type)
      }
    return try flat.reshaped(sizes)
  }

  /// Views of tensors with three axes: contiguous, with axes exchanged,
  /// narrowed along each axis, and expanded.
  package static func views(
    _ sizes: [Int] = [5, 7, 9], type: ElementType = .float32,
    in pool: MemoryPool
  ) throws -> [Tensor] {
    let full = try tensor(sizes, type: type, in: pool)
    return [
      full,
      try full.transposed(0, 1),
      try full.transposed(0, 2),
      try full.transposed(1, 2),
      try full.narrowed(axis: 0, start: 1, count: 3),
      try full.narrowed(axis: 1, start: 2, count: 4),
      try full.narrowed(axis: 2, start: 1, count: 5),
      try full.narrowed(axis: 2, start: 1, count: 5).transposed(0, 2),
      try full.selected(axis: 2, index: 3).unsqueezed(axis: 1).expanded(
        to: [5, 4, 7]),
    ]
  }
}

extension Tensor {
  /// The elements row by row, as real numbers.
  package var doubles: [Double] {
    switch type {
    case .float32: values(Float.self).map { Double($0) }
    case .float64: values(Double.self)
    case .float16: values(Float16.self).map { Double($0) }
    case .bfloat16: values(BFloat16.self).map { Double($0.float) }
    case .int64: values(Int.self).map { Double($0) }
    case .bool: values(UInt8.self).map { Double($0) }
    }
  }

  /// The lines of elements along `axis`, in row-major order of the other axes.
  package func lines(_ axis: Int) -> [[Double]] {
    let rows = doubles
    let inner = shape.list[(axis + 1)...].reduce(1, *)
    let outer = shape.list[..<axis].reduce(1, *)
    let size = shape[axis]
    return (0..<outer).flatMap { o in
      (0..<inner).map { i in
        (0..<size).map { rows[(o * size + $0) * inner + i] }
      }
    }
  }
}

/// Whether two lists agree but for rounding.
package func agree(_ a: [Double], _ b: [Double], within tolerance: Double)
  -> Bool
{
  a.count == b.count
    && zip(a, b).allSatisfy { x, y in
      x == y || (x.isNaN && y.isNaN)
        || (x - y).magnitude <= tolerance * max(1, x.magnitude)
    }
}
