import LuaRuntime
import Tensors

/// Methods about matrices: parts of them, products, and how rows go together.
extension Binding {
  package static func matrices<R: TensorReceiver>(of _: R.Type) -> [Binding] {
    [
      diagonal(of: R.self), trace(of: R.self),
      triangle(of: R.self, "tril", isUpper: false),
      triangle(of: R.self, "triu", isUpper: true),
      stackedProduct(of: R.self), einsum(of: R.self),
      distances(of: R.self), covariance(of: R.self),
      correlation(of: R.self),
    ]
  }

  private static let offset = Parameter(
    "offset", "integer",
    "which diagonal: 0, the main one, if not given; above 0 to the right of it",
    isOptional: true)

  private static func diagonal<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "diag", [offset], product: .none,
      "Of a matrix, a copy of a diagonal; of a vector, the square matrix with it as"
        + " a diagonal, and zeros."
    ) { call throws(LuaRaise) in
      let (shape, type) = try call.layout(at: 1)
      let offset = try call.integer(at: 2, or: 0)
      let target = try raising { () throws(TensorError) in
        try shape.diagonal(offset)
      }
      try call.pushMade("diag", of: [1], target, type) {
        operands throws(TensorError) in
        let tensor = operands[0].tensor
        return tensor.rank == 1
          ? try tensor.diagonalMatrix(offset: offset)
          : try tensor.diagonal(offset: offset).copied()
      }
      return 1
    }
  }

  private static func trace<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "trace", [], result: "number", product: .none,
      "The sum of the elements on the main diagonal of a matrix."
    ) { call throws(LuaRaise) in
      let (shape, type) = try call.layout(at: 1)
      guard shape.rank == 2 else {
        throw .message("trace: expected a matrix, found shape \(shape)")
      }
      try call.pushMade(
        "trace", of: [1], Shape(), ReductionOperation.sum.resultType(type)
      ) { operands throws(TensorError) in
        try operands[0].tensor.diagonal(offset: 0).reducing(.sum, axis: 0)
      }
      return 1
    }
  }

  private static func triangle<R: TensorReceiver>(
    of _: R.Type, _ name: String, isUpper: Bool
  ) -> Binding {
    method(
      of: R.self, name, [offset], product: .none,
      "A copy of a matrix, or of a stack of them, with zeros"
        + (isUpper ? " below" : " above") + " a diagonal."
    ) { call throws(LuaRaise) in
      let (shape, type) = try call.layout(at: 1)
      let offset = try call.integer(at: 2, or: 0)
      try call.pushMade(name, of: [1], shape, type) {
        operands throws(TensorError) in
        try operands[0].tensor.triangle(isUpper: isUpper, offset: offset)
      }
      return 1
    }
  }

  private static func stackedProduct<R: TensorReceiver>(
    of _: R.Type
  ) -> Binding {
    method(
      of: R.self, "bmm", [Parameter("other", "snn.Tensor")], product: .none,
      "The matrix products of the matrices of two stacks; matmul, for three axes"
        + " only."
    ) { call throws(LuaRaise) in
      let (left, type) = try call.layout(at: 1)
      let (right, otherType) = try call.layout(at: 2)
      guard left.rank == 3, right.rank == 3, left[0] == right[0] else {
        throw .message(
          "bmm: expected two stacks of as many matrices, with three axes, found"
            + " shapes \(left) and \(right)")
      }
      var target = left
      target[2] = right[2]
      try call.pushMade(
        "bmm", of: [1, 2], target,
        ReductionOperation.sum.resultType(type.promoted(with: otherType))
      ) { operands throws(TensorError) in
        try operands[0].tensor.matrixProduct(operands[1].tensor)
      }
      return 1
    }
  }

  private static func einsum<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "einsum",
      [
        Parameter("text", "string", "\"ij,jk->ik\" for a matrix product"),
        Parameter("...", "snn.Tensor", "a tensor for each further term"),
      ], result: "snn.Tensor|number", product: .none,
      "The sum of products that letters for the axes describe: those that aren't"
        + " behind the arrow are summed over. snn.einsum takes the text first or"
        + " second."
    ) { call throws(LuaRaise) in
      let frame = call.frame
      let textPlace = frame.kind(at: 1) == .string ? 1 : 2
      let text = try frame.string(at: textPlace)
      let places = (1...max(2, frame.count)).filter {
        $0 != textPlace && $0 <= frame.count
      }
      var (shapes, type) = ([Shape](), ElementType.bool)
      for place in places {
        let layout = try call.layout(at: place)
        shapes.append(layout.shape)
        type = type.promoted(with: layout.type)
      }
      let (sum, shape) = try raising {
        [shapes] () throws(TensorError) -> (EinsteinSum, Shape) in
        let sum = try EinsteinSum(text)
        return (sum, try sum.shape(shapes))
      }
      try call.pushMade(
        "einsum", of: places, shape, ReductionOperation.sum.resultType(type)
      ) { operands throws(TensorError) in try sum(operands.map(\.tensor)) }
      return 1
    }
  }

  private static func distances<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "cdist",
      [
        Parameter("other", "snn.Tensor"),
        Parameter(
          "order", "number", "of the norm, 2 if not given", isOptional: true),
      ], product: .none,
      "The distance of each row of a matrix from each row of another."
    ) { call throws(LuaRaise) in
      let (left, type) = try call.layout(at: 1)
      let (right, otherType) = try call.layout(at: 2)
      guard left.rank == 2, right.rank == 2, left[1] == right[1] else {
        throw .message(
          "cdist: expected two matrices with as many columns, found shapes"
            + " \(left) and \(right)")
      }
      let order =
        call.frame.isNoneOrNil(at: 3) ? 2 : try call.frame.number(at: 3)
      var target = left
      target[1] = right[0]
      try call.pushMade(
        "cdist", of: [1, 2], target, type.promoted(with: otherType).floating
      ) { operands throws(TensorError) in
        try operands[0].tensor.distances(to: operands[1].tensor, order)
      }
      return 1
    }
  }

  private static func covariance<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "cov",
      [
        Parameter(
          "correction", "integer",
          "what the number of columns is less when it divides; 1 if not given",
          isOptional: true)
      ], result: "snn.Tensor|number", product: .none,
      "The covariances of the rows of a matrix, each a variable; of a vector, its"
        + " variance."
    ) { call throws(LuaRaise) in
      let correction = try call.integer(at: 2, or: 1)
      return try call.giveCovariance("cov") { tensor throws(TensorError) in
        try tensor.covariance(correction: correction)
      }
    }
  }

  private static func correlation<R: TensorReceiver>(of _: R.Type) -> Binding {
    method(
      of: R.self, "corrcoef", [], result: "snn.Tensor|number", product: .none,
      "The correlations, after Pearson, of the rows of a matrix; NaN for a row"
        + " that doesn't change."
    ) { call throws(LuaRaise) in
      try call.giveCovariance("corrcoef") { tensor throws(TensorError) in
        try tensor.correlation()
      }
    }
  }
}

extension TensorReceiver {
  /// Returns a number for each pair of rows of the matrix at 1, or one number for
  /// a vector.
  fileprivate func giveCovariance(
    _ name: String, _ body: @escaping (Tensor) throws(TensorError) -> Tensor
  ) throws(LuaRaise) -> Int {
    let (shape, type) = try layout(at: 1)
    guard shape.rank == 1 || shape.rank == 2 else {
      throw .message(
        "\(name): expected a vector or a matrix, found shape \(shape)")
    }
    var target = Shape()
    if shape.rank == 2 {
      target = shape
      target[1] = shape[0]
    }
    try pushMade(name, of: [1], target, type.floating) {
      operands throws(TensorError) in try body(operands[0].tensor)
    }
    return 1
  }
}
