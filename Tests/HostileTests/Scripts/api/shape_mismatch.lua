-- expect: ok
-- mode: both
-- why: operands of different size

local a, b = snn.zeros(3), snn.zeros(4)
for _, name in ipairs {
  "add", "add_", "sub", "mul_", "div", "pow", "eq", "lt", "maximum", "copy_",
  "dot", "bitand", "where", "matmul",
} do
  assert(not pcall(a[name], a, b), name)
end
for _, f in ipairs {
  function() return a + b end, function() return a * b end,
  function() return a + {} end, function() return a + "1" end,
  function() return nil + a end, function() return a .. b end,
  function() return a < b end, function() return a & b end,
  function() return a + print end, function() return -a + b end,
  function() return snn.cat { snn.zeros(2, 3), snn.zeros(3, 2) } end,
  function() return snn.stack { a, b } end,
  function() return snn.ones(2, 3):matmul(snn.ones(2, 3)) end,
  function() a[b:eq(0)] = 1 end,
} do
  assert(not pcall(f))
end
