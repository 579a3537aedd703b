-- Statistics of recorded spikes: `snn.stats`.

local native, snn, Options = ...
local raise = native.raise
local check_options, check_type = Options.check, Options.check_type

local format = string.format

local options_known = {
  neurons = true, size = true, first = true, last = true, dt = true, bin = true,
}

local names = {
  "rate", "counts", "isi", "cv", "lv", "fano", "synchrony", "correlation",
}

local function whole(value, what)
  local number = Options.integer(value)
  if value ~= nil and not number then
    raise(format("%s: expected a whole number, got %s", what,
      type(value) == "number" and native.number_name(value)
        or native.type_name(value)))
  end
  return number
end

-- The options of a function, completed from the neuron group among them.
local function completed(options, what)
  options = options == nil and {} or options
  check_options(options, what, options_known)
  local neurons = options.neurons
  local given = {
    size = options.size, first = options.first, last = options.last,
    bin = options.bin, dt = options.dt,
  }
  if neurons ~= nil then
    if native.type_name(neurons) ~= "NeuronGroup" then
      raise(format("%s: neurons: expected a NeuronGroup, got %s", what,
        native.type_name(neurons)))
    end
    given.size = given.size or neurons.size
    given.iteration = neurons.iteration
    given.dt = given.dt or neurons.network.dt
  end
  for _, name in ipairs { "size", "first", "last", "bin" } do
    -- The engine knows how long an iteration was when events were recorded.
    if name == "size" or type(given[name]) ~= "string" then
      given[name] = whole(given[name], what .. ": " .. name)
    end
  end
  check_type(given.dt, "number", what .. ": dt")
  return given
end

local stats = {}

for _, name in ipairs(names) do
  local what = "stats." .. name
  stats[name] = function(events, options)
    local o = completed(options, what)
    return native.spike_statistic(name, events, o.size, o.first, o.last, o.dt,
      o.bin, o.iteration)
  end
end

snn.stats = setmetatable(stats, {
  __index = function(_, name)
    native.unknown_function(name, stats, "snn.stats")
  end,
})
