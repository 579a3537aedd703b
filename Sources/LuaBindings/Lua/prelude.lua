-- The part of the library that is written in Lua: how objects and behaviors
-- look to a script. The engine owns networks, groups and state variables; here
-- are the tables through which scripts see them.
--
-- Gets the engine's functions as its argument and returns the library.

local native = ...
local raise = native.raise
local snn = native.library()

local type, next, ipairs, tostring = type, next, ipairs, tostring
local setmetatable, rawset, rawget = setmetatable, rawset, rawget
local format, sort = string.format, table.sort
local math_type = math.type

-- MARK: Options

-- Raises unless `value` is a table, whose option names are all in `known`.
-- Numbers as keys are let through where there are positional values.
local function check_options(value, what, known, takes_positions)
  if type(value) ~= "table" then
    raise(format("%s: expected a table of options, got %s", what,
      native.type_name(value)))
  end
  for name in next, value do
    if not known[name] and not (takes_positions and math_type(name)) then
      native.unknown_option(what, name, known)
    end
  end
end

local function check_type(value, expected, what)
  if value ~= nil and type(value) ~= expected then
    raise(format("%s: expected a %s, got %s", what, expected,
      native.type_name(value)))
  end
end

-- MARK: Behaviors

-- What behaviors of all classes can do.
local BehaviorMethods = {}

-- The engine's side of each behavior.
local handles = setmetatable({}, { __mode = "k" })

local classes = {}

local behavior_options = { tag = true, behavior_enabled = true }

-- Makes a behavior of a class: `LIF { tau = 20 }`.
local function construct(class, given)
  given = given == nil and {} or given
  if type(given) ~= "table" then
    raise(format("%s: expected a table of parameters, got %s", class.name,
      native.type_name(given)))
  end
  check_type(given.tag, "string", class.name .. ": tag")
  check_type(given.behavior_enabled, "boolean",
    class.name .. ": behavior_enabled")
  local parameters = {}
  for name, value in next, given do
    if not behavior_options[name] then
      parameters[name] = value
    end
  end
  local behavior = { parameters = parameters }
  handles[behavior] = native.new_behavior(class.name, given.tag,
    given.behavior_enabled ~= false, parameters)
  return setmetatable(behavior, class)
end

-- The class of behaviors of this name: a table for its methods. A name that is
-- known gives the same class again, so that a file can be loaded twice.
function snn.Behavior(name)
  if type(name) ~= "string" or not name:match("^[%a_][%w_]*$") then
    raise("Behavior: expected a name such as \"LIF\", got "
      .. (type(name) == "string" and format("%q", name)
        or native.type_name(name)))
  end
  local class = classes[name]
  if class then
    return class
  end
  class = { name = name, __name = name }
  function class.__index(behavior, key)
    if key == "behavior_enabled" then
      return native.is_behavior_enabled(handles[behavior])
    end
    local method = class[key]
    if method ~= nil then
      return method
    end
    return BehaviorMethods[key]
  end
  function class.__newindex(behavior, key, value)
    if key == "behavior_enabled" then
      return native.enable_behavior(handles[behavior], value)
    end
    rawset(behavior, key, value)
  end
  function class.__tostring(behavior)
    return native.describe_behavior(handles[behavior])
  end
  classes[name] = setmetatable(class, {
    __call = construct,
    __index = BehaviorMethods,
    __tostring = function()
      return "Behavior " .. name
    end,
  })
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
      native.type_name(self)))
  end
  return handle
end

local parameter_options = {
  default = true, required = true, object = true,
}

-- The value that the behavior was given under a name, or the default.
--
--   self:parameter("tau", 20)
--   self:parameter { "tau", required = true }
function BehaviorMethods:parameter(name, default, object)
  local handle = required_handle(self, "parameter")
  local required = false
  if type(name) == "table" then
    local options = name
    check_options(options, "parameter", parameter_options, true)
    name, default = options[1], options.default
    if default == nil then
      default = options[2]
    end
    object, required = options.object, options.required
  end
  if type(name) ~= "string" then
    raise("parameter: expected a name, got " .. native.type_name(name))
  end
  return native.parameter(handle, name, default, required, object,
    self.parameters)
end

function BehaviorMethods:is_enabled()
  return native.is_behavior_enabled(required_handle(self, "is_enabled"))
