-- Calls each function of the library with wrong values in each place.
--
-- Gets their names as they stand in the annotations for editors, such as
-- "snn.zeros" and "Tensor:add". Nothing may come of it but errors that are
-- texts; what the library was asked for by then is no matter.

local function fails()
  error "fails"
end

local hostile = setmetatable({}, {
  __index = fails, __newindex = fails, __len = fails, __pairs = fails,
  __tostring = fails, __call = fails, __concat = fails, __eq = fails,
  __lt = fails, __le = fails, __add = fails, __unm = fails, __close = fails,
  __name = 5,
})
local liar = setmetatable({}, {
  __len = function() return math.maxinteger end,
  __index = function(_, key) return key end,
})
local own = {}
own[1], own.own = own, own

local count = 0

-- What each class is made of: a network with all kinds of objects.
local function make()
  local net = snn.Network { seed = 1 }
  local neurons = snn.NeuronGroup {
    net = net, size = snn.NeuronDimension { width = 2, height = 2 },
  }
  neurons.v = neurons:vector "uniform"
  neurons.spike = neurons.v:ge(0.5)
  local synapses = snn.SynapseGroup { net = net, src = neurons, dst = neurons }
  synapses.W = synapses:matrix "uniform"
  local B = snn.Behavior "B"
  function B.forward() end
  local behavior, recorder, events = B {}, snn.Recorder "v",
    snn.EventRecorder "spike"
  net:add_behavior(0, snn.Clock "1 ms")
  neurons:add_behaviors { behavior, recorder, events }
  local module = snn.AnalysisModule "A"
  function module.execute() end
  local analysis = module {}
  net:add_analysis_module(analysis)
  net:initialize()
  net:simulate_iterations(2)
  return {
    snn = snn, stats = snn.stats, plot = snn.plot,
    NetworkObject = net, Network = net, NeuronGroup = neurons,
    NeuronSubGroup = neurons:sub_group { 1, 2 }, SynapseGroup = synapses,
    Behavior = behavior, Recorder = recorder, Clock = net.Clock,
    NeuronDimension = neurons.NeuronDimension, AnalysisModule = analysis,
    Tensor = snn.arange(1, 4):reshape(2, 2),
    SparseMatrix = snn.arange(1, 4):reshape(2, 2):to_sparse(),
    DelayLine = snn.DelayLine(snn.tensor({ 1, 2 }, "int64")),
    Figure = snn.plot.lines(snn.zeros(3)), events = events,
  }
end

local made = make()

-- Wrong values: a list, since each is of another time.
local function values()
  return {
    true, 0 / 0, 1 / 0, -1, 0, 1.5, 1e300, math.mininteger, math.maxinteger,
    1 << 40, "", "x\0y", ("%s\xff"):rep(1000), {}, own, hostile, liar, fails,
    coroutine.create(fails), snn.zeros(0), snn.full({ 2, 2 }, 0 / 0),
    snn.full({ 2 }, math.mininteger, "int64"), snn.zeros(2, 2):to_sparse(),
    snn.zeros(2, 2)[snn.ones(2):gt(0)], made.Network, made.NeuronGroup,
    made.Recorder, made.Behavior, snn.Behavior "B", { { 1 }, { 2, 3 } },
    { math.maxinteger, math.maxinteger }, { -1 }, { 0 / 0 }, { net = made },
  }
end

-- What stands in the other places.
local fillers = {
  function() return nil end,
  function() return 1 end,
  function() return snn.ones(2, 2) end,
  function() return { 1, 2 } end,
}

local function try(f, ...)
  local ok, message = pcall(f, ...)
  count = count + 1
  if not ok and type(message) ~= "string" then
    error("the error is no text: " .. type(message))
  end
  if ok and message ~= nil then
    pcall(tostring, message)
  end
end

local function try_all(class, name, is_method)
  local owner = made[class]
  local f = owner[name]
  local first = is_method and 0 or 1
  for place = first, 3 do
    for number = 0, #values() do
      for _, filler in ipairs(fillers) do
        local arguments = { filler(), filler(), filler() }
        if is_method then
          arguments[0] = made[class]
          if class == "Tensor" or class == "SparseMatrix" then
            arguments[0] = made[class]:clone()
          end
        end
        arguments[place] = values()[number]
        try(f, table.unpack(arguments, first, 3))
      end
    end
  end
end

-- What ends the program, or waits.
local left_out = {
  ["Figure:show"] = true, -- asks the desktop
}

for _, text in ipairs { ... } do
  local class, mark, name = text:match "^(%w+)([.:])([%w_]+)$"
  if made[class] and not left_out[text] then
    try_all(class, name, mark == ":")
    made = make()
  end
end
assert(count > 0)
io = io or { stderr = { write = function() end } }
io.stderr:write(count, " calls\n")
