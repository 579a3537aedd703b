-- Methods of networks, neuron groups and synapse groups.

local native, Options = ...
local raise = native.raise
local check_options, check_type = Options.check, Options.check_type
local type, next, ipairs, tostring = type, next, ipairs, tostring
local rawget, rawequal, setmetatable = rawget, rawequal, setmetatable
local insert, remove = table.insert, table.remove

local ObjectMethods, NetworkMethods, NeuronMethods, SynapseMethods =
  {}, {}, {}, {}

-- The numbers of objects in an order: each gets a higher one than all before.
local function new_order()
  local numbers, count = setmetatable({}, { __mode = "k" }), 0
  return numbers, function(object)
    count = count + 1
    numbers[object] = count
  end
end

-- The place of an object in a list that is sorted by `numbers`: the first whose
-- number is not below its own.
local function place_in(list, object, numbers)
  local number = numbers[object] or 0 -- of a sub-group
  local low, high = 1, #list + 1
  while low < high do
    local middle = (low + high) // 2
    if (numbers[list[middle]] or 0) < number then
      low = middle + 1
    else
      high = middle
    end
  end
  return low
end

-- Takes an object out of a list, which is sorted by `numbers` if they are
-- given, unless a script has changed it.
local function take_out(list, object, numbers)
  local place = numbers and place_in(list, object, numbers)
  if place and rawequal(list[place], object) then
    return remove(list, place)
  end
  for other = 1, #list do
    if rawequal(list[other], object) then
      return remove(list, other)
    end
  end
end

-- The order in which groups were made, and for each synapse group the lists of
-- its ends with the tags under which it is there.
local orders, number_group = new_order()
local entered = setmetatable({}, { __mode = "k" })

-- Enters a synapse group in a list in the order of creation.
local function enter_list(lists, tag, synapse)
  local list = rawget(lists, tag)
  if not list then
    list = {}
    lists[tag] = list
  end
  insert(list, place_in(list, synapse, orders), synapse)
end

-- Enters a synapse group in the lists of one end, under tags where it isn't
-- yet.
local function enter(lists, tags, synapse)
  local known = entered[synapse][lists] or {}
  entered[synapse][lists] = known
  for _, tag in ipairs(tags) do
    if not known[tag] then
      known[tag] = true
      enter_list(lists, tag, synapse)
    end
  end
end

-- Enters a synapse group in the lists of the ends that are connected, and of
-- the groups that they are sub-groups of.
local function enter_at_ends(synapse, tags)
  entered[synapse] = entered[synapse] or {}
  local dst, src = synapse.dst, synapse.src
  if dst then
    enter(dst.afferent_synapses, tags, synapse)
    enter(dst:group_without_subGroup().afferent_synapses, tags, synapse)
  end
  if src then
    enter(src.efferent_synapses, tags, synapse)
    enter(src:group_without_subGroup().efferent_synapses, tags, synapse)
  end
end

-- Takes a synapse group out of the lists of its ends.
local function leave_ends(synapse)
  for lists, tags in next, entered[synapse] or {} do
    for tag in next, tags do
      take_out(lists[tag], synapse, orders)
    end
  end
  entered[synapse] = nil
end

-- MARK: Methods of objects

-- Raises unless the method of this name was called on an object.
local function check_self(self, name)
  if not native.is_object(self) then
    raise(name .. ": expected a network object, got "
      .. native.type_name(self))
  end
end

function ObjectMethods:add_tag(tag)
  local tags = native.add_tag(self, tag)
  if self.src ~= nil then
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
  clone_along_first_axis = true, layout = true,
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

-- A sparse matrix, for which some options mean nothing.
local function sparse_matrix(synapse, mode, dtype)
  for _, name in ipairs { "only_enabled", "clone_along_first_axis" } do
    if mode[name] ~= nil then
      raise("matrix: '" .. name .. "' can't be used with layout = \"sparse\"")
    end
  end
  return native.sparse_matrix(synapse,
    mode_of("matrix", mode, dtype, matrix_options))
end

