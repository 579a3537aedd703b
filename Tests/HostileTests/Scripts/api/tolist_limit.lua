-- expect: ok
-- mode: both
-- limits: lua-mem=64M tensor-mem=512M
-- why: a tensor too large for a Lua table under the Lua limit

local t = snn.zeros(20000000)
local ok, e = pcall(t.tolist, t)
assert(not ok and tostring(e):find "memory", e)
assert(#t == 20000000)
