import Tensors

/// What a tensor, a view or a selection should be: which values of a memory it
/// shows, one after the other.
struct Reference {
  let memory: Memory
  let type: ElementType
  let shape: [Int]

  /// The place in memory of each element, row by row.
  let places: [Int]

  /// Whether an index was picked twice.
  var hasRepeatedIndex = false

  /// Whether the tensor that was picked from shows a place twice.
  var isOfSharedElements = false

  /// All of a memory.
  init(_ memory: Memory) {
    self.init(
      memory: memory, type: memory.tensor.type,
      shape: memory.tensor.shape.list, places: Array(memory.values.indices))
  }

  init(memory: Memory, type: ElementType, shape: [Int], places: [Int]) {
    self.memory = memory
    self.type = type
    self.shape = shape
    self.places = places
  }

  /// The elements row by row.
  var values: [Scalar] { places.map { memory.values[$0] } }

  /// Whether several elements are one place.
  var hasSharedElements: Bool { Set(places).count < places.count }

  /// The element of shape `shape` at each index `source` of this one.
  func view(
    _ shape: [Int], _ source: ([Int]) -> [Int]
  ) -> Reference {
    Reference(
      memory: memory, type: type, shape: shape,
      places: indices(of: shape).map { places[position(source($0))] })
  }

  /// The elements of this shape at the places that an operand of a smaller one
  /// repeats; nil if the shapes don't match.
  func broadcast(to target: [Int]) -> Reference? {
    let missing = target.count - shape.count
    guard missing >= 0 else { return nil }
    for axis in shape.indices {
      let size = target[axis + missing]
      guard shape[axis] == size || shape[axis] == 1 else { return nil }
    }
    return view(target) { index in
      shape.indices.map { shape[$0] == 1 ? 0 : index[$0 + missing] }
    }
  }

  /// The elements along `axis` for each index of the other axes.
  func lines(along axis: Int) -> [[Scalar]] {
    var rest = shape
    rest.remove(at: axis)
    return indices(of: rest).map { index in
      (0..<shape[axis]).map { i in
        var place = index
        place.insert(i, at: axis)
        return memory.values[places[position(place)]]
      }
    }
  }

  private func position(_ index: [Int]) -> Int {
    zip(shape, index).reduce(0) { $0 * $1.0 + $1.1 }
  }
}

/// The shape that two shapes give together, or nil.
func broadcast(_ left: [Int], _ right: [Int]) -> [Int]? {
  let rank = max(left.count, right.count)
  let pair = [left, right].map {
    Array(repeating: 1, count: rank - $0.count) + $0
  }
  var result: [Int] = []
  for (a, b) in zip(pair[0], pair[1]) {
    guard a == b || a == 1 || b == 1 else { return nil }
    result.append(a == 1 ? b : a)
  }
  return result
}
