/// A sum of products as Einstein wrote them: letters name axes, and those that the
/// result doesn't have are summed over.
///
/// `ij,jk->ik` is a matrix product, `ii->` a trace, `bij,bj->bi` a product of each
/// matrix and vector of two stacks. Without `->`, the result has the letters that
/// occur once, in the order of the alphabet, as in NumPy and PyTorch.
public struct EinsteinSum: Sendable {
  /// What stands before the first comma, after it, and so on.
  private let terms: [[Character]]

  /// The axes of the result.
  private let result: [Character]

  /// Reads the text.
  ///
  /// - Throws: `TensorError.invalidArgument` for what isn't a letter, and for a
  ///   letter of the result that is there twice or not in a term;
  ///   `.tooManyAxes`.
  public init(_ text: String) throws(TensorError) {
    let plain = text.filter { $0 != " " }
    let (left, right) = try EinsteinSum.sides(of: plain)
    terms = left.split(separator: ",", omittingEmptySubsequences: false)
      .map(Array.init)
    for term in terms + [right ?? []] where term.count > Shape.maximumRank {
      throw TensorError.tooManyAxes(term.count)
    }
    let all = terms.flatMap(\.self)
    let counts = Dictionary(grouping: all, by: \.self).mapValues(\.count)
    for letter in all + (right ?? [])
    where !(letter.isASCII && letter.isLetter) {
      throw EinsteinSum.error("'\(letter)' in \"\(plain)\" is no letter")
    }
    result =
      right
      ?? counts.filter { $0.value == 1 }.map(\.key).sorted()
    for letter in result {
      guard counts[letter] != nil else {
        throw EinsteinSum.error(
          "the axis \(letter) of the result is in none of the terms")
      }
      guard result.count(where: { $0 == letter }) == 1 else {
        throw EinsteinSum.error("the result has the axis \(letter) twice")
      }
    }
  }

  /// What is left and right of the arrow.
  private static func sides(
    of text: String
  ) throws(TensorError) -> (Substring, [Character]?) {
    guard let dash = text.firstIndex(of: "-") else { return (text[...], nil) }
    let rest = text[dash...]
    guard rest.hasPrefix("->") else {
      throw error("\"\(text)\" has a - that isn't part of an arrow ->")
    }
    return (text[..<dash], Array(rest.dropFirst(2)))
  }

  private static func error(_ reason: String) -> TensorError {
    .invalidArgument(operation: "einsum", reason: reason)
  }

  /// The shape of the result for operands of these shapes.
  ///
  /// - Throws: `TensorError.invalidArgument` unless there is a term for each
  ///   operand, with a letter for each of its axes, and all axes of a letter have
  ///   one size; `.tooManyAxes`, `.tooManyElements`.
  public func shape(_ shapes: [Shape]) throws(TensorError) -> Shape {
    let sizes = try sizes(shapes)
    return try Shape(result.map { sizes[$0] ?? 1 })
  }

  private func sizes(
    _ shapes: [Shape]
  ) throws(TensorError) -> [Character: Int] {
    guard shapes.count == terms.count else {
      throw EinsteinSum.error(
        "there are \(terms.count) terms for \(shapes.count) tensors")
    }
    var sizes: [Character: Int] = [:]
    for (term, shape) in zip(terms, shapes) {
      guard term.count == shape.rank else {
        throw EinsteinSum.error(
          "the term \"\(String(term))\" doesn't name the axes of a tensor of"
            + " shape \(shape)")
      }
      for (letter, size) in zip(term, shape.list) {
        guard sizes[letter, default: size] == size else {
          throw EinsteinSum.error(
            "the axis \(letter) has the sizes \(sizes[letter] ?? 0) and \(size)"
          )
        }
        sizes[letter] = size
      }
    }
    return sizes
  }

