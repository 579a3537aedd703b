-- Row tests: saving and loading networks.

local snn = require "snn"

-- Fails unless `test` does with the message `%s` in which is the path.
local function fails_at(path, test, message)
  fails(test, path .. ": " .. message)
end

-- A network with one behavior, whose `initialize` and `forward` these are.
local function network(initialize, forward, options)
  options = options or {}
  local Model = snn.Behavior "Model"
  Model.initialize, Model.forward = initialize, forward
  local net = snn.Network { seed = options.seed or 1 }
  snn.NeuronGroup {
    net = net, tag = "exc", size = options.size or 3,
    behavior = {
      Model {}, [8] = snn.Recorder { "voltage" },
      [9] = snn.EventRecorder { "spike" },
    },
  }
  return net
end

local function noise(seed)
  return network(function(self, neurons)
    neurons.voltage = neurons:vector "uniform"
    self.last = neurons.voltage
  end, function(self, neurons)
    neurons.voltage:add_(neurons:vector "normal(0, 0.1)")
    neurons.spike = neurons.voltage:gt(0.5)
    self.last = neurons.spike
  end, { seed = seed })
end

row("NET-21", "a network is saved and loaded in one call each", function()
  with_file(function(path)
    local net = noise()
    net:initialize()
    net:simulate_iterations(5)
    equal(net:save(path) == net, true)
    local other = noise(2)
    equal(other:load(path) == other, true)
    equal(other.iteration, 5)
    equal(other.seed, 1)
    equal(other.exc.voltage, net.exc.voltage)
    equal(other("voltage", 1), net("voltage", 1))
    equal(other("spike", 1), net("spike", 1))
  end)
end)

row("NET-21", "fields of behaviors are saved as they hang together", function()
  with_file(function(path)
    local function build()
      return network(function(self, neurons)
        neurons.voltage = neurons:vector(0)
        neurons.spike = neurons.voltage:gt(0)
        self.code = function() return "code" end
        self.part = neurons.voltage[{ { 1, 2 } }]
      end)
    end
    local net = build()
    net:initialize()
    local model = net.exc.Model
    model.numbers = { 1, 2.5, math.mininteger, -0.0, 1 / 0 }
    model.text = "a\0\xff"
    model.circle = { name = "me", neurons = net.exc, behavior = model }
    model.circle.circle = model.circle
    model.voltage = net.exc.voltage
    model.by_group = { [net.exc] = true }
    net:save(path)
    local other = build()
    other:load(path)
    local loaded = other.exc.Model
    equal(loaded.numbers, model.numbers)
    equal(math.type(loaded.numbers[3]), "integer")
    equal(loaded.text, "a\0\xff")
    equal(rawequal(loaded.circle.circle, loaded.circle), true)
    equal(rawequal(loaded.circle.neurons, other.exc), true)
    equal(rawequal(loaded.circle.behavior, loaded), true)
    equal(loaded.by_group[other.exc], true)
    equal(loaded.code(), "code")
    loaded.voltage:fill_(7)
    equal(other.exc.voltage, { 7, 7, 7 })
    equal(loaded.part, { 7, 7 })
  end)
end)

row("NET-21", "fields that were not there are removed", function()
  with_file(function(path)
    local net = noise()
    net:initialize()
    net:save(path)
    net.exc.Model.later = 1
    net.exc.late = { 1 }
    net:load(path)
    equal(net.exc.Model.later, nil)
    equal(net.exc.late, nil)
  end)
end)

row("NET-21", "state variables may be tables", function()
  with_file(function(path)
    local net = noise()
    net:initialize()
    net.exc.table = { 1, { deep = "text" } }
    net:save(path)
    net.exc.table[2].deep = 0
    net:load(path)
    equal(net.exc.table, { 1, { deep = "text" } })
  end)
end)

row("NET-21", "delay lines in fields go on", function()
  with_file(function(path)
    local function build()
      return network(function(self, neurons)
        neurons.voltage = neurons:vector(0)
        neurons.spike = neurons.voltage:ge(0)
        self.line = snn.DelayLine(2, neurons.size)
      end, function(self, neurons)
        neurons.arrived = self.line:step(neurons.spike)
      end)
    end
    local net = build()
    net:initialize()
    net:simulate_iterations(2)
    net:save(path)
    local other = build():load(path)
    other:simulate_iterations(1)
    equal(other.exc.arrived, { true, true, true })
  end)
end)

