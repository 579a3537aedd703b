import TestSupport
import Testing

@testable import Tensors

@Suite struct LinearAlgebraTests {
  let pool = MemoryPool()

  /// The plain product of two matrices.
  func plain(_ a: Tensor, _ b: Tensor) -> [Double] {
    let (x, y) = (a.doubles, b.doubles)
    let (rows, depth, columns) = (a.shape[0], a.shape[1], b.shape[1])
    var result = [Double](repeating: 0, count: rows * columns)
    for i in 0..<rows {
      for k in 0..<depth {
        for j in 0..<columns {
          result[i * columns + j] += x[i * depth + k] * y[k * columns + j]
        }
      }
    }
    return result
  }

  @Test(arguments: [
    [1, 1, 1], [2, 3, 4], [4, 16, 32], [5, 17, 33], [7, 600, 31], [65, 9, 70],
    [3, 0, 2], [0, 3, 2], [1, 50, 40], [40, 50, 1], [130, 140, 150],
    [9, 1, 9],
  ])
  func matricesMultiplyAsByAPlainLoop(sizes: [Int]) throws {
    let (m, k, n) = (sizes[0], sizes[1], sizes[2])
    for type in ElementType.allCases {
      let a = try Samples.tensor([m, k], type: type, in: pool)
      let b = try Samples.tensor([k, n], type: type, in: pool)
      let at = try Samples.tensor([k, m], type: type, in: pool).transposed()
      let bt = try Samples.tensor([n, k], type: type, in: pool).transposed()
      let an = try Samples.tensor([m, k + 3], type: type, in: pool).narrowed(
        axis: 1, start: 2, count: k)
      for (left, right) in [(a, b), (at, b), (a, bt), (at, bt), (an, bt)] {
        let result = try left.matrixProduct(right)
        #expect(result.shape == [m, n])
        #expect(result.type == type.arithmetic)
        #expect(
          agree(result.doubles, plain(left, right), within: 1e-5),
          "\(sizes) \(type)")
      }
    }
  }

  @Test(arguments: [0, 1, 7, 8, 9, 31, 33, 1_000, 5_000])
  func aMatrixTimesAVectorAgreesWithAPlainLoop(count: Int) throws {
    for type in [ElementType.float32, .float64, .int64] {
      let w = try Samples.tensor([67, count], type: type, in: pool)
      let x = try Samples.tensor([count], type: type, in: pool)
      let expected = plain(w, try x.unsqueezed(axis: 1))
      #expect(try w.matrixProduct(x).shape == [67])
      #expect(agree(try w.matrixProduct(x).doubles, expected, within: 1e-4))
      let t = try w.transposed()
      #expect(try x.matrixProduct(t).shape == [67])
      #expect(agree(try x.matrixProduct(t).doubles, expected, within: 1e-4))
      let copy = try t.copied()
      #expect(agree(try x.matrixProduct(copy).doubles, expected, within: 1e-4))
      let column = try copy.selected(axis: 1, index: 5)
      let dot = try x.dotProduct(column).double
      #expect(agree([dot], [expected[5]], within: 1e-4))
    }
  }

  @Test func vectorsGiveASingleNumber() throws {
    let x = try Tensor([Float(1), 2, 3], in: pool)
    let product = try x.matrixProduct(x)
    #expect(product.shape == [])
    #expect(try product.element([]) == 14.0)
    #expect(try x.dotProduct(x) == 14.0)
  }

  @Test func axesInFrontAreBroadcast() throws {
    let a = try Samples.tensor([2, 1, 3, 4], in: pool)
    let b = try Samples.tensor([5, 4, 6], in: pool)
    let result = try a.matrixProduct(b)
    #expect(result.shape == [2, 5, 3, 6])
    for i in 0..<2 {
      for j in 0..<5 {
        let left = try a.selected(axis: 0, index: i).selected(
          axis: 0, index: 0)
        let right = try b.selected(axis: 0, index: j)
        let part = try result.selected(axis: 0, index: i).selected(
          axis: 0, index: j)
        #expect(agree(part.doubles, plain(left, right), within: 1e-6))
      }
    }
    let x = try Samples.tensor([4], in: pool)
    #expect(try a.matrixProduct(x).shape == [2, 1, 3])
    #expect(try x.matrixProduct(b).shape == [5, 6])
  }

  @Test func typesArePromoted() throws {
    let spikes = try Tensor([UInt8(1), 0, 1], in: pool)
    let weights = try Samples.tensor([3, 4], in: pool)
    #expect(try spikes.matrixProduct(weights).type == .float32)
    #expect(try spikes.matrixProduct(spikes).type == .int64)
    #expect(try spikes.dotProduct(spikes) == 2)
    let counts = try Tensor([1, 2, 3], in: pool)
    #expect(try counts.matrixProduct(weights).type == .float64)
  }

  @Test func shapesThatDoNotMatchAreAnError() throws {
    let a = try Tensor.zeros([2, 3], in: pool)
    #expect(
      throws: TensorError.shapeMismatch(
        operation: "matmul", left: [2, 3], right: [2, 3])
    ) { try a.matrixProduct(a) }
    #expect(throws: TensorError.self) {
      try a.matrixProduct(try Tensor.zeros([], in: self.pool))
    }
    #expect(throws: TensorError.self) { try a.dotProduct(a) }
    #expect(throws: TensorError.self) { try a.outerProduct(a) }
    #expect(throws: TensorError.self) { try a.tensorDot(a, axes: 1) }
    #expect(throws: TensorError.self) { try a.tensorDot(a, axes: 3) }
    #expect(throws: TensorError.self) { try a.tensorDot(a, axes: -1) }
  }

  @Test func outerProductsAndTensorDotsAgreeWithPlainLoops() throws {
    let x = try Samples.tensor([5], in: pool)
    let y = try Samples.tensor([7], in: pool)
    let outer = try x.outerProduct(y)
    let expected = x.doubles.flatMap { a in y.doubles.map { a * $0 } }
    #expect(agree(outer.doubles, expected, within: 1e-6))
    #expect(
      agree(try x.tensorDot(y, axes: 0).doubles, expected, within: 1e-6))

    let a = try Samples.tensor([2, 3, 4], in: pool)
    let b = try Samples.tensor([3, 4, 5], in: pool)
    let dot = try a.tensorDot(b, axes: 2)
    #expect(dot.shape == [2, 5])
    let (left, right) = (try a.reshaped([2, 12]), try b.reshaped([12, 5]))
    #expect(agree(dot.doubles, plain(left, right), within: 1e-6))
    #expect(try a.tensorDot(a, axes: 3).shape == [])
  }
}
