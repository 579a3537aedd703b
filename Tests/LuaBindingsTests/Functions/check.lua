-- Calls what functions.lua lists, and compares it with what stands there.
local path, count = ...
local snn = require "snn"
local cases = select(2, assert(loadfile(path))())

local tolerance = { float32 = 2e-6, float64 = 2e-14 }

local function is_near(found, wanted, type_)
  if wanted ~= wanted then return found ~= found end
  if found == wanted then return true end
  if type_ ~= "float32" and type_ ~= "float64" then return false end
  local smallest = type_ == "float32" and 1e-37 or 1e-307
  local scale = math.max(math.abs(wanted), smallest)
  return math.abs(found - wanted) <= tolerance[type_] * scale
end

local function check(call, place, found, wanted)
  local where = call .. ", result " .. place
  if #wanted == 1 then
    assert(is_near(found, wanted[1], "float32"),
      where .. ": " .. tostring(found) .. ", not " .. tostring(wanted[1]))
    return
  end
  local type_, shape, values = table.unpack(wanted)
  assert(found.dtype == type_,
    where .. " is " .. found.dtype .. ", not " .. type_)
  assert(table.concat(found.shape, ",") == table.concat(shape, ","),
    where .. " has the shape " .. table.concat(found.shape, ","))
  local list = found:flatten()
  for i, value in ipairs(values) do
    assert(is_near(list[i], value, type_), where .. "[" .. i .. "] is "
      .. tostring(list[i]) .. ", not " .. tostring(value))
  end
end

local checked = 0
local problems = {}
for _, case in ipairs(cases) do
  local call = case[1]
  local ok, problem = pcall(function()
    local results = table.pack(
      assert(load("local snn = ...; return " .. call, "=call"))(snn))
    assert(results.n == #case - 1, call .. " gives " .. results.n .. " results")
    for place = 1, results.n do
      check(call, place, results[place], case[place + 1])
    end
  end)
  if not ok then problems[#problems + 1] = problem end
  checked = checked + 1
end
assert(#problems == 0, #problems .. " of " .. checked .. " differ:\n"
  .. table.concat(problems, "\n"):sub(1, 4000))
assert(checked >= count, "only " .. checked .. " cases")
