-- Looking at a network: what runs in which order, what it reads and writes, how
-- long it takes, and who makes the first NaN.
--
-- Returns a function that is told of each object and its metatable.

local native, Methods = ...
local raise = native.raise

local ipairs, setmetatable = ipairs, setmetatable
local format, concat = string.format, table.concat

local NetworkMethods = Methods.network

-- The metatables of all objects, which scripts can't reach.
local metatables = setmetatable({}, { __mode = "k" })

function NetworkMethods:describe()
  print(native.report(self))
end

-- Makes objects tell the engine which variables are read from them; nothing,
-- if `tells` is false.
local function tell_reads(net, tells)
  for _, objects in ipairs { { net }, net.Structures } do
    for _, object in ipairs(objects) do
      local metatable = metatables[object]
      local slots, values = metatable[2], metatable[3]
      metatable.__index = not tells and values or function(_, name)
        if slots[name] then
          native.note_read(object, name)
        end
        return values[name]
      end
    end
  end
end

function NetworkMethods:trace()
  Methods.check_self(self, "trace")
  tell_reads(self, true)
  local ok, message = pcall(native.trace, self)
  tell_reads(self, false)
  if not ok then
    error(message, 0)
  end
end

local profile_metatable = {
  __tostring = function(rows)
    local total = 0
    for _, row in ipairs(rows) do
      total = total + row.ms
    end
    local lines = {}
    for i, row in ipairs(rows) do
      lines[i] = format("%6s  %5.1f %%  %10.3f ms  %s of %s, %d calls",
        native.number_name(row.key), total > 0 and 100 * row.ms / total or 0,
        row.ms, row.behavior, row.object, row.calls)
    end
    return concat(lines, "\n")
  end,
}

function NetworkMethods:profile(count)
  local rows = native.profile(self, count == nil and 1 or count)
  return setmetatable(rows, profile_metatable)
end

local finite_checks = { [true] = "all", [false] = "off", nan = "nan" }

function NetworkMethods:check_finite(what)
  if what == nil then
    return
  end
  Methods.check_self(self, "check_finite")
  local check = finite_checks[what]
  if not check then
    raise('check_finite: expected true, false or "nan", got '
      .. (type(what) == "string" and format("%q", what)
        or native.type_name(what)))
  end
  native.check_finite(self, check)
end

return function(object, metatable)
  metatables[object] = metatable
end
