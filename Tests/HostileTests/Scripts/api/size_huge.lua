-- expect: ok
-- mode: both
-- limits: tensor-mem=1G
-- why: sizes that cannot be had are clean errors, at once

for _, n in ipairs {
  1 << 40, 1 << 62, math.maxinteger, 1e18 // 1 | 0, (1 << 61) + 1,
} do
  for _, f in ipairs {
    snn.zeros, snn.ones, snn.rand, snn.randn, snn.randperm, snn.eye,
    function(size) return snn.full({ size }, 1) end,
    function(size) return snn.zeros(size, size) end,
    function(size) return snn.zeros(2, size, 2) end,
    function(size) return snn.arange(1, size) end,
    function(size) return snn.linspace(0, 1, size) end,
    function(size) return snn.zeros(1):tile(size) end,
    function(size) return snn.zeros(1):expand(size):clone() end,
    function(size) return snn.randint(1, 2, size) end,
    function(size) return snn.uniform(0, 1, size) end,
    function(size) return snn.vec_to_mat(snn.zeros(2), size) end,
    function(size)
      return snn.sparse {
        rows = {}, columns = {}, values = {}, size = { size, size },
      }:to_dense()
    end,
  } do
    local ok, e = pcall(f, n)
    assert(not ok and type(e) == "string", e)
  end
end
