import LuaBindings
import LuaRuntime
import Testing

/// What functions of whole tensors say of arguments that mean nothing.
@Suite struct FunctionErrorTests {
  /// A wrong call, where `x` is a float32 matrix of shape [2, 3] and `i` an int64
  /// one of ones; and a part of what it says.
  static let messages: [(String, String)] = [
    // Order
    ("x:sort(3)", "bad argument #1 to 'sort' (axis 3 of a tensor with axes"),
    ("x:sort(1.5)", "bad argument #1 to 'sort' (number has no integer"),
    ("x:sort(1, 1)", "bad argument #2 to 'sort' (boolean expected"),
    ("x:topk(4)", "topk: asked for 4 of the 3 elements of an axis"),
    ("x:topk(-1)", "topk: asked for -1 of the 3 elements"),
    ("x:kthvalue(0)", "kthvalue: k counts from 1, got 0"),
    ("snn.zeros(0):median()", "median: shape [0] has no elements"),
    ("snn.zeros(0):quantile(0.5)", "quantile: shape [0] has no elements"),
    ("x:quantile(1.5)", "quantile: a fraction must be from 0 to 1, not 1.5"),
    ("x:quantile(0/0)", "quantile: a fraction must be from 0 to 1, not nan"),
    ("x:quantile(x)", "quantile: q must be a number or a vector, found shape"),
    ("x:flip(0)", "bad argument #1 to 'flip' (axis 0 of a tensor with axes"),
    // Indices
    ("x:gather(1, x)", "gather: expected int64 indices, found a float32"),
    ("x:gather(1, i * 3)", "gather: index 3 is out of range 1...2"),
    ("x:gather(1, i - 1)", "gather: index 0 is out of range 1...2"),
    ("x:gather(1, math.mininteger + i * 0)", "is out of range 1...2"),
    ("x:gather(1, i[1])", "gather: shapes [2, 3] and [3] don't match"),
    ("x:gather(1, snn.ones(2, 4, 'int64'))", "shapes [2, 3] and [2, 4]"),
    ("x:gather(1, 5)", "bad argument #2 to 'gather' (Tensor expected"),
    ("x:scatter_(1, i, x[1])", "scatter_: shapes [3] and [2, 3]"),
    ("x:scatter_(1, i, snn.ones(1, 3))", "scatter_: shapes [1, 3] and [2, 3]"),
    ("i:scatter_(1, i, 0.5)", "a tensor of int64 can't hold 0.5"),
    ("x:expand(2, 2, 3):scatter_(1, i, 1)", "share memory; copy it first"),
    ("x[x:gt(0)]:scatter_(1, i, 1)", "change the whole tensor"),
    ("x:gt(0):scatter_add_(1, i, 1)", "expected float32, float64 or int64"),
    ("x:index_add_(1, i[1], x)", "index_add_: shapes [3, 3] and [2, 3]"),
    ("x:index_add_(1, i, x)", "index_add_: shapes"),
    (
      "x:index_add_(1, i[1][{ { 1, 2 } }] * 9, x)", "index_add_: index 9 is out"
    ),
    ("x:take_along(i * 9)", "take_along: index 9 is out of range 1...3"),
    (
      "x:histogram(snn.tensor { 2, 1 })", "histogram: the vector isn't in order"
    ),
    ("x:take_along(i[1])", "take_along: shapes [2, 3] and [3]"),
    ("x:take_along(snn.ones(3, 1, 'int64'))", "take_along: shapes"),
    ("x:repeat_interleave(-1)", "bad argument #1 to 'repeat_interleave'"),
    ("x:repeat_interleave(math.maxinteger, 1)", "too many elements"),
    // Along an axis
    ("x:norm(0/0)", "norm: the order of a norm can't be NaN"),
    ("x:norm('fro')", "bad argument #1 to 'norm' (number expected"),
    ("snn.zeros(0):norm(math.huge)", "norm: shape [0] has no elements"),
    ("x:cumprod()", "bad argument #1 to 'cumprod'"),
    ("x:diff(-1)", "diff: can't be done -1 times"),
    ("x:sum { 1, 1 }", "axis 1 is there twice"),
    ("x:sum { 1, 4 }", "axis 4 of a tensor with axes 1...2"),
    ("x:sum { 'a' }", "expected a list of axes, got string at [1]"),
    ("x:std { axis = { 1, 0 } }", "axis 0 of a tensor with axes 1...2"),
    ("x:argmax { 1, 2 }", "argmax: an index is along one axis"),
    ("snn.zeros(0, 2):max { 1, 2 }", "has no elements"),
    (
      "x:to_sparse():sum { 1, 2 }",
      "sum: a sparse matrix has it along one axis"
    ),
    // Searching and counting
    ("x:searchsorted(x)", "searchsorted: expected a vector in order"),
    ("snn.tensor({ 2, 1 }):searchsorted(x)", "the vector isn't in order"),
    ("x:histogram(0)", "bad argument #1 to 'histogram'"),
    ("x:histogram(3, 1, 1)", "histogram: there are no bins from 1.0 to 1.0"),
    ("(x / 0):histogram(3)", "there are no bins from"),
    ("x:histogram(snn.ones(1))", "expected a vector of at least two edges"),
    ("x:bincount()", "bincount: expected whole numbers, found a float32"),
    ("(i - 1):bincount()", "counts whole numbers from 1, and there is 0"),
    ("(i * math.mininteger):bincount()", "counts whole numbers from 1"),
    ("(i * math.maxinteger):bincount()", "too many elements"),
    ("i:bincount(x[1])", "bincount: shapes [2, 3] and [3] don't match"),
    // Matrices
    ("snn.zeros(1, 1, 1):diag()", "diag: expected a vector or a matrix"),
    ("x[1]:diag(math.mininteger)", "too many elements"),
    ("x[1]:trace()", "trace: expected a matrix, found shape [3]"),
    ("x[1]:tril()", "tril: expected a matrix, found shape [3]"),
    ("x:bmm(x)", "bmm: expected two stacks of as many matrices, with three"),
    (
      "(x / 0):nan_to_num(0, 1e39)",
      "nan_to_num: 1e+39 is too large for float32"
    ),
    ("snn.ones(2, 2, 3):bmm(snn.ones(2, 2, 3))", "matmul: shapes"),
    ("x:cdist(x:t())", "cdist: expected two matrices with as many columns"),
    ("snn.zeros(1, 1, 1):cov()", "cov: expected a vector or a matrix"),
    ("x:einsum(('i'):rep(1000000))", "at most 8 axes, not 1000000"),
    ("snn.einsum('ij', x, x)", "einsum: there are 1 terms for 2 tensors"),
    ("snn.einsum('ijk->', x)", "the term \"ijk\" doesn't name the axes"),
    ("snn.einsum('ij,jk->ik', x, x)", "the axis j has the sizes 3 and 2"),
    ("snn.einsum('ij->ik', x)", "the axis k of the result is in none"),
    ("snn.einsum('ij->ii', x)", "the result has the axis i twice"),
    ("snn.einsum('i?->', x)", "'?' in \"i?->\" is no letter"),
    ("snn.einsum('ij-i', x)", "has a - that isn't part of an arrow"),
    ("snn.einsum('')", "einsum: there are 1 terms for 0 tensors"),
    // Convolution and pooling
    ("x:conv2d(x)", "conv2d: expected weights with 4 axes, found shape [2, 3]"),
    ("x[1]:conv1d(snn.ones(1, 1, 2))", "conv1d: expected an input with axes"),
    (
      "snn.ones(2, 5):conv1d(snn.ones(1, 1, 2))",
      "are for 1 channels, and the input of shape [2, 5] has 2"
    ),
    (
      "snn.ones(2, 5):conv1d(snn.ones(1, 2, 6))",
      "conv1d: a window of 6 is larger than axis 2 of shape [2, 5]"
    ),
    (
      "snn.ones(2, 5):conv1d(snn.ones(1, 2, 3), { dilation = 3 })",
      "a window of 7 (3 with dilation 3) is larger"
    ),
    (
      "snn.ones(2, 5):conv1d(snn.ones(1, 2, 3), { stride = 0 })",
      "conv1d: the stride must be from 1 to"
    ),
    (
      "snn.ones(2, 5):conv1d(snn.ones(1, 2, 3), { padding = -1 })",
      "conv1d: the padding must be from 0 to"
    ),
    (
      "snn.ones(2, 5):conv1d(snn.ones(1, 2, 3), { pading = 1 })",
      "did you mean 'padding'?"
    ),
    (
      "snn.ones(2, 5):conv1d(snn.ones(1, 2, 3), { groups = 3 })",
      "2 channels to 1 can't be cut into 3 groups"
    ),
    (
      "snn.ones(2, 5):conv1d(snn.ones(1, 2, 3), snn.ones(2))",
      "conv1d: bias: shapes [1] and [2] don't match"
    ),
    (
      "snn.zeros(0, 5):conv1d(snn.zeros(0, 3, 2), { groups = math.maxinteger })",
      "can't be cut into 9223372036854775807 groups"
    ),
    (
      "snn.zeros(32768, 1, 1):unfold(1 << 24, { padding = 1 << 23 })",
      "too many elements"
    ),
    ("x:max_pool2d(2.5)", "max_pool2d: size must be a whole number, or a list"),
    ("x:max_pool2d { 1, 2, 3 }", "max_pool2d: size must be a whole number"),
    ("x:max_pool2d(3)", "max_pool2d: a window of 3 is larger than axis 1"),
    ("x:max_pool2d(2, { padding = 2 })", "a padding of 2 is more than half"),
    ("x:gt(0):max_pool2d(2)", "max_pool2d: expected numbers, found a bool"),
    ("x[1]:avg_pool2d(2)", "avg_pool2d: windows over 2 axes don't fit"),
    ("x:adaptive_avg_pool2d(0)", "can't be made [0, 0]"),
    ("x:adaptive_avg_pool2d(-1)", "a size must be 0 or more, not -1"),
    ("x:unfold(2)", "unfold: expected three or four axes"),
  ]

