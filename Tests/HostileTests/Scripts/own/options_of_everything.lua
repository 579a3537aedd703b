-- expect: ok
-- mode: sandbox
-- limits: seconds=60
-- why: each option and parameter of everything gets each of many wrong values

local function fails()
  error "fails"
end
local hostile = setmetatable({}, {
  __index = fails, __len = fails, __pairs = fails, __tostring = fails,
})
local net, neurons, synapse, events
local function build()
  net = snn.Network { seed = 1, dt = 1 }
  neurons = snn.NeuronGroup {
    net = net, size = snn.NeuronDimension { width = 2, height = 2 },
  }
  neurons.v = neurons:vector "uniform"
  neurons.spike = neurons.v:ge(0.5)
  synapse = snn.SynapseGroup {
    net = net, src = neurons, dst = neurons, tag = "GLUTAMATE",
  }
  synapse.W = synapse:matrix "uniform"
  synapse.enabled = synapse.W:ge(0)
  net:initialize()
  events = snn.tensor({ { 1, 1 }, { 3, 2 }, { 7, 1 } }, "int64")
end
build()

local function values()
  return {
    true, false, 0 / 0, 1 / 0, -1, 0, 1.5, 1e300, math.mininteger,
    math.maxinteger, 1 << 40, "", "x\0y", "uniform", "1 ms", "-1 ms", "1e999 s",
    ("x"):rep(100000), {}, { 1, 2 }, { -1, 0 / 0 }, hostile, fails,
    function(x) return x end, coroutine.create(fails), snn.zeros(0),
    snn.full({ 4 }, 0 / 0), snn.full({ 4, 4 }, 2), snn.zeros(4, 4):ge(0),
    snn.full({ 4 }, math.mininteger, "int64"), snn.zeros(2, 2):to_sparse(), net,
    neurons, snn.Behavior "B", snn.Clock {},
  }
end

-- Runs what makes a behavior.
local function behavior(class, owner)
  return function(options)
    local b = class(options)
    owner():add_behavior(1, b)
    net:simulate_iterations(2)
    net:describe()
  end
end
local function of_neurons()
  return neurons
end
local function of_synapses()
  return synapse
end
local B = snn.Behavior "B"
function B:initialize(object)
  self:parameter("x", 1)
  self:parameter("x", "uniform", object)
end
function B.forward() end

