-- A task of memory: to tell on which side there were more cues.

local snn = require "snn"
local Trials = snn.models.Trials

local EvidenceAccumulation = snn.Behavior("EvidenceAccumulation", {
  extends = Trials,
  compiled = true,
  about = [[
    Cues come from the left or the right; after a delay, in which there is
    only noise, the network is to tell which side had more. A quarter of the
    inputs each spikes at cues from the left, from the right, during the
    recall at the end, and as noise all the time, with a quarter of the
    rate. Give the readout from = steps of a trial - recall + 1, the
    variable recall_from.
  ]],
  source = [[
    Bellec et al. 2020, figure 4, doi 10.1038/s41467-020-17236-y; Morcos and
    Harvey 2016, doi 10.1038/nn.4403
  ]],
  parameters = {
    { "samples", "how many", default = 100, least = 1, whole = true },
    { "inputs", "how many, a multiple of 4", default = 40, least = 4,
      whole = true },
    { "cues", "of a trial", default = 7, least = 1, whole = true },
    { "likely", "the probability of the side that is drawn for a trial",
      default = 0.7, least = 0.5, most = 1 },
    { "cue", "how long it is", default = "100 ms", unit = "iterations",
      least = 1 },
    { "spacing", "before each cue", default = "50 ms", unit = "iterations",
      least = 0 },
    { "delay", "after the cues", default = "1050 ms", unit = "iterations",
      least = 0 },
    { "recall", "how long it is", default = "150 ms", unit = "iterations",
      least = 1 },
    { "rate", "of spikes of each input", default = "40 Hz", least = 0 },
  },
  variables = {
    { "labels", "1 if there were more cues from the left, else 2" },
    { "recall_from", "the iteration of a trial in which recall begins" },
  },
})

function EvidenceAccumulation:generate(net)
  local samples, cues = self:parameter "samples", self:parameter "cues"
  local cue, spacing = self:parameter "cue", self:parameter "spacing"
  local likely, recall = self:parameter "likely", self:parameter "recall"
  local steps = cues * (cue + spacing) + self:parameter "delay" + recall
  local is_right = net:tensor("uniform", samples, 1):lt(0.5)
  local chance = is_right:where(likely, 1 - likely)
  local cue_is_right = net:tensor("uniform", samples, cues):lt(chance)
  local active = snn.zeros(samples, steps, 4)
  for place = 1, cues do
    local first = (place - 1) * (cue + spacing) + spacing + 1
    local during = { first, first + cue - 1 }
    local right = cue_is_right[{ {}, { place, place } }]
    active[{ {}, during, 1 }] = ~right
    active[{ {}, during, 2 }] = right
  end
  net.recall_from = steps - recall + 1
  active[{ {}, { net.recall_from, steps }, 3 }] = 1
  active[{ {}, {}, 4 }] = 0.25
  net.labels = cue_is_right:sum(2):gt(cues / 2):long() + 1
  return self:populations(net, active), self.one_hot(net.labels, 2)
end

return EvidenceAccumulation