  @Test(arguments: messages)
  func aWrongCallSaysWhy(call: String, message: String) throws {
    let script =
      "local x = snn.ones(2, 3) local i = snn.ones(2, 3, 'int64')"
      + " local _ = \(call)"
    let error = #expect(throws: LuaError.self) {
      try run(script)
    }
    #expect(
      error.map { "\($0)" }?.contains(message) == true,
      "\(error.map { "\($0)" } ?? "nothing")")
  }

  /// What is empty takes no time, however long its axes are.
  @Test func functionsOfNothingEnd() throws {
    try run(
      """
      assert(snn.zeros(1 << 40, 0):diff(1 << 40, 1).shape[1] == 0)
      local one = snn.zeros(1, 1, "float64"):expand(1 << 40, 1)
      assert(snn.zeros(0, 3, 3):adaptive_avg_pool2d(1 << 20):numel() == 0)
      assert(one:cdist(snn.zeros(0, 1, "float64")):numel() == 0)
      """)
  }

  @Test func aResultIsACopy() throws {
    try run(
      """
      local x = snn.ones(3)
      x:diff(0):add_(1); x:flip():add_(1); x:gather(1, snn.arange(3)):add_(1)
      x:lerp(x, 0):add_(1); x:nan_to_num():add_(1); x:diag():add_(1)
      assert(x:sum() == 3)
      """)
  }

  /// A wrong index among right ones changes nothing.
  @Test func aWrongIndexChangesNothing() throws {
    try run(
      """
      local x, places = snn.zeros(3), snn.tensor { 1, 2, 9 }
      assert(not pcall(x.scatter_, x, 1, places, 1))
      assert(not pcall(x.scatter_add_, x, 1, places, snn.ones(3)))
      assert(x:sum() == 0)
      """)
  }

  @Test func infiniteNumbersAndFarDiagonals() throws {
    try run(
      """
      local inf = math.huge
      assert(snn.tensor({ 1, 2, inf }):quantile(0.5) == 2)
      assert(snn.tensor({ 1, inf }):quantile(0) == 1)
      assert(snn.ones(2, 2):tril(math.maxinteger):sum() == 4)
      assert(snn.ones(2, 2):triu(math.mininteger):sum() == 4)
      local cov = snn.tensor({ 1, 2, 4 }, "float64"):cov(5)
      assert(cov == inf, cov)
      local none = snn.zeros(0):cov()
      assert(none ~= none)
      """)
  }

  @Test func aWrongIndexIsFoundInAKernelToo() throws {
    try run(
      """
      local k = snn.kernel(function(x, i) return x:gather(1, i) end)
      local x = snn.ones(2, 3)
      k(x, snn.ones(2, 3, "int64"))
      local ok, problem = pcall(k, x, snn.ones(2, 3, "int64") * 3)
      assert(not ok and tostring(problem):find(
        "gather: index 3 is out of range 1...2", 1, true), problem)
      """)
  }
}
