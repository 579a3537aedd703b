-- Tensors made, computed with, looked at, shown, written and read.

local snn = require "snn"
local folder = ...

local a = snn.arange(12):reshape(3, 4):to "float32"
local b = (a * 2 + 1):exp():log():clamp(1, 20)
local rows = b[{ 2, {} }] + b[3]
local chosen = b[b:gt(5)]
b[{ {}, 1 }] = snn.tensor { 7, 8, 9 }
local stacked = snn.stack { rows, rows:sqrt() }
local text = tostring(stacked) .. #stacked:totable()
local path = folder .. "/tensors.npy"
b:save(path)
local again = snn.load(path)
local ok, message = pcall(snn.zeros, -1)
assert(not ok)
if not message:find "size" then
  error(message, 0)
end
result = again:sum() + chosen:sum() + stacked:sum() + #text
