@testable import Programs
@testable import Tensors

/// Elements of a value of a cell in an order: a shape, a step for each axis and a
/// place to begin at, in elements.
struct InterpretedTensor {
  /// All elements of the value, as bits; nil where nothing was written.
  let elements: [UInt64?]

  /// The type of the elements.
  let type: ElementType

  /// The size and the step along each axis, and where the first element is.
  let shape: [Int]
  let strides: [Int]
  let offset: Int

  init(
    _ elements: [UInt64?], _ type: ElementType, shape: [Int], strides: [Int],
    offset: Int = 0
  ) {
    self.elements = elements
    self.type = type
    self.shape = shape
    self.strides = strides
    self.offset = offset
  }

  /// The elements of a value, laid out as `layout` is.
  init(_ elements: [UInt64?], layout: Tensor) {
    self.init(
      elements, layout.type, shape: layout.shape.list,
      strides: (0..<layout.rank).map { layout.strides[$0] },
      offset: layout.offset)
  }

  /// Elements of their own, row by row.
  init(_ values: [ElementValue], _ type: ElementType, shape: [Int]) {
    self.init(
      values.map { $0.bits(type) }, type, shape: shape,
      strides: rowSteps(shape))
  }

  /// The number of elements.
  var count: Int { shape.reduce(1, *) }

  /// The number of axes.
  var rank: Int { shape.count }

  /// Where the elements are that stand for those of a tensor of the shape
  /// `whole`, row by row.
  func places(over whole: [Int]) -> [Int] {
    var steps = Array(repeating: 0, count: whole.count)
    for axis in shape.indices where shape[axis] != 1 {
      steps[axis + whole.count - rank] = strides[axis]
    }
    return positions(whole, steps, from: offset)
  }

  /// Where the elements are, row by row.
  var places: [Int] { places(over: shape) }

  /// The element at a place.
  ///
  /// - Throws: `ProgramFault` if nothing was written there.
  func value(at place: Int) throws -> ElementValue {
    guard let bits = elements[place] else {
      throw ProgramFault("an element is read that was never written")
    }
    return ElementValue(bits: bits, type)
  }

  /// The elements row by row.
  func values() throws -> [ElementValue] { try places.map(value) }

  /// The bits of the elements row by row, of NaN always the same ones.
  func bits() throws -> [UInt64] { try values().map { $0.bits(type) } }

  /// A copy row by row of the elements as another type.
  func copied(as type: ElementType) throws -> InterpretedTensor {
    InterpretedTensor(try values(), type, shape: shape)
  }

  /// The same elements as another type: themselves, if it is theirs.
  func converted(to type: ElementType) throws -> InterpretedTensor {
    type == self.type ? self : try copied(as: type)
  }

  /// The same elements with these axes, in this order.
  func permuted(_ axes: [Int]) -> InterpretedTensor {
    InterpretedTensor(
      elements, type, shape: axes.map { shape[$0] },
      strides: axes.map { strides[$0] }, offset: offset)
  }

  /// The elements at `index` along the first axes.
  func part(_ index: [Int]) -> InterpretedTensor {
    InterpretedTensor(
      elements, type, shape: Array(shape[index.count...]),
      strides: Array(strides[index.count...]),
      offset: offset + zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 })
  }

  /// The elements as a tensor of the engine's with the same layout.
  func tensor(in pool: MemoryPool) throws -> Tensor {
    let all = try Tensor(
      uninitialized: Shape(vector: max(1, elements.count)), type: type,
      in: pool)
    for (place, bits) in elements.enumerated() {
      all.storage.write(bits ?? 0, at: place, type)
    }
    var steps = AxisValues.zero
    for axis in 0..<rank { steps[axis] = strides[axis] }
    return all.view(shape: try Shape(shape), strides: steps, offset: offset)
  }
}

/// The steps along the axes of elements that lie row by row.
func rowSteps(_ shape: [Int]) -> [Int] {
  shape.indices.map { shape[($0 + 1)...].reduce(1, *) }
}

/// The indices of all elements of `shape`, the last one counting fastest, each as
/// the sum of a step for each axis.
func positions(_ shape: [Int], _ steps: [Int], from start: Int = 0) -> [Int] {
  var result = shape.contains(0) ? [] : [start]
  for (size, step) in zip(shape, steps) {
    result = result.flatMap { place in (0..<size).map { place + $0 * step } }
  }
  return result
}

extension Storage {
  /// All elements of `type` that there is room for, as bits.
  func elements(_ type: ElementType) -> [UInt64] {
    (0..<byteCount / type.byteCount).map { place in
      switch type.byteCount {
      case 1: UInt64(address.load(fromByteOffset: place, as: UInt8.self))
      case 2: UInt64(address.load(fromByteOffset: place * 2, as: UInt16.self))
      case 4: UInt64(address.load(fromByteOffset: place * 4, as: UInt32.self))
      default: address.load(fromByteOffset: place * 8, as: UInt64.self)
      }
    }
  }

  /// Writes the bits of an element.
  func write(_ bits: UInt64, at place: Int, _ type: ElementType) {
    let start = address + place * type.byteCount
    switch type.byteCount {
    case 1: start.storeBytes(of: UInt8(bits), as: UInt8.self)
    case 2: start.storeBytes(of: UInt16(bits), as: UInt16.self)
    case 4: start.storeBytes(of: UInt32(bits), as: UInt32.self)
    default: start.storeBytes(of: bits, as: UInt64.self)
    }
  }
}
