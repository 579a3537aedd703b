import Testing

@Suite struct RangeTests {
  @Test func rangesOfWholeNumbersAreExact() throws {
    try run(
      """
      local top = snn.arange(math.maxinteger - 1, math.maxinteger)
      assert(#top == 2 and top[2] == math.maxinteger)
      local x = snn.arange((1 << 53) + 1, (1 << 53) + 5, 2)
      assert(#x == 3 and x[1] == (1 << 53) + 1 and x[3] == (1 << 53) + 5)
      local y = snn.arange(math.maxinteger, math.mininteger, math.mininteger)
      assert(#y == 2 and y[2] == -1)
      assert(#snn.arange(3, 1) == 0 and snn.arange(3, 1, -1)[3] == 1)
      """)
  }
}
