/// A mistake in how tensors are used, by whoever wrote the model.
public enum TensorError: Error, Equatable {
  /// Shapes that must match don't.
  case shapeMismatch(operation: String, left: Shape, right: Shape)
  /// There is no element at this index, of an operation other than indexing.
  case indexOutOfRange(operation: String? = nil, index: Int, size: Int)
  /// An index with a part after the point.
  case fractionalIndex(Double)
  /// There is no axis of this number.
  case axisOutOfRange(operation: String, axis: Int, rank: Int)
  /// A size below 0.
  case negativeSize(Int)
  /// More axes than `Shape.maximumRank`.
  case tooManyAxes(Int)
  /// A shape with more elements than can be counted.
  case tooManyElements([Int])
  /// The system or the pool's limit has no room for the tensor.
  case outOfMemory(shape: Shape, bytes: Int, inUse: Int, limit: Int?)
  /// The operation doesn't work on this type of elements.
  case wrongType(operation: String, expected: String, found: ElementType)
  /// The result of an operation in place is of another type.
  case cannotHold(
    operation: String, destination: ElementType, result: ElementType)
  /// The elements don't fit into the shape.
  case cannotReshape(from: Shape, to: [Int])
  /// Several elements are one place in memory.
  case sharedElements(operation: String, shape: Shape)
  /// An element is selected more than once, and would be changed.
  case duplicateIndex(operation: String, index: Int)
  /// A mask of another shape than what it selects from.
  case wrongMask(length: Shape, expected: Shape)
  /// There is no such number of no elements.
  case emptyReduction(operation: String, shape: Shape)
  /// An argument that means nothing.
  case invalidArgument(operation: String, reason: String)
  /// A sparse matrix with more entries than can be counted.
  case tooManyEntries(shape: Shape, entries: Int)
  /// An element of a sparse matrix is given more than once.
  case duplicateEntry(row: Int, column: Int)
  /// An element of a sparse matrix has no entry to write to.
  case noEntry(row: Int, column: Int)
  /// Sparse matrices that must have entries in the same places don't.
  case structureMismatch(operation: String, left: Shape, right: Shape)
  /// A plan with more intermediate results than this.
  case planTooLong(limit: Int)
  /// A number that is NaN or infinite, where there may be none. Of stacks of
  /// matrices, the index is that in the whole.
  case notFinite(operation: String, index: [Int])
  /// A matrix, of those of a stack the one at the index `matrix`, that has no
  /// inverse: there is nothing to divide by in the elimination's step `pivot`.
  case singularMatrix(operation: String, matrix: [Int], pivot: Int)
  /// A matrix that isn't positive definite: the leading part of `size` rows and
  /// columns is the first that is not.
  case notPositiveDefinite(operation: String, matrix: [Int], size: Int)
  /// An iteration that came to no end.
  case noConvergence(operation: String, matrix: [Int])
  /// A library that isn't there, and the packages of which one has it.
  case missingLibrary(operation: String, name: String, packages: [String])
  /// A file can't be read or written.
  case file(path: String, reason: String)
  /// Somebody broke the operation off; what it was to write is incomplete.
  case interrupted(String)
}

extension TensorError: CustomStringConvertible {
  /// The message with axes and indices counted from 0.
  public var description: String { message(countingFrom: 0) }

