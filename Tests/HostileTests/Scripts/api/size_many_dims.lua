-- expect: ok
-- mode: both
-- why: more dimensions than supported

local sizes, zero = {}, {}
for i = 1, 200 do
  sizes[i], zero[i] = 1, 0
end
for _, list in ipairs { sizes, zero } do
  for _, name in ipairs { "zeros", "ones", "rand", "randn" } do
    pcall(snn[name], table.unpack(list))
    pcall(snn[name], list)
  end
  pcall(snn.full, list, 1)
  for _, name in ipairs { "reshape", "expand", "tile", "view" } do
    local t = snn.zeros(1)
    pcall(t[name], t, table.unpack(list))
  end
end
local t = snn.zeros(1)
local ok = pcall(function()
  for _ = 1, 1000 do
    t = t:unsqueeze(1)
  end
end)
assert(not ok)
assert(tostring(t) and t:sum() == 0 and t:squeeze() and t:tolist())
pcall(tostring, t:clone():add(1))
