-- Calls what a file lists, and compares it with what stands there; then the
-- same as a kernel, whose results have the same bits. If the file gives a
-- third value, it is how far numbers of float64 may be away, as a part of the
-- largest.
local path, count = ...
local snn = require "snn"
local _, cases, of_largest = assert(loadfile(path))()

local tolerance = { float32 = 2e-6, float64 = of_largest or 2e-14 }

-- What has no compiled form: results of a size that isn't known beforehand, and
-- what is made once.
local uncompiled = { "unique", "bincount", "meshgrid" }

local function is_near(found, wanted, type_, largest)
  if wanted ~= wanted then return found ~= found end
  if found == wanted then return true end
  if type_ ~= "float32" and type_ ~= "float64" then return false end
  local smallest = type_ == "float32" and 1e-37 or 1e-307
  local scale = math.max(math.abs(wanted), largest or smallest)
  return math.abs(found - wanted) <= tolerance[type_] * scale
end

local function largest_of(values)
  local largest = 0
  for _, value in ipairs(values) do
    largest = math.max(largest, math.abs(value))
  end
  return largest
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
  local largest = of_largest and largest_of(values)
  for i, value in ipairs(values) do
    assert(is_near(list[i], value, type_, largest), where .. "[" .. i .. "] is "
      .. tostring(list[i]) .. ", not " .. tostring(value))
  end
end

-- The call with a name for each of its tensors, and these.
local function parts(call)
  local tensors, names = {}, {}
  local text = call:gsub("snn%.%f[tz]%a+%b()", function(made)
    tensors[#tensors + 1] =
      assert(load("local snn = ...; return " .. made, "=tensor"))(snn)
    names[#names + 1] = "t" .. #tensors
    return names[#names]
  end)
  return text, tensors, names
end

local function copies(tensors)
  local list = {}
  for i, tensor in ipairs(tensors) do list[i] = tensor:clone() end
  return table.unpack(list)
end

local function is_same(a, b)
  if type(a) ~= "userdata" or type(b) ~= "userdata" then
    return a == b or (a ~= a and b ~= b)
  end
  return a.dtype == b.dtype
    and table.concat(a.shape, ",") == table.concat(b.shape, ",")
    and (a:eq(b) | (a:ne(a) & b:ne(b))):all()
end

local function check_compiled(call, text, tensors, names, results)
  local kernel = snn.kernel(assert(load("local snn = ...; return function("
    .. table.concat(names, ", ") .. ") return " .. text .. " end",
    "=kernel"))(snn))
  for _, name in ipairs(uncompiled) do
    if text:find("[:.]" .. name .. "%(") then
      local ok = pcall(kernel, copies(tensors))
      assert(not ok, call .. " has a compiled form")
      return
    end
  end
  local compiled = table.pack(kernel(copies(tensors)))
  assert(compiled.n == results.n, call .. ": compiled " .. compiled.n)
  for place = 1, results.n do
    assert(is_same(compiled[place], results[place]),
      call .. ", compiled result " .. place .. " is\n"
      .. tostring(compiled[place]) .. ", not\n" .. tostring(results[place]))
  end
end

local checked = 0
local problems = {}
for _, case in ipairs(cases) do
  local call = case[1]
  local ok, problem = pcall(function()
    local text, tensors, names = parts(call)
    local results = table.pack(assert(load("local snn"
      .. (#names > 0 and ", " or "") .. table.concat(names, ", ")
      .. " = ...; return " .. text, "=call"))(snn, copies(tensors)))
    assert(results.n == #case - 1, call .. " gives " .. results.n .. " results")
    for place = 1, results.n do
      check(call, place, results[place], case[place + 1])
    end
    if #names > 0 then
      check_compiled(call, text, tensors, names, results)
    end
  end)
  if not ok then
    problems[#problems + 1] = tostring(problem):sub(1, 300) .. "\n in "
      .. call:sub(-80)
  end
  checked = checked + 1
end
assert(#problems == 0, #problems .. " of " .. checked .. " differ:\n"
  .. table.concat(problems, "\n"):sub(1, 4000))
assert(checked >= count, "only " .. checked .. " cases")
