-- expect: ok
-- mode: both
-- why: slice bounds
-- adapted: slices are narrow, select and ranges as indices

local t = snn.zeros(5)
local extremes = {
  0, -1, -6, 6, 7, math.mininteger, math.maxinteger, 1.5, 0 / 0, 1 / 0, "1",
}
for _, i in ipairs(extremes) do
  for _, j in ipairs(extremes) do
    pcall(function() return t:narrow(1, i, j):sum() end)
    pcall(function() return t:narrow(i, 1, j):sum() end)
    pcall(function() return t:select(i, j) end)
    pcall(function() return t[{ { i, j } }]:sum() end)
    pcall(function() return t[{ { i, j, i } }]:sum() end)
    pcall(function() return t:transpose(i, j):sum() end)
    pcall(function() return t:roll(i, j):sum() end)
  end
  pcall(function() return t:sum(i) end)
  pcall(function() return t:size(i) end)
  pcall(function() return t:cumsum(i) end)
  pcall(function() return t:unsqueeze(i) end)
  pcall(function() return t:squeeze(i) end)
end
assert(not pcall(t.narrow, t, 1, math.mininteger, math.maxinteger))
assert(not pcall(t.narrow, t, 1, 2, math.maxinteger))
assert(not pcall(t.narrow, t, 1, 4, 3))
