-- expect: ok
-- mode: default
-- why: a checkpoint header that claims 2^60 elements must not allocate
-- adapted: saved networks and files of arrays

local path = os.tmpname()
local function write(...)
  local file <close> = assert(io.open(path, "wb"))
  file:write(...)
end
local huge = string.pack("<i8i8", 1 << 60, -1)
local net = snn.Network {}
for _, text in ipairs {
  "SNNLUA01", "SNNCKPT1", "PK\3\4", "PK\5\6", "", "\x93NUMPY",
} do
  write(text, huge, ("\255"):rep(64))
  assert(not pcall(net.load, net, path))
  assert(not pcall(snn.load, path))
end
for _, shape in ipairs {
  "1152921504606846976,", "-1,", "9223372036854775807, 9223372036854775807",
  "99999999999999999999999,", "1.5,", "4611686018427387904, 4", "0,",
} do
  local header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" .. shape
    .. "), }"
  header = header .. (" "):rep(63 - (#header + 10) % 64) .. "\n"
  write("\x93NUMPY\1\0", string.pack("<I2", #header), header, "12345678")
  local ok, e = pcall(snn.load, path)
  assert(not ok or shape == "0,", shape)
  assert(ok or not tostring(e):find "internal", e)
end
os.remove(path)
