-- expect: ok
-- mode: both
-- why: __len and __index of the source table must not be trusted

local function huge()
  return 1 << 60
end
local function one()
  return 1
end
local t = setmetatable({}, { __len = huge, __index = one })
pcall(snn.tensor, t)
pcall(snn.zeros, t)
pcall(snn.cat, t)
pcall(snn.stack, t)
pcall(snn.full, t, 1)
pcall(function() return snn.zeros(3)[t] end)
pcall(snn.sparse, { rows = t, columns = t, values = t, size = { 3, 3 } })
pcall(snn.sparse, { rows = {}, columns = {}, values = {}, size = t })
local fails = setmetatable({ 1, 2 }, {
  __index = function() error "index" end,
  __len = function() error "length" end,
})
assert(#snn.tensor(fails) == 2)
