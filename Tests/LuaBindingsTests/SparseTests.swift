import Foundation
import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// Sparse matrices in scripts: the calls of dense ones.
@Suite struct SparseTests {
  /// A synapse group `s` of 60 to 50 neurons, with a sparse matrix `W`, the
  /// same matrix as a tensor `D`, where it has entries, `mask`, and rows and
  /// columns, `pre` and `post`.
  static func setup(_ options: String = "seed = 3") -> String {
    """
    net = snn.Network { \(options) }
    local a = snn.NeuronGroup { net = net, size = 60, tag = "a" }
    local b = snn.NeuronGroup { net = net, size = 50, tag = "b" }
    s = snn.SynapseGroup { net = net, src = a, dst = b, tag = "S" }
    s.W = s:matrix { "uniform", density = 0.3, layout = "sparse" }
    W, D = s.W, s.W:to_dense()
    mask = D:ne(0):to("float32")
    n, m = #D, D:size(2)
    pre, post = snn.arange(1, n):mod(4):eq(1), snn.arange(1, m):mod(3):eq(1)
    function close(a, b) assert((a - b):abs():max() < 1e-5) end
    function same() D:mul_(mask) close(W:to_dense(), D) end

    """
  }

  /// What is true of `W` and `D`.
  static let claims = [
    "close(W[pre]:sum(1), D[pre]:sum(1))",
    "close(W[{ {}, post }]:sum(2), D[{ {}, post }]:sum(2))",
    "close(W[{ pre, post }]:sum(1), D[{ pre, post }]:sum(1))",
    "close(W[{ pre, { 2, 9 } }]:sum(2), D[{ pre, { 2, 9 } }]:sum(2))",
    "close(W[snn.tensor { 5, 2 }]:to_dense(), D[snn.tensor { 5, 2 }])",
    "for _, M in ipairs { W, D } do M[{ pre, post }]:add_(0.3):clamp_(0, 1) end"
      + " same()",
    """
    local down, up, w = snn.rand(m), snn.rand(n, 1), 0.5
    for _, M in ipairs { W, D } do
      M[pre]:mul_(1 - down):add_(down * w)
      M[{ {}, post }]:mul_(1 - up):add_(up * w)
    end
    same()
    """,
    "W:mul_(0.5) D:mul_(0.5) same() W:clamp_(0.1, 0.2) D:clamp_(0.1, 0.2)"
      + " same()",
    "W[pre] = 2 D[pre] = 2 same() W[{ {}, post }] = snn.ones(n, 1)"
      + " D[{ {}, post }] = 1 same()",
    "W:sqrt_() D:sqrt_() same() W[post:eq(post) and pre]:neg_()"
      + " D[pre] = -D[pre] same()",
    "W:fill_(3) D:fill_(3) same() W:copy_(D * 2) D:mul_(2) same()",
    "close((W * 2):to_dense(), D * 2) close((2 * W):to_dense(), D * 2)",
    "close((W + 1):to_dense(), (D + 1) * mask)",
    "close((1 - W):to_dense(), (1 - D) * mask) close((-W):to_dense(), -D)",
    "close((W / W):to_dense(), mask) close((W ^ 2):to_dense(), D * D)",
    "W:add_(W:clone()) D:mul_(2) same()",
    "close(W:sum(1), D:sum(1)) close(W:sum(2), D:sum(2))",
    "close(W:sum(2, true), D:sum(2, true)) close(W:mean(1), D:mean(1))",
    "close(W:count_nonzero(1), D:count_nonzero(1))",
    "for _, f in ipairs { 'sum', 'mean', 'std', 'min', 'max',"
      + " 'count_nonzero' } do assert(math.abs(W[f](W) - D[f](D)) < 1e-3) end",
    "local v, u = snn.rand(n), snn.rand(m) close(v:matmul(W), v:matmul(D))"
      + " close(W:matmul(u), D:matmul(u))",
    "local x = snn.rand(3, n) close(x:matmul(W), x:matmul(D))",
    "assert(W:dim() == 2 and W:numel() == n * m and W.ndim == 2)",
    "assert(W:size(1) == n and W:size()[2] == m and W.shape[1] == n)",
    "assert(W.dtype == 'float32' and W:to('float64').dtype == 'float64')",
    "assert(W:nnz() == W:count_nonzero() and #W:values() == W:nnz())",
    "W:values():fill_(7) assert(W:sum() == 7 * W:nnz())",
    """
    local rows, columns = W:indices()
    for k = 1, #rows, 50 do
      local i, j = rows[k], columns[k]
      assert(W[{ i, j }] == D[i][j])
      W[{ i, j }] = 9
      assert(W[{ i, j }] == 9)
    end
    """,
    "close(D:to_sparse():to_dense(), D)",
    """
    local i, j = W:indices()
    local again = snn.sparse { rows = i, columns = j, values = W:values(),
      size = { n, m } }
    close((W + again):to_dense(), D * 2)
    """,
    "s.V = W[pre] close(s.V:to_dense(), D[pre]) W:zero_() close(s.V:sum(1),"
      + " D[pre]:sum(1))",
    "assert(tostring(W) == '[' .. W:summary() .. ']')",
  ]

