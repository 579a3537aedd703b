/// The loops of one elementwise function of one operand.
struct UnaryRows<T: Element, R: Element> {
  /// `out[i] = f(x[i])`
  let vector: (UnsafeMutablePointer<R>, UnsafePointer<T>, Int) -> Void
  /// As `vector`, with a step for each pointer.
  let strided:
    (UnsafeMutablePointer<R>, Int, UnsafePointer<T>, Int, Int) -> Void
  /// `x[i] = f(x[i])`; nil if the result is of another type.
  let update: ((UnsafeMutablePointer<T>, Int) -> Void)?
  /// What an element costs, in picoseconds.
  let cost: Int
}

/// An elementwise function of one number, as a type.
protocol UnaryKernel<T, R> {
  associatedtype T: Element
  associatedtype R: Element
  static func apply(_ x: T) -> R
  /// What an element costs, in picoseconds.
  static var cost: Int { get }
}

extension UnaryRows {
  /// The loops of `kernel`.
  init<K: UnaryKernel>(_ kernel: K.Type) where K.T == T, K.R == R {
    vector = { out, x, count in
      for i in 0..<count { out[i] = K.apply(x[i]) }
    }
    strided = { out, outStep, x, step, count in
      for i in 0..<count { out[i &* outStep] = K.apply(x[i &* step]) }
    }
    update = nil
    cost = K.cost
  }

  /// The loops of `kernel`, the one in place included.
  init<K: UnaryKernel>(updating kernel: K.Type)
  where K.T == T, K.R == R, T == R {
    vector = { out, x, count in
      for i in 0..<count { out[i] = K.apply(x[i]) }
    }
    strided = { out, outStep, x, step, count in
      for i in 0..<count { out[i &* outStep] = K.apply(x[i &* step]) }
    }
    update = { x, count in
      for i in 0..<count { x[i] = K.apply(x[i]) }
    }
    cost = K.cost
  }
}

/// Conversion from one element type to another.
enum Convert<T: Element, R: Element>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> R { R(x.scalar) }
}
