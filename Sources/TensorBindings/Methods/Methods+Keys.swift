import LuaRuntime
import Tensors

/// A selector of a key `x[key]`, as a receiver has it.
package protocol KeySelector {
  static var all: Self { get }
  static func index(_ index: Int) -> Self
  static func range(start: Int, count: Int) -> Self

  /// Along how many axes it picks.
  var axes: Int { get }
}

extension Selector: KeySelector {
  package var axes: Int {
    if case .mask(let mask) = self { return mask.rank }
    return 1
  }
}

/// The keys of `x[key]`: numbers, `{}`, `{first, last}`, masks and indices, one or
/// a list.
extension Receiver {
  /// The selectors of the key at `key` of what has the shape `shape`.
  @inline(__always)
  package func selectors(
    at key: Int, _ shape: Shape
  ) throws(LuaRaise) -> [Part] {
    guard frame.kind(at: key) == .table else {
      return [try selector(at: key, shape, axis: 0)]
    }
    let count = try listLength(at: key)
    if count < shape.rank { try checkSelectors(at: key, count: count) }
    var result: [Part] = []
    var axis = 0
    for position in 0..<count {
      guard axis < shape.rank else {
        throw .message(
          "index: \(count) selectors for a \(Self.terms.noun) of shape \(shape)"
        )
      }
      frame.rawGet(at: key, index: position + 1)
      let selector = try selector(at: frame.top, shape, axis: axis)
      axis += selector.axes
      result.append(selector)
      frame.pop()
    }
    return result
  }

  /// The selector at `position` along `axis`.
  @inline(__always)
  package func selector(
    at position: Int, _ shape: Shape, axis: Int
  ) throws(LuaRaise) -> Part {
    let size = axis < shape.rank ? shape[axis] : 0
    switch frame.kind(at: position) {
    case .number: return try place(at: position, size: size)
    case .userdata: return try picks(at: position)
    case .table: return try range(at: position, size: size)
    default: throw keyError(at: position)
    }
  }

  package func place(at position: Int, size: Int) throws(LuaRaise) -> Part {
    .index(try context.index(frame, position, size: size))
  }

  package func listLength(at position: Int) throws(LuaRaise) -> Int {
    try frame.listLength(at: position)
  }

  package func keyError(at position: Int) -> LuaRaise {
    .message(
      "index: expected a number, a range {first, last}, {} for all, a bool"
        + " mask or int64 indices, got \(frame.typeName(at: position))")
  }

  /// The range `{first, last}`, both included, or `{}` for the whole axis.
  private func range(at position: Int, size: Int) throws(LuaRaise) -> Part {
    let table = frame.absolute(position)
    switch try listLength(at: table) {
    case 0:
      if try isAll(at: table) { return .all }
      throw keyError(at: position)
    case 2:
      frame.rawGet(at: table, index: 1)
      frame.rawGet(at: table, index: 2)
      defer { frame.pop(2) }
      guard frame.kind(at: -2) == .number, frame.kind(at: -1) == .number else {
        throw .message("index: a range is {first, last}, two numbers")
      }
      let places = try context.places(frame, frame.top - 1, size: size)
      return .range(start: places.lowerBound, count: places.count)
    case let count:
      throw .message(
        "index: a range is {first, last} or {} for all, not a list of \(count);"
          + " for a list of indices use snn.tensor {…}")
    }
  }

  /// Whether the table is `{}`: empty, and no object.
  package func isAll(at table: Int) throws(LuaRaise) -> Bool {
    if frame.pushMetatable(of: table) {
      frame.pop()
      return false
    }
    return try !frame.hasEntries(beyond: 0, at: table)
  }

  /// Throws if the list of `count` selectors at `table` has other entries: they
  /// were meant for axes that would be taken whole without them.
  private func checkSelectors(at table: Int, count: Int) throws(LuaRaise) {
    if count == 0, frame.pushMetatable(of: table) {
      frame.pop()
      throw keyError(at: table)
    }
    guard try frame.hasEntries(beyond: count, at: table) else { return }
    throw .message(
      "index: a list of selectors has one for each axis from the first, as in"
        + " W[{ rows, columns }], and no other fields")
  }
}

/// Places along axes, which scripts count from 1, or from the end if they are
/// below 0.
extension TensorContext {
  /// The index at `position`, from 0, of an axis.
  package func index(
    _ frame: LuaFrame, _ position: Int, size: Int
  ) throws(LuaRaise) -> Int {
    let index = try wholeNumber(frame, position)
    guard let place = axisPlace(of: index, size: size) else {
      throw .message(
        size == 0
          ? "index \(index) of an empty axis"
          : "index \(index) is out of range 1...\(size)")
    }
    return place
  }

  /// The index at `position`, from 0, of the first axis of what has the shape
  /// `shape`.
  package func firstIndex(
    _ frame: LuaFrame, _ position: Int, _ shape: Shape
  ) throws(LuaRaise) -> Int {
    guard shape.rank > 0 else {
      throw .message("index: the tensor has no axes")
    }
    return try index(frame, position, size: shape[0])
  }

  /// The places, from 0, of a range whose first and last index are at `position`
  /// and behind it.
  package func places(
    _ frame: LuaFrame, _ position: Int, size: Int
  ) throws(LuaRaise) -> Range<Int> {
    let first = try wholeNumber(frame, position)
    let last = try wholeNumber(frame, position + 1)
    let (start, end) = (
      first < 0 ? first.added(size) : first - 1,
      last < 0 ? last.added(size + 1) : last
    )
    guard start >= 0, end <= size, start <= end else {
      throw .message(
        "index: range {\(first), \(last)} of an axis of size \(size)")
    }
    return start..<end
  }

  private func wholeNumber(
    _ frame: LuaFrame, _ position: Int
  ) throws(LuaRaise) -> Int {
    do throws(LuaRaise) {
      return try frame.integer(at: position)
    } catch {
      guard frame.kind(at: position) == .number else { throw error }
      throw .message(
        "index \(shown(try frame.number(at: position))) is not a whole number")
    }
  }
}

/// The place, from 0, of an index of an axis, which counts from 1, or from the
/// end if it is below 0; nil if there is no such place.
package func axisPlace(of index: Int, size: Int) -> Int? {
  let place = index < 0 ? index.added(size) : index - 1
  return 0..<size ~= place ? place : nil
}

extension Int {
  /// The sum, held at the largest `Int`.
  fileprivate func added(_ other: Int) -> Int {
    let (value, overflow) = addingReportingOverflow(other)
    return overflow ? .max : value
  }
}
