-- The part of the library that is written in Lua: how objects and behaviors
-- look to a script. The engine owns networks, groups and state variables; here
-- are the tables through which scripts see them.
--
-- Gets the engine's functions as its argument and returns the library.

local native = ...

-- The globals of the library are copies: what a script puts in the place of a
-- standard function is not for the library.
local globals = {}
for name, value in next, _G do
  globals[name] = value
end
for _, name in ipairs { "coroutine", "math", "string", "table", "utf8" } do
  local library = {}
  for field, value in next, _G[name] do
    library[field] = value
  end
  globals[name] = library
end
-- Whoever embeds scripts may send what is printed elsewhere.
local all = _G
function globals.print(...)
  all.print(...)
end
local _ENV = globals -- luacheck: ignore

local load_part = native.part
function native.part(name)
  return load_part(name, globals)
end

local raise = native.raise
local snn = native.functions "snn"

local type, next, ipairs, pairs = type, next, ipairs, pairs
local setmetatable, rawset = setmetatable, rawset
local format, sort = string.format, table.sort

local Options = native.part "options" (native)
local Hints = native.part "hints" ()
native.install_hints(Hints)
local Classes = native.part "classes" (native, snn, Options)
local Behaviors = native.part "behaviors" (native, snn, Options, Hints, Classes)
native.part "owners" (native, snn, Options, Behaviors)
snn.by_key = Behaviors.by_key
native.part "library" (native, snn, Behaviors)
native.part "arguments" (native, snn)
local Methods = native.part "methods" (native)

native.part "grids" (native, snn, Options, Behaviors)
native.part "space" (native, snn, Options, Methods)

local watch = native.part "observing" (native, Methods)
local Living = native.part "living" (native, Options, Behaviors, Methods)
local Analysis = native.part "analysis" (native, snn, Options, Classes, Methods,
  Living)

local Forms = native.part "forms" (native, snn, Behaviors)
local Tracing = native.part "tracing" (native, Methods, Forms,
  Behaviors)
Tracing.update = native.part "kernels" (native, snn, Tracing, Forms)
native.install_tracing(Tracing)

local check_options, miss = Options.check, Hints.miss
local sorted_behaviors, flattened = Behaviors.sorted, Behaviors.flattened
local name_behaviors = Behaviors.name
local enter_at_ends = Methods.enter_at_ends

-- MARK: Objects

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
  local result = {}
  for name, method in next, Methods.object do
    result[name] = method
  end
  for name, method in next, kind_methods do
    result[name] = method
  end
  local function add_names(known)
    for name in next, result do
      known[name] = true
    end
    for _, name in ipairs(native.variable_names(handle)) do
      known[name] = true
    end
  end
  return setmetatable(result, {
    __index = function(_, key)
      if key == "iteration" then
        return native.iteration(handle)
      elseif key == "group_weighting" then
        return 1 -- until a group has a variable of this name
      end
      miss(key, add_names)
    end,
  })
end

-- What a network keeps beside its handle, by the network's table.
local networks = setmetatable({}, { __mode = "k" })

-- The table through which scripts see an object. It has no fields of its own:
-- state variables are read from `values`, and each write tells the engine.
local function new_object(handle, kind, methods, fields)
  fields.sub_structures = {}
  local values = setmetatable({}, { __index = methods })
  local slots = {}
  for name, value in next, fields do
    values[name] = value
    slots[name] = false -- can't be written to
  end
  slots.parent_structure = false
  local metatable = {
    handle, slots, values,
    __index = values,
    __newindex = native.set_variable,
    __call = Methods.object.find,
    __tostring = native.describe,
    __name = kind,
    __metatable = false,
    __pairs = function(self)
      return function(_, name)
        return next(values, name)
      end, self, nil
    end,
  }
  local object = setmetatable({}, metatable)
  watch(object, metatable)
  Living.watch(object, metatable)
  native.adopt(handle, object)
  Methods.number_group(object)
  return object, values
end

-- Gives a new object its behaviors. A group that fails at it is gone.
local function add_first_behaviors(object, values, entries)
  native.add_first_behaviors(object, flattened(entries))
  name_behaviors(object, values, entries)
end

-- MARK: Networks

-- Functions of a prompt: `making` is called before a network is made, `made`
-- with each one that was.
local hooks = {}

function snn.Network(options)
  if hooks.making then
    hooks.making()
  end
  options = options == nil and {} or options
  check_options(options, "Network")
  local entries = sorted_behaviors(options.behavior, "Network")
  local handle, tag = native.new_network(options)
  local network = {
    neurons = methods_for(Methods.neurons, handle),
    synapses = methods_for(Methods.synapses, handle),
    objects = methods_for({}, handle),
    groups = {
      NeuronGroup = {}, SynapseGroup = {}, NetworkObject = {}, all = {},
    },
  }
  local object, values = new_object(handle, "Network",
    methods_for(Methods.network, handle), {
      tag = tag,
      seed = native.seed(handle),
      dtype = options.dtype or "float32",
      synapse_mode = options.synapse_mode or "SxD",
      NeuronGroups = network.groups.NeuronGroup,
      SynapseGroups = network.groups.SynapseGroup,
      Structures = network.groups.all,
    })
  rawset(values, "network", object)
  network.handle = handle
  networks[object] = network
  add_first_behaviors(object, values, entries)
  object:check_finite(options.check_finite)
  if hooks.made then
    hooks.made(object)
  end
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

