-- expect: ok
-- mode: default
-- limits: seconds=60
-- why: pictures of nothing, of NaN, of infinite ranges, and within themselves

local values = {
  snn.zeros(0), snn.full({ 3 }, 0 / 0), snn.tensor { 1 / 0, -1 / 0, 0 },
  snn.tensor({ 1e308, -1e308 }, "float64"), snn.tensor { 5e-324, 0 },
  snn.zeros(0, 3), snn.zeros(3, 0), snn.full({ 2, 2 }, 1 / 0), snn.zeros(2, 2,
  2),
  snn.tensor({ math.maxinteger, math.mininteger }, "int64"), snn.zeros(1),
}
local count = 0
for _, x in ipairs(values) do
  for _, name in ipairs { "lines", "hist", "image", "psd", "raster", "isi",
    "rate" } do
    local ok, figure = pcall(snn.plot[name], x)
    if ok and count < 12 then
      count = count + 1
      pcall(figure.save, figure, "a.svg")
    end
    for _, options in ipairs {
      { bins = 1 << 40 }, { bins = -1 }, { bins = 0 / 0 },
      { xlim = { 1, 1 } }, { ylim = { 0 / 0, 1 } }, { width = 1e300 },
      { height = -1 }, { clim = { 1, 0 } },
    } do
      pcall(snn.plot[name], x, options)
    end
  end
end
local figure = snn.plot.lines(snn.zeros(3))
local rows = {}
for i = 1, 100 do
  rows[i] = { figure, figure, figure }
end
pcall(function() snn.plot.grid(rows):save "a.svg" end)
rows[1] = rows
pcall(snn.plot.grid, rows)
