-- expect: ok
-- mode: both
-- why: indices from float data: NaN, inf, fractions, 0, negative, 1e30
-- adapted: a tensor as an index is one of int64 or bool

local t = snn.arange(1, 10)
for _, v in ipairs {
  0 / 0, 1 / 0, -1 / 0, 0, 11, -11, 1.5, 1e30, -1e30, 2 ^ 63, 2 ^ 62,
} do
  local index = snn.tensor { 1, v }
  assert(not pcall(function() return t[index]:sum() end), tostring(v))
  assert(not pcall(function() t[index] = 1 end), tostring(v))
  pcall(function() return t[index:to "int64"]:clone() end)
end
for _, v in ipairs { math.mininteger, math.maxinteger, 0, 11, 1 << 40 } do
  local index = snn.tensor({ 1, v }, "int64")
  assert(not pcall(function() return t[index]:sum() end), tostring(v))
  assert(not pcall(function() t[index] = 1 end), tostring(v))
end
assert(t[snn.tensor({ 1, 10, 3 }, "int64")]:sum() == 14)
assert(not pcall(function() return t[snn.ones(3):gt(0)]:sum() end))
