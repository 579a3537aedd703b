-- Behaviors: the classes that scripts write, and recorders.

local native, snn, Options, Hints, Classes = ...
local Declared = native.part "declared" (native, Options, Classes)
local raise = native.raise
local miss = Hints.miss
local check_options, check_type = Options.check, Options.check_type

local type, next, ipairs, pairs, tostring = type, next, ipairs, pairs, tostring
local setmetatable, getmetatable = setmetatable, getmetatable
local rawget, rawset = rawget, rawset
local format = string.format
local math_type = math.type

-- What behaviors of all classes can do.
local BehaviorMethods = {}

-- The engine's side of each behavior.
local handles = setmetatable({}, { __mode = "k" })

-- The classes of the library that can be extended, with the names of their
-- parameters in the order of positions.
local libraries = {}

-- What the engine keeps of every behavior, under the names that scripts use.
local switches = {}
for _, name in ipairs(native.switch_names()) do
  switches[name] = true
end

-- The parameters among what a behavior is given. Values without a name take
-- those of `positions`, or are `arg_1`, `arg_2` and so on.
local function named(given, positions)
  local parameters = {}
  for name, value in pairs(given) do
    if math_type(name) == "integer" then
      parameters[positions[name] or "arg_" .. name] = value
    elseif name ~= "tag" and not switches[name] then
      parameters[name] = value
    end
  end
  return parameters
end

-- The class of the library that a class is or extends, or nil.
local function library_of(class)
  while class and not libraries[class] do
    class = Classes.parent(class)
  end
  return class
end

-- Makes a behavior of a class: `LIF { tau = 20 }`.
local function construct(class, given)
  local library = library_of(class)
  local declared = Declared.names(class)
  local positions = library and libraries[library] or declared
  given = given == nil and {} or given
  if type(given) == "string" and positions[1] then
    given = { given }
  end
  if type(given) ~= "table" then
    raise(format("%s: expected a table of parameters, got %s", class.name,
      native.type_name(given)))
  end
  if given.tag ~= nil and type(given.tag) ~= "string" then
    check_type(given.tag, "string", class.name .. ": tag")
  end
  local parameters = named(given, positions)
  if library and library.__prepare then
    library.__prepare(parameters)
  end
  local handle = class.__new(class.name, given.tag, parameters,
    library and library.name)
  native.set_switches(handle, given)
  native.expect_parameters(handle, declared)
  local behavior = { parameters = class.__parameters(handle, parameters) }
  handles[behavior] = handle
  return setmetatable(behavior, class)
end

-- Raises if a field of a behavior is the name of a parameter of the library's,
-- which the engine reads elsewhere.
local function refuse_parameter(class, behavior, key, value)
  local library = library_of(class)
  if not library then
    return
  end
  local is_parameter = library == class and behavior.parameters[key] ~= nil
  for _, name in ipairs(libraries[library]) do
    is_parameter = is_parameter or name == key
  end
  if is_parameter then
    raise(format("%s: '%s' is a parameter, no field: set parameters.%s = %s,"
      .. " and reinitialize() lets it count", class.name, key, key,
      type(value) == "number" and native.number_name(value) or "…"))
  end
end

-- The parameters of a behavior that is written in Lua.
local function given_parameters(_, parameters)
  return parameters
end

-- The class of a behavior; nil for another value.
local function class_of(value)
  if type(value) == "table" then
    return handles[value] and getmetatable(value)
  end
  return native.is_behavior(value) and snn[native.behavior_name(value)] or nil
end

local Kind = {
  name = "Behavior", noun = "behavior", example = "LIF",
  methods = BehaviorMethods, construct = construct, class_of = class_of,
}

