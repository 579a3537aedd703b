import TestSupport
import Testing

@testable import Tensors

@Suite struct DescriptionTests {
  let pool = MemoryPool()

  @Test func vectorsAreAligned() throws {
    let x = try Tensor([Float(1), -2.5, 10.125], in: pool)
    #expect(
      x.description == """
        [ 1.000, -2.500, 10.125]
        [float32 tensor of shape [3]]
        """)
  }

  @Test func matricesAreNested() throws {
    let x = try Tensor([1, 2, 3, 40], in: pool).reshaped([2, 2])
    #expect(
      x.description == """
        [[ 1,  2],
         [ 3, 40]]
        [int64 tensor of shape [2, 2]]
        """)
  }

  @Test func moreAxesHaveEmptyLinesBetween() throws {
    let x = try Tensor([UInt8(1), 0, 1, 1], in: pool).reshaped([2, 1, 2])
    #expect(
      x.description == """
        [[[ true, false]],

         [[ true,  true]]]
        [bool tensor of shape [2, 1, 2]]
        """)
  }

  @Test func singleNumbersAndEmptyTensorsAreShown() throws {
    let x = try Tensor.full([], 2.5, in: pool)
    #expect(x.description == "2.5\n[float32 tensor of shape []]")
    let y = try Tensor.zeros([0, 3], type: .int64, in: pool)
    #expect(y.description == "[]\n[int64 tensor of shape [0, 3]]")
    #expect(y.summary == "int64 [0, 3]")
  }

  @Test func largeTensorsAreCut() throws {
    let x = try Tensor.range(from: 0, to: 2_000, in: pool)
    #expect(
      x.description == """
        [   0,    1,    2, ..., 1997, 1998, 1999]
        [float32 tensor of shape [2000]]
        """)
    let matrix = try x.reshaped([40, 50])
    #expect(
      matrix.description == """
        [[   0,    1,    2, ...,   47,   48,   49],
         [  50,   51,   52, ...,   97,   98,   99],
         [ 100,  101,  102, ...,  147,  148,  149],
         ...,
         [1850, 1851, 1852, ..., 1897, 1898, 1899],
         [1900, 1901, 1902, ..., 1947, 1948, 1949],
         [1950, 1951, 1952, ..., 1997, 1998, 1999]]
        [float32 tensor of shape [40, 50]]
        """)
  }

  @Test(arguments: [
    [1_000], [1_000, 1], [1, 1_000], [2, 2, 2, 2, 2, 2, 2, 2],
    [10, 10, 10, 10], [500, 2], [5, 5, 5, 5, 5, 5, 5, 5],
  ])
  func noTensorTakesMoreThanSixtyLines(sizes: [Int]) throws {
    let text = try Samples.tensor(sizes, in: pool).description
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 60)
    #expect(lines.allSatisfy { $0.utf8.count <= 90 })
  }

  @Test func unusualNumbersAreShown() throws {
    let x = try Tensor([Float.nan, .infinity, -.infinity, 1e20], in: pool)
    #expect(
      x.description == """
        [       nan,        inf,       -inf, 1.0000e+20]
        [float32 tensor of shape [4]]
        """)
  }

  @Test func theSummaryIsALine() throws {
    let x = try Tensor([Float(-1.2), 0.5, 3.1], in: pool)
    #expect(x.summary == "float32 [3] min -1.2 mean 0.8 max 3.1")
    let spikes = try Tensor([UInt8(1), 0, 1], in: pool)
    #expect(spikes.summary == "bool [3] 2 true")
  }
}
