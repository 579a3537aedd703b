import Tensors

/// Images of large matrices.
extension Layer.Image {
  /// The elements of a tensor with two axes, or the means of blocks of them if
  /// it has more than `limit` rows or columns.
  init(meansOf tensor: Tensor, limit: Int) throws(PlotError) {
    size = (tensor.shape[0], tensor.shape[1])
    block = (
      (size.rows + limit - 1) / limit, (size.columns + limit - 1) / limit
    )
    rows = (size.rows + block.rows - 1) / block.rows
    columns = (size.columns + block.columns - 1) / block.columns
    values = []
    values.reserveCapacity(rows * columns)
    for row in 0..<rows {
      var sums = [Double](repeating: 0, count: columns)
      var counts = [Double](repeating: 0, count: columns)
      let start = row * block.rows
      for place in start..<min(start + block.rows, size.rows) {
        let numbers = Numbers.tensor(
          try reading { () throws(TensorError) in
            try tensor.selected(axis: 0, index: place)
          })
        try numbers.forEachPiece { start, piece in
          for (column, value) in piece.enumerated() where !value.isNaN {
            sums[(start + column) / block.columns] += value
            counts[(start + column) / block.columns] += 1
          }
        }
      }
      values += zip(sums, counts).map { $1 == 0 ? .nan : $0 / $1 }
    }
  }
}
