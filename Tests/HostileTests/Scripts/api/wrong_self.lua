-- expect: ok
-- mode: both
-- why: methods called with a foreign self

local t = snn.zeros(3)
local net = snn.Network {}
local bad = {
  1, "x", {}, print, true, coroutine.create(print), io and io.stdout or 5, net,
  snn.Recorder "v", setmetatable({}, { __index = t }),
}
for _, name in ipairs {
  "sum", "add_", "mul_", "fill_", "tolist", "update_", "narrow", "reshape",
  "free", "dtype", "to", "clone", "exp", "size", "save", "matmul", "where",
} do
  local method = t[name]
  assert(not pcall(method))
  for _, value in ipairs(bad) do
    assert(not pcall(method, value, 1, 1), name)
  end
end
for _, name in ipairs {
  "simulate_iterations", "initialize", "describe", "save", "remove", "trace",
  "profile", "stop", "all_objects", "tags", "behavior", "tensor", "find",
} do
  assert(not pcall(net[name]), name)
  for _, value in ipairs { t, 1, "x", print } do
    assert(not pcall(net[name], value, 1, 1), name)
  end
end
