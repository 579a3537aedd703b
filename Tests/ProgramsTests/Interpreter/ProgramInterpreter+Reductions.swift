@testable import Programs
@testable import Tensors

/// Functions that make one number of many.
extension ProgramInterpreter {
  /// `operation` of all elements; they are taken in the order of memory, but for
  /// those that give an index.
  func reduced(
    _ operation: ReductionOperation, _ x: InterpretedTensor
  ) throws -> Scalar {
    let isIndex =
      operation == .argumentOfMinimum || operation == .argumentOfMaximum
    let source = isIndex ? x : x.permuted(x.axesOfMemory)
    let row = InterpretedTensor(
      try source.values(), x.type, shape: [x.count])
    return try reducing(operation, row, axis: 0).values()[0].scalar
  }

  /// `operation` along an axis, which goes away.
  func reducing(
    _ operation: ReductionOperation, _ x: InterpretedTensor, axis: Int
  ) throws -> InterpretedTensor {
    let x = x.type.isStorage ? try x.copied(as: .float32) : x
    let type = operation.resultType(x.type)
    var rest = x.shape
    let size = rest.remove(at: axis)
    let values: [ElementValue]
    switch operation {
    case .sum:
      values = try totals(.sum(x.type, rules), x, axis)
    case .product:
      let factors = try x.converted(to: type)
      values = try totals(.product(factors.type, rules), factors, axis)
    case .minimum, .maximum:
      values = try totals(
        .extreme(operation == .minimum ? .minimum : .maximum, x.type, rules),
        x, axis)
    case .argumentOfMinimum, .argumentOfMaximum:
      let isMinimum = operation == .argumentOfMinimum
      values = try lines(x, axis).map {
        .whole(try firstExtreme(isMinimum, $0))
      }
    case .any, .all, .countNonzero:
      values = try lines(x, axis).map { line in
        let count = line.count { $0.isTrue }
        switch operation {
        case .any: return .truth(count > 0)
        case .all: return .truth(count == size)
        default: return .whole(count)
        }
      }
    case .mean: values = try mean(x, axis)
    case .variance: values = try variance(x, axis, less: 0)
    case .sampleVariance: values = try variance(x, axis, less: 1)
    case .standardDeviation, .sampleDeviation:
      let correction = operation == .sampleDeviation ? 1.0 : 0
      values = try variance(x, axis, less: correction).map {
        try rules.unary(.squareRoot, $0)
      }
    }
    return InterpretedTensor(
      values.map { $0.converted(to: type) }, type, shape: rest)
  }

  private func mean(
    _ x: InterpretedTensor, _ axis: Int
  ) throws -> [ElementValue] {
    let x = x.type == .int64 ? try x.copied(as: .float64) : x
    let count = Double(x.shape[axis])
    return try totals(.sum(x.type, rules), x, axis).map {
      ElementValue.double($0.real / count).converted(to: x.type.floating)
    }
  }

  /// The squares of the distances from a number near the mean, less the square of
  /// its own distance from the mean.
  private func variance(
    _ x: InterpretedTensor, _ axis: Int, less correction: Double
  ) throws -> [ElementValue] {
    let type = x.type.floating
    let x = try x.converted(to: type)
    let count = Double(x.shape[axis])
    let divisor = count - correction
    let centers = try mean(x, axis)
    var (distances, center) = (x, ElementValue(0, type))
    if x.rank == 1 {
      center = centers[0]
    } else {
      // Each element's line, by the number of the line.
      var lineShape = x.shape
      lineShape[axis] = 1
      let lines = InterpretedTensor(centers, type, shape: lineShape)
      let all = try zip(try x.values(), lines.places(over: x.shape)).map {
        try rules.binary(.subtract, $0, try lines.value(at: $1))
      }
      distances = InterpretedTensor(all, type, shape: x.shape)
    }
    let square = ReductionOrder.sum(type, rules) {
      let distance = try self.rules.binary(.subtract, $0, center)
      return try self.multiply(distance, distance)
    }
    let squares = try totals(square, distances, axis)
    let sums = try totals(.sum(type, rules), distances, axis)
    return try squares.indices.map { line in
      var rest = ElementValue.double(sums[line].real / count)
        .converted(to: type)
      if x.rank == 1 { rest = try rules.binary(.subtract, rest, center) }
      rest = try multiply(rest, rest)
      if correction != 0 {
        let factor = ElementValue(.float(count / divisor), type)
        rest = try multiply(rest, factor)
      }
      let result = try rules.binary(
        .subtract,
        ElementValue.double(squares[line].real / divisor).converted(to: type),
        rest)
      return result.real < 0 ? ElementValue(0, type) : result
    }
  }