row("NET-21", "tags that came later are loaded", function()
  with_file(function(path)
    local function build()
      local net = noise()
      snn.SynapseGroup { net = net, src = "exc", dst = "exc", tag = "GLU" }
      return net
    end
    local net = build()
    net:initialize()
    net.GLU:add_tag "slow"
    net:save(path)
    local other = build():load(path)
    equal(#other.exc.afferent_synapses.slow, 1)
  end)
end)

row("NET-21", "what holds values and can't be saved is an error", function()
  with_file(function(path)
    local net = noise()
    net:initialize()
    local model = net.exc.Model
    model.rules = { { add = print } }
    fails(function() net:save(path) end,
      "save: 'rules[1].add' of Model (key 1) of NeuronGroup 'exc' is a"
      .. " function, which can't be saved")
    model.rules = setmetatable({}, {})
    fails(function() net:save(path) end,
      "save: 'rules' of Model (key 1) of NeuronGroup 'exc' is a table with a"
      .. " metatable, which can't be saved")
    model.rules = { [{}] = 1 }
    fails(function() net:save(path) end,
      "save: 'rules[?]' of Model (key 1) of NeuronGroup 'exc' has a key that"
      .. " can't be saved")
    model.rules = nil
    net.exc.rule = { print }
    fails(function() net:save(path) end,
      "save: 'rule[1]' of NeuronGroup 'exc' is a function, which can't be"
      .. " saved")
  end)
end)

row("NET-21", "bad calls are told", function()
  local net = noise()
  fails(function() net:save() end,
    "save: expected the path of a file, got nil")
  fails(function() net:load {} end,
    "load: expected the path of a file, got table")
  fails(function() net:save "net.snn" end,
    "save: Network 'Network_1' is not initialized; initialize it first")
  fails(function() net:load "no/such/file" end,
    "no/such/file: No such file or directory")
end)

row("NET-21", "no behavior saves or loads", function()
  local net = network(function(_, neurons)
    neurons.voltage = neurons:vector(0)
    neurons.spike = neurons.voltage:gt(0)
  end, function(_, neurons)
    neurons.network:save "net.snn"
  end)
  net:initialize()
  fails(function() net:simulate_iteration() end,
    "in Model:forward (key 1) of NeuronGroup 'exc', iteration 1: save: not"
    .. " while behaviors run (called from Model)")
end)

row("NONE-05", "a resumed simulation is the same to the bit", function()
  with_file(function(path)
    local whole = noise()
    whole:initialize()
    whole:simulate_iterations(20)
    local half = noise()
    half:initialize()
    half:simulate_iterations(10)
    half:save(path)
    local rest = noise(5):load(path)
    rest:simulate_iterations(10)
    equal(rest("voltage", 1), whole("voltage", 1))
    equal(rest("spike", 1), whole("spike", 1))
    equal(rest.exc.voltage, whole.exc.voltage)
  end)
end)

row("NONE-05", "the script's own random numbers go on", function()
  with_file(function(path)
    local net = noise()
    net:initialize()
    net:save(path)
    local drawn = snn.rand(3)
    net:load(path)
    equal(snn.rand(3), drawn)
  end)
end)

row("NONE-05", "another network is an error that changes nothing", function()
  with_file(function(path)
    local net = noise()
    net:initialize()
    net:save(path)
    local other = network(function(_, neurons)
      neurons.voltage = neurons:vector(1)
    end, nil, { size = 5 })
    fails_at(path, function() other:load(path) end,
      "saved by another network: the size of NeuronGroup 'exc' was 3 there,"
      .. " here it is 5")
    equal(other.exc.voltage, nil)
  end)
end)

row("NONE-05", "a file that isn't one is told", function()
  with_file(function(path)
    local net = noise()
    net:initialize()
    net:save(path)
    local file = io.open(path, "rb")
    local bytes = file:read "a"
    file:close()

    local function write(text)
      local damaged = io.open(path, "wb")
      damaged:write(text)
      damaged:close()
    end
    write "something else"
    fails_at(path, function() net:load(path) end,
      "this is not a saved network")
    write(bytes:sub(1, 8) .. "\2" .. bytes:sub(10))
    fails_at(path, function() net:load(path) end,
      "it was written in format 2; this program reads format 1")
    write(bytes:sub(1, 99) .. "?" .. bytes:sub(101))
    fails_at(path, function() net:load(path) end,
      "the file is damaged: its checksum is wrong")
  end)
end)

row("NET-21", "library behaviors go on as they were initialized", function()
  local function build(seed)
    local net = snn.Network { seed = seed }
    local neurons = snn.NeuronGroup {
      net = net, size = 50,
      behavior = { [2] = snn.AxonalDelay { "randint(1, 9)" } },
    }
    local synapse = snn.SynapseGroup {
      net = net, src = neurons, dst = neurons,
      behavior = { snn.WeightClip { w_max = 0.5 } },
    }
    neurons.spike = neurons:vector { dtype = "bool" }
    synapse.W = synapse:matrix(1)
    net:initialize()
    return net, neurons, synapse
  end
  local net, neurons, synapse = build(1)
  net:initialize() -- draws other delays
  synapse.WeightClip.parameters.w_max = 0.25
  synapse.WeightClip:reinitialize()
  neurons.spike:fill_(true)
  net:simulate_iterations(3)
  local path = os.tmpname()
  net:save(path)
  local other, others, synapses = build(2)
  other:load(path)
  os.remove(path)
  equal(synapses.WeightClip.parameters.w_max, 0.25)
  for _ = 1, 9 do
    net:simulate_iteration()
    other:simulate_iteration()
    equal(others.delayed_spike, neurons.delayed_spike)
  end
  synapses.W:fill_(1)
  other:simulate_iteration()
  equal(synapses.W:max(), 0.25)
end)
