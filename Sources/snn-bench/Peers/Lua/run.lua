-- Runs a model of snn-lua for the comparison with its peers. Arguments: the
-- model's file, the number of neurons, of iterations that are timed and of
-- those in which spikes are counted, the seed; then any of `compiled`,
-- `density=` and `layout=`.
--
-- The first iteration is not timed, nor are those with counting.

local path, size, timed, counted, seed = ...
size, timed, counted, seed =
  math.tointeger(size), math.tointeger(timed), math.tointeger(counted),
  math.tointeger(seed)

local options = {}
for _, word in ipairs { select(6, ...) } do
  local name, value = word:match "^(%w+)=(.*)$"
  options[name or word] = tonumber(value) or value or true
end
local snn = require "snn"
if options.compiled then
  local probe = snn.Behavior("Probe", { compiled = true })
  if not rawget(probe, "compiled") then
    error("this build has no compiled behaviors", 0)
  end
end

local net = assert(loadfile(path))(size, seed, options)
net:simulate_iterations(1)
print "first step"
io.stdout:flush()

local _, milliseconds = net:simulate_iterations(timed)

local count, neurons = 0, 0
local groups = net "NeuronGroup"
for _, group in ipairs(groups) do neurons = neurons + group.size end
net:simulate_iterations(counted, {
  each = function()
    for _, group in ipairs(groups) do
      count = count + (group.spikes or group.spike):sum()
    end
  end,
})

local status = assert(io.open "/proc/self/status"):read "a"
local kilobytes = status:match "VmHWM:%s*(%d+) kB"
local result = '{"version": "%s", "simulate_s": %.9f, "rate": %.9f, '
  .. '"peak_bytes": %d}'
print(result:format(
  snn.version, milliseconds / 1000, count / neurons / counted,
  kilobytes * 1024))