-- A class of behaviors. `new` makes the engine's side of one, `parameters` what
-- scripts see of its parameters.
local function new_class(name, new, parameters)
  local class = {
    name = name, __name = name, __new = new, __parameters = parameters,
  }
  function class.__index(behavior, key)
    if switches[key] then
      return native.switch(handles[behavior], key)
    end
    local method = class[key]
    if method == nil then
      miss(key, behavior)
    end
    return method
  end
  function class.__newindex(behavior, key, value)
    if switches[key] then
      return native.set_switch(handles[behavior], key, value)
    end
    if type(key) == "string" then
      refuse_parameter(class, behavior, key, value)
    end
    rawset(behavior, key, value)
  end
  function class.__tostring(behavior)
    return native.describe_behavior(handles[behavior])
  end
  return Classes.add(Kind, class)
end

function Kind.new(name)
  return new_class(name, native.new_behavior, given_parameters)
end

Classes.begin_kind(Kind)

local function is_class(value)
  return Classes.kind_of(value) == Kind
end

-- The table in which fields of a behavior or a class are looked for next.
function Hints.above(value)
  return handles[value] and getmetatable(value)
    or Classes.kind_of(value) and Classes.above(value)
end

-- Gives a class what the options say of it but for the class that it extends.
local function configure(class, options)
  local compiled = options.compiled
  if compiled ~= nil and type(compiled) ~= "boolean" and compiled ~= "auto" then
    raise('Behavior: compiled must be true, false or "auto", got '
      .. tostring(compiled))
  end
  class.compiled = compiled
  local key = options.key
  check_type(key, "number", "Behavior: key")
  if key and (key ~= key or key == math.huge or key == -math.huge) then
    raise("Behavior: key must be a finite number, got "
      .. native.number_name(key))
  end
  class.key = options.key
  if options.about or options.parameters or options.variables then
    Declared.declare(class, options)
  end
end

-- The class of behaviors of this name.
function snn.Behavior(name, options)
  local class = Classes.named(Kind, name, options)
  if options ~= nil then
    configure(class, options)
  end
  return class
end

-- What a class of behaviors declares, or nil.
function snn.declared(class)
  if Classes.kind_of(class) ~= Kind then
    raise("declared: expected a class of behaviors, such as snn.models.LIF,"
      .. " got " .. native.type_name(class))
  end
  return Declared.facts(class)
end

-- The classes of `snn.models`.
local models = {}

-- A class of the library's own, which is no script's class of that name.
local function library_class(name, options)
  local class = Kind.new(name)
  models[class] = true
  if options.extends then
    Classes.set_parent(Kind, class, options.extends)
  end
  configure(class, options)
  return class
end

-- The engine's side of a behavior, or nil.
local function handle_of_behavior(value)
  if type(value) == "table" then
    return handles[value]
  end
  return native.is_behavior(value) and value or nil
end

-- The engine's side of the behavior that a method was called on.
local function required_handle(self, what)
  local handle = self ~= nil and handles[self]
  if not handle then
    raise(format("%s: expected a behavior before the colon, got %s", what,
      is_class(self) and format("the class %s, not a behavior of it; in a"
        .. " class that extends it say %s.initialize(self, object), with a dot",
        self.name, self.name)
        or native.type_name(self)))
  end
  return handle
end

-- The table in which the engine finds what a behavior was given under a name.
local function given_under(self, handle, name, options)
  local given = self.parameters
  local value = given[name]
  if value == nil and options.search_other_behaviors then
    local object = options.object or native.owner(handle)
    for _, other in ipairs(object and native.behavior_list(object) or {}) do
      local theirs = type(other) == "table" and other.parameters
      if value == nil and theirs then
        value = theirs[name]
      end
    end
    given = { [name] = value }
  end
  if options.tensor and type(value) == "table" then
    given = { [name] = snn.tensor(value) }
  end
  return given
end

