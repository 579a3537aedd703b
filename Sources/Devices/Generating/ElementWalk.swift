/// Where element `i` of a shape is along each axis, in kernels.
struct ElementWalk {
  private let sizes: [Int]

  /// The axes that have several elements, from the last one.
  private let axes: [Int]

  init(_ sizes: [Int]) {
    self.sizes = sizes
    axes = sizes.indices.reversed().filter { sizes[$0] != 1 }
  }

  /// The definitions of the places along the axes, if there are several.
  var lines: [String] {
    guard axes.count > 1 else { return [] }
    var (lines, rest) = ([String](), "i")
    for axis in axes.dropLast() {
      lines.append("const u64 i\(axis) = \(rest) % \(sizes[axis])ul;")
      lines.append("const u64 rest\(axis) = \(rest) / \(sizes[axis])ul;")
      rest = "rest\(axis)"
    }
    if let first = axes.last { lines.append("const u64 i\(first) = \(rest);") }
    return lines
  }

  /// How many elements of `size` bytes the element is behind the first one, of an
  /// operand with these steps in bytes.
  func place(_ steps: [Int], _ size: Int) -> String {
    // Of what lies in one piece, it is `i` itself.
    var expected = size
    let isWhole = axes.allSatisfy { axis in
      defer { expected *= sizes[axis] }
      return steps[axis] == expected
    }
    if isWhole, !axes.isEmpty { return "i" }
    let terms = axes.reversed().compactMap { axis -> String? in
      let step = steps[axis] / size
      let place = axes.count > 1 ? "i\(axis)" : "i"
      return step == 0 ? nil : step == 1 ? place : "(i64)\(place) * \(step)"
    }
    return terms.isEmpty ? "0" : terms.joined(separator: " + ")
  }
}
