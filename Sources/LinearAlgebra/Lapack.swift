import Glibc
import Synchronization

/// The routines of LAPACK, a library that is opened when they are first needed: a
/// program that needs none starts without it, and runs where it isn't installed.
///
/// Matrices are given column by column. A routine is told their sizes as whole
/// numbers of 32 bits, and ends the process if they make no sense: so callers check
/// all of them.
struct Lapack: @unchecked Sendable {
  // @unchecked: what it holds are addresses of code.

  /// The library, opened at the first use; nil if none is there.
  static let shared: Lapack? = {
    for name in names {
      if let lapack = Lapack(name: name) { return lapack }
    }
    return nil
  }()

  /// Held while a routine runs: not every library may be called from two threads at
  /// once.
  static let turn = Mutex(())

  /// The libraries that have LAPACK, the fastest first. Debian's alternatives may
  /// have the second name stand for others too.
  private static let names = ["libopenblas.so.0", "liblapack.so.3"]

  /// The packages of Debian and Ubuntu that have them.
  static let packages = ["liblapack3", "libopenblas0-serial"]

  typealias Size = UnsafePointer<Int32>
  typealias Integers = UnsafeMutablePointer<Int32>
  typealias Reals = UnsafeMutablePointer<Double>
  typealias Letter = UnsafePointer<CChar>
  /// The length of a letter, which Fortran passes at the end.
  typealias Length = Int

  /// Solves systems of equations: n, the number of right sides, A, its step, pivots,
  /// B, its step, info.
  let solve:
    @convention(c) (
      Size, Size, Reals, Size, Integers, Reals, Size, Integers
    ) -> Void

  /// Takes a matrix apart into triangles: rows, columns, A, its step, pivots, info.
  let triangles:
    @convention(c) (Size, Size, Reals, Size, Integers, Integers) -> Void

  /// Takes a positive definite matrix apart: triangle, n, A, its step, info.
  let cholesky:
    @convention(c) (Letter, Size, Reals, Size, Integers, Length) -> Void

  /// Takes a matrix apart into a triangle and reflections: rows, columns, A, its
  /// step, factors, room, its size, info.
  let reflections:
    @convention(c) (
      Size, Size, Reals, Size, Reals, Reals, Size, Integers
    ) -> Void

  /// Makes the first columns of a product of reflections: rows, columns, how many
  /// reflections, A, its step, factors, room, its size, info.
  let columns:
    @convention(c) (
      Size, Size, Size, Reals, Size, Reals, Reals, Size, Integers
    ) -> Void

  /// Singular values: what to give, rows, columns, A, its step, values, U, its step,
  /// Vᵀ, its step, room, its size, room for integers, info.
  let singularValues:
    @convention(c) (
      Letter, Size, Size, Reals, Size, Reals, Reals, Size, Reals, Size, Reals,
      Size, Integers, Integers, Length
    ) -> Void

  /// Eigenvalues of a symmetric matrix: what to give, triangle, n, A, its step,
  /// values, room, its size, room for integers, its size, info.
  let symmetricEigenvalues:
    @convention(c) (
      Letter, Letter, Size, Reals, Size, Reals, Reals, Size, Integers, Size,
      Integers, Length, Length
    ) -> Void

  /// Eigenvalues: whether left and right vectors, n, A, its step, real parts,
  /// imaginary parts, left vectors, their step, right vectors, their step, room, its
  /// size, info.
  let eigenvalues:
    @convention(c) (
      Letter, Letter, Size, Reals, Size, Reals, Reals, Reals, Size, Reals, Size,
      Reals, Size, Integers, Length, Length
    ) -> Void

  /// Least squares: rows, columns, right sides, A, its step, B, its step, singular
  /// values, what of the largest counts as 0, rank, room, its size, room for
  /// integers, info.
  let leastSquares:
    @convention(c) (
      Size, Size, Size, Reals, Size, Reals, Size, Reals, UnsafePointer<Double>,
      Integers, Reals, Size, Integers, Integers
    ) -> Void

  /// Opens a library; nil if it isn't there, or isn't what it is called.
  private init?(name: String) {
    guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) else { return nil }
    // With threads of its own, OpenBLAS would add in another order.
    if let limit = dlsym(library, "openblas_set_num_threads") {
      let setThreads: @convention(c) (Int32) -> Void = routine(limit)
      setThreads(1)
    }
    guard
      let version = dlsym(library, "ilaver_"),
      Lapack.hasShortIntegers(version),
      let dgesv = dlsym(library, "dgesv_"),
      let dgetrf = dlsym(library, "dgetrf_"),
      let dpotrf = dlsym(library, "dpotrf_"),
      let dgeqrf = dlsym(library, "dgeqrf_"),
      let dorgqr = dlsym(library, "dorgqr_"),
      let dgesdd = dlsym(library, "dgesdd_"),
      let dsyevd = dlsym(library, "dsyevd_"),
      let dgeev = dlsym(library, "dgeev_"),
      let dgelsd = dlsym(library, "dgelsd_")
    else {
      dlclose(library)
      return nil
    }
    solve = routine(dgesv)
    triangles = routine(dgetrf)
    cholesky = routine(dpotrf)
    reflections = routine(dgeqrf)
    columns = routine(dorgqr)
    singularValues = routine(dgesdd)
    symmetricEigenvalues = routine(dsyevd)
    eigenvalues = routine(dgeev)
    leastSquares = routine(dgelsd)
  }

  /// Whether the library's integers have 32 bits, as its function for its version
  /// tells: it leaves the rest of longer ones as it was.
  private static func hasShortIntegers(
    _ function: UnsafeMutableRawPointer
  ) -> Bool {
    let version: @convention(c) (Integers, Integers, Integers) -> Void =
      routine(function)
    var numbers: [Int32] = [0, -1, 0, -1, 0, -1]
    numbers.withUnsafeMutableBufferPointer {
      guard let start = $0.baseAddress else { return }
      version(start, start + 2, start + 4)
    }
    return numbers[0] >= 3 && [1, 3, 5].allSatisfy { numbers[$0] == -1 }
  }
}

/// The function at an address, whose type the caller knows.
private func routine<Function>(_ address: UnsafeMutableRawPointer) -> Function {
  unsafeBitCast(address, to: Function.self)
}
