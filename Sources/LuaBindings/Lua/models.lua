-- `snn.models`: classes of neurons, synapses, rules and inputs, each in a file
-- of its own, which is read when a script first asks for the class.

local native, snn, Behaviors, globals = ...

local setmetatable, rawset, rawget = setmetatable, rawset, rawget
local ipairs, rawequal, tostring = ipairs, rawequal, tostring
local raise, format = native.raise, string.format

local names = native.model_names()
local is_model = {}
for _, name in ipairs(names) do
  is_model[name] = true
end

-- What a file of a model gets for `require "snn"`: the library, but for
-- classes, which are not to be those of scripts that have the same name. What it
-- raises by `error` begins with the line of the script that asked for it.
local library = setmetatable({ Behavior = Behaviors.library_class }, {
  __index = snn,
})
local environment = setmetatable({
  require = function()
    return library
  end,
  error = raise,
}, { __index = globals })

-- The object that each model works on: it keeps what it knows of it.
local objects = setmetatable({}, { __mode = "kv" })

-- What only the objects of a kind can do.
local methods = {
  ["a neuron group"] = "vector", ["a synapse group"] = "matrix",
}

-- Raises if a model can't work on an object.
local function check(behavior, object)
  local method = methods[behavior.belongs_to or false]
  if method and not object[method] then
    raise(format("%s is for %s, and was given to %s", behavior.name,
      behavior.belongs_to, tostring(object):match "^[^:]*"))
  end
  local other = objects[behavior]
  if other and not rawequal(other, object) and behavior:is_of(other) then
    raise(format("%s is of %s already, and keeps what it knows of it; make one"
      .. " for each: %s {}", behavior.name, other.tag, behavior.name))
  end
  objects[behavior] = object
end

-- Lets a class check what it is given to before it is initialized.
local function guard(class)
  local initialize = rawget(class, "initialize")
  if initialize then
    function class.initialize(behavior, object)
      check(behavior, object)
      return initialize(behavior, object)
    end
  end
  return class
end

return setmetatable({}, {
  __index = function(models, name)
    if not is_model[name] then
      native.unknown_function(name, is_model, "snn.models")
    end
    local class = guard(native.model(name, environment)())
    rawset(models, name, class)
    return class
  end,
  -- All classes in the order of their names.
  __pairs = function(models)
    local place = 0
    return function()
      place = place + 1
      local name = names[place]
      if name then
        return name, rawget(models, name) or models[name]
      end
    end
  end,
})
