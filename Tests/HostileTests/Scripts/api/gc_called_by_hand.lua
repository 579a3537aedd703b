-- expect: ok
-- mode: default
-- why: metamethods called by hand through debug

local t = snn.zeros(3)
local metatable = debug.getmetatable(t)
assert(getmetatable(t) == false)
if metatable then
  for _ = 1, 2 do
    pcall(metatable.__gc, t)
  end
  for _, value in ipairs { io.stdout, {}, 5, "x" } do
    pcall(metatable.__gc, value)
  end
  pcall(metatable.__gc)
  assert(not pcall(t.sum, t))
end
