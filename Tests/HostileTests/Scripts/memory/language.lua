-- Tables, strings, closures, coroutines, errors, modules and variables that are
-- closed.

local parts = {}
for i = 1, 40 do
  parts[i] = ("%d:%s"):format(i, ("x"):rep(i))
end
local text = table.concat(parts, ","):gsub("x+", string.upper)

local produce = coroutine.wrap(function()
  for i = 1, 10 do
    coroutine.yield({ i, function() return i end })
  end
end)
local sum = 0
for _ = 1, 10 do
  local pair = produce()
  sum = sum + pair[1] + pair[2]()
end

local closed = 0
local closing = setmetatable({}, { __close = function() closed = closed + 1 end })
local function fail(depth)
  local _ <close> = closing
  if depth == 0 then
    error({ code = 7 })
  end
  fail(depth - 1)
end
local ok, message = pcall(fail, 5)
assert(not ok)
if type(message) ~= "table" then
  error(message, 0)
end

local f = assert(load("local a, b = ... return a .. b, #arg"))
arg = { "one", "two" }
result = #text + sum + closed + message.code + #f("left", "right")
