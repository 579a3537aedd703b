/// The elements of a tensor as lines of text.
struct TensorLayout {
  /// The most lines.
  private static let maximumLines = 58

  /// The most characters to a line.
  private static let lineLength = 80

  private let tensor: Tensor
  private let isCut: Bool

  /// How many elements are shown at each end of an axis that is cut: three, or
  /// fewer if that were too many for all axes together.
  private var edge = 3

  private var format = NumberFormat([])
  private var width = 0
  private var lines: [String] = []

  /// - Precondition: The tensor has elements.
  init(_ tensor: Tensor) {
    self.tensor = tensor
    isCut = tensor.count > 1_000
    while isCut, edge > 1, shownCount > 1_000 { edge -= 1 }
    let shown = shownElements()
    if tensor.type.isFloat { format = NumberFormat(shown.map(\.double)) }
    width = shown.reduce(0) { max($0, text($1).utf8.count) }
  }

  /// The lines, joined.
  mutating func text() -> String {
    if tensor.rank == 0 { return text(element([])) }
    lines = []
    addBlock([], closing: 0)
    if lines.count > TensorLayout.maximumLines {
      let half = TensorLayout.maximumLines / 2
      lines = lines.prefix(half) + [" ..."] + lines.suffix(half)
    }
    return lines.joined(separator: "\n")
  }

  /// The indices along an axis, nil where some are left out.
  private func places(_ axis: Int) -> [Int?] {
    let size = tensor.shape[axis]
    guard isCut, size > 2 * edge + 1 else { return (0..<size).map { $0 } }
    return (0..<edge).map { $0 } + [nil] + (size - edge..<size).map { $0 }
  }

  /// The number of elements that are shown.
  private var shownCount: Int {
    (0..<tensor.rank).reduce(1) {
      $0 * places($1).reduce(0) { $0 + ($1 == nil ? 0 : 1) }
    }
  }

  private func shownElements() -> [Scalar] {
    var result: [Scalar] = []
    func visit(_ index: [Int]) {
      if index.count == tensor.rank {
        result.append(element(index))
      } else {
        for case let place? in places(index.count) { visit(index + [place]) }
      }
    }
    visit([])
    return result
  }

  private func element(_ index: [Int]) -> Scalar {
    (try? tensor.element(index)) ?? .integer(0)
  }

  private func text(_ scalar: Scalar) -> String {
    if case .float(let value) = scalar { return format.text(value) }
    return scalar.description
  }

  /// Adds the part of the tensor at `index`, with `closing` brackets that end
  /// with it besides its own.
  private mutating func addBlock(_ index: [Int], closing: Int) {
    let axis = index.count
    if axis == tensor.rank - 1 {
      addRow(index, closing: closing)
      return
    }
    let places = places(axis)
    for (i, place) in places.enumerated() {
      let isLast = i == places.count - 1
      if let place {
        addBlock(index + [place], closing: isLast ? closing + 1 : 0)
        if !isLast { lines[lines.count - 1] += "," }
      } else {
        lines.append(String(repeating: " ", count: axis + 1) + "...,")
      }
      // An empty line between matrices.
      if !isLast, axis + 2 < tensor.rank { lines.append("") }
    }
  }

  /// Adds a row, folded at the length of a line.
  private mutating func addRow(_ index: [Int], closing: Int) {
    let rank = tensor.rank
    var opening = 1
    for axis in stride(from: index.count - 1, through: 0, by: -1) {
      if index[axis] != 0 { break }
      opening += 1
    }
    var line =
      String(repeating: " ", count: rank - opening)
      + String(repeating: "[", count: opening)
    let places = places(rank - 1)
    for (i, place) in places.enumerated() {
      let isLast = i == places.count - 1
      let cell = place.map { aligned(text(element(index + [$0]))) } ?? "..."
      if line.utf8.count + cell.utf8.count + 2 > TensorLayout.lineLength,
        line.utf8.count > rank
      {
        lines.append(line)
        line = String(repeating: " ", count: rank)
      } else if i > 0 {
        line += " "
      }
      line += cell + (isLast ? "" : ",")
    }
    lines.append(line + String(repeating: "]", count: closing + 1))
  }

  private func aligned(_ text: String) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
}
