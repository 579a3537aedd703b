-- expect: ok
-- mode: both
-- why: sparse matrices of entries that are wrong, twice there or out of order

local max = math.maxinteger
for _, rows in ipairs {
  { 1, 2 }, { 0, 1 }, { 2, 1 }, { 1, 1 }, { 3, 4 }, { max, 1 }, { -1, 1 }, {},
  { 1 },
  { 1.5, 2 }, { 0 / 0, 1 }, snn.tensor({ 1, 2 }, "int64"),
  snn.full({ 2 }, math.mininteger, "int64"), snn.zeros(2, 2), snn.tensor { 1,
  2 },
} do
  for _, columns in ipairs { { 1, 2 }, { 1, 1 }, { 0, 0 }, { max, max }, {} } do
    for _, size in ipairs {
      { 2, 2 }, { 0, 0 }, { -1, 2 }, { 1 << 40, 2 }, { 2, 1 << 40 }, { max,
      max },
      { 2 }, {}, { 1.5, 2 }, { 2, 2, 2 },
    } do
      for _, values in ipairs { 1, { 1, 2 }, {}, 0 / 0, snn.zeros(3) } do
        local ok, m = pcall(snn.sparse, {
          rows = rows, columns = columns, values = values, size = size,
        })
        if ok then
          for _, name in ipairs {
            "sum", "to_dense", "indices", "values", "summary", "nnz", "exp",
            "max",
            "zero_", "neg_", "size", "mean", "std",
          } do
            pcall(m[name], m)
            pcall(m[name], m, 1)
          end
          pcall(m.matmul, m, snn.ones(2))
          pcall(m.add, m, snn.ones(2, 2):to_sparse())
          pcall(function() m[1] = 3 end)
          pcall(function() return m[{ 1, 2 }], m[1], m[max] end)
          pcall(tostring, m)
        end
      end
    end
  end
end
local W = snn.ones(5, 5):to_sparse()
local values = W:values()
local s = W[snn.ones(5):gt(0)]
W:free()
assert(values:sum() == 25)
pcall(s.sum, s)
pcall(s.add_, s, 1)
assert(not pcall(W.sum, W))
