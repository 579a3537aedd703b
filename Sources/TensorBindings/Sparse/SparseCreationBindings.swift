import LuaRuntime
import Tensors

/// Sparse matrices of lists and of tensors.
extension Binding {
  package static var sparseCreation: [Binding] { [sparseFromLists, toSparse] }

  private static var sparseFromLists: Binding {
    Binding(
      owner: .library, name: "sparse",
      parameters: [
        Parameter(
          "options", "snn.SparseOptions",
          options: sparseOptions)
      ],
      result: "snn.SparseMatrix",
      summary: "A sparse matrix from a list of its entries, in any order. An"
        + " entry that is given twice is an error, unless duplicates = \"sum\"."
    ) { context in
      { frame throws(LuaRaise) in
        guard frame.kind(at: 1) == .table else {
          throw frame.typeError(at: 1, expected: "table")
        }
        let matrix = try context.sparseMatrix(ofLists: frame)
        // The lists that were made of tables are gone.
        matrix.releaseBuildMemory()
        return try context.giveSparse(frame, matrix)
      }
    }
  }

  fileprivate static let sparseOptions = [
    Parameter(
      "rows", "snn.Tensor|integer[]", "the row of each entry, from 1"),
    Parameter(
      "columns", "snn.Tensor|integer[]", "the column of each, from 1"),
    Parameter(
      "values", "number|snn.Tensor|number[]", "one, or one for each"),
    Parameter("size", "integer[]", "{ rows, columns } of the matrix"),
    Parameter(
      "dtype", "snn.ElementType",
      "float32 if not given, or the type of the values",
      isOptional: true),
    Parameter(
      "duplicates", "\"error\"|\"sum\"",
      "sum adds up the values of an entry that is given more than once",
      isOptional: true),
  ]

  private static var toSparse: Binding {
    Binding(
      owner: .tensor, name: "to_sparse", result: "snn.SparseMatrix",
      summary: "The sparse matrix with an entry for each element of a matrix"
        + " that is not 0."
    ) { context in
      { frame throws(LuaRaise) in
        let tensor = try context.tensor(frame, 1)
        return try context.giveSparse(
          frame, try raising { () throws(TensorError) in try tensor.sparse() })
      }
    }
  }
}

extension TensorContext {
  /// The matrix of the lists among the options.
  fileprivate func sparseMatrix(
    ofLists frame: LuaFrame
  ) throws(LuaRaise) -> SparseMatrix {
    try checkSparseOptions(frame)
    let rows = try entryNumbers(frame, "rows")
    let columns = try entryNumbers(frame, "columns")
    let (values, natural) = try entryValues(frame)
    let size = try sparseSize(frame)
    try frame.rawGet(at: 1, key: "dtype")
    let type = try elementType(frame, frame.top, "sparse: dtype") ?? natural
    let addsDuplicates = try addsDuplicates(frame)
    return try raising { () throws(TensorError) in
      try SparseMatrix(
        rows: rows, columns: columns, values: values, size: size, base: 1,
        type: type, addsDuplicates: addsDuplicates, in: pool)
    }
  }

  /// Raises for an option that there isn't.
  fileprivate func checkSparseOptions(
    _ frame: LuaFrame
  ) throws(LuaRaise) {
    let known = Binding.sparseOptions.map(\.name)
    frame.pushNil()
    while try frame.next(at: 1) {
      frame.pop()
      guard frame.kind(at: -1) == .string else {
        throw .message(
          "sparse: expected options by name, such as rows = {…}, got a"
            + " \(frame.typeName(at: -1)) as a name")
      }
      guard known.contains(try frame.string(at: -1)) else {
        throw try noOption(frame, frame.top, "sparse", known)
      }
    }
  }

  /// The rows or columns of the entries.
  fileprivate func entryNumbers(
    _ frame: LuaFrame, _ name: String
  ) throws(LuaRaise) -> Tensor {
    try frame.rawGet(at: 1, key: name)
    defer { frame.pop() }
    let place = frame.top
    if isTensor(frame, place) { return try tensor(frame, place) }
    guard frame.kind(at: place) == .table else {
      throw .message(
        "sparse: \(name) must be a list or a tensor of whole numbers, got"
          + " \(frame.typeName(at: place))")
    }
    var numbers: [Int] = []
    for index in try 0..<frame.listLength(at: place) {
      frame.rawGet(at: place, index: index + 1)
      guard let whole = frame.integerIfPresent(at: -1) else {
        throw .message(
          "sparse: \(name)[\(index + 1)] must be a whole number, not"
            + " \(described(frame, frame.top))")
      }
      numbers.append(whole)
      frame.pop()
    }
    return try raising { [numbers] () throws(TensorError) in
      try Tensor(numbers, in: pool)
    }
  }

  /// The values of the entries, and their type if none is asked for; nil for
  /// that of the tensor.
  fileprivate func entryValues(
    _ frame: LuaFrame
  ) throws(LuaRaise) -> (Operand, ElementType?) {
    try frame.rawGet(at: 1, key: "values")
    defer { frame.pop() }
    let place = frame.top
    if isOperand(frame, place) { return (try operand(frame, place), nil) }
    guard frame.kind(at: place) == .table else {
      throw .message(
        "sparse: values must be a number, a list or a tensor, got"
          + " \(frame.typeName(at: place))")
    }
    var numbers: [Double] = []
    for index in try 0..<frame.listLength(at: place) {
      frame.rawGet(at: place, index: index + 1)
      guard let number = frame.numberIfPresent(at: -1) else {
        throw .message(
          "sparse: values[\(index + 1)] must be a number, not"
            + " \(described(frame, frame.top))")
      }
      numbers.append(number)
      frame.pop()
    }
    let list = try raising { [numbers] () throws(TensorError) in
      try Tensor(numbers, in: pool)
    }
    return (.tensor(list), .float32)
  }

  /// Whether values of the same entry are added up.
  fileprivate func addsDuplicates(
    _ frame: LuaFrame
  ) throws(LuaRaise) -> Bool {
    try frame.rawGet(at: 1, key: "duplicates")
    if frame.isNoneOrNil(at: -1) { return false }
    if frame.kind(at: -1) == .string {
      switch try frame.string(at: -1) {
      case "sum": return true
      case "error": return false
      default: break
      }
    }
    try frame.pushDescription(of: frame.top)
    throw .message(
      "sparse: duplicates must be \"error\" or \"sum\", not"
        + " \(try frame.string(at: -1))")
  }

  /// The rows and columns of the matrix.
  fileprivate func sparseSize(
    _ frame: LuaFrame
  ) throws(LuaRaise) -> (Int, Int) {
    try frame.rawGet(at: 1, key: "size")
    defer { frame.pop() }
    guard frame.kind(at: -1) == .table, frame.rawLength(at: frame.top) == 2
    else {
      throw .message(
        "sparse: size must be {rows, columns}, got"
          + " \(frame.typeName(at: frame.top))")
    }
    let (sizes, _) = try sizes(frame, frame.top)
    return (sizes[0], sizes[1])
  }

  /// A number as it is, another value as its type.
  private func described(_ frame: LuaFrame, _ index: Int) -> String {
    frame.numberIfPresent(at: index).map(shown) ?? frame.typeName(at: index)
  }
}
