-- What scripts of strangers find beside the standard libraries: `snn`, and
-- `require` for it, for these libraries, and for modules in the folder of the
-- script, if it has one.

local snn, read_module, raise = ...

local type, ipairs = type, ipairs

_G.snn = snn

local loaded = { snn = snn }
for _, name in ipairs {
  "_G", "coroutine", "math", "os", "string", "table", "utf8",
} do
  loaded[name] = _G[name]
end
local absent = { debug = true, io = true, package = true }
local loading = {}

function _G.require(name)
  if type(name) ~= "string" then
    raise("require: expected a name, got " .. type(name))
  end
  if loaded[name] ~= nil then
    return loaded[name]
  end
  if loading[name] then
    raise("require: '" .. name .. "' requires itself")
  end
  local chunk, path = read_module(name)
  if not chunk then
    raise(absent[name] and name .. " is not available in the sandbox" or path)
  end
  loading[name] = true
  local result = chunk(name, path)
  loading[name] = nil
  loaded[name] = result == nil and true or result
  return loaded[name]
end
