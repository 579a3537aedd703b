import Tensors

/// Eigenvalues and eigenvectors.
extension MatrixFunction {
  /// Of symmetric matrices: the values in ascending order, and vectors as columns.
  func symmetricEigenvalues(
    _ lapack: Lapack, _ a: MatrixStack
  ) throws(TensorError) -> [Tensor] {
    let values = try Tensor(
      uninitialized: try Shape(a.batch + [a.rows]), type: .float64, in: a.pool)
    let n = [Int32(a.rows)]
    let routine = {
      (
        place: Int, room: Lapack.Reals, size: Lapack.Size,
        integers: Lapack.Integers, integerCount: Lapack.Size
      ) in
      var info: Int32 = 0
      lapack.symmetricEigenvalues(
        "V", "L", n, a.matrix(place), n,
        values.pointer(Double.self) + place * a.rows, room, size, integers,
        integerCount, &info, 1, 1)
      return info
    }
    var integerCount: Int32 = 0
    let (room, size) = try a.room {
      _ = routine(0, $0, $1, &integerCount, [-1])
    }
    let integers = try Scratch<Int32>(
      count: max(1, Int(integerCount)), in: a.pool)
    defer { withExtendedLifetime((room, integers)) {} }
    try a.forEach { place, _ throws(TensorError) in
      let info = routine(
        place, room.pointer, [size], integers.pointer, [max(1, integerCount)])
      if info != 0 {
        throw .noConvergence(operation: rawValue, matrix: a.index(place))
      }
    }
    return [values, try a.tensor()]
  }

  /// The real and the imaginary parts of the values, and those of the vectors, which
  /// are columns.
  func eigenvalues(
    _ lapack: Lapack, _ a: MatrixStack
  ) throws(TensorError) -> [Tensor] {
    let shape = try Shape(a.batch + [a.rows])
    let (real, imaginary) = (
      try Tensor(uninitialized: shape, type: .float64, in: a.pool),
      try Tensor(uninitialized: shape, type: .float64, in: a.pool)
    )
    let (vectors, imaginaryVectors) = (
      try MatrixStack(self, a.batch, rows: a.rows, columns: a.rows, in: a.pool),
      try MatrixStack(self, a.batch, rows: a.rows, columns: a.rows, in: a.pool)
    )
    let n = [Int32(a.rows)]
    let routine = { (place: Int, room: Lapack.Reals, size: Lapack.Size) in
      var info: Int32 = 0
      // Left vectors, which nobody asks for, have no room.
      lapack.eigenvalues(
        "N", "V", n, a.matrix(place), n,
        real.pointer(Double.self) + place * a.rows,
        imaginary.pointer(Double.self) + place * a.rows,
        imaginaryVectors.matrix(place), n, vectors.matrix(place), n, room, size,
        &info, 1, 1)
      return info
    }
    let (room, size) = try a.room { _ = routine(0, $0, $1) }
    defer { withExtendedLifetime(room) {} }
    try a.forEach { place, _ throws(TensorError) in
      if routine(place, room.pointer, [size]) != 0 {
        throw .noConvergence(operation: rawValue, matrix: a.index(place))
      }
      separate(
        vectors.matrix(place), into: imaginaryVectors.matrix(place),
        imaginary.pointer(Double.self) + place * a.rows, a.rows)
    }
    return [
      real, imaginary, try vectors.tensor(), try imaginaryVectors.tensor(),
    ]
  }
}

/// Writes the real parts of vectors to where LAPACK has left them, and the imaginary
/// parts to other memory.
///
/// Of two values that are conjugates, which follow each other, it leaves the real
/// part of the first one's vector, and then its imaginary part.
private func separate(
  _ vectors: UnsafeMutablePointer<Double>,
  into imaginaryVectors: UnsafeMutablePointer<Double>,
  _ imaginary: UnsafeMutablePointer<Double>, _ size: Int
) {
  var column = 0
  while column < size {
    let (x, y) = (vectors + column * size, imaginaryVectors + column * size)
    if imaginary[column] == 0 || column + 1 == size {
      y.update(repeating: 0, count: size)
      column += 1
      continue
    }
    for i in 0..<size {
      y[i] = x[i + size]
      y[i + size] = -x[i + size]
      x[i + size] = x[i]
    }
    column += 2
  }
}
