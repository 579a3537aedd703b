-- A task of memory: a bit is to be stored, and recalled some time later.

local snn = require "snn"
local Trials = snn.models.Trials

local StoreRecall = snn.Behavior("StoreRecall", {
  extends = Trials,
  compiled = true,
  about = [[
    A trial has frames. In each but those of recall the inputs show a bit;
    in some the network is told to store it, and some frames later to recall
    it: then there are targets, which are 0 in other frames. A quarter of
    the inputs each spikes for a bit that is 0, one that is 1, store and
    recall.
  ]],
  source = "after Bellec et al. 2018, arXiv 1803.09574",
  parameters = {
    { "samples", "how many", default = 100, least = 1, whole = true },
    { "inputs", "how many, a multiple of 4", default = 40, least = 4,
      whole = true },
    { "frames", "of a trial", default = 12, least = 2, whole = true },
    { "frame", "how long it is", default = "100 ms", unit = "iterations",
      least = 1 },
    { "store", "the probability of a store where nothing is stored",
      default = 0.3, least = 0, most = 1 },
    { "delay", "the most frames from a store to its recall", default = 5,
      least = 1, whole = true },
    { "rate", "of spikes of each input", default = "50 Hz", least = 0 },
  },
})

-- What is shown in each frame of a trial, [frames, 4], and what is to be
-- recalled, [frames, 2], of random numbers [frames, 3].
function StoreRecall:trial(drawn, shown, recalled)
  local stored, recall_at
  for frame = 1, #drawn do
    local bit = drawn[{ frame, 1 }] < 0.5 and 1 or 2
    if frame == recall_at then
      shown[{ frame, 4 }] = 1
      recalled[{ frame, stored }] = 1
      stored, recall_at = nil, nil
    else
      shown[{ frame, bit }] = 1
      if not stored and drawn[{ frame, 2 }] < self.store then
        shown[{ frame, 3 }] = 1
        stored = bit
        recall_at = frame + 1 + drawn[{ frame, 3 }] * self.delay // 1
      end
    end
  end
end

function StoreRecall:generate(net)
  local samples, frames = self:parameter "samples", self:parameter "frames"
  local frame = self:parameter "frame"
  self.store, self.delay = self:parameter "store", self:parameter "delay"
  local drawn = net:tensor("uniform", samples, frames, 3)
  local shown = snn.zeros(samples, frames, 4)
  local recalled = snn.zeros(samples, frames, 2)
  for sample = 1, samples do
    self:trial(drawn[sample], shown[sample], recalled[sample])
  end
  return self:populations(net, shown:repeat_interleave(frame, 2)),
    recalled:repeat_interleave(frame, 2)
end

return StoreRecall