  /// The sum of the products of `tensors`, one after the other from the left.
  ///
  /// - Throws: As `shape(_:)`; `TensorError.outOfMemory`, `.interrupted`.
  public func callAsFunction(
    _ tensors: [Tensor]
  ) throws(TensorError) -> Tensor {
    _ = try shape(tensors.map(\.shape))
    guard let first = tensors.first, let firstTerm = terms.first else {
      throw EinsteinSum.error("there are no tensors")
    }
    var (value, axes) = try EinsteinSum.withoutTwins(first, firstTerm)
    for place in tensors.indices.dropFirst() {
      let (other, otherAxes) = try EinsteinSum.withoutTwins(
        tensors[place], terms[place])
      let wanted = Set(result + terms[(place + 1)...].flatMap(\.self))
      (value, axes) = try EinsteinSum.product(
        value, axes, other, otherAxes, keeping: wanted)
    }
    for letter in axes where !result.contains(letter) {
      guard let axis = axes.firstIndex(of: letter) else { continue }
      value = try value.reducing(.sum, axis: axis)
      axes.remove(at: axis)
    }
    value = value.permuted(result.compactMap { axes.firstIndex(of: $0) })
    let type = first.type
    let common = tensors.reduce(type) { $0.promoted(with: $1.type) }
    return try value.converted(to: common.arithmetic).copied()
  }

  /// The tensor with one axis for each letter: along the diagonal of those that
  /// have one.
  private static func withoutTwins(
    _ tensor: Tensor, _ term: [Character]
  ) throws(TensorError) -> (Tensor, [Character]) {
    var (axes, shape, strides) = ([Character](), Shape(), AxisValues.zero)
    for (axis, letter) in term.enumerated() {
      if let place = axes.firstIndex(of: letter) {
        strides[place] += tensor.strides[axis]
      } else {
        strides[axes.count] = tensor.strides[axis]
        shape.append(tensor.shape[axis])
        axes.append(letter)
      }
    }
    return (
      tensor.view(shape: shape, strides: strides, offset: tensor.offset), axes
    )
  }

  /// The product of two tensors, summed over the axes that nothing else needs: a
  /// product of stacks of matrices.
  private static func product(
    _ left: Tensor, _ leftAxes: [Character], _ right: Tensor,
    _ rightAxes: [Character], keeping wanted: Set<Character>
  ) throws(TensorError) -> (Tensor, [Character]) {
    var (left, leftAxes) = (left, leftAxes)
    var (right, rightAxes) = (right, rightAxes)
    // What one side has alone, and nobody needs, is summed first.
    for letter in leftAxes
    where !rightAxes.contains(letter) && !wanted.contains(letter) {
      guard let axis = leftAxes.firstIndex(of: letter) else { continue }
      left = try left.reducing(.sum, axis: axis)
      leftAxes.remove(at: axis)
    }
    for letter in rightAxes
    where !leftAxes.contains(letter) && !wanted.contains(letter) {
      guard let axis = rightAxes.firstIndex(of: letter) else { continue }
      right = try right.reducing(.sum, axis: axis)
      rightAxes.remove(at: axis)
    }
    let common = leftAxes.filter(rightAxes.contains)
    let stack = common.filter(wanted.contains)
    let summed = common.filter { !wanted.contains($0) }
    let rows = leftAxes.filter { !common.contains($0) }
    let columns = rightAxes.filter { !common.contains($0) }
    func ordered(
      _ tensor: Tensor, _ axes: [Character], _ parts: [[Character]]
    ) throws(TensorError) -> Tensor {
      let turned = tensor.permuted(
        parts.flatMap(\.self).compactMap { axes.firstIndex(of: $0) })
      var sizes: [Int] = []
      var start = 0
      for part in parts {
        sizes.append(
          turned.shape.list[start..<(start + part.count)].reduce(1, *))
        start += part.count
      }
      return try turned.reshaped(sizes)
    }
    func size(_ letter: Character) -> Int {
      if let axis = leftAxes.firstIndex(of: letter) { return left.shape[axis] }
      return rightAxes.firstIndex(of: letter).map { right.shape[$0] } ?? 1
    }
    let product = try ordered(left, leftAxes, [stack, rows, summed])
      .matrixProduct(try ordered(right, rightAxes, [stack, summed, columns]))
    let axes = stack + rows + columns
    return (try product.reshaped(axes.map(size)), axes)
  }
}
