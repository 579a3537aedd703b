import CMachine
import Tensors

/// Where the elements that a block step works on lie in memory.
struct BlockRegion<T: Element> {
  let origin: UnsafeMutablePointer<T>
  /// The step from one row to the next, or what the places of the picked ones
  /// count in.
  let rowStep: Int
  let rows: Int
  let columns: Int
  /// The places of the picked rows and, from the beginning of a row, of the
  /// picked columns; nil where all are taken.
  let rowPlaces: UnsafeMutablePointer<Int>?
  let columnPlaces: UnsafeMutablePointer<Int>?

  /// The beginning of a row.
  @inline(__always)
  func row(_ position: Int) -> UnsafeMutablePointer<T> {
    origin + (rowPlaces?[position] ?? position) &* rowStep
  }
}

/// Elements of picked columns, on their way to a buffer and back.
extension BlockRegion {
  /// Whether so many rows lie in a piece of memory whose pages the processor
  /// knows all at once.
  @inline(__always)
  func isNear(_ count: Int) -> Bool {
    count &* rowStep &* MemoryLayout<T>.stride <= 64 * 4_096
  }

  /// Asks for the elements at `places` of the row at `position`.
  @inline(__always)
  func prefetch(
    _ places: UnsafeMutablePointer<Int>, _ columns: Range<Int>,
    ofRow position: Int
  ) {
    let row = row(position)
    for i in columns { memory_prefetch(row + places[i]) }
  }

  /// Copies the elements at `places` of the row at `position`.
  @inline(__always)
  func gather(
    _ places: UnsafeMutablePointer<Int>, _ columns: Range<Int>,
    ofRow position: Int, into values: UnsafeMutablePointer<T>
  ) {
    let (row, list) = (row(position), places + columns.lowerBound)
    for i in 0..<columns.count { values[i] = row[list[i]] }
  }

  /// Copies them back.
  @inline(__always)
  func scatter(
    _ places: UnsafeMutablePointer<Int>, _ columns: Range<Int>,
    ofRow position: Int, from values: UnsafeMutablePointer<T>
  ) {
    let (row, list) = (row(position), places + columns.lowerBound)
    for i in 0..<columns.count { row[list[i]] = values[i] }
  }

  /// Copies the elements of some rows at `places`, row by row.
  @inline(__always)
  func gatherRows(
    _ places: UnsafeMutablePointer<Int>, _ rows: Range<Int>,
    into values: UnsafeMutablePointer<T>
  ) {
    var x = values
    for position in rows {
      gather(places, 0..<columns, ofRow: position, into: x)
      x += columns
    }
  }

  /// Copies them back.
  @inline(__always)
  func scatterRows(
    _ places: UnsafeMutablePointer<Int>, _ rows: Range<Int>,
    from values: UnsafeMutablePointer<T>
  ) {
    var x = values
    for position in rows {
      scatter(places, 0..<columns, ofRow: position, from: x)
      x += columns
    }
  }

  /// Copies the elements of some rows at `places`, column by column.
  @inline(__always)
  func gatherColumns(
    _ places: UnsafeMutablePointer<Int>, _ rows: Range<Int>,
    into values: UnsafeMutablePointer<T>
  ) {
    let count = rows.count
    for column in 0..<columns {
      let (x, origin) = (values + column &* count, origin + places[column])
      if let list = rowPlaces {
        for i in 0..<count {
          x[i] = origin[list[rows.lowerBound &+ i] &* rowStep]
        }
      } else {
        let first = origin + rows.lowerBound &* rowStep
        for i in 0..<count { x[i] = first[i &* rowStep] }
      }
    }
  }

  /// Copies them back.
  @inline(__always)
  func scatterColumns(
    _ places: UnsafeMutablePointer<Int>, _ rows: Range<Int>,
    from values: UnsafeMutablePointer<T>
  ) {
    let count = rows.count
    for column in 0..<columns {
      let (x, origin) = (values + column &* count, origin + places[column])
      if let list = rowPlaces {
        for i in 0..<count {
          origin[list[rows.lowerBound &+ i] &* rowStep] = x[i]
        }
      } else {
        let first = origin + rows.lowerBound &* rowStep
        for i in 0..<count { first[i &* rowStep] = x[i] }
      }
    }
  }
}

extension BlockRegion {
  /// The elements of `selection`, which keeps the places alive; nil if they
  /// don't lie in rows.
  init?(_ selection: Selection) {
    let (shape, lists) = (selection.shape, selection.lists)
    guard selection.canBeBlock else { return nil }
    let last = shape.rank - 1
    self.init(
      origin: selection.base.pointer(),
      rowStep: shape.rank == 2 && lists[0] == nil ? selection.strides[0] : 1,
      rows: shape.rank == 2 ? shape[0] : 1, columns: shape[last],
      rowPlaces: shape.rank == 2 ? lists[0]?.places : nil,
      columnPlaces: lists[last]?.places)
  }
}

extension Selection {
  /// Whether the elements are a row, or rows that lie in memory in order or are
  /// picked from.
  var canBeBlock: Bool {
    guard shape.rank == 1 || shape.rank == 2 else { return false }
    let last = shape.rank - 1
    return lists[last] != nil || strides[last] == 1 || shape[last] == 1
  }
}

extension LoopSlot {
  /// Whether the operand is the same number for all elements, or an
  /// intermediate result.
  var isSameForAll: Bool {
    if case .block = origin { return true }
    return rowStep == 0 && columnStep == 0
  }

  /// Where the operand is for elements of a row from a column on.
  @inline(__always)
  func address(
    _ memory: PlanMemory, blocks: UnsafeMutableRawPointer, row: Int,
    column: Int
  ) -> UnsafeMutableRawPointer {
    let address = address(memory, blocks: blocks)
    if case .block = origin { return address }
    return address + (row &* rowStep &+ column &* columnStep)
  }
}
