-- Pictures of an excitatory-inhibitory network that gets a stimulus.
--
-- Leaky integrate-and-fire neurons, of which one in five inhibits the others.
-- From 200 to 300 ms the excitatory ones get more input. Shows how a network is
-- drawn: spikes, voltages, rates and weights, and all of them in one figure.
-- Takes a path to save the figure at: .png, .svg or .pdf.
--
-- Prints: 9.1 Hz before, 28.4 Hz during the stimulus

local snn = require "snn"

local path = ...

local threshold, reset = -50, -65 -- mV

local LIF = snn.Behavior "LIF"

function LIF:initialize(neurons)
  self.decay = neurons.network.dt / self:parameter("tau", 20) -- ms
  self.drive = self:parameter("drive", 13) -- mV
  self.stimulus = self:parameter("stimulus", 0) -- mV
  neurons.voltage = neurons:vector "uniform(-65, -50)"
  neurons.spike = neurons:vector { "zeros", dtype = "bool" }
end

function LIF:forward(neurons)
  local voltage = neurons.voltage
  local time = neurons.iteration * neurons.network.dt
  local is_on = time > 200 and time <= 300
  local drive = self.drive + (is_on and self.stimulus or 0)
  local noise = neurons:vector "normal(0, 25)"
  voltage:add_((reset - voltage + drive + noise) * self.decay)
  for _, synapse in ipairs(neurons.afferent_synapses.All) do
    voltage:add_(synapse.W[synapse.src.spike]:sum(1))
  end
  neurons.spike = voltage:ge(threshold)
  voltage[neurons.spike] = reset
end

local Weights = snn.Behavior "Weights"

function Weights:initialize(synapse)
  synapse.W = synapse:matrix {
    "uniform", density = 0.1, scale = self:parameter("scale", 1), -- mV
  }
end

local net = snn.Network { seed = 1, dt = 0.5 }
local exc = snn.NeuronGroup {
  net = net, size = 400, tag = "exc",
  behavior = {
    [1] = LIF { stimulus = 6 },
    [9] = snn.Recorder { "voltage" },
    [10] = snn.EventRecorder { "spike" },
  },
}
local inh = snn.NeuronGroup {
  net = net, size = 100, tag = "inh", behavior = { [1] = LIF {} },
}
for _, ends in ipairs {
  { exc, exc, 0.5 }, { exc, inh, 1 }, { inh, exc, -3 }, { inh, inh, -3 },
} do
  snn.SynapseGroup {
    net = net, src = ends[1], dst = ends[2],
    behavior = { Weights { scale = ends[3] } },
  }
end
net:initialize()
net:simulate "500 ms"

local spikes = net("spike", 1) -- rows [t, i]; figures know what they are of
local voltage = net("voltage", 1) -- [iterations, neurons]
local _, before = snn.stats.rate(spikes, { neurons = exc, last = 400 })
local _, during = snn.stats.rate(spikes, {
  neurons = exc, first = 401, last = 600,
})
print(("%.1f Hz before, %.1f Hz during the stimulus"):format(before, during))

local figure = snn.plot.grid {
  snn.plot.raster(spikes),
  snn.plot.lines(voltage:narrow(2, 1, 2), { ylabel = "voltage (mV)" }),
  snn.plot.rate(spikes, { smooth = "4 ms" }),
  snn.plot.isi(spikes, { xlim = { 0, 200 } });
  columns = 2, height = 110,
}
if path then
  figure:save(path)
end
