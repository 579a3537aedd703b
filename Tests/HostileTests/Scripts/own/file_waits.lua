-- expect: ok
-- mode: default
-- why: a pipe that nobody writes to doesn't block the library

os.execute "mkfifo pipe"
local net = snn.Network {}
net:initialize()
local t = snn.ones(3)
assert(not pcall(snn.load, "pipe"))
assert(not pcall(net.load, net, "pipe"))
assert(not pcall(t.save, t, "pipe") or snn.load "pipe":sum() == 3)