  @Test(arguments: claims, ["seed = 3", "seed = 3, synapse_mode = 'DxS'"])
  func itIsAsTheDenseMatrix(_ claim: String, _ options: String) throws {
    try run(Self.setup(options) + claim)
  }

  @Test func listsMakeAMatrix() throws {
    try run(
      """
      local W = snn.sparse { rows = { 2, 1 }, columns = { 1, 3 },
        values = { 0.5, 2 }, size = { 2, 3 } }
      assert(W[{ 2, 1 }] == 0.5 and W[{ 1, 3 }] == 2 and W[{ 1, 1 }] == 0)
      assert(tostring(W) == "[sparse float32 [2, 3], 2 entries (33.33 %)"
        .. " min 0.5 mean 1.25 max 2]")
      assert(snn.sparse { rows = {}, columns = {}, values = 1, size = { 0, 5 },
        dtype = "float64" }.dtype == "float64")
      local twice = { rows = { 2, 1, 2 }, columns = { 1, 3, 1 },
        values = { 0.5, 2, 4 }, size = { 2, 3 }, duplicates = "sum" }
      local V = snn.sparse(twice)
      assert(V:nnz() == 2 and V[{ 2, 1 }] == 4.5 and V[{ 1, 3 }] == 2)
      twice.duplicates = "error"
      assert(not pcall(snn.sparse, twice))
      """)
  }

  @Test func filesKeepMatrices() throws {
    let folder = try TemporaryFolder()
    try run(
      Self.setup() + """
        local path = "\(folder.path("W.npz"))"
        assert(W:save(path) == W)
        close(snn.load(path):to_dense(), D)
        local V = snn.load(path, "float64")
        assert(V.dtype == "float64" and V:nnz() == W:nnz())
        W[pre]:save(path)
        close(snn.load(path):to_dense(), D[pre])
        local isDone, text = pcall(snn.load, path, "bool")
        assert(not isDone and text:find("sparse: expected float32", 1, true))
        io.open(path, "wb"):write("PK"):close()
        isDone, text = pcall(snn.load, path)
        assert(text:find("W.npz: this is not a .npz file", 1, true), text)
        """)
  }