end

function BehaviorMethods:enable()
  native.enable_behavior(required_handle(self, "enable"), true)
end

function BehaviorMethods:disable()
  native.enable_behavior(required_handle(self, "disable"), false)
end

-- MARK: Recorders

local recorder_options = {
  variables = true, gap_width = true, max_length = true, tag = true,
  behavior_enabled = true,
}

-- Makes the constructor of a kind of recorder.
local function recorder(kind)
  return function(options)
    if type(options) == "string" then
      options = { options }
    end
    check_options(options, kind, recorder_options, true)
    local variables = options.variables
    if type(variables) == "string" then
      variables = { variables }
    end
    variables = variables or { table.unpack(options) }
    check_type(variables, "table", kind .. ": variables")
    return native.new_recorder(kind, variables, options.gap_width,
      options.max_length, options.tag, options.behavior_enabled ~= false)
  end
end

snn.Recorder = recorder "Recorder"
snn.EventRecorder = recorder "EventRecorder"

-- MARK: Objects

-- Methods of networks, neuron groups and synapse groups.
local ObjectMethods, NetworkMethods, NeuronMethods, SynapseMethods =
  {}, {}, {}, {}

-- A list of objects by tag. A tag that nothing has gives an empty list.
local function lists_by_tag()
  return setmetatable({ All = {} }, {
    __index = function()
      return {}
    end,
  })
end

-- The table of methods for one kind of object in one network; other fields are
-- worked out by the engine.
local function methods_for(kind_methods, handle)
  local methods = {}
  for name, method in next, ObjectMethods do
    methods[name] = method
  end
  for name, method in next, kind_methods do
    methods[name] = method
  end
  return setmetatable(methods, {
    __index = function(_, key)
      if key == "iteration" then
        return native.iteration(handle)
      end
    end,
  })
end

-- What a network keeps beside its handle, by the network's table.
local networks = setmetatable({}, { __mode = "k" })

-- The table through which scripts see an object. It has no fields of its own:
-- state variables are read from `values`, and each write tells the engine.
local function new_object(handle, kind, methods, fields)
  local values = setmetatable({}, { __index = methods })
  local slots = {}
  for name, value in next, fields do
    values[name] = value
    slots[name] = false -- can't be written to
  end
  local object = setmetatable({}, {
    handle, slots, values,
    __index = values,
    __newindex = native.set_variable,
    __call = native.find,
    __tostring = native.describe,
    __name = kind,
    __metatable = false,
    __pairs = function(self)
      return function(_, name)
        return next(values, name)
      end, self, nil
    end,
  })
  native.adopt(handle, object)
  return object, values
end

