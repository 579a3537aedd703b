-- Case 08: what a row of the table is run and checked with.

-- luacheck: globals snn try_parameter try_mode is has flat fails

snn = require "snn"

local ok, result

-- Objects as in the table: groups of 4 and of 3 neurons, with synapses from the
-- one to the other.
local function objects()
  local net = snn.Network { seed = 1 }
  local a = snn.NeuronGroup { net = net, size = 4, tag = "a" }
  local b = snn.NeuronGroup { net = net, size = 3, tag = "b" }
  b.other = snn.tensor { 1.0, 2.0, 3.0 }
  local s = snn.SynapseGroup { net = net, src = a, dst = b }
  return {
    net = net, Network = net, ["NeuronGroup(4)"] = a,
    ["SynapseGroup(4 -> 3, SxD)"] = s,
  }
end

-- Asks a behavior for a parameter: while it is initialized, or afterwards, when
-- it has no object.
function try_parameter(owner, has_object, given, question)
  local B = snn.Behavior "B"
  local behavior = B(given)
  function B:initialize()
    if has_object then
      ok, result = pcall(self.parameter, self, question)
    else
      self:parameter { question[1], do_not_diversify = true }
    end
  end
  local all = objects()
  all[owner]:add_behavior(1, behavior)
  pcall(all.net.initialize, all.net) -- what is not asked for is an error
  if not has_object then
    ok, result = pcall(behavior.parameter, behavior, question)
  end
end

function try_mode(mode)
  local group = objects()["NeuronGroup(4)"]
  ok, result = pcall(group.vector, group, mode)
end

local function same(found, wanted)
  if type(found) ~= type(wanted) then
    return false
  end
  if type(wanted) == "table" then
    for i = 1, math.max(#found, #wanted) do
      if not same(found[i], wanted[i]) then
        return false
      end
    end
    return true
  end
  return found == wanted and math.type(found) == math.type(wanted)
end

function is(wanted)
  assert(ok, result)
  if type(result) == "userdata" then
    result = result:totable()
    if math.type(result[1]) == "float" then
      for i, value in ipairs(wanted) do
        wanted[i] = value + 0.0
      end
    end
  end
  assert(same(result, wanted), tostring(result))
end

function has(shape, low, high, type)
  assert(ok, result)
  assert(same(result.shape, shape))
  assert(not type or result.dtype == type, result.dtype)
  if result.dtype ~= "bool" then
    assert(result:min() >= low and result:max() <= high, tostring(result))
  end
end

function flat(wanted)
  local found = result:reshape(-1):totable()
  for i = 1, math.max(#found, #wanted) do
    assert(found[i] == wanted[i])
  end
end

function fails(part)
  assert(not ok and tostring(result):find(part, 1, true), tostring(result))
end
