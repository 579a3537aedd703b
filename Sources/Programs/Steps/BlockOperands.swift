import Tensors

/// An operand whose elements are picked as those of the matrix are, and where the
/// kernels find them.
struct PickedOperand: BitwiseCopyable {
  let slot: LoopSlot
  let index: Int
  let byteCount: Int
}

/// An operand with a number for each row, and the number of the block that it
/// is repeated in.
struct Expansion: BitwiseCopyable {
  let slot: LoopSlot
  let index: Int
  let byteCount: Int
}

/// Copies the elements of a row at `places` to a block.
@inline(__always)
func copyPicked<Bits: BitwiseCopyable>(
  _: Bits.Type, _ start: UnsafeMutableRawPointer,
  _ places: UnsafeMutablePointer<Int>, _ columns: Range<Int>,
  to target: UnsafeMutableRawPointer
) {
  let x = start.assumingMemoryBound(to: Bits.self)
  let out = target.assumingMemoryBound(to: Bits.self)
  let list = places + columns.lowerBound
  for i in 0..<columns.count { out[i] = x[list[i]] }
}

/// Repeats the number of each of some rows for its columns; `isTall` says that the
/// elements lie column by column.
@inline(__always)
func repeatRows<Bits: BitwiseCopyable>(
  _: Bits.Type, _ target: UnsafeMutableRawPointer,
  _ source: UnsafeMutableRawPointer, _ step: Int, _ rows: Range<Int>,
  _ columns: Int, _ isTall: Bool
) {
  var out = target.assumingMemoryBound(to: Bits.self)
  if isTall {
    let origin = source + rows.lowerBound &* step
    for i in 0..<rows.count {
      out[i] = (origin + i &* step).load(as: Bits.self)
    }
    for column in 1..<max(1, columns) {
      (out + column &* rows.count).update(from: out, count: rows.count)
    }
    return
  }
  for row in rows {
    let value = (source + row &* step).load(as: Bits.self)
    for i in 0..<columns { out[i] = value }
    out += columns
  }
}

/// The elements of some rows of an operand that are picked as those of a matrix are.
struct PickedTile {
  let start: UnsafeMutableRawPointer
  let slot: LoopSlot
  /// The rows, among those of the matrix that change, and the number of columns.
  let rows: Range<Int>
  let columns: Int
  /// The places of picked rows, or nil where all are taken, and of columns.
  let rowPlaces: UnsafeMutablePointer<Int>?
  let columnPlaces: UnsafeMutablePointer<Int>

  /// Copies them to a block: row by row or, if `isTall`, column by column.
  @inline(__always)
  func copy(
    to target: UnsafeMutableRawPointer, _ byteCount: Int, isTall: Bool
  ) {
    switch byteCount {
    case 4: copy(UInt32.self, to: target, isTall)
    case 8: copy(UInt64.self, to: target, isTall)
    default: copy(UInt8.self, to: target, isTall)
    }
  }

  @inline(__always)
  private func copy<Bits: BitwiseCopyable>(
    _: Bits.Type, to target: UnsafeMutableRawPointer, _ isTall: Bool
  ) {
    var out = target.assumingMemoryBound(to: Bits.self)
    let (rowStep, columnStep) = (slot.rowStep, slot.columnStep)
    if isTall {
      for column in 0..<columns {
        let origin = start + columnPlaces[column] &* columnStep
        if rowStep == 0 {
          out.update(repeating: origin.load(as: Bits.self), count: rows.count)
        } else {
          for (i, row) in rows.enumerated() {
            out[i] = (origin + place(row) &* rowStep).load(as: Bits.self)
          }
        }
        out += rows.count
      }
      return
    }
    for row in rows {
      let origin = start + place(row) &* rowStep
      for i in 0..<columns {
        out[i] = (origin + columnPlaces[i] &* columnStep).load(as: Bits.self)
      }
      out += columns
    }
  }

  @inline(__always)
  private func place(_ row: Int) -> Int { rowPlaces?[row] ?? row }
}

extension BlockStep {
  /// What texts call the operands of the kernels, by their numbers.
  func operandNames(_ names: PlanNames) -> [String] {
    let name = { [conversions, selection] (slot: LoopSlot) in
      names.slot(
        slot, hasRows: selection?.base.shape.rank == 2, conversions)
    }
    var operands = ["w"] + slots.map(name)
    for expansion in expansions {
      operands[expansion.index] = name(expansion.slot)
    }
    for pick in picks { operands[pick.index] = name(pick.slot) + "[picked]" }
    return operands
  }
}
