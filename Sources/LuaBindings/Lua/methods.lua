-- Methods of networks, neuron groups and synapse groups.

local native = ...
local raise = native.raise
local next, ipairs = next, ipairs
local rawget, rawequal, setmetatable = rawget, rawequal, setmetatable
local insert, remove = table.insert, table.remove

-- They begin with those that are written in Swift.
local ObjectMethods = native.functions "snn.NetworkObject"
local NetworkMethods = native.functions "snn.Network"
local NeuronMethods = native.functions "snn.NeuronGroup"
local SynapseMethods = native.functions "snn.SynapseGroup"

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

function NetworkMethods:load(path)
  native.load_network(self, path)
  for _, synapse in ipairs(self.SynapseGroups) do
    enter_at_ends(synapse, synapse:tags())
  end
  return self
end

return {
  object = ObjectMethods,
  network = NetworkMethods,
  neurons = NeuronMethods,
  synapses = SynapseMethods,
  check_self = check_self,
  enter_at_ends = enter_at_ends,
  leave_ends = leave_ends,
  new_order = new_order,
  number_group = number_group,
  orders = orders,
  take_out = take_out,
}
