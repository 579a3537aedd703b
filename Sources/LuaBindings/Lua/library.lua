-- The behaviors that come with the library, as classes: `snn.WeightClip {}`.

local native, snn, Behaviors = ...

-- What scripts see of the parameters of a behavior of the engine's.
local function parameters_of(handle)
  return setmetatable({}, {
    __index = function(_, name)
      return native.given_parameter(handle, name)
    end,
    __newindex = function(_, name, value)
      native.give_parameter(handle, name, value)
    end,
    __pairs = function(self)
      local names = native.given_names(handle)
      local position = 0
      return function()
        position = position + 1
        local name = names[position]
        return name, name and self[name]
      end
    end,
  })
end

for name, positions in next, native.behavior_library() do
  snn[name] = Behaviors.new_class(name, native.new_library_behavior,
    parameters_of, positions)
end

function snn.Clock:time_to_iterations(time)
  return native.time_to_iterations(Behaviors.handle(self, "time_to_iterations"),
    time)
end
