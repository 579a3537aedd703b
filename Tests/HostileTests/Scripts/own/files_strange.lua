-- expect: ok
-- mode: default
-- limits: seconds=60 tensor-mem=256M lua-mem=256M memory=512M
-- why: files that are folders, devices without end, holes of a terabyte

local net = snn.Network { seed = 1 }
net:initialize()
local hole = os.tmpname()
local file = assert(io.open(hole, "wb"))
local header = "{'descr': '<f4', 'fortran_order': False, "
  .. "'shape': (274877906944,), }"
header = header .. (" "):rep(63 - (#header + 10) % 64) .. "\n"
file:write("\x93NUMPY\1\0", string.pack("<I2", #header), header)
file:seek("set", 1 << 40)
file:write "x"
file:close()
for _, path in ipairs {
  "/", "/dev/null", "/dev/zero", "/dev/urandom", "/proc/self/mem", "/dev/full",
  "/proc/self/maps", "/proc/self/fd", hole, "/proc/kmsg", "/dev/stdin", "/etc",
} do
  assert(not pcall(snn.load, path), path)
  assert(not pcall(net.load, net, path), path)
end
for _, path in ipairs { "/", "/etc", "/dev/full", "/proc/self/x", "/dev" } do
  local t = snn.ones(3)
  assert(not pcall(t.save, t, path), path)
  assert(not pcall(net.save, net, path), path)
end
os.remove(hole)
