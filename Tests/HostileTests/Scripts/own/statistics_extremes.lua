-- expect: ok
-- mode: both
-- limits: seconds=30 tensor-mem=512M
-- why: statistics of spikes that can't be: at the edges of time, of neurons that are none

local max, min = math.maxinteger, math.mininteger
for _, rows in ipairs {
  {}, { { 1, 1 } }, { { max, 1 } }, { { min, 1 }, { max, 1 } }, { { 1, max } },
  { { 1, min } }, { { 2, 1 }, { 1, 1 } }, { { 1, 1 }, { 1, 1 } }, { { 0, 0 } },
  { { -5, 1 }, { max, 2 } }, { { 1, 1, 1 } }, { { 1 } }, { { 1 << 40,
  1 << 40 } },
} do
  for _, type in ipairs { "int64", "float32", "float64", "bool" } do
    local ok, events = pcall(snn.tensor, rows, type)
    if ok then
      for _, name in ipairs {
        "rate", "counts", "isi", "cv", "lv", "fano", "correlation", "synchrony",
      } do
        for _, options in ipairs {
          {}, { size = 2 }, { size = max }, { size = 1 << 40 }, { size = -1 },
          { size = 2, first = min, last = max }, { size = 2, bin = max },
          { size = 2, first = 5, last = 1 }, { size = 2, bin = 0 }, { dt = 0 },
          { size = 2, dt = 5e-324 }, { size = 2, dt = 0 / 0, bin = 1 },
          { size = 2, first = max, last = max, bin = max },
          { size = 2, first = 1, last = 1 << 40, bin = 1 },
        } do
          pcall(snn.stats[name], events, options)
        end
      end
      for _, name in ipairs { "raster", "rate", "isi", "lines", "hist",
        "image" } do
        pcall(snn.plot[name], events)
        pcall(snn.plot[name], events, { size = 2, first = min, last = max })
      end
    end
  end
end
