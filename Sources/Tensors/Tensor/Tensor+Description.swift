/// Tensors as text.
extension Tensor: CustomStringConvertible {
  /// The elements in brackets, in columns, and a last line with type and shape.
  ///
  /// Real numbers have up to four decimals, or an exponent if some are very
  /// large or small. Of more than 1,000 elements, three at each end of an axis
  /// are shown, or fewer if there are many axes, and of any tensor 60 lines at the most.
  public var description: String {
    let footer = "[\(type) tensor of shape \(shape)]"
    if count == 0 { return "[]\n" + footer }
    var layout = TensorLayout(self)
    return layout.text() + "\n" + footer
  }

  /// The tensor in a line: type, shape, and the smallest, the mean and the
  /// largest element.
  public var summary: String {
    let title = "\(type) \(shape)"
    guard count > 0, let low = try? reduced(.minimum),
      let mean = try? reduced(.mean), let high = try? reduced(.maximum)
    else { return title }
    if type == .bool {
      let found = (try? reduced(.countNonzero))?.integer ?? 0
      return "\(title) \(found) true"
    }
    return "\(title) min \(short(low)) mean \(short(mean)) max \(short(high))"
  }
}

/// A number with up to four significant digits.
private func short(_ scalar: Scalar) -> String {
  switch scalar {
  case .bool(let value): "\(value)"
  case .integer(let value): "\(value)"
  case .float(let value): NumberFormat.short(value)
  }
}
