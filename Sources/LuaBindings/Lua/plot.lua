-- Pictures: `snn.plot`.

local native, snn, Options = ...

local type, next, ipairs, select = type, next, ipairs, select

-- What all figures can be told.
local common = {
  "title", "xlabel", "ylabel", "xlim", "ylim", "width", "height",
}

-- What only figures of one kind can be told.
local special = {
  lines = { "legend", "dt" },
  raster = { "neurons", "dt" },
  image = { "clabel", "clim" },
  hist = { "bins" },
  rate = { "bin", "smooth", "neurons", "size", "first", "last", "dt" },
  isi = { "bins", "neurons", "first", "last", "dt" },
  psd = { "segment", "legend", "dt" },
}

-- How many tensors a kind takes at most; one, if it isn't here.
local most = { lines = 2, raster = 2, isi = 2 }

local function is_plain(value)
  return type(value) == "table" and getmetatable(value) == nil
end

-- A table of numbers as a tensor; anything else as it is.
local function data(value)
  return is_plain(value) and snn.tensor(value) or value
end

local plot = {}

for kind, names in next, special do
  local what = "plot." .. kind
  local known = {}
  for _, list in ipairs { common, names } do
    for _, name in ipairs(list) do
      known[name] = true
    end
  end
  plot[kind] = function(...)
    local count = select("#", ...)
    local first, second, options = ...
    if count == 2 and (is_plain(second) and #second == 0) then
      second, options = nil, second
    end
    if second ~= nil and (most[kind] or 1) == 1 then
      options, second = second, nil
    end
    options = options == nil and {} or options
    Options.check(options, what, known)
    return native.plot(kind, options, data(first), data(second))
  end
end

local grid_options = { columns = true, letters = true, width = true,
  height = true }

function plot.grid(figures)
  Options.check(figures, "plot.grid", grid_options, true)
  return native.plot("grid", figures, figures)
end

return setmetatable(plot, {
  __index = function(_, name)
    native.unknown_function(name, plot, "snn.plot")
  end,
})
