-- expect: ok
-- mode: default
-- limits: seconds=60
-- why: every prefix of a checkpoint and every single flipped byte is refused with a message

local function build()
  local net = snn.Network { seed = 1 }
  local group = snn.NeuronGroup { net = net, size = 10, tag = "e" }
  group.v = group:vector "uniform"
  net:initialize()
  return net
end
local path = os.tmpname()
build():save(path)
local file = assert(io.open(path, "rb"))
local s = file:read "a"
file:close()
local function refuses(text)
  local changed <close> = assert(io.open(path, "wb"))
  changed:write(text)
  changed:flush()
  local ok, e = pcall(build().load, build(), path)
  return not ok and type(e) == "string"
end
for n = 0, #s - 1, math.max(1, #s // 200) do
  assert(refuses(s:sub(1, n)), n)
end
for n = 1, #s, math.max(1, #s // 200) do
  assert(refuses(s:sub(1, n - 1) .. string.char(s:byte(n) ~ 0x55)
    .. s:sub(n + 1)), "byte " .. n)
end
assert(not refuses(s))
os.remove(path)
