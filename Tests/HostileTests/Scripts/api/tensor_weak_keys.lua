-- expect: ok
-- mode: both
-- why: tensors as weak keys and values

local w = setmetatable({}, { __mode = "kv" })
for i = 1, 10000 do
  local t = snn.zeros(10)
  w[t] = t
  w[i] = t
end
local sum = 0
for _, v in pairs(w) do
  if type(v) == "userdata" then
    sum = sum + v:sum()
  end
end
assert(sum == 0)
