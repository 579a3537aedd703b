-- expect: ok
-- mode: sandbox
-- why: files are below the folder that is given, whatever the path says

local t = snn.ones(3)
t:save "inside.npy"
assert(snn.load "inside.npy":sum() == 3)
local net = snn.Network {}
net:initialize()
net:save "net"
net:load "net"
for _, path in ipairs {
  "../x", "a/../../x", "/etc/x", "/tmp/x", "x\0y", "", ".", "..", "./",
  "nowhere/x",
  "inside.npy/x", "/", "//x", "~/x", "a\n", "net/../../x", "/proc/self/mem",
  "\0",
  "/dev/full", "/dev/null", "./../x", "x/", "inside.npy\0", ("x"):rep(100000),
  "file:///etc/x", "\\..\\x", "....//x", ".../x",
} do
  for _, f in ipairs { t.save, net.save } do
    local owner = f == t.save and t or net
    local ok = pcall(f, owner, path)
    assert(not ok or path == "~/x" or path == "a\n" or path:find "\\", path)
  end
  assert(not pcall(snn.load, path) or path == "a\n" or path:find "\\", path)
  assert(not pcall(net.load, net, path) or path:find "[\n\\]", path)
end
