import Testing

@testable import Plots

@Suite struct ScaleTests {
  private func marks(
    _ low: Double, _ high: Double, _ change: (inout Axis) -> Void = { _ in }
  ) -> [String] {
    var axis = Axis()
    change(&axis)
    return Scale(axis, data: low...high, marks: 4).marks.map(\.text)
  }

  @Test func marksAreRoundNumbers() {
    #expect(marks(0.3, 9.1) == ["0", "2", "4", "6", "8", "10"])
    #expect(marks(-0.9, 0.9) == ["−1.0", "−0.5", "0", "0.5", "1.0"])
    #expect(
      marks(0.001, 0.0049) == ["0.001", "0.002", "0.003", "0.004", "0.005"])
  }

  @Test func largeAndSmallNumbersHavePowersOfTen() {
    #expect(
      marks(0, 1.5e6)
        == ["0", "5×10⁵", "1×10⁶", "1.5×10⁶"])
    #expect(marks(0, 4e-7) == ["0", "1×10⁻⁷", "2×10⁻⁷", "3×10⁻⁷", "4×10⁻⁷"])
  }

  static let ranges: [ClosedRange<Double>] = [
    1_234_550...1_234_700, 0...1, 1e9...1e9 + 1, 123_456.78...123_456.79,
    -2_000_000...(-1_999_990), 1e15...1e15 + 64, 0...2e6, 1e-9...1.00001e-9,
  ]

  @Test("B3: the marks of an axis have room", arguments: ranges)
  func theMarksOfAnAxisHaveRoom(range: ClosedRange<Double>) throws {
    for width in [20.0, 45, 85, 180] {
      var figure = Figure([
        try .line(
          x: .list([range.lowerBound, range.upperBound]), y: .list([0, 1]))
      ])
      figure.x.isTight = true
      let layout = Layout(figure, width: width, height: 60)
      let scale = layout.x
      let room =
        (width - layout.left - layout.right) / (scale.high - scale.low)
      // A digit is 0.56 of the height of letters, 7 points, wide.
      let ends = scale.marks.map { mark in
        let half = Double(mark.text.count) * 1.37 / 2
        let place = (mark.value - scale.low) * room
        return (place - half, place + half)
      }
      #expect(
        zip(ends, ends.dropFirst()).allSatisfy { $0.1 < $1.0 },
        "\(width): \(scale.marks.map(\.text))")
      #expect(!scale.marks.isEmpty)
      let least = -layout.left + (width >= 45 ? 0 : -5)
      #expect(ends[0].0 >= least, "\(width): \(scale.marks.map(\.text))")
    }
  }

  @Test("B3: the marks of axes in a grid have room")
  func theMarksOfAxesInAGridHaveRoom() throws {
    var narrow = Figure([
      try .line(x: .list([1_234_550, 1_234_700]), y: .list([0, 1]))
    ])
    narrow.x.isTight = true
    var wide = narrow
    wide.y.label = String(repeating: "a line\n", count: 8)
    var layouts = [narrow, wide].map { Layout($0, width: 60, height: 60) }
    let before = layouts[0].x.marks.count
    Layout.align(
      &layouts, of: [narrow, wide], columns: 1, width: 60, height: 60)
    #expect(layouts[0].x.marks.count < before)
    #expect(layouts[0].x.marks == layouts[1].x.marks)
  }

  @Test("B3: the marks of a low axis have room")
  func theMarksOfALowAxisHaveRoom() throws {
    var figure = try someFigure()
    figure.y.limits = 0...1
    figure.remarks = (1...18).map { "remark \($0)" }
    let layout = Layout(figure, width: 85, height: 60)
    let height = 60 - layout.top - layout.bottom
    #expect(height < 12)
    let marks = layout.y.marks
    #expect(marks.count > 1)
    for (a, b) in zip(marks, marks.dropFirst()) {
      #expect((b.value - a.value) * height >= Layout.lineHeight)
    }
  }

  @Test("B3: marks that fit stay as they are")
  func marksThatFitStayAsTheyAre() throws {
    let figure = Figure([try .line(x: .list([0, 100]), y: .list([0, 1]))])
    #expect(
      Layout(figure, width: 85, height: 60).x.marks.map(\.text)
        == ["0", "20", "40", "60", "80", "100"])
  }

  @Test func aTightAxisEndsWithTheData() {
    let scale = Scale(Axis(isTight: true), data: 0.5...97, marks: 5)
    #expect(scale.low == 0.5 && scale.high == 97)
    #expect(scale.marks.map(\.text) == ["20", "40", "60", "80"])
  }

  @Test func wholeNumbersHaveNoMarksBetween() {
    #expect(marks(1, 3) { $0.isWhole = true } == ["1", "2", "3"])
  }

  @Test func equalNumbersHaveAnAxisAroundThem() {
    let scale = Scale(Axis(), data: 5...5, marks: 4)
    #expect(scale.low < 5 && scale.high > 5 && scale.marks.count > 1)
  }

  /// Half a number to both sides is no difference where numbers are so large.
  @Test(arguments: [9.2e18, -9.2e18, 1e12, 1e300])
  func aLargeWholeNumberHasAnAxisAroundIt(number: Double) {
    let scale = Scale(Axis(isWhole: true), data: number...number, marks: 4)
    #expect(scale.low < number && scale.high > number)
  }

  @Test func aLogarithmicAxisHasWholePowers() {
    #expect(
      marks(3e-6, 0.02) { $0.isLogarithmic = true }
        == ["10⁻⁶", "10⁻⁴", "0.01"])
  }

  /// Whatever the numbers are, working out an axis neither traps nor hangs.
  @Test(arguments: [
    -1e300...1e300, 1e299...1e300, 0...1e-290, 1e15...1e15 + 2, -5e-290...0,
    1...1 + 1e-15,
  ])
  func anyFiniteRangeHasAnAxis(range: ClosedRange<Double>) {
    for isLogarithmic in [false, true]
    where !isLogarithmic || range.lowerBound > 0 {
      var axis = Axis()
      axis.isLogarithmic = isLogarithmic
      let scale = Scale(axis, data: range, marks: 5)
      #expect(scale.low < scale.high && scale.marks.count <= 400)
    }
  }
}
