import Testing

@testable import Plots

@Suite struct GnuplotScriptTests {
  @Test(arguments: [
    ("plain", "'plain'"),
    ("x_1 {a} $b \\n", #"'x_1 {a} $b '."\134".'n'"#),
    ("it's `1`", #"'it'."\047".'s '."\140".'1'."\140""#),
    ("'", #""\047""#),
    ("''@", #""\047\047\100""#),
    ("two\nlines", #"'two'."\012".'lines'"#),
    ("a\r\nb", #"'a'."\012".'b'"#),
    ("a\u{0}b\tc\u{1b}", "'a b c '"),
    ("", "''"),
  ])
  func textIsQuoted(text: String, expected: String) {
    #expect(quoted(text) == expected)
  }

  @Test func noTextIsReadAsMarkup() throws {
    var figure = try someFigure()
    figure.title = "x_1"
    figure.x.label = "{/Symbol a}"
    let text = script([figure]).text
    #expect(text.contains("set terminal svg noenhanced"))
    #expect(text.contains("set xlabel '{/Symbol a}'"))
  }

  @Test("B5: what a line doesn't show is a dot")
  func whatALineDoesNotShowIsADot() throws {
    func dots(_ y: [Double]) throws -> [Double] {
      let figure = Figure([
        try .line(
          x: .even(start: 1, step: 1, count: y.count), y: .list(y))
      ])
      let script = script([figure])
      // The dots come after the line.
      let x = script.data.dropFirst(2 * y.count)
      #expect(count("with points", in: script.text) == (x.isEmpty ? 0 : 1))
      return stride(from: x.startIndex, to: x.endIndex, by: 2).map { x[$0] }
    }
    #expect(try dots([1]) == [1])
    #expect(try dots([1, 2]) == [])
    #expect(try dots([1, .nan, 2, 3, .nan, 4]) == [1, 6])
    #expect(try dots([.nan, 1, .infinity]) == [2])
    let sameplace = Figure([
      try .line(x: .list([3, 3, 4]), y: .list([5, 5, .nan]))
    ])
    #expect(script([sameplace]).data.suffix(2) == [3, 5])
  }

  @Test func numbersAreNotInTheScript() throws {
    let figure = Figure([
      try .line(x: .list([1, 2]), y: .list([0.12345, 0.54321]))
    ])
    let script = script([figure])
    #expect(!script.text.contains("0.12345"))
    #expect(script.data == [1, 0.12345, 2, 0.54321])
  }

  @Test func eachLayerReadsItsOwnNumbers() throws {
    let figure = Figure([
      try .line(x: .list([1, 2]), y: .list([3, 4])),
      try .points(x: .list([5]), y: .list([6])),
    ])
    let script = script([figure])
    #expect(script.text.contains("binary skip=0 record=2"))
    #expect(script.text.contains("binary skip=32 "))
    #expect(script.data == [1, 3, 2, 4, 5, 6])
  }

  @Test func aLongLineOfPixelsIsDrawnStrokeByStroke() throws {
    let figure = Figure([
      try .line(
        x: .even(start: 0, step: 1, count: 1_001),
        y: .even(start: 0, step: 1, count: 1_001))
    ])
    #expect(count("with lines", in: script([figure], .png).text) == 2)
    #expect(count("with lines", in: script([figure], .pdf).text) == 1)
  }

  @Test func aLegendNamesOnlyWhatHasAName() throws {
    let figure = Figure([
      try .line(x: .list([1, 2]), y: .list([1, 2]), name: "it's"),
      try .line(x: .list([1, 2]), y: .list([1, 2])),
    ])
    let text = script([figure]).text
    #expect(count(#"title 'it'."\047".'s'"#, in: text) == 1)
    #expect(count("notitle", in: text) == 1)
    #expect(count("set key at", in: text) == 1)
  }

  @Test func figuresOfAGridHaveLetters() throws {
    let figure = try someFigure()
    let text = script([figure, figure, figure], columns: 2).text
    for letter in ["a", "b", "c"] {
      #expect(text.contains("set label '\(letter)' at screen"))
    }
    #expect(count("reset\n", in: text) == 3)
  }

  @Test func axesOfAColumnBeginAtTheSamePlace() throws {
    var narrow = try someFigure()
    narrow.y.limits = 0...1
    var wide = narrow
    wide.y.label = "with a label"
    let text = script([narrow, wide]).text
    let margins = text.split(separator: "\n").filter {
      $0.hasPrefix("set lmargin")
    }
    #expect(margins.count == 2 && margins[0] == margins[1])
  }
}
