import Foundation
import Testing

@testable import Tensors

@Suite struct FourierTests {
  private let pool = MemoryPool()

  /// Powers of small primes, their products, primes, and products of large ones.
  static let counts = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 15, 16, 25, 30, 31, 32, 36, 49, 60, 61,
    64, 67, 77, 97, 100, 121, 127, 128, 134, 143, 187, 210, 243, 256, 257, 262,
    360, 500, 509, 512, 625,
  ]

  private func numbers(_ count: Int, _ seed: Int) throws -> Tensor {
    var state = UInt64(seed)
    return try Tensor(
      (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) / Double(1 << 52) - 1
      }, in: pool)
  }

  /// By the definition, with angles that are exact up to one rounding.
  private func sums(_ x: [Double], _ y: [Double]) -> ([Double], [Double]) {
    let n = x.count
    var result = (x, y)
    for k in 0..<n {
      var (real, imaginary) = (0.0, 0.0)
      for j in 0..<n {
        let (c, s) = root(j * k % n, of: n)
        real += x[j] * c - y[j] * s
        imaginary += x[j] * s + y[j] * c
      }
      (result.0[k], result.1[k]) = (real, imaginary)
    }
    return result
  }

  private func expectNear(_ found: Tensor, _ wanted: [Double]) {
    let scale = wanted.map(abs).max() ?? 0
    let found = found.values(Double.self)
    #expect(found.count == wanted.count)
    for (a, b) in zip(found, wanted) {
      #expect(abs(a - b) <= 1e-14 * max(scale, 1))
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 7, 8, 12, 16, 100, 1_000])
  func rootsAreOnTheCircle(count: Int) {
    for k in 0..<count {
      let (c, s) = root(k, of: count)
      let angle = -2 * Double.pi * Double(k) / Double(count)
      #expect(abs(c - cos(angle)) < 1e-15 && abs(s - sin(angle)) < 1e-15)
      #expect(abs(c * c + s * s - 1) < 4e-16)
    }
  }

  @Test(arguments: counts)
  func rootsThatAreMirroredHaveTheSameBits(count: Int) throws {
    let list = try Scratch<Double>(count: 2 * count, in: pool)
    try list.pointer.fillRoots(of: count)
    for k in 0..<count {
      #expect((list.pointer[k], list.pointer[count + k]) == root(k, of: count))
    }
  }

  @Test(arguments: counts)
  func aTransformAgreesWithItsDefinition(count: Int) throws {
    let (x, y) = (try numbers(count, 1), try numbers(count, 2))
    let (real, imaginary) = sums(x.values(Double.self), y.values(Double.self))
    let parts = try FourierOperation.forward.results(x, y, axis: 0)
    expectNear(parts[0], real)
    expectNear(parts[1], imaginary)
  }

  @Test(arguments: counts)
  func theInverseGivesTheNumbersBack(count: Int) throws {
    let (x, y) = (try numbers(count, 3), try numbers(count, 4))
    let parts = try FourierOperation.forward.results(x, y, axis: 0)
    let back = try FourierOperation.inverse.results(
      parts[0], parts[1], axis: 0)
    expectNear(back[0], x.values(Double.self))
    expectNear(back[1], y.values(Double.self))
  }

  @Test(arguments: counts)
  func halfIsEnoughForRealNumbers(count: Int) throws {
    let x = try numbers(count, 5)
    let all = try FourierOperation.forward.results(x, axis: 0)
    let half = try FourierOperation.forwardReal.results(x, axis: 0)
    #expect(half[0].shape == [count / 2 + 1])
    for (part, whole) in zip(half, all) {
      expectNear(
        part, Array(whole.values(Double.self).prefix(count / 2 + 1)))
    }
    let back = try FourierOperation.inverseReal.results(
      half[0], half[1], axis: 0, count: count)
    expectNear(back[0], x.values(Double.self))
  }

  /// A long one whose size is a prime, against what is known in closed form: a
  /// point at place 1 gives the roots themselves.
  @Test(arguments: [65_521, 65_536, 60_000])
  func aLongTransformIsExact(count: Int) throws {
    let x = try Tensor.zeros([count], type: .float64, in: pool)
    try x.setElement([1], to: .float(1))
    let parts = try FourierOperation.forward.results(x, axis: 0)
    let wanted = (0..<count).map { root($0, of: count) }
    expectNear(parts[0], wanted.map(\.0))
    expectNear(parts[1], wanted.map(\.1))
  }

  @Test func eachRowAlongAnAxisIsTransformed() throws {
    let x = try numbers(24, 6).reshaped([2, 3, 4])
    let along = try FourierOperation.forward.results(x, axis: 1)
    for i in 0..<2 {
      for j in 0..<4 {
        let column = try x.selected(axis: 0, index: i).selected(
          axis: 1, index: j)
        let parts = try FourierOperation.forward.results(column, axis: 0)
        for (part, whole) in zip(parts, along) {
          let found = try whole.selected(axis: 0, index: i).selected(
            axis: 1, index: j)
          expectNear(try found.copied(), part.values(Double.self))
        }
      }
    }
  }

  @Test func memoryOfATransformCounts() throws {
    let small = MemoryPool()
    let x = try Tensor.zeros([1_000], type: .float64, in: small)
    small.limit = small.countedBytes + 20_000
    #expect(throws: TensorError.self) {
      try FourierOperation.forward.results(x, axis: 0)
    }
  }

  @Test func aNumberOfPointsIsAboveZero() throws {
    let x = try Tensor.zeros([0], in: pool)
    #expect(
      throws: TensorError.invalidArgument(
        operation: "fft",
        reason: "the axis of shape [0] has no points to transform")
    ) { try FourierOperation.forward.results(x, axis: 0) }
    #expect(
      throws: TensorError.invalidArgument(
        operation: "rfft",
        reason: "the number of points must be 1 or more, not 0")
    ) { try FourierOperation.forwardReal.results(x, axis: 0, count: 0) }
  }
}