-- The value that the behavior was given under a name, or the default.
--
--   self:parameter("tau", 20)
--   self:parameter { "tau", required = true }
function BehaviorMethods:parameter(name, default, object)
  local handle = required_handle(self, "parameter")
  local options = { object = object }
  if type(name) == "table" then
    options = name
    check_options(options, "parameter")
    name, default = options[1], options.default
    if default == nil then
      default = options[2]
    end
    -- The engine checks the others.
    for _, option in ipairs { "tensor", "search_other_behaviors" } do
      check_type(options[option], "boolean", "parameter: " .. option)
    end
  end
  if type(name) ~= "string" then
    raise("parameter: expected a name, got " .. native.type_name(name))
  end
  local description = Declared.description(getmetatable(self), name)
  if options.object ~= nil and handles[options.object] then
    options.object = native.owner(required_handle(options.object, "parameter"))
  elseif options.object ~= nil and not native.is_object(options.object) then
    raise("parameter: expected a network object, got "
      .. native.type_name(options.object))
  end
  if description then
    if default ~= nil then
      raise(format("parameter: %s declares '%s'; leave the default away",
        getmetatable(self).name, name))
    end
    return native.described_parameter(handle, description, self.parameters,
      options.object)
  end
  if options.tensor and type(default) == "table" then
    default = snn.tensor(default)
  end
  return native.parameter(handle, name, default, options,
    given_under(self, handle, name, options),
    Classes.parent(getmetatable(self)) ~= nil)
end

-- Sets a field of the object, or of the behavior itself, for each parameter.
function BehaviorMethods:set_parameters_as_variables(object)
  required_handle(self, "set_parameters_as_variables")
  if type(object) ~= "table"
    or not handles[object] and not native.is_object(object) then
    raise("set_parameters_as_variables: expected a network object or the"
      .. " behavior, got " .. native.type_name(object))
  end
  for name in snn.sorted_pairs(self.parameters) do
    object[name] = self:parameter(name, nil, object)
  end
end

-- The length of an iteration in ms, which `what` needs.
local function time_step(self, what)
  local handle = required_handle(self, what)
  local object = native.owner(handle)
  return object and object.network.dt or raise(format("%s: %s needs to know how"
    .. " long an iteration is: snn.Network { dt = 0.1 }, in ms", what,
    getmetatable(self).name))
end

-- The length of an iteration in ms.
function BehaviorMethods:time_step()
  return time_step(self, "time_step")
end

-- What an iteration leaves of what fades with a time constant, a number or a
-- tensor of ms, and what it takes away.
function BehaviorMethods:decay(tau)
  local dt = time_step(self, "decay")
  if type(tau) == "number" then
    local decay = math.exp(-dt / tau)
    return decay, 1 - decay
  elseif not native.is_tensor(tau) then
    raise("decay: expected a time constant in ms, a number or a tensor, got "
      .. native.type_name(tau))
  end
  local exponent = -dt / tau
  return exponent:exp(), -exponent:expm1()
end

-- Methods that are written in Swift get the engine's side of the behavior.
for name, call in next, native.functions "snn.Behavior" do
  BehaviorMethods[name] = function(self, ...)
    return call(required_handle(self, name), ...)
  end
end

-- MARK: Recorders

-- Makes the class of recorders of this name.
local function recorder(name)
  return Classes.add(Kind, { name = name, __name = name }, function(_, options)
    if type(options) == "string" then
      options = { options }
    end
    check_options(options, name)
    local handle = native.new_recorder(name, options)
    native.set_switches(handle, options)
    return handle
  end)
end

for _, name in ipairs { "Recorder", "EventRecorder" } do
  snn[name] = recorder(name)
  Classes.close(snn[name], "what it records lives in the engine; write a"
    .. " behavior, and put a recorder beside it")
end

return {
  new_class = new_class,
  handle = required_handle,
  handle_of = handle_of_behavior,
  handles = handles,
  -- What is called with a behavior of the library and the object that it was
  -- given to; nil for nothing.
  attacher = function(behavior)
    local class = class_of(behavior)
    local library = class and library_of(class)
    return library and rawget(library, "__attach")
  end,
  class_of = class_of,
  classes = Classes,
  declared = Declared,
  library_class = library_class,
  models = models,
  is_class = is_class,
  libraries = libraries,
  methods = BehaviorMethods,
  switches = switches,
  written = Kind.written, -- the classes of scripts, by name
}
