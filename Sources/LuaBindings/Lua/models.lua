-- `snn.models`: classes of neurons, synapses, rules and inputs, each in a file
-- of its own, which is read when a script first asks for the class.

local native, snn, Behaviors, globals = ...

local setmetatable, rawset, rawget = setmetatable, rawset, rawget
local ipairs = ipairs

local names = native.model_names()
local is_model = {}
for _, name in ipairs(names) do
  is_model[name] = true
end

-- What a file of a model gets for `require "snn"`: the library, but for
-- classes, which are not to be those of scripts that have the same name.
local library = setmetatable({ Behavior = Behaviors.library_class }, {
  __index = snn,
})
local environment = setmetatable({
  require = function()
    return library
  end,
}, { __index = globals })

return setmetatable({}, {
  __index = function(models, name)
    if not is_model[name] then
      native.unknown_function(name, is_model, "snn.models")
    end
    local class = native.model(name, environment)()
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
