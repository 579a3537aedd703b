/// How elements are put together to one number, as a type, so that each loop
/// is compiled for it.
///
/// Elements are added to a `Partial`, which is narrow and fast; after
/// `rowsPerFlush` of them at the most, it goes into a `Total`, which is wide
/// and exact.
protocol ReductionKernel {
  associatedtype T: Element
  associatedtype Partial: BitwiseCopyable
  associatedtype Total: BitwiseCopyable

  /// The most elements that a partial result may take.
  static var rowsPerFlush: Int { get }
  /// The partial result of no elements.
  static var none: Partial { get }
  /// The total of no elements.
  static var nothing: Total { get }

  func add(_ partial: Partial, _ x: T) -> Partial
  func add(_ partial: Partial, _ a: T, _ b: T, _ c: T, _ d: T) -> Partial
  func merge(_ total: Total, _ partial: Partial) -> Total
  func merge(_ total: Total, _ other: Total) -> Total
}

extension ReductionKernel {
  @inline(__always)
  func add(_ partial: Partial, _ a: T, _ b: T, _ c: T, _ d: T) -> Partial {
    add(add(add(add(partial, a), b), c), d)
  }
}

extension ReductionKernel where Partial == Total {
  static var none: Partial { nothing }
}

/// A sum of real numbers: short sums in their own precision, added up in
/// double precision.
struct RealSum<T: RealElement>: ReductionKernel {
  static var rowsPerFlush: Int { 64 }
  static var none: T { 0 }
  static var nothing: Double { 0 }
  @inline(__always) func add(_ partial: T, _ x: T) -> T { partial + x }
  @inline(__always)
  func add(_ partial: T, _ a: T, _ b: T, _ c: T, _ d: T) -> T {
    partial + ((a + b) + (c + d))
  }
  @inline(__always)
  func merge(_ total: Double, _ partial: T) -> Double {
    total + Double(partial)
  }
  @inline(__always)
  func merge(_ total: Double, _ other: Double) -> Double { total + other }
}

/// A sum of squares of distances from a number.
struct SquareSum<T: RealElement>: ReductionKernel {
  let center: T
  static var rowsPerFlush: Int { 64 }
  static var none: T { 0 }
  static var nothing: Double { 0 }
  @inline(__always) func square(_ x: T) -> T { (x - center) * (x - center) }
  @inline(__always) func add(_ partial: T, _ x: T) -> T { partial + square(x) }
  @inline(__always)
  func add(_ partial: T, _ a: T, _ b: T, _ c: T, _ d: T) -> T {
    partial + ((square(a) + square(b)) + (square(c) + square(d)))
  }
  @inline(__always)
  func merge(_ total: Double, _ partial: T) -> Double {
    total + Double(partial)
  }
  @inline(__always)
  func merge(_ total: Double, _ other: Double) -> Double { total + other }
}

/// A sum of whole numbers, which wraps around.
struct IntegerSum: ReductionKernel {
  static var rowsPerFlush: Int { Int.max }
  static var nothing: Int { 0 }
  @inline(__always) func add(_ partial: Int, _ x: Int) -> Int { partial &+ x }
  @inline(__always) func merge(_ a: Int, _ b: Int) -> Int { a &+ b }
}

/// How many truth values are true.
struct TrueCount: ReductionKernel {
  static var rowsPerFlush: Int { 255 }
  static var none: UInt8 { 0 }
  static var nothing: Int { 0 }
  @inline(__always)
  func add(_ partial: UInt8, _ x: UInt8) -> UInt8 { partial &+ x }
  @inline(__always)
  func merge(_ total: Int, _ partial: UInt8) -> Int { total &+ Int(partial) }
  @inline(__always) func merge(_ a: Int, _ b: Int) -> Int { a &+ b }
}

/// How many elements of four bytes are not zero.
struct FloatCount: ReductionKernel {
  static var rowsPerFlush: Int { 1 << 30 }
  static var none: UInt32 { 0 }
  static var nothing: Int { 0 }
  @inline(__always)
  func add(_ partial: UInt32, _ x: Float) -> UInt32 {
    partial &+ (x != 0 ? 1 : 0)
  }
  @inline(__always)
  func merge(_ total: Int, _ partial: UInt32) -> Int { total &+ Int(partial) }
  @inline(__always) func merge(_ a: Int, _ b: Int) -> Int { a &+ b }
}

/// How many elements of eight bytes are not zero.
struct WideCount<T: NumericElement>: ReductionKernel {
  static var rowsPerFlush: Int { Int.max }
  static var nothing: Int { 0 }
  @inline(__always)
  func add(_ partial: Int, _ x: T) -> Int { partial &+ (x != T.zero ? 1 : 0) }
  @inline(__always) func merge(_ a: Int, _ b: Int) -> Int { a &+ b }
}

/// A product of real numbers.
struct RealProduct<T: RealElement>: ReductionKernel {
  static var rowsPerFlush: Int { 1 << 10 }
  static var none: T { 1 }
  static var nothing: Double { 1 }
  @inline(__always) func add(_ partial: T, _ x: T) -> T { partial * x }
  @inline(__always)
  func merge(_ total: Double, _ partial: T) -> Double {
    total * Double(partial)
  }
  @inline(__always)
  func merge(_ total: Double, _ other: Double) -> Double { total * other }
}

/// A product of whole numbers, which wraps around.
struct IntegerProduct: ReductionKernel {
  static var rowsPerFlush: Int { Int.max }
  static var nothing: Int { 1 }
  @inline(__always) func add(_ partial: Int, _ x: Int) -> Int { partial &* x }
  @inline(__always) func merge(_ a: Int, _ b: Int) -> Int { a &* b }
}

/// An element type with an order that has ends.
protocol BoundedElement: Element {
  static var lowest: Self { get }
  static var highest: Self { get }
  /// The smaller number, or NaN if there is one.
  static func smaller(_ a: Self, _ b: Self) -> Self
  /// The larger number, or NaN if there is one.
  static func larger(_ a: Self, _ b: Self) -> Self
}

extension Float: BoundedElement {
  static var lowest: Float { -.infinity }
  static var highest: Float { .infinity }
}

extension Double: BoundedElement {
  static var lowest: Double { -.infinity }
  static var highest: Double { .infinity }
}

extension Int: BoundedElement {
  static var lowest: Int { .min }
  static var highest: Int { .max }
}

extension UInt8: BoundedElement {
  static var lowest: UInt8 { 0 }
  static var highest: UInt8 { 1 }
  @inline(__always)
  static func smaller(_ a: UInt8, _ b: UInt8) -> UInt8 { a & b }
  @inline(__always)
  static func larger(_ a: UInt8, _ b: UInt8) -> UInt8 { a | b }
}

/// The smallest element, or NaN if there is one.
struct Smallest<T: BoundedElement>: ReductionKernel {
  static var rowsPerFlush: Int { Int.max }
  static var nothing: T { T.highest }
  @inline(__always) func add(_ partial: T, _ x: T) -> T {
    T.smaller(partial, x)
  }
  @inline(__always) func merge(_ a: T, _ b: T) -> T { T.smaller(a, b) }
}

/// The largest element, or NaN if there is one.
struct Largest<T: BoundedElement>: ReductionKernel {
  static var rowsPerFlush: Int { Int.max }
  static var nothing: T { T.lowest }
  @inline(__always) func add(_ partial: T, _ x: T) -> T { T.larger(partial, x) }
  @inline(__always) func merge(_ a: T, _ b: T) -> T { T.larger(a, b) }
}