  /// A wrong call and what it says, after "model.lua:N: ".
  static let messages: [(String, String)] = [
    (
      "s:matrix { density = 1.5, layout = 'sparse' }",
      "matrix: the density must be a number in 0...1, not 1.5"
    ),
    (
      "s:matrix { density = 0/0, layout = 'sparse' }",
      "matrix: the density must be a number in 0...1, not nan"
    ),
    (
      "s:matrix { density = snn.rand(3), layout = 'sparse' }",
      "matrix: density must be a number with layout = \"sparse\", got a tensor"
    ),
    (
      "s:matrix { layout = 'spare' }",
      "matrix: layout must be \"dense\" or \"sparse\", not spare"
    ),
    (
      "s:matrix { layout = 'sparse', only_enabled = false }",
      "matrix: 'only_enabled' can't be used with layout = \"sparse\""
    ),
    (
      "s:matrix { layout = 'sparse', dtype = 'int64' }",
      "matrix: expected float32 or float64 for a sparse matrix, found a int64"
        + " tensor"
    ),
    (
      "s.enabled = s:matrix(1) s:matrix { layout = 'sparse' }",
      "'enabled' of SynapseGroup 'S', beside a sparse matrix, must be a truth"
        + " value, as the entries say which synapses there are, not a tensor"
    ),
    (
      "local x = W[3]",
      "index: a sparse matrix has no views; take the range {3, 3} instead of 3,"
        + " or {i, j} for one element"
    ),
    ("local x = W[{ 61, 1 }]", "index 61 is out of range 1...60"),
    ("W[{ 1, 51 }] = 1", "index 51 is out of range 1...50"),
    (
      "W:zero_() W = snn.zeros(2, 2):to_sparse() W[{ 1, 2 }] = 1",
      "the sparse matrix has no entry [1, 2], and entries can't be added"
    ),
    (
      "W.w = 3",
      "a sparse matrix has no field 'w' to write to; keep state in"
        + " the group"
    ),
    (
      "local x = W:sums()",
      "a sparse matrix has no method or field 'sums'; did you mean 'sum'?"
    ),
    (
      "W[pre] = {}",
      "only a number, a boolean or a tensor can be written into a sparse"
        + " matrix, not a table"
    ),
    (
      "local x = W[pre][pre]",
      "index: a selection of a sparse matrix can't be selected from again;"
        + " write W[{rows, columns}]"
    ),
    (
      "local x = W[{ {}, {}, {} }]",
      "index: 3 selectors for a sparse matrix of shape [60, 50]"
    ),
    (
      "local x = W[post]",
      "a mask of shape [50] can't select from shape [60,"
        + " 50]"
    ),
    (
      "W[snn.tensor { 4, 4 }]:add_(1)",
      "add: index 4 is selected more than once"
    ),
    (
      "W[pre]:add_(W)",
      "add: a sparse matrix and a selection can't be combined; both must be"
        + " matrices with entries in the same places"
    ),
    (
      "W:add_(snn.zeros(60, 50):to_sparse())",
      "add: the sparse matrices [60, 50] and [60, 50] have entries in different"
        + " places"
    ),
    ("W:add_(snn.rand(60))", "add: shapes [60, 50] and [60] don't match"),
    (
      "W:add_('x')",
      "bad argument #1 to 'add_' (SparseMatrix, Tensor or number expected, got"
        + " string)"
    ),
    (
      "W:sum(3)",
      "bad argument #1 to 'sum' (axis 3 of a tensor with axes"
        + " 1...2)"
    ),
    (
      "W:max(1)",
      "max: there is none along an axis of a sparse matrix; to_dense() gives a"
        + " tensor"
    ),
    (
      "W:matmul(W)",
      "matmul: the product of two sparse matrices isn't there; to_dense() makes"
        + " a tensor of one"
    ),
    ("W:matmul(snn.rand(3))", "matmul: shapes [60, 50] and [3] don't match"),
    (
      "local x = snn.rand(60, 50) + W",
      "bad argument #2 to 'add' (Tensor expected, got SparseMatrix)"
    ),
    (
      "snn.sparse { rows = {}, columns = {}, values = 1, size = { 2, 2 },"
        + " duplicates = 'max' }",
      "sparse: duplicates must be \"error\" or \"sum\", not max"
    ),
    (
      "snn.sparse { rows = { 1, 2, 1 }, columns = { 2, 1, 2 }, values = 1,"
        + " size = { 2, 2 } }",
      "sparse: entry [1, 2] is given more than once"
    ),
    (
      "snn.sparse { rows = { 3 }, columns = { 1 }, values = 1, size = { 2, 2 }"
        + " }", "sparse: index 3 is out of range 1...2"
    ),
    (
      "snn.sparse { rows = { math.mininteger }, columns = { 1 }, values = 1,"
        + " size = { 2, 2 } }",
      "sparse: index -9223372036854775808 is out of range 1...2"
    ),
    (
      "snn.sparse { rows = { 1 }, columns = { 1.5 }, values = 1,"
        + " size = { 2, 2 } }",
      "sparse: columns[1] must be a whole number, not 1.5"
    ),
    (
      "snn.sparse { rows = { 1 }, columns = { 1 }, values = { 'x' },"
        + " size = { 2, 2 } }",
      "sparse: values[1] must be a number, not string"
    ),
    (
      "snn.sparse { rows = { 1 }, columns = { 1 }, values = 1, size = 4 }",
      "sparse: size must be {rows, columns}, got number"
    ),
    (
      "snn.sparse { rows = {}, columns = {}, values = 1, size = { 1e12, 4 } }",
      "shape [1000000000000, 4] has too many elements"
    ),
    (
      "snn.sparse { row = {} }",
      "sparse has no option 'row'; did you mean 'rows'?"
    ),
    (
      "snn.rand(3):to_sparse()",
      "to_sparse: expected a matrix, found a tensor of shape [3]"
    ),
    (
      "W:free() W:sum()",
      "calling 'sum' on bad self (SparseMatrix was"
        + " released)"
    ),
  ]

  @Test(arguments: messages)
  func aMistakeIsNamed(_ source: String, _ expected: String) throws {
    let lines = Self.setup().split(
      separator: "\n", omittingEmptySubsequences: false
    ).count
    let found = try message(of: Self.setup() + source)
    #expect(found == "model.lua:\(lines): \(expected)")
  }
}
