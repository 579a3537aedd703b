import Tensors

/// An operand of a loop over rows and columns: where it begins and how far its
/// elements are apart.
package struct LoopSlot: BitwiseCopyable, Equatable {
  /// In which memory an operand is.
  package enum Origin: BitwiseCopyable, Equatable {
    /// An offset in bytes from the beginning of a buffer.
    case buffer(Int, offset: Int)
    /// A number among the cells.
    case cell(Int)
    /// A block of the loop itself.
    case block(Int)
  }

  var origin: Origin

  /// The bytes from one row to the next.
  var rowStep: Int

  /// The bytes from one column to the next: the size of an element, or 0 for
  /// an operand that is one number for the whole row.
  let columnStep: Int

  /// Where the operand begins.
  @inline(__always)
  func address(
    _ memory: PlanMemory, blocks: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    switch origin {
    case .buffer(let index, let offset): memory.addresses[index] + offset
    case .cell(let index): memory.cells + index &* 8
    case .block(let index): blocks + index &* loopBlockBytes
    }
  }
}
