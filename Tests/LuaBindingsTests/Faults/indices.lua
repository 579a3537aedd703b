-- Indices below 0, which count from the end.

local snn = require "snn"

row("E4", "an index below 0 counts from the end", function()
  local v = snn.arange(5)
  equal({ v[-1], v[-5] }, { 5, 1 })
  v[-2] = 30
  equal(v, { 1, 2, 3, 30, 5 })
  local W = snn.arange(6):reshape(2, 3)
  equal(W[-1], { 4, 5, 6 })
  equal(W[{ -1, {} }], { 4, 5, 6 })
  equal(W[{ {}, -3 }], { 1, 4 })
  equal(W[{ {}, { -2, -1 } }], { { 2, 3 }, { 5, 6 } })
  equal(W[{ {}, { 2, -1 } }], { { 2, 3 }, { 5, 6 } })
  equal(W[{ {}, { -3, 1 } }], { { 1 }, { 4 } })
  W[{ -1, -1 }] = 50
  equal(W, { { 1, 2, 3 }, { 4, 5, 50 } })
  equal(W[W:gt(0)][-1], 50)
end)

row("E4", "an index below 0 of a sparse matrix counts from the end", function()
  local W = snn.tensor { { 0, 1 }, { 2, 3 } }:to_sparse()
  equal({ W[{ -1, -2 }], W[{ -2, -1 }] }, { 2, 1 })
  W[{ -1, -1 }] = 30
  equal(W[{ 2, 2 }], 30)
end)

row("E4", "an index below 0 counts from the end in a kernel", function()
  local kernel = snn.kernel(function(v, W, k)
    v[-1] = v[-2] + W[{ -1, { -2, -1 } }]:sum() + v[k]
    v[k] = 7
    return v
  end)
  local v, W = snn.arange(4):to "float32", snn.ones(2, 2)
  equal(kernel(v, W, -4), { 7, 2, 3, 6 })
end)

row("E4", "there is nothing before the first element", function()
  local v = snn.zeros(3)
  local function index(key)
    return function()
      return v[key]
    end
  end
  fails(index(-4), "index -4 is out of range 1...3")
  fails(index(0), "index 0 is out of range 1...3")
  fails(index(math.mininteger),
    "index -9223372036854775808 is out of range 1...3")
  fails(index { { -4, 1 } }, "index: range {-4, 1} of an axis of size 3")
  fails(index { { -1, 1 } }, "index: range {-1, 1} of an axis of size 3")
  fails(index { { 0, -1 } }, "index: range {0, -1} of an axis of size 3")
  fails(function()
    v[-4] = 1
  end, "index -4 is out of range 1...3")
end)
