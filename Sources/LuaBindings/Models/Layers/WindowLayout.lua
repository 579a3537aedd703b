-- What layouts share in which each place of an image sees a window of another.

local snn = require "snn"
local ImageLayout = snn.models.ImageLayout

local WindowLayout = snn.Behavior("WindowLayout", {
  extends = ImageLayout,
  compiled = true,
  about = [[
    What layouts share in which each place of the target sees a window of
    the source, all channels of it.
  ]],
  parameters = {
    {
      "kernel", "height and width of a window: a number for both, or a list of"
        .. " two", required = true, kinds = { "number", "list" },
    },
    {
      "stride", "from one window to the next: a number for both axes, 1 if it"
        .. " isn't given, or a list of two", kinds = { "number", "list" },
    },
    {
      "padding", "empty places around the image: a number for both axes, 0 if"
        .. " it isn't given, or a list of two", kinds = { "number", "list" },
    },
  },
})

-- A parameter that is a number for height and width, or a list of both.
function WindowLayout:pair(name, least, default)
  local given = self:parameter(name)
  given = given == nil and default or given
  local list = type(given) == "table" and given or { given, given }
  for place = 1, 2 do
    local value = math.type(list[place]) and math.tointeger(list[place])
    if not value or value < least or #list > 2 then
      error(("%s: parameter '%s' must be a whole number, at least %d, or a list"
        .. " of two, for height and width"):format(self.name, name, least))
    end
  end
  return { math.tointeger(list[1]), math.tointeger(list[2]) }
end

function WindowLayout:sizes(synapses)
  ImageLayout.sizes(self, synapses)
  self.kernel = self:pair("kernel", 1)
  self.stride = self:pair("stride", 1, 1)
  self.padding = self:pair("padding", 0, 0)
  self:check_windows(synapses)
  return self:kernel_sizes()
end

-- Raises unless there is a window for each place of the target.
function WindowLayout:check_windows(synapses)
  for axis, word in ipairs { "height", "width" } do
    local source, target = self.source[axis + 1], self.target[axis + 1]
    local kernel, padding = self.kernel[axis], self.padding[axis]
    local room = source + 2 * padding - kernel
    if room < 0 then
      error(("%s: a kernel of %s %d doesn't fit into %s of %s %d with"
        .. " padding %d"):format(self.name, word, kernel, synapses.src.tag,
        word, source, padding))
    end
    local places = room // self.stride[axis] + 1
    if places ~= target then
      error(("%s: %s of %s %d has %d places for a kernel of %d with stride %d"
        .. " and padding %d, and %s has %s %d"):format(self.name,
        synapses.src.tag, word, source, places, kernel, self.stride[axis],
        padding, synapses.dst.tag, word, target))
    end
  end
end

-- Stride and padding, as functions of tensors take them.
function WindowLayout:options()
  return {
    stride = { table.unpack(self.stride) },
    padding = { table.unpack(self.padding) },
  }
end

-- What windows show of numbers of the sources: a row for each place, a column
-- for each element of a window.
function WindowLayout:windows(values)
  return values:to(self.dtype):reshape(table.unpack(self.source))
    :unfold({ table.unpack(self.kernel) }, self:options()):t()
end

return WindowLayout
