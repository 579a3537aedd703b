-- What the row tests share. Gets the name of the row test to run, counted as
-- `RowTests.swift` counts: the n-th call of `row` in its file.
--
-- A file of rows then calls `row(id, claim, test)` for each test; the id is the
-- row's in the inventory of the reference systems.

local wanted = ...
local count = 0

local function shown(value)
  if type(value) ~= "table" then
    return type(value) == "string" and string.format("%q", value)
      or tostring(value)
  end
  local parts = {}
  for key, item in require("snn").sorted_pairs(value) do
    parts[#parts + 1] = (math.type(key) and "" or key .. " = ") .. shown(item)
  end
  return "{" .. table.concat(parts, ", ") .. "}"
end

local function plain(value)
  if type(value) ~= "userdata" then
    return value
  end
  return value:dim() == 0 and value:item() or value:totable()
end

local function same(a, b, tolerance)
  if type(a) == "number" and type(b) == "number" then
    return a == b or a ~= a and b ~= b or math.abs(a - b) <= tolerance
  end
  if type(a) ~= "table" or type(b) ~= "table" or rawequal(a, b) then
    return rawequal(a, b)
  end
  for key, value in pairs(a) do
    if not same(plain(value), plain(b[key]), tolerance) then
      return false
    end
  end
  for key in pairs(b) do
    if a[key] == nil then
      return false
    end
  end
  return true
end

-- Raises unless two values are the same within `tolerance`; tensors and tables
-- are compared by their elements.
function near(got, expected, tolerance)
  got, expected = plain(got), plain(expected)
  if not same(got, expected, tolerance) then
    error(string.format("got %s, expected %s", shown(got), shown(expected)), 2)
  end
end

-- Raises unless two values are the same.
function equal(got, expected)
  got, expected = plain(got), plain(expected)
  if not same(got, expected, 0) then
    error(string.format("got %s, expected %s", shown(got), shown(expected)), 2)
  end
end

-- Raises unless `test` fails with this message, its position left out.
function fails(test, message)
  local ok, found = pcall(test)
  if ok then
    error("no error; expected: " .. message, 2)
  end
  found = tostring(found):gsub("^[%w_./-]+%.lua:%d+: ", "")
  if found ~= message then
    error("got the error: " .. found .. "\n    expected: " .. message, 2)
  end
end

-- One test of a row.
function row(_, _, test)
  count = count + 1
  if count == wanted then
    test()
  end
end

-- A file that is removed after `test(path)`.
function with_file(test)
  local path = os.tmpname()
  local ok, problem = pcall(test, path)
  os.remove(path)
  if not ok then
    error(problem, 0)
  end
end
