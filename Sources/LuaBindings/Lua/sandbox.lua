-- What scripts of strangers find beside the standard libraries: `snn`, and
-- `require` for it and for modules in the folder of the script, if it has one.

local snn, read_module, raise = ...

local type = type

_G.snn = snn

local loaded = { snn = snn }
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
    raise(path)
  end
  loading[name] = true
  local result = chunk(name, path)
  loading[name] = nil
  loaded[name] = result == nil and true or result
  return loaded[name]
end