print = fails
local cases = {
  { snn.Network, {
    seed = 1, dtype = "float64", synapse_mode = "DxS", dt = 1, tag = "a",
    check_finite = true, behavior = {},
  } },
  { snn.NeuronGroup, { net = 1, size = 1, tag = "g", behavior = {} } },
  { snn.SynapseGroup, { net = 1, src = 1, dst = 1, tag = "g", behavior = {} } },
  { function(o) net:simulate_iterations(3, o) end, {
    each = fails, stop = fails, progress = fails, batch_size = 2,
    disable_recording = true,
  } },
  { function(o) return neurons:vector(o) end,
    { 1, scale = 1, density = 0.5, dtype = "float32" } },
  { function(o) return synapse:matrix(o) end, {
    "uniform", scale = 1, density = 0.5, dtype = "float32", layout = "sparse",
    only_enabled = false, clone_along_first_axis = true,
  } },
  { function(o) return synapse:matrix(o) end, {
    "uniform", scale = 1, density = 0.5, dtype = "float32",
    only_enabled = false, clone_along_first_axis = true,
  } },
  { function(o) return synapse:matrix(o) end, {
    "uniform", layout = "sparse", in_degree = 1, autapses = true,
    multapses = true,
  } },
  { function(o) return synapse:matrix(o) end, {
    layout = "sparse", out_degree = 1, total = 1, density = 1, distance = 1,
  } },
  { function(o) return synapse:matrix(o) end,
    { layout = "sparse", distance = fails } },
  { function(o) return synapse:connect(o) end, { in_degree = 1,
  autapses = true } },
  { function(o) return synapse:connect(o) end, { out_degree = 1 } },
  { function(o) return synapse:connect(o) end, { density = 1 } },
  { function(o) return synapse:connect(o) end, { distance = 1 } },
  { function(o) return synapse:connect(o) end, { rule = "all" } },
  { snn.sparse, {
    rows = { 1, 2 }, columns = { 1, 2 }, values = { 1, 2 }, size = { 2, 2 },
    dtype = "float32", duplicates = "sum",
  } },
  { function(o) return B {}:parameter(o) end, {
    "x", 1, required = true, tensor = true, do_not_diversify = true,
    search_other_behaviors = true, object = 1,
  } },
  { behavior(B, of_neurons), {
    x = 1, tag = "t", behavior_enabled = true, run_every = 1, run_from = 1,
    run_until = 1, 5,
  } },
  { behavior(snn.Recorder, of_neurons),
    { "v", gap_width = 1, max_length = 1, tag = "r", run_every = 1 } },
  { behavior(snn.EventRecorder, of_neurons),
    { "spike", gap_width = 1, max_length = 1, tag = "r", run_until = 1 } },
  { behavior(snn.AxonalDelay, of_neurons),
    { delay = 1, variable = "spike", result = "late" } },
  { behavior(snn.SynapticDelay, of_synapses),
    { delay = 1, weights = "W", variable = "spike", result = "I" } },
  { behavior(snn.BoxReceptiveFields, of_synapses),
    { range = 1, remove_autapses = true } },
  { behavior(snn.CircleReceptiveFields, of_synapses),
    { radius = 1, remove_autapses = true } },
  { behavior(snn.Clock, function() return net end), { step = "1 ms" } },
  { behavior(snn.CreateWeights, of_synapses), {
    distribution = "uniform", density = 1, normalize = true, norm_factor = 1,
    variable = "W",
  } },
  { behavior(snn.Equation, of_neurons),
    { "dv/dt = -v / tau", tau = "1 ms", method = "euler" } },
  { behavior(snn.Variable, of_neurons), { "w = x", x = 1 } },
  { behavior(snn.SynapseVariable, of_synapses), { "w = x", x = 1 } },
  { behavior(snn.InstantHomeostasis, of_neurons), {
    adjustment_param = "v", measurement_param = "v", threshold = 1,
    gap_percent = 1, distance_sensitive = true, inc = 1, dec = 1,
    adj_strength = 1, measurement_min = 0, measurement_max = 1,
    target_clip_min = 0, target_clip_max = 1,
  } },
  { behavior(snn.TimeIntegratedHomeostasis, of_neurons), {
    adjustment_param = "v", measurement_param = "v", min_th = 0, max_th = 1,
    integration_length = 2, init_avg = 1,
  } },
  { function(o)
    snn.NeuronGroup { net = net, size = snn.NeuronDimension(o) }
  end, {
    width = 2, height = 2, depth = 2, centered = true, input_patterns = 1,
  } },
  { behavior(snn.Refractory, of_neurons), {
    decayfactor = 1, strengthfactor = 1, output = "spike", activity = "v",
  } },
  { behavior(snn.RefractoryPeriod, of_neurons),
    { period = 1, variable = "spike", held = "v" } },
  { behavior(snn.SynapticNormalization, of_neurons), {
    synapse_type = "GLUTAMATE", norm_factor = 1, direction = "afferent",
    variable = "W",
  } },
  { behavior(snn.WeightClip, of_synapses),
    { w_min = 0, w_max = 1, variable = "W" } },
}
for _, name in ipairs {
  "rate", "counts", "isi", "cv", "lv", "fano", "correlation", "synchrony",
} do
  cases[#cases + 1] = { function(o) return snn.stats[name](events, o) end, {
    neurons = 1, size = 2, first = 1, last = 9, dt = 1, bin = 2,
  } }
  cases[#cases + 1] = { function(o) return snn.stats[name](events, o) end, {
    size = 2, first = 1, last = 9, bin = 2,
  } }
end
local x = snn.arange(1, 6)
for _, case in ipairs {
  { "lines", x }, { "raster", events }, { "image", x:reshape(2, 3) },
  { "hist", x }, { "rate", events }, { "isi", events }, { "psd", x },
} do
  cases[#cases + 1] = { function(o) snn.plot[case[1]](case[2], o) end, {
    title = "t", xlabel = "x", ylabel = "y", width = "page", height = 3,
    xlim = { 0, 1 }, ylim = { 0, 1 }, bins = 3, smooth = 1, labels = { "a" },
    colors = { 1 }, size = 2, first = 1, last = 9, dt = 1, bin = 2, log = true,
    limits = { 0, 1 }, legend = true, clim = { 0, 1 },
  } }
end

local count = 0
for _, case in ipairs(cases) do
  local f, good = case[1], case[2]
  for name in pairs(good) do
    for place = 1, #values() do
      local options = {}
      for key, value in pairs(good) do
        options[key] = value == 1 and (key == "net" and net
          or (key == "src" or key == "dst") and neurons) or value
      end
      options[name] = values()[place]
      local ok, e = pcall(f, options)
      assert(ok or type(e) == "string" or e == nil, name)
      pcall(neurons.remove_behavior, neurons, 1)
      pcall(synapse.remove_behavior, synapse, 1)
      pcall(net.remove_behavior, net, 1)
      count = count + 1
    end
  end
  build()
end
assert(count > 1000)
