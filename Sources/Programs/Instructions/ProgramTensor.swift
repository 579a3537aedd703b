import Tensors

/// A tensor that a program will compute or be given: its type and its layout
/// are known, its elements aren't.
///
/// It is a cell, a piece of memory of its own, and a layout. As a tensor does, it
/// has what was written to the cell last; an instruction that reads it records
/// which value of the cell that was.
public struct ProgramTensor {
  /// The layout; its storage stands for the cell and has no bytes.
  package let view: Tensor

  /// The number of the cell.
  package let cell: Int

  /// Whether the elements will be in memory that the program is given.
  public let isInput: Bool

  /// Which value of the cell an instruction reads or makes; 0 is the one that
  /// the cell begins with.
  var version = 0

  /// The type of the elements.
  public var type: ElementType { view.type }

  /// The size along each axis.
  public var shape: Shape { view.shape }

  /// Whether the elements will lie in memory row by row without gaps.
  public var isContiguous: Bool { view.isContiguous }

  /// A tensor with this layout, whose elements are nowhere: what looks at none
  /// of them may be asked for it.
  public var layout: Tensor { view }

  /// Whether both are the same elements in the same order.
  public func isSameView(as other: ProgramTensor) -> Bool {
    view.isSameView(as: other.view)
  }

  /// Whether both are the same elements of the same value of a cell.
  func isSameValue(as other: ProgramTensor) -> Bool {
    version == other.version && isSameView(as: other)
  }

  /// Whether the elements are in the memory of `other`.
  public func isPart(of other: ProgramTensor) -> Bool { cell == other.cell }

  /// The elements of `other` that these, a part of `whole`, are of that; nil if
  /// both aren't laid out in the same way.
  public func moved(
    from whole: ProgramTensor, to other: ProgramTensor
  ) -> ProgramTensor? {
    guard isPart(of: whole), whole.isContiguous, other.isContiguous,
      whole.view.offset == 0, other.view.offset == 0,
      whole.type == other.type, whole.shape == other.shape
    else { return nil }
    return other.with(Tensor(layoutOf: view, storage: other.view.storage))
  }

  /// The same cell in another layout.
  func with(_ view: Tensor) -> ProgramTensor {
    ProgramTensor(view: view, cell: cell, isInput: isInput, version: version)
  }
}
