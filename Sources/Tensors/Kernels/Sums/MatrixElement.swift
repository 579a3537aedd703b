/// An element type of matrix products, with the vectors that its kernels
/// compute with.
protocol MatrixElement: NumericElement {
  /// As many elements as fill a register of 64 bytes.
  associatedtype Lanes

  /// The number of elements in `Lanes`.
  static var laneCount: Int { get }
  static var zeroLanes: Lanes { get }
  static func load(_ x: UnsafePointer<Self>) -> Lanes
  static func store(_ lanes: Lanes, _ x: UnsafeMutablePointer<Self>)
  /// `a + b * c`, rounded twice, so that all machines give the same bits.
  static func addProduct(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> Lanes
  /// `a + b * c` for one number for all lanes.
  static func addProduct(_ a: Lanes, _ b: Self, _ c: Lanes) -> Lanes
  static func addLanes(_ a: Lanes, _ b: Lanes) -> Lanes
  /// The sum of the lanes, always in the same order.
  static func laneSum(_ lanes: Lanes) -> Self
}

extension Float: MatrixElement {
  static var laneCount: Int { 16 }
  static var zeroLanes: SIMD16<Float> { .zero }
  @inline(__always)
  static func load(_ x: UnsafePointer<Float>) -> SIMD16<Float> {
    UnsafeRawPointer(x).loadUnaligned(as: SIMD16<Float>.self)
  }
  @inline(__always)
  static func store(_ lanes: SIMD16<Float>, _ x: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(x).storeBytes(of: lanes, as: SIMD16<Float>.self)
  }
  @inline(__always)
  static func addProduct(
    _ a: SIMD16<Float>, _ b: SIMD16<Float>, _ c: SIMD16<Float>
  ) -> SIMD16<Float> { a + b * c }
  @inline(__always)
  static func addProduct(
    _ a: SIMD16<Float>, _ b: Float, _ c: SIMD16<Float>
  ) -> SIMD16<Float> { a + SIMD16(repeating: b) * c }
  @inline(__always)
  static func addLanes(
    _ a: SIMD16<Float>, _ b: SIMD16<Float>
  ) -> SIMD16<Float> { a + b }
  @inline(__always)
  static func laneSum(_ x: SIMD16<Float>) -> Float {
    let eight = x.lowHalf + x.highHalf
    let four = eight.lowHalf + eight.highHalf
    return (four[0] + four[2]) + (four[1] + four[3])
  }
}

extension Double: MatrixElement {
  static var laneCount: Int { 8 }
  static var zeroLanes: SIMD8<Double> { .zero }
  @inline(__always)
  static func load(_ x: UnsafePointer<Double>) -> SIMD8<Double> {
    UnsafeRawPointer(x).loadUnaligned(as: SIMD8<Double>.self)
  }
  @inline(__always)
  static func store(_ lanes: SIMD8<Double>, _ x: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(x).storeBytes(of: lanes, as: SIMD8<Double>.self)
  }
  @inline(__always)
  static func addProduct(
    _ a: SIMD8<Double>, _ b: SIMD8<Double>, _ c: SIMD8<Double>
  ) -> SIMD8<Double> { a + b * c }
  @inline(__always)
  static func addProduct(
    _ a: SIMD8<Double>, _ b: Double, _ c: SIMD8<Double>
  ) -> SIMD8<Double> { a + SIMD8(repeating: b) * c }
  @inline(__always)
  static func addLanes(
    _ a: SIMD8<Double>, _ b: SIMD8<Double>
  ) -> SIMD8<Double> { a + b }
  @inline(__always)
  static func laneSum(_ x: SIMD8<Double>) -> Double {
    let four = x.lowHalf + x.highHalf
    return (four[0] + four[2]) + (four[1] + four[3])
  }
}

extension Int: MatrixElement {
  static var laneCount: Int { 8 }
  static var zeroLanes: SIMD8<Int> { .zero }
  @inline(__always)
  static func load(_ x: UnsafePointer<Int>) -> SIMD8<Int> {
    UnsafeRawPointer(x).loadUnaligned(as: SIMD8<Int>.self)
  }
  @inline(__always)
  static func store(_ lanes: SIMD8<Int>, _ x: UnsafeMutablePointer<Int>) {
    UnsafeMutableRawPointer(x).storeBytes(of: lanes, as: SIMD8<Int>.self)
  }
  @inline(__always)
  static func addProduct(
    _ a: SIMD8<Int>, _ b: SIMD8<Int>, _ c: SIMD8<Int>
  ) -> SIMD8<Int> { a &+ b &* c }
  @inline(__always)
  static func addProduct(
    _ a: SIMD8<Int>, _ b: Int, _ c: SIMD8<Int>
  ) -> SIMD8<Int> { a &+ SIMD8(repeating: b) &* c }
  @inline(__always)
  static func addLanes(_ a: SIMD8<Int>, _ b: SIMD8<Int>) -> SIMD8<Int> {
    a &+ b
  }
  @inline(__always)
  static func laneSum(_ x: SIMD8<Int>) -> Int { x.wrappedSum() }
}