native.part "subgroups" (native, Methods, lists_by_tag, networks)

local Weights = native.part "weights" (native, snn)

-- MARK: Groups

function snn.NeuronGroup(options)
  check_options(options, "NeuronGroup")
  local network = network_of(options, "NeuronGroup")
  local entries = sorted_behaviors(options.behavior, "NeuronGroup")
  local count = options.size
  local grid = Behaviors.handle_of(count)
  if grid then
    entries[#entries + 1] = { key = 0, behavior = count, handle = grid }
    count = native.grid_size(grid)
  end
  local handle, tag, size, id = native.new_neuron_group(network.handle, count,
    options.tag)
  local object, values = new_object(handle, "NeuronGroup", network.neurons, {
    tag = tag,
    size = size,
    id = id,
    network = options.net,
    afferent_synapses = lists_by_tag(),
    efferent_synapses = lists_by_tag(),
  })
  add_first_behaviors(object, values, entries)
  Living.enter(network.groups, object, "NeuronGroup")
  return object
end

function snn.SynapseGroup(options)
  check_options(options, "SynapseGroup")
  local network = network_of(options, "SynapseGroup")
  local entries = sorted_behaviors(options.behavior, "SynapseGroup")
  Methods.keep_ends(options.src, options.dst)
  local handle, tag, tags, src, dst = native.new_synapse_group(network.handle,
    options)
  local object, values = new_object(handle, "SynapseGroup", network.synapses, {
    tag = tag,
    src = src or false,
    dst = dst or false,
    network = options.net,
  })
  Weights.add(object, options.net, options.W)
  add_first_behaviors(object, values, entries)
  enter_at_ends(object, { "All" })
  enter_at_ends(object, tags)
  Living.enter(network.groups, object, "SynapseGroup")
  return object
end

function snn.NetworkObject(options)
  check_options(options, "NetworkObject")
  local network = network_of(options, "NetworkObject")
  local entries = sorted_behaviors(options.behavior, "NetworkObject")
  local handle, tag = native.new_object(network.handle, options.tag)
  local object, values = new_object(handle, "NetworkObject", network.objects, {
    tag = tag,
    network = options.net,
  })
  add_first_behaviors(object, values, entries)
  Living.enter(network.groups, object, "NetworkObject")
  return object
end

-- MARK: Larger networks

local structures

-- What builds larger networks, which is loaded when it is first called.
local function larger(name)
  return function(...)
    structures = structures or native.part "structures" (native, snn, Options,
      Behaviors, network_of, Weights.given)
    return structures[name](...)
  end
end

for _, name in ipairs {
  "SynapseGroups", "build", "save_structure", "load_structure", "test_network",
} do
  snn[name] = larger(name)
end
Methods.network.structure = larger "structure"
Methods.network.clone_groups = larger "clone_groups"
Methods.object.clone = larger "clone"

-- MARK: Help with Lua itself

-- What `pairs` visits, ascending by key: numbers first, then strings. `pairs`
-- has another order in each run.
function snn.sorted_pairs(t)
  if type(t) ~= "table" and type(t) ~= "userdata" then
    raise("sorted_pairs: expected a table, got " .. native.type_name(t))
  end
  local keys, values = {}, {}
  for key, value in pairs(t) do
    if type(key) ~= "number" and type(key) ~= "string" then
      raise("sorted_pairs: expected numbers and texts as keys, got "
        .. native.type_name(key))
    end
    keys[#keys + 1], values[key] = key, value
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
      return key, values[key]
    end
  end
end

local help

function snn.help(...)
  help = help
    or native.part "help" (native, snn, Behaviors, Methods, Analysis, Tracing)
  help(...)
end

-- A part of the library whose functions are all written in Swift.
local function module(name)
  local functions = native.functions(name)
  return setmetatable(functions, {
    __index = function(_, key)
      native.unknown_function(key, functions, name)
    end,
  })
end

snn.stats = module "snn.stats"

for _, functions in ipairs {
  snn, Methods.object, Methods.network, Methods.neurons,
  Methods.synapses,
} do
  Forms.add_library(functions)
end

snn.version = native.version()

-- Parts of the library that are made when a script first asks for them.
local lazy_parts = {
  prompt = function()
    return native.part "prompt" (native, snn, Behaviors, hooks)
  end,
  plot = function()
    return module "snn.plot"
  end,
  models = function()
    return native.part "models" (native, snn, Behaviors, globals)
  end,
}

-- Any other name that the library doesn't have is a mistake, best told at once.
return setmetatable(snn, {
  __index = function(_, name)
    local make = lazy_parts[name]
    if make then
      local part = make()
      rawset(snn, name, part)
      return part
    end
    local known = {}
    for _, names in ipairs { snn, lazy_parts } do
      for key in next, names do
        known[key] = true
      end
    end
    native.unknown_function(name, known)
  end,
})
