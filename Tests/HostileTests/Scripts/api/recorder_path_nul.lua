-- expect: ok
-- mode: default
-- why: a path with an embedded NUL must not be cut silently

local net = snn.Network {}
local t = snn.zeros(3)
local figure = snn.plot.lines(t)
for _, path in ipairs {
  "ok\0evil", "ok.npy\0evil", "", "/no/such/dir/x.npy", "/proc/self/mem",
  ("x"):rep(100000), ".", "/", "/proc/self/root/proc/nothing", "a\0.png",
} do
  assert(not pcall(net.save, net, path), path)
  assert(not pcall(net.load, net, path), path)
  assert(not pcall(t.save, t, path), path)
  assert(not pcall(snn.load, path), path)
  assert(not pcall(figure.save, figure, path), path)
end
assert(not io.open "ok" and not io.open "ok.npy")
