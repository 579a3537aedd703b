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

extension UnaryRows where T: RealElement, R == T {
  /// The loops of a function that is computed with all digits of a `Double`, and
  /// rounded.
  init(rounding function: @escaping (Double) -> Double) {
    vector = { out, x, count in
      for i in 0..<count { out[i] = T(function(Double(x[i]))) }
    }
    strided = { out, outStep, x, step, count in
      for i in 0..<count {
        out[i &* outStep] = T(function(Double(x[i &* step])))
      }
    }
    update = { x, count in
      for i in 0..<count { x[i] = T(function(Double(x[i]))) }
    }
    cost = libraryFunctionCost
  }
}

/// An elementwise function that compiles to vector instructions for all but a
/// few numbers, which are far out.
protocol RangedKernel: UnaryKernel where R == T {
  /// Whether `applyOrdinary` is right for all of `x`.
  static func areOrdinary(_ x: UnsafePointer<T>, count: Int) -> Bool
  /// As `apply`, with the same bits, for ordinary numbers.
  static func applyOrdinary(_ x: T) -> T
}

extension UnaryRows where R == T {
  /// The loops of `kernel`, by blocks: one in which a number is far out is
  /// computed element by element, with the same bits.
  init<K: RangedKernel>(ranged kernel: K.Type) where K.T == T {
    cost = K.cost
    vector = { out, x, count in
      for start in stride(from: 0, to: count, by: rangedBlock) {
        let end = min(start &+ rangedBlock, count)
        if K.areOrdinary(x + start, count: end &- start) {
          for i in start..<end { out[i] = K.applyOrdinary(x[i]) }
        } else {
          for i in start..<end { out[i] = K.apply(x[i]) }
        }
      }
    }
    strided = { out, outStep, x, step, count in
      updateGathered(out, outStep, x, step, count) { x, count in
        updateBlock(x, count, with: K.self)
      }
    }
    update = { x, count in
      for start in stride(from: 0, to: count, by: rangedBlock) {
        updateBlock(x + start, min(rangedBlock, count &- start), with: K.self)
      }
    }
  }
}

/// The size of a block of a ranged kernel.
private let rangedBlock = 256

/// `x[i] = f(x[i])` for a block.
@inline(__always)
private func updateBlock<K: RangedKernel>(
  _ x: UnsafeMutablePointer<K.T>, _ count: Int, with kernel: K.Type
) {
  if K.areOrdinary(x, count: count) {
    for i in 0..<count { x[i] = K.applyOrdinary(x[i]) }
  } else {
    for i in 0..<count { x[i] = K.apply(x[i]) }
  }
}

/// Conversion from one element type to another.
enum Convert<T: Element, R: Element>: UnaryKernel {
  @inline(__always) static func apply(_ x: T) -> R { R(x.scalar) }
}
