-- A task of patterns: spikes that are the same in each trial are to become sums
-- of sines.

local snn = require "snn"
local Trials = snn.models.Trials

local SineWaves = snn.Behavior("SineWaves", {
  extends = Trials,
  compiled = true,
  about = [[
    The inputs spike at random, but the same in each trial; each readout is
    to follow a sum of sines whose amplitudes and phases are drawn.
  ]],
  source = [[
    Bellec et al. 2020, figure 3, doi 10.1038/s41467-020-17236-y
  ]],
  parameters = {
    { "inputs", "how many", default = 100, least = 1, whole = true },
    { "readouts", "how many", default = 1, least = 1, whole = true },
    { "steps", "iterations of a trial", default = 1000, least = 2,
      whole = true },
    { "sines", "the sum has sines of 1, 2, … up to so many periods in a trial",
      default = 4, least = 1, whole = true },
    { "rate", "of spikes of each input", default = "50 Hz", least = 0 },
  },
})

function SineWaves:generate(net)
  local steps, readouts = self:parameter "steps", self:parameter "readouts"
  local sines, inputs = self:parameter "sines", self:parameter "inputs"
  local chance = self:parameter "rate" * (self:time_step() / 1000)
  local spikes = net:tensor("uniform", 1, steps, inputs):lt(chance)
  local angle = net:tensor("zeros", steps, 1)
  angle:copy_(snn.linspace(0, 2 * math.pi, steps):unsqueeze(2))
  local curves = net:tensor("zeros", steps, readouts)
  for periods = 1, sines do
    local amplitude = net:tensor("uniform(0.5, 2)", readouts)
    local phase = net:tensor("uniform", readouts) * (2 * math.pi)
    curves:add_((angle * periods + phase):sin() * amplitude)
  end
  curves = curves - curves[1]
  return spikes, (curves / curves:abs():max(1)):unsqueeze(1)
end

return SineWaves
