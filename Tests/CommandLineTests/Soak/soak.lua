-- A long run of a large network, which watches its own memory.
--
-- Ten thousand leaky integrate-and-fire neurons with half a million sparse
-- synapses, pair STDP and homeostasis; recorders keep their newest rows only.
-- Each hundredth of the run it prints what the process has, and what Lua has of
-- that. Arguments: the number of iterations, and the file for the state at the
-- end: equal states are equal files. Ends with an error if memory isn't flat
-- after the first tenth.

local snn = require "snn"

local count = math.tointeger(tonumber((...))) or 10000
local path = select(2, ...) or "soak.snn"
local size = 10000
local tolerance = 0.02

local LIF = snn.Behavior "LIF"

function LIF:initialize(neurons)
  self.decay = self:parameter("decay", 0.9)
  neurons.voltage = neurons:vector "uniform(0, 1)"
  neurons.threshold = neurons:vector(1)
  neurons.spike = neurons:vector { "zeros", dtype = "bool" }
  neurons.spike_before = neurons:vector { "zeros", dtype = "bool" }
end

function LIF:forward(neurons)
  local voltage = neurons.voltage
  neurons.spike_before = neurons.spike
  neurons.spike = voltage:ge(neurons.threshold)
  voltage[neurons.spike] = 0
  voltage:mul_(self.decay):add_(neurons:vector "normal(0.05, 0.12)")
end

-- Keeps the rate at which each neuron fires near its target.
local Homeostasis = snn.Behavior "Homeostasis"

function Homeostasis:initialize()
  self.target = self:parameter("target", 0.02)
  self.speed = self:parameter("speed", 0.01)
end

function Homeostasis:forward(neurons)
  local surplus = neurons.spike:to "float32" - self.target
  neurons.threshold:add_(surplus * self.speed)
end

local Input = snn.Behavior "Input"

function Input:forward(neurons)
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    neurons.voltage:add_(synapse.W[synapse.src.spike]:sum(1) * 0.05)
  end
end

-- Depression outweighs potentiation, so that the weights, and with them the
-- rate, stay small.
local STDP = snn.Behavior "STDP"

function STDP:initialize(synapse)
  self.speed = self:parameter("speed", 0.01)
  synapse.W = synapse:matrix {
    "uniform(0, 0.5)", density = 0.005, layout = "sparse",
  }
end

function STDP:forward(synapse)
  local W, src, dst = synapse.W, synapse.src, synapse.dst
  W[{ src.spike_before, dst.spike }]:add_(self.speed):clamp_(0, 1)
  W[{ src.spike, dst.spike_before }]:add_(-1.5 * self.speed):clamp_(0, 1)
end

local net = snn.Network { seed = 1 }
local neurons = snn.NeuronGroup {
  net = net, size = size, tag = "exc",
  behavior = {
    [1] = LIF {}, [2] = Input {}, [4] = Homeostasis {},
    [8] = snn.Recorder { "voltage", "mean(threshold)", max_length = 20 },
    [9] = snn.EventRecorder { "spike", max_length = 2000 },
  },
}
snn.SynapseGroup {
  net = net, src = neurons, dst = neurons, tag = "GLU",
  behavior = { [3] = STDP {} },
}
net:initialize()

-- KiB of memory that the process has.
local function resident_memory()
  for line in io.lines "/proc/self/status" do
    local size_in_kib = line:match "^VmRSS:%s*(%d+) kB"
    if size_in_kib then return tonumber(size_in_kib) end
  end
end

-- How far numbers lie apart, as a part of the least. It keeps only two of them,
-- so that watching takes no memory.
local function spread()
  local least, most = math.huge, 0
  return function(number)
    if number then
      least, most = math.min(least, number), math.max(most, number)
    end
    return (most - least) / least
  end
end

print("iteration  resident KiB  Lua KiB  spikes in the last row")
local resident_spread, heap_spread = spread(), spread()
local part = math.max(1, count // 100)
while net.iteration < count do
  net:simulate_iterations(math.min(part, count - net.iteration))
  local resident = resident_memory()
  collectgarbage()
  collectgarbage() -- what finalizers let go
  local heap = collectgarbage "count"
  if net.iteration > count // 10 then
    resident_spread(resident)
    heap_spread(heap)
  end
  print(("%9d  %12d  %7.0f  %d"):format(
    net.iteration, resident, heap, neurons.spike:sum()))
end
net:save(path)

print(("after the first tenth: resident within %.2f %%, Lua within %.2f %%")
  :format(100 * resident_spread(), 100 * heap_spread()))
assert(resident_spread() <= tolerance, "the process's memory isn't flat")
assert(heap_spread() <= tolerance, "Lua's memory isn't flat")
