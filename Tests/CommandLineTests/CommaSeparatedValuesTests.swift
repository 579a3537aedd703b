import Testing

@testable import snn_lua

@Suite struct CommaSeparatedValuesTests {
  @Test(arguments: [
    (["a", "b"], "a,b\n"), (["", ""], ",\n"), ([""], "\"\"\n"),
    (["a,b"], "\"a,b\"\n"), (["a\"b"], "\"a\"\"b\"\n"),
    (["a\nb"], "\"a\nb\"\n"), (["a\r\nb"], "\"a\r\nb\"\n"),
    ([" a "], " a \n"), (["\""], "\"\"\"\"\n"), (["größe"], "größe\n"),
  ])
  func fieldsAreQuotedWhereTheyMustBe(fields: [String], line: String) {
    #expect(CommaSeparatedValues.line(fields) == line)
  }

  @Test(arguments: [
    [["a", "b"], ["1", ""]], [["a,b", "c\"d\"", "e\nf"]], [[""]], [["", ""]],
    [["\r\n", "\""], [","]], [],
  ])
  func rowsAreReadBack(rows: [[String]]) {
    let text = rows.map(CommaSeparatedValues.line).joined()
    #expect(CommaSeparatedValues.rows(text) == rows)
  }
}
