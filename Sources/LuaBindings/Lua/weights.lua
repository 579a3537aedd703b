-- The weights that synapse groups are made with.

local native, snn = ...
local raise = native.raise

local type, next, pcall, error = type, next, pcall, error
local setmetatable, getmetatable = setmetatable, getmetatable
local format, concat = string.format, table.concat

local Weights = {
  -- What the weights of synapse groups were made with.
  given = setmetatable({}, { __mode = "k" }),
}

-- What doesn't change with what the script has given.
local function copied(given)
  if native.is_tensor(given) then
    return given:clone()
  elseif type(given) ~= "table" then
    return given
  end
  local copy = {}
  for name, value in next, given do
    copy[name] = copied(value)
  end
  return copy
end

-- A matrix of weights as those of a synapse group.
local function fitted(synapses, matrix)
  local src, dst = synapses.src.size, synapses.dst.size
  local is_flipped = synapses.network.synapse_mode == "DxS"
  local rows, columns = is_flipped and dst or src, is_flipped and src or dst
  local shape = matrix.shape
  if #shape ~= 2 or shape[1] ~= rows or shape[2] ~= columns then
    raise(format("SynapseGroup: W must have the shape [%d, %d], a row for each"
      .. " neuron of %s and a column for each of %s, and has [%s]", rows,
      columns, is_flipped and synapses.dst.tag or synapses.src.tag,
      is_flipped and synapses.src.tag or synapses.dst.tag, concat(shape, ", ")))
  end
  return matrix:to(synapses.network.dtype):clone()
end

-- The weights that `given` says: a matrix, a list of its rows, or what
-- `synapses:matrix` takes.
local function made(synapses, given)
  local is_table = type(given) == "table"
  if is_table and getmetatable(given) ~= nil then
    raise(format("SynapseGroup: W must be a matrix, or a mode such as"
      .. " \"uniform\", got %s", native.is_object(given)
        and "the object " .. given.tag or native.type_name(given)))
  elseif is_table and type(given[1]) == "table" then
    given = snn.tensor(given)
  end
  if native.is_tensor(given) and synapses.src and synapses.dst then
    return fitted(synapses, given)
  end
  return synapses:matrix(given)
end

-- Gives a new synapse group its weights. A group that fails at it is gone.
function Weights.add(synapses, net, given)
  if given == nil then
    return
  end
  local ok, W, kept = pcall(function()
    return made(synapses, given), copied(given)
  end)
  if not ok then
    native.remove_group(net, synapses)
    error(W, 0)
  end
  synapses.W, Weights.given[synapses] = W, kept
end

return Weights