  /// The index of the first element that is the smallest or the largest, or of the
  /// first NaN.
  private func firstExtreme(
    _ isMinimum: Bool, _ line: [ElementValue]
  ) throws -> Int {
    var best = 0
    for (index, element) in line.enumerated() {
      if line[best].isNaN { break }
      let isBetter = rules.holds(
        isMinimum ? .less : .greater, element, line[best])
      if isBetter || element.isNaN { best = index }
    }
    return best
  }

  /// The lines of elements along an axis, in order of the other axes.
  func lines(
    _ x: InterpretedTensor, _ axis: Int
  ) throws -> [[ElementValue]] {
    var (shape, steps) = (x.shape, x.strides)
    let (size, step) = (shape.remove(at: axis), steps.remove(at: axis))
    return try positions(shape, steps, from: x.offset).map { start in
      try (0..<size).map { try x.value(at: start + $0 * step) }
    }
  }

  /// The total of each line along an axis, in order of the other axes.
  ///
  /// Where the axis is the fastest in memory, each line is a row; else lines go
  /// side by side, and several rows of narrow ones without gaps count as one.
  private func totals(
    _ order: ReductionOrder, _ x: InterpretedTensor, _ axis: Int
  ) throws -> [ElementValue] {
    let lines = try lines(x, axis)
    let finish: ([ElementValue]) throws -> ElementValue
    if let lanes = x.lanesAcross(axis) {
      finish = { try order.total($0, lanes: lanes) }
    } else {
      finish = { try order.total(ofRow: $0) }
    }
    return try lines.map(finish)
  }
}

extension InterpretedTensor {
  /// Whether the elements lie in memory row by row without gaps.
  var isContiguous: Bool {
    count == 0
      || zip(shape, zip(strides, rowSteps(shape))).allSatisfy {
        $0 == 1 || $1.0 == $1.1
      }
  }

  /// The axes in the order of memory: the longest steps first; in their own
  /// order, if that has no gaps.
  var axesOfMemory: [Int] {
    if isContiguous { return Array(0..<rank) }
    return (0..<rank).sorted {
      strides[$0] == strides[$1] ? $0 < $1 : strides[$0] > strides[$1]
    }
  }

  /// In how many lanes lines along an axis are put together that go side by side;
  /// nil if each is a row by itself.
  func lanesAcross(_ axis: Int) -> Int? {
    if rank == 1, strides[0] == 1 { return nil }
    var axes = axesOfMemory
    var source = permuted(axes)
    let isShared = zip(shape, strides).contains { $0 > 1 && $1 == 0 }
    if count > 0, source.strides.last != 1 || isShared {
      axes = Array(0..<rank)
      source = InterpretedTensor(
        [], type, shape: shape, strides: rowSteps(shape))
    }
    guard let place = axes.firstIndex(of: axis), place < rank - 1,
      shape[axis] > 1
    else { return nil }
    let (rows, step) = (source.shape[place], source.strides[place])
    // The axes that make up a row of lines side by side.
    var width = 1
    var neighbor: Int?
    for other in (0..<rank).reversed() where other != place {
      let size = source.shape[other]
      if size == 1 { continue }
      if let neighbor, source.strides[other] != neighbor * width { break }
      neighbor = neighbor ?? source.strides[other]
      width *= size
    }
    if let neighbor, neighbor != 1 { width = 1 }
    guard step == width, rows >= 64 else { return 1 }
    var lanes = 1
    while 2 * lanes * width <= 128 { lanes *= 2 }
    return lanes
  }
}
