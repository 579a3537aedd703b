import Tensors
import Testing

@testable import Plots

@Suite struct LayerTests {
  private let pool = MemoryPool()

  private func line(_ y: [Double], limit: Int = 100_000) throws -> Layer {
    try .line(
      x: .even(start: 0, step: 1, count: y.count), y: .list(y), limit: limit,
      what: "lines")
  }

  private func points(_ layer: Layer) -> Layer.Points {
    switch layer.content {
    case .line(let points), .points(let points): points
    default: Layer.Points()
    }
  }

  @Test func aShortLineKeepsEveryPoint() throws {
    let layer = try line([1, 2, .nan, 4])
    #expect(points(layer).x == [0, 1, 2, 3])
    #expect(layer.note == nil)
  }

  @Test func aLongLineKeepsItsPeaks() throws {
    var y = [Double](repeating: 0, count: 1_000_000)
    (y[123_456], y[654_321]) = (5, -7)
    let layer = try line(y)
    #expect(points(layer).y.count <= Layer.pointLimit)
    #expect(points(layer).y.max() == 5 && points(layer).y.min() == -7)
    #expect(
      points(layer).x[points(layer).y.firstIndex(of: 5) ?? 0] == 123_456)
    #expect(
      layer.note
        == "drew the least and the greatest of every 21 points of 1,000,000")
  }

  @Test func aLongLineKeepsItsEndsAndItsOrder() throws {
    let layer = try line((0..<1_000).map { Double($0 * 7 % 13) }, limit: 100)
    #expect(points(layer).x.first == 0 && points(layer).x.last == 999)
    #expect(points(layer).x == points(layer).x.sorted())
  }

  @Test func aPartWithoutNumbersStaysAGap() throws {
    var y = [Double](repeating: 1, count: 1_000)
    for place in 400..<600 { y[place] = .nan }
    let layer = try line(y, limit: 100)
    #expect(points(layer).y.contains { $0.isNaN })
  }

  @Test func ofManyPointsEveryNthIsDrawn() throws {
    let layer = try Layer.points(
      x: .even(start: 0, step: 1, count: 250_000),
      y: .even(start: 0, step: 1, count: 250_000))
    #expect(points(layer).x.prefix(3) == [0, 3, 6])
    #expect(
      layer.note == "drew every 3rd point, 83,334 of 250,000")
  }

  @Test func aLargeImageShowsMeansOfBlocks() throws {
    let tensor = try Tensor([0, 1, 2, 3, .nan, 5] as [Double], in: pool)
      .reshaped([2, 3])
    let layer = try Layer.image(tensor, limit: 2)
    // The second row and the third column don't fill a block.
    #expect(layer.image?.rows == 2 && layer.image?.columns == 2)
    #expect(layer.image?.values == [0.5, 2, 3, 5])
    #expect(layer.note == "drew the means of blocks of 1 × 2 elements")
  }

  @Test func aViewIsReadInItsOrder() throws {
    let matrix = try Tensor([1, 2, 3, 4] as [Double], in: pool)
      .reshaped([2, 2])
    let column = try matrix.selected(axis: 1, index: 1)
    #expect(try Numbers(column).read(0..<2) == [2, 4])
    #expect(try Numbers(matrix.transposed()).read(0..<4) == [1, 3, 2, 4])
  }

  // MARK: Mistakes

  @Test func nothingCannotBeDrawn() {
    let mistake = error { _ = try line([]) }
    #expect(mistake?.description == "lines: there are no numbers to draw")
  }

  @Test func onlyNaNCannotBeDrawn() {
    let mistake = error { _ = try line([.nan, .infinity]) }
    #expect(
      mistake?.description == "lines: none of the 2 numbers is finite")
  }

  @Test func xAndYBelongTogether() {
    let mistake = error {
      _ = try Layer.line(x: .list([1]), y: .list([1, 2]), what: "lines")
    }
    #expect(mistake?.description == "lines: there are 1 x and 2 y")
  }

  @Test func anImageHasTwoAxes() {
    let mistake = error {
      _ = try Layer.image(try Tensor([1.0, 2.0], in: pool))
    }
    #expect(
      mistake?.description
        == "image: expected a tensor with two axes, got shape [2]")
  }
}
