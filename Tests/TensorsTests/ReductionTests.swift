import TestSupport
import Testing

@testable import Tensors

@Suite struct ReductionTests {
  let pool = MemoryPool()

  /// The plain loop for an operation.
  static func expected(
    _ operation: ReductionOperation, _ x: [Double]
  ) -> Double {
    let count = Double(x.count)
    switch operation {
    case .sum: return x.reduce(0, +)
    case .product: return x.reduce(1, *)
    case .mean: return x.reduce(0, +) / count
    case .variance, .standardDeviation:
      let mean = x.reduce(0, +) / count
      let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
      return operation == .variance ? variance : variance.squareRoot()
    case .sampleVariance, .sampleDeviation:
      let mean = x.reduce(0, +) / count
      let squares = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let variance = count == 0 ? .nan : squares / (count - 1)
      return operation == .sampleVariance ? variance : variance.squareRoot()
    case .minimum: return x.min() ?? .nan
    case .maximum: return x.max() ?? .nan
    case .any: return x.contains { $0 != 0 } ? 1 : 0
    case .all: return x.allSatisfy { $0 != 0 } ? 1 : 0
    case .countNonzero: return Double(x.filter { $0 != 0 }.count)
    case .argumentOfMinimum:
      return Double(x.firstIndex(of: x.min() ?? 0) ?? 0)
    case .argumentOfMaximum:
      return Double(x.firstIndex(of: x.max() ?? 0) ?? 0)
    }
  }