-- The entries of a table of behaviors, ascending by key; raises if there is
-- something else in it.
local function sorted_behaviors(behaviors, what)
  local entries = {}
  if behaviors == nil then
    return entries
  end
  check_type(behaviors, "table", what .. ": behavior")
  for key, behavior in next, behaviors do
    if not math_type(key) or key ~= key or key == math.huge
      or key == -math.huge then
      raise(format("%s: behavior keys must be finite numbers, got %s", what,
        type(key) == "string" and format("%q", key) or tostring(key)))
    end
    local handle = handle_of_behavior(behavior)
    if not handle then
      local class = type(behavior) == "table" and rawget(behavior, "name")
      local hint = class and classes[class] == behavior
        and format("; did you mean %s {}?", class) or ""
      raise(format("%s: expected a behavior at key %s, got %s%s", what,
        native.number_name(key), hint == "" and native.type_name(behavior)
          or "the class " .. class, hint))
    end
    entries[#entries + 1] = { key = key, behavior = behavior, handle = handle }
  end
  sort(entries, function(a, b)
    return a.key < b.key
  end)
  return entries
end

-- The entries as the engine takes them: key, handle, behavior, whether it has
-- a `forward`, and whether it initializes last, one after the other. The last
-- two are for behaviors written in Lua; recorders know themselves.
local function flattened(entries)
  local list = {}
  for _, entry in ipairs(entries) do
    local n, behavior = #list, entry.behavior
    local is_lua = type(behavior) == "table"
    list[n + 1], list[n + 2], list[n + 3] = entry.key, entry.handle, behavior
    list[n + 4] = not is_lua or behavior.forward ~= nil
    list[n + 5] = is_lua and behavior.initialize_last == true
  end
  return list
end

-- Makes behaviors reachable under their first tag, where that name is free.
local function name_behaviors(values, entries)
  for _, entry in ipairs(entries) do
    local name = native.behavior_tag(entry.handle)
    if values[name] == nil then
      rawset(values, name, entry.behavior)
    end
  end
end

-- MARK: Networks

local network_options = {
  seed = true, dtype = true, synapse_mode = true, tag = true, behavior = true,
}

function snn.Network(options)
  options = options == nil and {} or options
  check_options(options, "Network", network_options)
  local entries = sorted_behaviors(options.behavior, "Network")
  local handle, tag = native.new_network(options.seed, options.dtype,
    options.synapse_mode, options.tag, flattened(entries))
  local network = {
    neurons = methods_for(NeuronMethods, handle),
    synapses = methods_for(SynapseMethods, handle),
    neuron_groups = {},
    synapse_groups = {},
  }
  local object, values = new_object(handle, "Network",
    methods_for(NetworkMethods, handle), {
      tag = tag,
      seed = native.seed(handle),
      dtype = options.dtype or "float32",
      synapse_mode = options.synapse_mode or "SxD",
      NeuronGroups = network.neuron_groups,
      SynapseGroups = network.synapse_groups,
    })
  rawset(values, "network", object)
  network.handle, network.values = handle, values
  networks[object] = network
  name_behaviors(values, entries)
  return object
end

-- The network in the options of a group.
local function network_of(options, what)
  local network = networks[options.net]
  if not network then
    raise(format("%s: expected a network as 'net', got %s", what,
      native.type_name(options.net)))
  end
  return network
end

-- MARK: Groups

local neuron_group_options = {
  net = true, size = true, tag = true, behavior = true,
}

function snn.NeuronGroup(options)
  check_options(options, "NeuronGroup", neuron_group_options)
  local network = network_of(options, "NeuronGroup")
  local entries = sorted_behaviors(options.behavior, "NeuronGroup")
  local handle, tag, size = native.new_neuron_group(network.handle,
    options.size, options.tag, flattened(entries))
  local object, values = new_object(handle, "NeuronGroup", network.neurons, {
    tag = tag,
    size = size,
    network = options.net,
    afferent_synapses = lists_by_tag(),
    efferent_synapses = lists_by_tag(),
  })
  rawset(values, "id", native.neuron_indices(handle))
  local groups = network.neuron_groups
  groups[#groups + 1] = object
  native.add_field(network.handle, tag, object)
  name_behaviors(values, entries)
  return object
end

local synapse_group_options = {
  net = true, src = true, dst = true, tag = true, behavior = true,
}

-- Enters a synapse group in the lists of one of its ends, but for those where
-- it is.
local function enter(lists, tags, synapse)
  for _, tag in ipairs(tags) do
    local list = rawget(lists, tag)
    if not list then
      list = {}
      lists[tag] = list
    end
    local is_new = true
    for _, other in ipairs(list) do
      is_new = is_new and other ~= synapse
    end
    if is_new then
      list[#list + 1] = synapse
    end
  end
end

local function enter_at_ends(synapse, tags)
  enter(synapse.dst.afferent_synapses, tags, synapse)
  enter(synapse.src.efferent_synapses, tags, synapse)
end

function snn.SynapseGroup(options)
  check_options(options, "SynapseGroup", synapse_group_options)
  local network = network_of(options, "SynapseGroup")
  local entries = sorted_behaviors(options.behavior, "SynapseGroup")
  local handle, tag, tags, src, dst = native.new_synapse_group(network.handle,
    options.src, options.dst, options.tag, flattened(entries))
  local object, values = new_object(handle, "SynapseGroup", network.synapses, {
    tag = tag,
    src = src,
    dst = dst,
    network = options.net,
  })
  enter_at_ends(object, { "All" })
  enter_at_ends(object, tags)
  local groups = network.synapse_groups
  groups[#groups + 1] = object
  native.add_field(network.handle, tag, object)
  name_behaviors(values, entries)
  return object
end

-- MARK: Methods of objects

function ObjectMethods:find(tag, index)
  return native.find(self, tag, index)
end

function ObjectMethods:add_behavior(key, behavior)
  if key == nil or key ~= key then
    raise("add_behavior: expected a key, got " .. (key and "nan" or "nil"))
  end
  local entries = sorted_behaviors({ [key] = behavior }, "add_behavior")
  if not entries[1] then
    raise("add_behavior: expected a behavior, got nil")
  end
  native.add_behavior(self, flattened(entries))
  return behavior
end

function ObjectMethods:add_tag(tag)
  local tags = native.add_tag(self, tag)
  if self.src then
    enter_at_ends(self, tags)
  end
end

function ObjectMethods:tags()
  return native.tags(self)
end

function ObjectMethods:set_behaviors(tag, enabled)
  native.set_behaviors(self, tag, enabled)
end

function ObjectMethods:activate_behaviors(tag)
  native.set_behaviors(self, tag, true)
end

function ObjectMethods:deactivate_behaviors(tag)
  native.set_behaviors(self, tag, false)
end

local tensor_options = { scale = true, density = true, dtype = true }
local matrix_options = {
  scale = true, density = true, dtype = true, only_enabled = true,
}

-- The mode and the options of `vector`, `matrix` and `tensor`.
local function mode_of(what, mode, dtype, options)
  if type(mode) ~= "table" then
    return mode, nil, nil, dtype
  end
  check_options(mode, what, options or tensor_options, true)
  return mode[1], mode.scale, mode.density, mode.dtype or dtype
end

function NeuronMethods:vector(mode, dtype)
  return native.vector(self, mode_of("vector", mode, dtype))
end

function NeuronMethods:vector_buffer(length, dtype)
  return native.vector_buffer(self, length, dtype)
end

function SynapseMethods:matrix(mode, dtype)
  local only_enabled
  if type(mode) == "table" then
    only_enabled = mode.only_enabled
    check_type(only_enabled, "boolean", "matrix: only_enabled")
  end
  return native.matrix(self, only_enabled,
    mode_of("matrix", mode, dtype, matrix_options))
end

function ObjectMethods:tensor(mode, ...)
  local sizes = type((...)) == "table" and (...) or { ... }
  return native.tensor(self, sizes, mode_of("tensor", mode))
end

function NeuronMethods:synapses(direction, tag)
  return native.is_afferent(direction)
    and self.afferent_synapses[tag or "All"]
    or self.efferent_synapses[tag or "All"]
end

-- MARK: Methods of networks

function NetworkMethods:initialize()
  native.initialize(self)
end

function NetworkMethods:simulate_iteration()
  native.simulate(self, 1)
end

local simulate_options = {
  batch_size = true, disable_recording = true, progress = true,
}

-- Runs iterations, if wanted in blocks after which `progress(percent, net)` is
-- called, and without recording.
function NetworkMethods:simulate_iterations(count, options)
  if options == nil then
    return native.simulate(self, count)
  end
  check_options(options, "simulate_iterations", simulate_options)
  check_type(options.disable_recording, "boolean",
    "simulate_iterations: disable_recording")
  native.check_count(count)
  local batch = options.batch_size
  if batch == nil then
    batch = count
  elseif math_type(batch) ~= "integer" or batch < 1 then
    raise("simulate_iterations: batch_size must be a whole number of at least"
      .. " 1, got " .. tostring(batch))
  end
  native.simulate_batches(self, count, batch, options.disable_recording,
    options.progress)
end

function NetworkMethods:clear_recorder()
  native.clear_recorder(self)
end

function NetworkMethods:recording_off()
  native.set_recording(self, false)
end

function NetworkMethods:recording_on()
  native.set_recording(self, true)
end

-- MARK: Help with Lua itself

-- Pairs of a table, ascending by key: numbers first, then strings. `pairs` has
-- another order in each run.
function snn.sorted_pairs(t)
  local keys = {}
  for key in next, t do
    keys[#keys + 1] = key
  end
  sort(keys, function(a, b)
    if type(a) == type(b) then
      return a < b
    end
    return type(a) == "number"
  end)
  local position = 0
  return function()
    position = position + 1
    local key = keys[position]
    if key ~= nil then
      return key, t[key]
    end
  end
end

snn.version = native.version()

-- A name that the library doesn't have is a mistake, best told at once.
return setmetatable(snn, {
  __index = function(_, name)
    native.unknown_function(name, snn)
  end,
})
