/// Places of numbers in a list that is in order.
extension Tensor {
  /// How many of this vector's elements, which ascend, are below each of `values`;
  /// with `countsEqual`, how many are no larger: the index, from 0, where it could
  /// be put in.
  ///
  /// - Returns: An int64 tensor of the shape of `values`. NaN is larger than all
  ///   numbers.
  /// - Throws: `TensorError.invalidArgument` unless this is a vector in ascending
  ///   order, `.outOfMemory`, `.interrupted`.
  public func places(
    of values: Tensor, countsEqual: Bool = false,
    for operation: String = "searchsorted"
  ) throws(TensorError) -> Tensor {
    guard rank == 1 else {
      throw .invalidArgument(
        operation: operation,
        reason: "expected a vector in order, found shape \(shape)")
    }
    let isWhole = !type.isFloat && !values.type.isFloat
    let list = try orderKeys(isWhole: isWhole)
    let wanted = try values.orderKeys(isWhole: isWhole)
    let result = try Tensor(
      uninitialized: values.shape, type: .int64, in: pool)
    defer { withExtendedLifetime((list, wanted)) {} }
    let (keys, searched) = (list.pointer, wanted.pointer)
    let places = result.pointer(Int.self)
    try forEachPart(of: count) { part throws(TensorError) in
      for i in part where i > 0 && keys[i] < keys[i &- 1] {
        throw .invalidArgument(
          operation: operation, reason: "the vector isn't in order")
      }
    }
    let count = count
    try forEachPart(of: values.count) { part in
      for i in part {
        places[i] = firstPlace(keys, count) {
          countsEqual ? $0 > searched[i] : $0 >= searched[i]
        }
      }
    }
    return result
  }

  /// Where an element is one of those of `others`, as a bool tensor. NaN is NaN.
  ///
  /// - Throws: `TensorError.outOfMemory`, `.interrupted`.
  public func isElement(of others: Tensor) throws(TensorError) -> Tensor {
    let isWhole = !type.isFloat && !others.type.isFloat
    let flat = try others.flattened()
    let sorted = try flat.gathered(
      axis: 0, try flat.order(axis: 0, for: "isin"))
    let list = try sorted.orderKeys(isWhole: isWhole)
    let wanted = try orderKeys(isWhole: isWhole)
    let result = try Tensor(uninitialized: shape, type: .bool, in: pool)
    defer { withExtendedLifetime((list, wanted)) {} }
    let (keys, searched) = (list.pointer, wanted.pointer)
    let truth = result.pointer(UInt8.self)
    let size = sorted.count
    try forEachPart(of: count) { part in
      for i in part {
        let place = firstPlace(keys, size) { $0 >= searched[i] }
        truth[i] = place < size && keys[place] == searched[i] ? 1 : 0
      }
    }
    return result
  }

  /// The different elements in ascending order; for each element the index, from
  /// `base`, of the one that it is equal to; and how often each occurs. NaN is
  /// equal to NaN here.
  ///
  /// - Returns: A vector of this type, an int64 tensor of this shape, and an int64
  ///   vector.
  /// - Throws: `TensorError.outOfMemory`, `.interrupted`.
  public func unique(
    base: Int = 0
  ) throws(TensorError) -> (values: Tensor, inverse: Tensor, counts: Tensor) {
    let flat = try flattened()
    let order = try flat.order(axis: 0, for: "unique")
    let sorted = try flat.gathered(axis: 0, order)
    let keyRoom = try sorted.orderKeys(isWhole: !type.isFloat)
    let inverse = try Tensor(uninitialized: shape, type: .int64, in: pool)
    let firsts = try Scratch<Int>(count: count, in: pool)
    defer { withExtendedLifetime((order, keyRoom, firsts)) {} }
    let (keys, places) = (keyRoom.pointer, order.pointer(Int.self))
    let (names, starts) = (inverse.pointer(Int.self), firsts.pointer)
    var found = 0
    try forEachPart(of: count) { part in
      for i in part {
        if i == 0 || keys[i] != keys[i &- 1] {
          starts[found] = i
          found &+= 1
        }
        names[places[i]] = found &- 1 &+ base
      }
    }
    let list = try Tensor(uninitialized: [found], type: .int64, in: pool)
    let counts = try Tensor(uninitialized: [found], type: .int64, in: pool)
    let (first, number) = (list.pointer(Int.self), counts.pointer(Int.self))
    for i in 0..<found {
      first[i] = starts[i]
      number[i] = (i &+ 1 < found ? starts[i &+ 1] : count) &- starts[i]
    }
    return (try sorted.gathered(axis: 0, list), inverse, counts)
  }
}

/// The first place in `0..<count` of keys in ascending order for which `isPast`
/// holds; `count` if there is none.
@inline(__always)
private func firstPlace(
  _ keys: UnsafePointer<Int>, _ count: Int, _ isPast: (Int) -> Bool
) -> Int {
  var (low, high) = (0, count)
  while low < high {
    let middle = (low &+ high) >> 1
    if isPast(keys[middle]) { high = middle } else { low = middle &+ 1 }
  }
  return low
}
