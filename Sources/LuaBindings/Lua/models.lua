-- `snn.models`: classes of neurons, synapses, rules and inputs, each in a file
-- of its own, which is read when a script first asks for the class.

local native, snn, Behaviors, globals = ...

local setmetatable, rawset, rawget = setmetatable, rawset, rawget
local ipairs, pairs, rawequal, tostring = ipairs, pairs, rawequal, tostring
local raise, format = native.raise, string.format

local names = native.model_names()
local is_model = {}
for _, name in ipairs(names) do
  is_model[name] = true
end

-- What a file of a model gets for `require "snn"`: the library, but for
-- classes, which are not to be those of scripts that have the same name. What
-- it raises by `error` begins with the line of the script that asked for it.
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

-- Which model has made each variable of an object.
local makers = setmetatable({}, { __mode = "k" })

-- The parameter of a behavior that is the name of a variable; nil if none is.
local function naming_parameter(behavior, variable)
  local facts = Behaviors.declared.facts(Behaviors.class_of(behavior))
  for _, one in ipairs(facts and facts.parameters or {}) do
    local given = behavior.parameters[one.name]
    if (given or one.default) == variable and one.kind == "a text" then
      return one.name, variable .. "_2"
    elseif one.name == "suffix" then
      return one.name, "_2"
    end
  end
end

-- Raises for two models that make one variable of an object.
local function refuse_second(behavior, maker, object, variable)
  local class, parameter, name = behavior.name,
    naming_parameter(behavior, variable)
  if not parameter then
    class, parameter, name = maker.name, naming_parameter(maker, variable)
  end
  raise(format("%s and %s of %s would both make the variable '%s': %s",
    maker.name, behavior.name, object.tag, variable, parameter
      and format("give one of them another, such as %s { %s = %q }", class,
        parameter, name)
      or "a group can have one of them"))
end

-- Notes which variables of an object a model has made, whose values were
-- `before`; raises if another model has made one of them.
local function note_made(behavior, object, before)
  local made = makers[object] or setmetatable({}, { __mode = "v" })
  makers[object] = made
  for name, maker in pairs(made) do -- it may make others now
    if rawequal(maker, behavior) then
      made[name] = nil
    end
  end
  for name, value in snn.sorted_pairs(object) do
    if native.is_tensor(value) and not rawequal(value, before[name]) then
      local maker = made[name]
      if maker and not rawequal(maker, behavior) and maker:is_of(object) then
        refuse_second(behavior, maker, object, name)
      end
      made[name] = behavior
    end
  end
end

-- Lets a class check what it is given to before it is initialized, and what it
-- has made after that.
local function guard(class)
  local initialize = rawget(class, "initialize")
  if initialize then
    function class.initialize(behavior, object)
      check(behavior, object)
      local before = {}
      for name, value in pairs(object) do
        before[name] = value
      end
      initialize(behavior, object)
      note_made(behavior, object, before)
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
