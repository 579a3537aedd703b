-- The cortical microcircuit of Potjans and Diesmann 2014, doi
-- 10.1093/cercor/bhs358, at a smaller scale (van Albada, Helias and Diesmann
-- 2015, doi 10.1371/journal.pcbi.1004490), written with the models of the
-- library. Arguments: the number of neurons, 77,169 times the scale; the seed;
-- and options, of which none counts: the models are compiled, and the weights
-- sparse. Returns the network; an iteration is 0.1 ms.

local size, seed = ...
local snn = require "snn"
local models = snn.models

local scale = size / 77169

local names = { "L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I" }
local sizes = { 20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948 }
local outside = { 1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100 }
local rates = { 0.971, 2.868, 4.746, 5.396, 8.142, 9.078, 0.991, 7.523 } -- Hz

-- The probability that a neuron of each population (columns) has a synapse to
-- one of each (rows).
local probabilities = {
  { 0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0, 0.0076, 0 },
  { 0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0, 0.0042, 0 },
  { 0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0 },
  { 0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0, 0.1057, 0 },
  { 0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0 },
  { 0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0 },
  { 0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252 },
  { 0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443 },
}

local strength = 0.0878 / math.sqrt(scale) -- nA
local outside_rate = 8 -- Hz, of each source outside
local synaptic = 0.5 -- ms, how fast currents fade

-- How many synapses there are at full scale, so that a pair has one with the
-- probability p.
local function synapse_count(post, pre)
  local p, pairs_of = probabilities[post][pre], sizes[post] * sizes[pre]
  return math.log(1 - p) / (-1 / pairs_of - 0.5 / pairs_of ^ 2)
end

local function weight(post, pre)
  if pre % 2 == 0 then return -4 * strength end
  return (post == 1 and pre == 3) and 2 * strength or strength
end

-- The mean current of the synapses that a smaller scale hasn't, in nA.
local function missing(post)
  local sum = outside[post] * outside_rate * strength
  for pre = 1, 8 do
    sum = sum + synapse_count(post, pre) / sizes[post] * rates[pre]
      * weight(post, pre)
  end
  -- The sum is of the stronger weights. What is left of it at the scale brings
  -- the rest of the mean.
  return (1 - math.sqrt(scale)) * math.sqrt(scale) * synaptic / 1000 * sum
end

local net = snn.Network { seed = seed, dt = "0.1 ms" }
for i, name in ipairs(names) do
  snn.NeuronGroup {
    net = net, size = math.floor(sizes[i] * scale + 0.5), tag = name,
    behavior = {
      [1] = models.ExponentialCurrent { tau = synaptic },
      [2] = models.LIF {
        tau = "10 ms", R = "40 Mohm", rest = "-65 mV", threshold = "-50 mV",
        reset = "-65 mV", refractory = "2 ms", current = missing(i),
        initial = "normal(-58 mV, 10 mV)",
      },
      [3] = models.PoissonInput {
        rate = outside_rate, N = outside[i] * scale, weight = strength,
        to = "I_syn",
      },
    },
  }
end
for post = 1, 8 do
  for pre = 1, 8 do
    local count = math.floor(synapse_count(post, pre) * scale ^ 2 + 0.5)
    if count > 0 then
      local delay = pre % 2 == 1 and "normal(1.5 ms, 0.75 ms)"
        or "normal(0.75 ms, 0.375 ms)"
      local synapses = snn.SynapseGroup {
        net = net, src = names[pre], dst = names[post],
        behavior = {
          [4] = snn.SynapticDelay { delay = delay },
          [5] = models.Transmission { from = "I", to = "I_syn" },
        },
      }
      local mean = weight(post, pre)
      synapses.W = synapses:matrix {
        ("normal(%g, %g)"):format(mean, math.abs(mean) / 10),
        layout = "sparse", total = count, multapses = true,
      }
    end
  end
end
net:initialize()
return net
