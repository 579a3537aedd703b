-- Spike-timing-dependent plasticity of triplets of spikes.

local snn = require "snn"
local Plasticity = snn.models.Plasticity

local TripletSTDP = snn.Behavior("TripletSTDP", {
  extends = Plasticity,
  compiled = true,
  about = [[
    Plasticity by the times of two and three spikes: an arriving spike
    weakens the synapse by o1 (A2_minus + A3_minus r2), a spike of the
    target strengthens it by r1 (A2_plus + A3_plus o2). r1 and r2 are traces
    of the spikes that arrived, with tau_plus and tau_x, o1 and o2 those of
    the target, with tau_minus and tau_y; r2 and o2 don't count the spike
    itself. fit names a set of parameters that the paper fitted to
    experiments; those that are given replace its own. Sets of pairs =
    "nearest" are others. It belongs after Transmission.
  ]],
  source = [[
    Pfister and Gerstner 2006, doi 10.1523/JNEUROSCI.1425-06.2006
  ]],
  parameters = {
    {
      "fit", "the parameters of a table of the paper",
      default = "visual cortex, minimal",
      choices = {
        "visual cortex, minimal", "visual cortex, full",
        "hippocampus, minimal", "hippocampus, full",
      },
    },
    { "A2_plus", "strengthening by pairs", single = true },
    { "A3_plus", "strengthening by triplets post-pre-post", single = true },
    { "A2_minus", "weakening by pairs", single = true },
    { "A3_minus", "weakening by triplets pre-post-pre", single = true },
    {
      "tau_plus", "time constant of r1", default = "16.8 ms", above = 0,
      single = true,
    },
    {
      "tau_minus", "time constant of o1", default = "33.7 ms", above = 0,
      single = true,
    },
    {
      "tau_x", "time constant of r2", unit = "ms", above = 0, single = true,
    },
    {
      "tau_y", "time constant of o2", unit = "ms", above = 0, single = true,
    },
  },
  variables = {
    { "r1", "trace of spikes that arrived, [source]" },
    { "r2", "the same, slower" },
    { "o1", "trace of the target's spikes, [destination]" },
    { "o2", "the same, slower" },
  },
})

-- A2_plus, A3_plus, A2_minus, A3_minus, tau_x and tau_y of tables 3 and 4.
-- Minimal sets have no A3_minus, so no r2, whose time constant is that of the
-- full ones.
TripletSTDP.fits = {
  all = {
    ["visual cortex, full"] = { 5e-10, 6.2e-3, 7e-3, 2.3e-4, 101, 125 },
    ["visual cortex, minimal"] = { 0, 6.5e-3, 7.1e-3, 0, 101, 114 },
    ["hippocampus, full"] = { 6.1e-3, 6.7e-3, 1.6e-3, 1.4e-3, 946, 27 },
    ["hippocampus, minimal"] = { 5.3e-3, 8e-3, 3.5e-3, 0, 946, 40 },
  },
  nearest = {
    ["visual cortex, full"] = { 8.8e-11, 5.3e-2, 6.6e-3, 3.1e-3, 714, 40 },
    ["visual cortex, minimal"] = { 0, 5e-2, 8e-3, 0, 714, 40 },
    ["hippocampus, full"] = { 4.6e-3, 9.1e-3, 3e-3, 7.5e-9, 575, 47 },
    ["hippocampus, minimal"] = { 4.6e-3, 9.1e-3, 3e-3, 0, 575, 48 },
  },
}

function TripletSTDP:initialize(synapses)
  Plasticity.initialize(self, synapses)
  local fits = self.fits[self.nearest and "nearest" or "all"]
  local fit = fits[self:parameter "fit"]
  local function value(name, place)
    return self:parameter(name) or fit[place]
  end
  self.A2_plus, self.A3_plus = value("A2_plus", 1), value("A3_plus", 2)
  self.A2_minus, self.A3_minus = value("A2_minus", 3), value("A3_minus", 4)
  self.left_x = self:decay(value("tau_x", 5))
  self.left_y = self:decay(value("tau_y", 6))
  self.left_plus = self:decay(self:parameter "tau_plus")
  self.left_minus = self:decay(self:parameter "tau_minus")
  self:make(synapses, "r1", synapses.src:vector())
  self:make(synapses, "r2", synapses.src:vector())
  self:make(synapses, "o1", synapses.dst:vector())
  self:make(synapses, "o2", synapses.dst:vector())
end

function TripletSTDP:forward(synapses)
  local W = synapses[self.weights]
  local pre, post = self:arriving(synapses), synapses.dst.spike
  local r1, r2 = synapses[self.r1], synapses[self.r2]
  local o1, o2 = synapses[self.o1], synapses[self.o2]
  r2:mul_(self.left_x)
  o1:mul_(self.left_minus)
  o2:mul_(self.left_y)
  local weakening = o1 * self.A2_minus
  if self.A3_minus ~= 0 then
    weakening = (r2 * self.A3_minus + self.A2_minus):unsqueeze(2)[pre] * o1
  end
  self:lower(W[pre], weakening)
  self:follow(r1, pre, self.left_plus)
  self:follow(r2, pre, 1)
  local strength = o2 * self.A3_plus + self.A2_plus
  self:raise(W[{ {}, post }], strength[post] * r1:unsqueeze(2))
  self:follow(o1, post, 1)
  self:follow(o2, post, 1)
end

return TripletSTDP