  @Test(arguments: ReductionOperation.allCases, ElementType.allCases)
  func aVectorReducesAsByAPlainLoop(
    operation: ReductionOperation, type: ElementType
  ) throws {
    for count in Samples.counts where count > 0 || !operation.needsElements {
      let x = try Samples.tensor([count], type: type, in: pool)
      // Long products vanish, and those of whole numbers wrap around.
      if operation == .product, count > 9 { continue }
      let result = try x.reduced(operation).double
      let plain = ReductionTests.expected(operation, x.doubles)
      let isSingle = operation.resultType(type) == .float32
      #expect(
        agree([result], [plain], within: isSingle ? 1e-6 : 1e-9),
        "\(count): \(result) is not \(plain)")
    }
  }

  @Test(arguments: ReductionOperation.allCases, ElementType.allCases)
  func viewsReduceAlongEachAxisAsByAPlainLoop(
    operation: ReductionOperation, type: ElementType
  ) throws {
    for view in try Samples.views(type: type, in: pool) {
      for axis in 0..<3 {
        let result = try view.reducing(operation, axis: axis)
        let plain = view.lines(axis).map {
          ReductionTests.expected(operation, $0)
        }
        var shape = view.shape
        shape.remove(axis)
        #expect(result.shape == shape)
        #expect(result.type == operation.resultType(type))
        #expect(
          agree(result.doubles, plain, within: type == .int64 ? 1e-9 : 1e-5),
          "\(view.shape) \(axis)")
      }
    }
  }

  @Test(arguments: [
    [70, 1_000], [1_000, 70], [40_000, 2], [2, 40_000], [3, 50_000],
    [100_000, 1], [1, 100_000], [30, 20, 150], [700, 129],
  ])
  func largeTensorsReduceAlongEachAxisAsByAPlainLoop(sizes: [Int]) throws {
    for type in ElementType.allCases {
      let x = try Samples.tensor(sizes, type: type, in: pool)
      for operation in [ReductionOperation.sum, .maximum, .countNonzero] {
        for axis in sizes.indices {
          let result = try x.reducing(operation, axis: axis).doubles
          let plain = x.lines(axis).map {
            ReductionTests.expected(operation, $0)
          }
          #expect(agree(result, plain, within: 1e-5), "\(operation) \(axis)")
        }
      }
    }
  }

  @Test func wholeViewsReduceAsByAPlainLoop() throws {
    for view in try Samples.views(in: pool) {
      for operation in ReductionOperation.allCases {
        let result = try view.reduced(operation).double
        let plain = ReductionTests.expected(operation, view.doubles)
        #expect(agree([result], [plain], within: 1e-5), "\(operation)")
      }
    }
  }

  @Test func anAxisCanBeKept() throws {
    let x = try Samples.tensor([4, 5, 6], in: pool)
    let sums = try x.reducing(.sum, axis: 1, keepsAxis: true)
    #expect(sums.shape == [4, 1, 6])
  }

  @Test func emptyTensorsReduceAsInNumPy() throws {
    let x = try Tensor.zeros([0], in: pool)
    #expect(try x.reduced(.sum) == 0.0)
    #expect(try x.reduced(.product) == 1.0)
    #expect(try x.reduced(.mean).double.isNaN)
    #expect(try x.reduced(.variance).double.isNaN)
    #expect(try x.reduced(.any) == false)
    #expect(try x.reduced(.all) == true)
    #expect(try x.reduced(.countNonzero) == 0)
  }

  @Test(arguments: [
    ReductionOperation.minimum, .maximum, .argumentOfMinimum,
    .argumentOfMaximum,
  ])
  func anEmptyTensorHasNoExtreme(operation: ReductionOperation) throws {
    let x = try Tensor.zeros([0, 3], in: pool)
    let error = TensorError.emptyReduction(
      operation: operation.rawValue, shape: [0, 3])
    #expect(throws: error) { try x.reduced(operation) }
    #expect(throws: error) { try x.reducing(operation, axis: 0) }
    #expect(try x.reducing(operation, axis: 1, keepsAxis: true).count == 0)
  }

  @Test func axesOfSizeZeroGiveTheResultOfNothing() throws {
    let x = try Tensor.zeros([3, 0], in: pool)
    #expect(try x.reducing(.sum, axis: 1).doubles == [0, 0, 0])
    #expect(try x.reducing(.product, axis: 1).doubles == [1, 1, 1])
    #expect(try x.reducing(.sum, axis: 0).shape == [0])
  }

  @Test(arguments: Samples.counts.filter { $0 > 0 })
  func notANumberPassesThroughExtremes(count: Int) throws {
    for place in Set([0, count / 2, count - 1]) {
      let x = try Samples.tensor([count], in: pool)
      try x.setElement([place], to: .float(.nan))
      #expect(try x.reduced(.minimum).double.isNaN)
      #expect(try x.reduced(.maximum).double.isNaN)
      #expect(try x.reduced(.sum).double.isNaN)
      #expect(try x.reduced(.argumentOfMinimum).integer == place)
      #expect(try x.reduced(.argumentOfMaximum).integer == place)
      #expect(try x.reduced(.countNonzero).integer > 0)
      let column = try x.unsqueezed(axis: 1).expanded(to: [count, 3])
      #expect(try column.reducing(.minimum, axis: 0).doubles[1].isNaN)
    }
  }

  @Test func infinitiesAddUpAsInNumPy() throws {
    let x = try Tensor([Float.infinity, 1, -.infinity], in: pool)
    #expect(try x.reduced(.sum).double.isNaN)
    #expect(try x.reduced(.maximum).double == .infinity)
    #expect(try x.reduced(.minimum).double == -.infinity)
    #expect(try x.reduced(.variance).double.isNaN)
  }

  @Test func theFirstOfEqualElementsIsTheArgument() throws {
    let x = try Tensor([Float(3), 1, -0.0, 0.0, 3, 0], in: pool)
    #expect(try x.reduced(.argumentOfMinimum) == 2)
    #expect(try x.reduced(.argumentOfMaximum) == 0)
  }

  @Test func wholeNumbersWrapAround() throws {
    let x = try Tensor([Int.max, 1, 2], in: pool)
    #expect(try x.reduced(.sum).integer == Int.min + 2)
  }

  @Test func aFarOffMeanDoesNotSpoilTheVariance() throws {
    let x = try Samples.tensor([10_000], in: pool)
    let spread = try x.reduced(.variance).double
    let far = try x.applying(.add, 1_000.0)
    #expect((try far.reduced(.variance).double - spread).magnitude < 1e-4)
    let constant = try Tensor.full([10_000], 0.1, in: pool)
    #expect(try constant.reduced(.standardDeviation).double < 1e-7)
  }

  @Test func aLongSumOfSinglesStaysAccurate() throws {
    let x = try Tensor.full([1_000_000], 0.1, in: pool)
    let expected = Double(Float(0.1)) * 1e6
    let sum = try x.reduced(.sum).double
    #expect((sum / expected - 1).magnitude < 1e-6)
  }

  @Test func anUnknownAxisIsAnError() throws {
    let x = try Tensor.zeros([3], in: pool)
    #expect(
      throws: TensorError.axisOutOfRange(operation: "sum", axis: 1, rank: 1)
    ) { try x.reducing(.sum, axis: 1) }
    #expect(
      throws: TensorError.axisOutOfRange(operation: "sum", axis: -1, rank: 1)
    ) { try x.reducing(.sum, axis: -1) }
  }

  @Test(arguments: ElementType.allCases)
  func runningSumsAgreeWithAPlainLoop(type: ElementType) throws {
    for view in try Samples.views(type: type, in: pool) {
      for axis in 0..<3 {
        let result = try view.cumulativeSum(axis: axis)
        let plain = view.lines(axis).flatMap { line in
          var sum = 0.0
          return line.map { element in
            sum += element
            return sum
          }
        }
        #expect(result.shape == view.shape)
        #expect(
          agree(result.lines(axis).flatMap { $0 }, plain, within: 1e-5))
      }
    }
    #expect(try Tensor.zeros([0], in: pool).cumulativeSum(axis: 0).count == 0)
  }
}