  /// What was asked, what was found and what was meant. Indices and axes count
  /// from `base`: 0 in Swift, 1 in Lua.
  public func message(countingFrom base: Int) -> String {
    switch self {
    case .interrupted(let reason): return reason
    case .shapeMismatch(let operation, let left, let right):
      return "\(operation): shapes \(left) and \(right) don't match"
    case .indexOutOfRange(let operation, let index, let size):
      // Lua's smallest integer, less the base, has wrapped around.
      return (operation.map { "\($0): " } ?? "") + "index \(index &+ base)"
        + " is out of range"
        + (size == 0
          ? ": the axis is empty" : " \(base)...\(size - 1 + base)")
    case .fractionalIndex(let index):
      return "index \(index) is not a whole number"
    case .axisOutOfRange(let operation, let axis, let rank):
      let text = "\(axis &+ base)"
      return "\(operation): there is no axis \(text); the tensor has \(rank)"
        + (rank == 1 ? " axis" : " axes")
    case .negativeSize(let size):
      return "a size must be 0 or more, not \(size)"
    case .tooManyAxes(let rank):
      return "a tensor has at most \(Shape.maximumRank) axes, not \(rank)"
    case .tooManyElements(let list):
      return "shape \(list) has too many elements"
    case .outOfMemory(let shape, let bytes, let inUse, let limit):
      return "not enough memory for a tensor of shape \(shape): \(bytes) bytes,"
        + " \(inUse) in use" + (limit.map { ", limit \($0)" } ?? "")
    case .wrongType(let operation, let expected, let found):
      return "\(operation): expected \(expected), found a \(found) tensor"
    case .cannotHold(let operation, let destination, let result):
      return "\(operation): a tensor of \(destination) can't hold \(result)"
        + " results"
    case .cannotReshape(let from, let to):
      return "reshape: shape \(from) doesn't fit into \(to)"
    case .sharedElements(let operation, let shape):
      return "\(operation): elements of the expanded tensor \(shape) share"
        + " memory; copy it first"
    case .duplicateIndex(let operation, let index):
      return "\(operation): index \(index + base) is selected more than once"
    case .wrongMask(let length, let expected):
      return "a mask of shape \(length) can't select from shape \(expected)"
    case .emptyReduction(let operation, let shape):
      return "\(operation): shape \(shape) has no elements"
    case .invalidArgument(let operation, let reason):
      return "\(operation): \(reason)"
    case .tooManyEntries(let shape, let entries):
      return "a sparse matrix of shape \(shape) has at most"
        + " \(SparseStructure.limit) entries, not \(entries)"
    case .duplicateEntry(let row, let column):
      return "sparse: entry [\(row + base), \(column + base)] is given more"
        + " than once"
    case .noEntry(let row, let column):
      return "the sparse matrix has no entry [\(row + base),"
        + " \(column + base)], and entries can't be added"
    case .structureMismatch(let operation, let left, let right):
      return "\(operation): the sparse matrices \(left) and \(right) have"
        + " entries in different places"
    case .planTooLong(let limit):
      return "a compiled function has at most \(limit) intermediate results"
    case .notFinite(let operation, let index):
      let place = index.map { "\($0 + base)" }.joined(separator: ", ")
      return "\(operation): element [\(place)] is NaN or infinite"
    case .singularMatrix(let operation, let matrix, let pivot):
      return "\(operation): the \(shown(matrix, base)) is singular: its pivot"
        + " \(pivot + base) is 0"
    case .notPositiveDefinite(let operation, let matrix, let size):
      return
        "\(operation): the \(shown(matrix, base)) is not positive definite:"
        + " its leading minor of order \(size) is not above 0"
    case .noConvergence(let operation, let matrix):
      return
        "\(operation): the iteration for the \(shown(matrix, base)) doesn't"
        + " converge"
    case .missingLibrary(let operation, let name, let packages):
      return "\(operation): needs \(name), which isn't installed: apt install"
        + " \(packages.joined(separator: ", or "))"
    case .file(let path, let reason):
      return "\(path): \(reason)"
    }
  }
}

/// The matrix of a stack, or the only one.
private func shown(_ matrix: [Int], _ base: Int) -> String {
  let index = matrix.map { "\($0 + base)" }.joined(separator: ", ")
  return matrix.isEmpty ? "matrix" : "matrix [\(index)]"
}

extension TensorError {
  /// There was no room for a tensor of `bytes` bytes, of the shape of `model`.
  @inline(never)
  static func outOfMemory(_ model: Tensor, bytes: Int) -> TensorError {
    .outOfMemory(
      shape: model.shape, bytes: bytes, inUse: model.pool.countedBytes,
      limit: model.pool.limit)
  }
}
