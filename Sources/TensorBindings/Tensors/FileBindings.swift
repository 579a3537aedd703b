import Files
import LuaRuntime
import Tensors

/// Tensors in `.npy` files, and as text.
extension Binding {
  package static var files: [Binding] { [load, save, summary] }

  private static var load: Binding {
    Binding(
      owner: .library, name: "load",
      parameters: [
        Parameter("path", "string"),
        Parameter(
          "type", "snn.ElementType", "that of the file if not given",
          isOptional: true),
      ],
      result: "snn.Tensor|snn.SparseMatrix|number|boolean",
      summary: "The tensor in a .npy file, or the number in one of an array"
        + " without axes. Elements may be truth values, and whole and real"
        + " numbers of up to 64 bits, in either order of bytes; whole numbers"
        + " become int64. Of a .npz file that SciPy's save_npz has written, the"
        + " sparse matrix: csr, csc or coo. A type converts them.",
      product: .tensor
    ) { context in
      { frame throws(LuaRaise) in
        let path = try context.place(of: try frame.string(at: 1))
        let type = try context.elementType(frame, 2)
        let isArchive = try raising { () throws(TensorError) in
          try NpzFile.isArchive(at: path)
        }
        if isArchive {
          let matrix = try raising { () throws(TensorError) in
            try SparseMatrix.load(path: path, type: type, in: context.pool)
          }
          matrix.releaseBuildMemory()
          return try context.giveSparse(frame, matrix)
        }
        return try context.give(
          frame,
          try raising { () throws(TensorError) in
            let tensor = try Tensor.load(path: path, in: context.pool)
            return try type.map { (type) throws(TensorError) in
              try tensor.converted(to: type)
            } ?? tensor
          })
      }
    }
  }

  private static var save: Binding {
    Binding(
      owner: .tensor, name: "save", parameters: [Parameter("path", "string")],
      result: "self",
      summary: "Writes the tensor to a .npy file, which NumPy reads. Numbers"
        + " are written as they are: indices from 1 stay so."
    ) { context in
      { frame throws(LuaRaise) in
        let tensor = try context.tensor(frame, 1)
        let path = try context.place(of: try frame.string(at: 2))
        try raising { () throws(TensorError) in try tensor.save(path: path) }
        return context.giveSelf(frame)
      }
    }
  }

  private static var summary: Binding {
    Binding(
      owner: .tensor, name: "summary", result: "string",
      summary: "Type, shape, smallest, mean and largest element, in one line."
    ) { context in
      { frame throws(LuaRaise) in
        try frame.push(try context.tensor(frame, 1).summary)
        return 1
      }
    }
  }

  /// `tostring(tensor)`.
  static var toString: Binding {
    Binding(
      owner: .tensor, name: "tostring", summary: "A readable summary."
    ) { context in
      { frame throws(LuaRaise) in
        if frame.isReleased(at: 1, of: context.tensorType) {
          try frame.push("[released tensor]")
        } else if frame.isReleased(at: 1, of: context.selectionType) {
          try frame.push("[released selection]")
        } else {
          try frame.push(try context.tensor(frame, 1).description)
        }
        return 1
      }
    }
  }
}
