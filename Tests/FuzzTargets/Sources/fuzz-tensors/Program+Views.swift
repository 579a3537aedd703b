import Tensors

/// Other looks at the same elements.
extension Program {
  /// Takes a view of any kind.
  mutating func view() {
    switch input.number(below: 7) {
    case 0: index()
    case 1: narrow()
    case 2: transpose()
    case 3: unsqueeze()
    case 4: squeeze()
    case 5: expand()
    default: reshape()
    }
  }

  private mutating func index() {
    let (tensor, reference) = operand()
    let (axis, place) = (input.number(below: 4), input.number(below: 5))
    let shape = reference.shape
    let isThere = axis < shape.count && place < shape[axis]
    check(
      "select",
      attempt { () throws(TensorError) in
        try tensor.selected(axis: axis, index: place)
      }, isThere ? reference.selected(axis, place) : nil)
  }

  private mutating func narrow() {
    let (tensor, reference) = operand()
    let axis = input.number(below: 4)
    let (start, count) = (input.number(below: 4), input.number(below: 6))
    let shape = reference.shape
    let isThere = axis < shape.count && start + count <= shape[axis]
    check(
      "narrow",
      attempt { () throws(TensorError) in
        try tensor.narrowed(axis: axis, start: start, count: count)
      },
      isThere
        ? reference.picked(axis, Array(start..<(start + count))) : nil)
  }

  private mutating func transpose() {
    let (tensor, reference) = operand()
    let (first, second) = (input.number(below: 4), input.number(below: 4))
    let isThere = max(first, second) < reference.shape.count
    check(
      "transpose",
      attempt { () throws(TensorError) in
        try tensor.transposed(first, second)
      }, isThere ? reference.transposed(first, second) : nil)
  }

  private mutating func unsqueeze() {
    let (tensor, reference) = operand()
    let axis = input.number(below: 6)
    let rank = reference.shape.count
    let isPossible = axis <= rank && rank < Shape.maximumRank
    check(
      "unsqueeze",
      attempt { () throws(TensorError) in
        try tensor.unsqueezed(axis: axis)
      }, isPossible ? reference.unsqueezed(axis) : nil)
  }

  private mutating func squeeze() {
    let (tensor, reference) = operand()
    check(
      "squeeze", attempt { () throws(TensorError) in try tensor.squeezed() },
      reference.reshaped(reference.shape.filter { $0 != 1 }))
  }

  private mutating func expand() {
    let (tensor, reference) = operand()
    var target = reference.shape
    for axis in target.indices where target[axis] == 1 {
      target[axis] = input.number(below: 5)
    }
    let rank = target.count
    if rank < 5, input.number(below: 2) == 1 {
      target.insert(input.number(below: 4), at: 0)
    }
    if target.reduce(1, *) > Program.maximumCount { return }
    let shape = succeeding("shape") { try Shape(target) }
    check(
      "expand",
      attempt { () throws(TensorError) in
        try tensor.expanded(to: shape)
      }, reference.broadcast(to: target))
  }

  private mutating func reshape() {
    let (tensor, reference) = operand()
    let size = input.number(below: 10)
    let count = reference.places.count
    let isPossible = size > 0 && count % size == 0
    let result = attempt { () throws(TensorError) in
      try tensor.reshaped([size, -1])
    }
    let shape = isPossible ? [size, count / size] : nil
    if tensor.isContiguous {
      check("reshape", result, shape.map { reference.reshaped($0) })
    } else {
      // Elements that don't lie row by row are copied.
      check(
        "reshape", result, reference.type, shape,
        reference.values.map { Expected($0) })
    }
  }
}