function SynapseMethods:matrix(mode, dtype)
  local only_enabled, is_cloned
  if type(mode) == "table" then
    only_enabled, is_cloned = mode.only_enabled, mode.clone_along_first_axis
    check_type(only_enabled, "boolean", "matrix: only_enabled")
    check_type(is_cloned, "boolean", "matrix: clone_along_first_axis")
    if mode.layout == "sparse" then
      return sparse_matrix(self, mode, dtype)
    elseif mode.layout ~= nil and mode.layout ~= "dense" then
      raise("matrix: layout must be \"dense\" or \"sparse\", not "
        .. tostring(mode.layout))
    end
  end
  local matrix = native.matrix(self, only_enabled,
    mode_of("matrix", mode, dtype, matrix_options))
  if is_cloned and #matrix > 0 then
    matrix:copy_(matrix[1]) -- all rows are the first
  end
  return matrix
end

function ObjectMethods:tensor(mode, ...)
  local sizes = type((...)) == "table" and (...) or { ... }
  return native.tensor(self, sizes, mode_of("tensor", mode))
end

-- Sets a state variable and returns the object.
function ObjectMethods:set_var(name, value)
  check_self(self, "set_var")
  self[name] = value
  return self
end

-- Words of PymoNNto's for directions.
local directions = {
  [0] = "afferent", [1] = "efferent", [false] = "afferent",
  [true] = "efferent",
}

function NeuronMethods:synapses(direction, tag)
  check_self(self, "synapses")
  direction = directions[direction] or direction
  return native.is_afferent(direction)
    and self.afferent_synapses[tag or "All"]
    or self.efferent_synapses[tag or "All"]
end

-- MARK: Methods of networks

function NetworkMethods:initialize()
  native.initialize(self)
end

-- Runs one iteration; with `true` gives the milliseconds of the behaviors with
-- each key.
function NetworkMethods:simulate_iteration(is_measured)
  if not is_measured then
    native.simulate_one(self)
    return
  end
  local times = {}
  for _, entry in ipairs(native.profile(self, 1)) do
    times[entry.key] = (times[entry.key] or 0) + entry.ms
  end
  return times
end

local simulate_options = {
  batch_size = true, disable_recording = true, progress = true, each = true,
  stop = true,
}

-- Runs iterations, if wanted in blocks after which `progress(percent, net)` is
-- called, with `each(net)` after each, and until `stop(net)` is true.
function NetworkMethods:simulate_iterations(duration, options)
  if options == nil then
    return native.simulate(self, duration)
  end
  check_options(options, "simulate_iterations", simulate_options)
  check_type(options.disable_recording, "boolean",
    "simulate_iterations: disable_recording")
  local batch = options.batch_size
  if type(batch) == "string" then
    batch = native.iterations_in(batch, self.dt,
      "simulate_iterations: batch_size")
  end
  batch = Options.integer(batch)
  if options.batch_size ~= nil and (not batch or batch < 1) then
    raise("simulate_iterations: batch_size must be a whole number of at least"
      .. " 1, got " .. tostring(options.batch_size))
  end
  return native.simulate_with(self, duration, batch, options.disable_recording,
    options.progress, options.each, options.stop)
end

-- Runs the iterations of a time such as "100 ms".
function NetworkMethods:simulate(time, options)
  if type(time) ~= "string" then
    raise("simulate: expected a time such as \"100 ms\", got "
      .. native.type_name(time)
      .. "; simulate_iterations takes a number of iterations")
  end
  return self:simulate_iterations(time, options)
end

function NetworkMethods:stop()
  native.stop(self)
end

function NetworkMethods:save(path)
  native.save_network(self, path)
  return self
end

function NetworkMethods:load(path)
  native.load_network(self, path)
  for _, synapse in ipairs(self.SynapseGroups) do
    enter_at_ends(synapse, synapse:tags())
  end
  return self
end

function NetworkMethods:clear_recorder(keys)
  native.clear_recorder(self, type(keys) == "number" and { keys } or keys)
end

function NetworkMethods:recording_off()
  native.set_recording(self, false)
end

function NetworkMethods:recording_on()
  native.set_recording(self, true)
end

return {
  object = ObjectMethods,
  network = NetworkMethods,
  neurons = NeuronMethods,
  synapses = SynapseMethods,
  check_self = check_self,
  mode_of = mode_of,
  enter_at_ends = enter_at_ends,
  leave_ends = leave_ends,
  new_order = new_order,
  number_group = number_group,
  orders = orders,
  take_out = take_out,
}
