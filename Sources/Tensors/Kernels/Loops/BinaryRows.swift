/// The loops of one elementwise function of two operands, for one element
/// type.
///
/// Each runs over a row; none allocates or checks anything. The loops in place
/// have one pointer for the destination, for with two that may be equal the
/// compiler falls back to scalar code.
struct BinaryRows<T: Element, R: Element> {
  typealias Source = UnsafePointer<T>

  /// `out[i] = f(a[i], b[i])`
  let vectors: (UnsafeMutablePointer<R>, Source, Source, Int) -> Void
  /// `out[i] = f(a[i], b)`
  let vectorAndNumber: (UnsafeMutablePointer<R>, Source, T, Int) -> Void
  /// `out[i] = f(a, b[i])`
  let numberAndVector: (UnsafeMutablePointer<R>, T, Source, Int) -> Void
  /// As `vectors`, with a step for each pointer.
  let strided:
    (UnsafeMutablePointer<R>, Int, Source, Int, Source, Int, Int) -> Void
  /// What an element costs, in picoseconds.
  let cost: Int
}

/// The loops that write their result into the first operand.
struct UpdateRows<T: Element> {
  typealias Source = UnsafePointer<T>

  /// `x[i] = f(x[i], b[i])`
  let vector: (UnsafeMutablePointer<T>, Source, Int) -> Void
  /// `x[i] = f(x[i], b)`
  let number: (UnsafeMutablePointer<T>, T, Int) -> Void
  /// As `vector`, with a step for each pointer.
  let strided: (UnsafeMutablePointer<T>, Int, Source, Int, Int) -> Void
  /// What an element costs, in picoseconds.
  let cost: Int
}

/// An elementwise function of two numbers, as a type, so that each loop is
/// compiled for it.
protocol BinaryKernel<T, R> {
  associatedtype T: Element
  associatedtype R: Element
  static func apply(_ a: T, _ b: T) -> R
  /// What an element costs, in picoseconds.
  static var cost: Int { get }
}

extension BinaryRows {
  /// The loops of `kernel`.
  init<K: BinaryKernel>(_ kernel: K.Type) where K.T == T, K.R == R {
    cost = K.cost
    vectors = { out, a, b, count in
      for i in 0..<count { out[i] = K.apply(a[i], b[i]) }
    }
    vectorAndNumber = { out, a, b, count in
      for i in 0..<count { out[i] = K.apply(a[i], b) }
    }
    numberAndVector = { out, a, b, count in
      for i in 0..<count { out[i] = K.apply(a, b[i]) }
    }
    strided = { out, outStep, a, aStep, b, bStep, count in
      for i in 0..<count {
        out[i &* outStep] = K.apply(a[i &* aStep], b[i &* bStep])
      }
    }
  }
}

extension UpdateRows {
  /// The loops of `kernel`.
  init<K: BinaryKernel>(_ kernel: K.Type) where K.T == T, K.R == T {
    cost = K.cost
    vector = { x, b, count in
      for i in 0..<count { x[i] = K.apply(x[i], b[i]) }
    }
    number = { x, b, count in
      for i in 0..<count { x[i] = K.apply(x[i], b) }
    }
    strided = { x, xStep, b, bStep, count in
      for i in 0..<count {
        x[i &* xStep] = K.apply(x[i &* xStep], b[i &* bStep])
      }
    }
  }
}
